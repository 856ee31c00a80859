"""A flow with every kind of promise in it, and people around it, for the tests of the rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from flows.engine import Answer, State
from flows.model import Flow, Question
from flows.read_flow import read_flow
from process.rules.basis import Basis, Behind
from process.rules.gate import Revealed, StillSealed, TooFew, Voice, open_seal
from process.rules.overview import Overview, build
from process.rules.sealed import Sealed
from process.rules.suppression import Promise
from process.rules.turnout import Attendance
from process.rules.withholding import Withholding
from process.states import Layer, SeatState

FLOW: Flow = read_flow(
    """
vinkje: 1
flow: proef
title: {nl: Proef, en: Trial}
why: {nl: Om te proberen., en: To try.}
source: {document: Proef}
minutes: 2
stages:
  - collect:
      who: everyone
      share: name
      questions:
        - id: wie
          share: organisation
          tick: {nl: Weten we wie wat doet?, en: Do we know who does what?}
          short: {nl: wie doet wat, en: who does what}
          ends: {green: {nl: ja hoor, en: yes}, red: {nl: nee hoor, en: no}}
          then:
            - when: {wie: [orange, red]}
              id: wie_waar
              choice: {nl: Waar zit het?, en: Where is it?}
              options: {taken: {nl: Taken, en: Tasks}, regels: {nl: Regels, en: Rules}}
            - when: {wie: [orange, red]}
              id: wie_merkt
              words: {nl: Waar merk je dat aan?, en: How do you notice?}
              follow: [solution]
        - id: tijd
          share: organisation
          tick: {nl: Is er tijd genoeg?, en: Is there enough time?}
          short: {nl: tijd, en: time}
          ends: {green: {nl: ja hoor, en: yes}, red: {nl: nee hoor, en: no}}
        - id: veilig
          share: confidential
          tick: {nl: Kun je hier alles zeggen?, en: Can you say anything here?}
          short: {nl: veilig, en: safe}
          ends: {green: {nl: ja hoor, en: yes}, red: {nl: nee hoor, en: no}}
          then:
            - when: {veilig: [orange, red]}
              id: veilig_waar
              choice: {nl: Waar zit het?, en: Where is it?}
              options: {thuis: {nl: Eigen huis, en: At home}, tafel: {nl: De tafel, en: The table}}
            - when: {veilig: [orange, red]}
              id: veilig_merkt
              words: {nl: Waar merk je dat aan?, en: How do you notice?}
        - id: ritme
          share: organisation
          choice: {nl: Hoe vaak zien we elkaar?, en: How often do we meet?}
          options: {week: {nl: Elke week, en: Weekly}, maand: {nl: Elke maand, en: Monthly}}
        - id: wens
          words: {nl: Wat wens je?, en: What do you wish for?}
        - id: houden
          share: organisation
          words: {nl: Wat gaat goed en willen we houden?, en: What goes well and do we want to keep?}
          keep: true
  - reveal: {show: [spread, organisations, trend, keep]}
""",
    "proef.yaml",
)

CLOSES = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
AFTER = datetime(2026, 3, 12, 16, 0, tzinfo=UTC)
NAMES = ((1, "Woonstad"), (2, "Gemeente"), (3, "Buurtteam"), (4, "Politie"), (5, "School"))
WORDS = "woorden van "


def question_ids() -> list[str]:
    derived = [question.asks(rule).id for question in FLOW.questions for rule in question.follow]
    return [question.id for question in FLOW.questions] + derived


def answers(**given: str | State) -> dict[str, Answer]:
    """Answers by question id: a colour, an option or words, or a state without a value."""
    return {
        id_: Answer(id_, value) if isinstance(value, State) else Answer(id_, State.GIVEN, value)
        for id_, value in given.items()
    }


def voice(seat: int, organisation: int | None, layer: Layer | None = None, **given: str | State) -> Voice:
    return Voice(seat, seat + 100, organisation, layer, answers(**given))


def sent(*voices: Voice) -> tuple[Attendance, ...]:
    return tuple(Attendance(each.member, each.organisation, SeatState.SENT) for each in voices)


def invited(*organisations: int) -> tuple[Attendance, ...]:
    """One person of each organisation who does not answer."""
    return tuple(Attendance(900 + each, each, SeatState.INVITED) for each in organisations)


def reveal(
    voices: tuple[Voice, ...], attendances: tuple[Attendance, ...], flow: Flow = FLOW
) -> Revealed[tuple[Voice, ...]]:
    opened = open_seal(Sealed(voices), attendances, CLOSES, AFTER, flow)
    assert not isinstance(opened, StillSealed | TooFew)
    return opened


def overview(
    *voices: Voice,
    silent: tuple[Attendance, ...] = (),
    previous: Overview | None = None,
    earlier: tuple[Basis, ...] = (),
    promise: Promise | None = None,
    flow: Flow = FLOW,
) -> Overview:
    attendances = sent(*voices) + silent
    return build(
        NAMES,
        attendances,
        previous=previous,
        made_at=AFTER,
        partnership=7,
        number=3,
        withholding=Withholding(flow, reveal(voices, attendances, flow), promise or Promise(), earlier),
    )


def all_of(members: Iterable[int], least: int = 5) -> Basis:
    """An earlier round that showed everything, in which all of these answered everything."""
    people = frozenset(members)
    return Basis(people, dict.fromkeys(question_ids(), Behind(people, people)), least)


def _answer_to(question: Question, seat: int) -> st.SearchStrategy[Answer]:
    values = [option.id for option in question.options] or [f"{WORDS}{seat} bij {question.id}"]
    if question.follow:
        values.append(f"{WORDS}{seat}: we moeten gewoon een lijst maken")
    given = st.sampled_from(values).map(lambda value: Answer(question.id, State.GIVEN, value))
    unsaid = st.sampled_from([State.UNKNOWN, State.PASSED, State.ALOUD]).map(
        lambda state: Answer(question.id, state)
    )
    return st.one_of(given, given, given, unsaid)


@st.composite
def seated(draw: st.DrawFn, seat: int, organisation: int | None) -> Voice:
    """Somebody who answered any of the questions, also ones that do not hang on their path."""
    ids = draw(st.lists(st.sampled_from(question_ids()), unique=True, min_size=3))
    layer = draw(st.sampled_from([*Layer, None]))
    given = {id_: draw(_answer_to(FLOW.question(id_), seat)) for id_ in ids}
    return Voice(seat, seat + 100, organisation, layer, given)


@st.composite
def tables(draw: st.DrawFn, most: int = 14) -> tuple[Voice, ...]:
    """Enough people to open the seal: at least one of each of three organisations."""
    extra = draw(st.lists(st.sampled_from([1, 2, 3, None]), max_size=most - 3))
    table = tuple(draw(seated(seat, place)) for seat, place in enumerate([1, 2, 3, *extra], start=1))
    return (*map(_with_answers, table[:3]), *table[3:])


def _with_answers(seen: Voice) -> Voice:
    """Two answers that always count: one may be changed, and still the organisation has answered."""
    return replace(seen, answers={**seen.answers, **answers(tijd="green", ritme="week")})
