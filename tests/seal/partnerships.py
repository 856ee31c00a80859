"""Partnerships as they may go: people come, leave, return, change sides and minds, over a few rounds.

Everything is drawn from one seed. What is shown comes from the rules as the bot uses them; beside it is kept
who was behind it, for an attacker who knows all of that.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

from flows.answers import Answer, State
from flows.engine import relevant
from flows.model import Flow, Question
from flows.read_flow import read_flow
from process.rules import basis, overview
from process.rules.gate import Revealed, Voice, open_seal
from process.rules.overview import Overview
from process.rules.sealed import Sealed
from process.rules.suppression import Promise
from process.rules.turnout import Attendance
from process.rules.withholding import Withholding
from process.states import Layer, SeatState

CLOSES = datetime(2026, 12, 1, 15, tzinfo=UTC)
AFTER = datetime(2026, 12, 1, 16, tzinfo=UTC)
NAMES = tuple((number, f"organisatie {number}") for number in range(1, 8))

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
      share: organisation
      questions:
        - id: wie
          tick: {nl: Weten we wie wat doet?, en: Do we know who does what?}
          short: {nl: wie doet wat, en: who does what}
          ends: {green: {nl: ja hoor, en: yes}, red: {nl: nee hoor, en: no}}
          then:
            - when: {wie: [orange, red]}
              id: wie_ik
              share: confidential
              choice: {nl: Ligt het aan ons?, en: Is it us?}
              options: {ons: {nl: Aan ons, en: Us}, hen: {nl: Aan een ander, en: Others}}
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
        - id: druk
          share: confidential
          choice: {nl: Hoe druk heb je het?, en: How busy are you?}
          options: {erg: {nl: Erg, en: Very}, niet: {nl: Niet, en: Not}}
        - id: blijf
          share: confidential
          when: {druk: [erg]}
          choice: {nl: Blijf je?, en: Do you stay?}
          options: {ja: {nl: Ja, en: Yes}, nee: {nl: Nee, en: No}}
        - id: houden
          words: {nl: Wat gaat goed en willen we houden?, en: What goes well and do we want to keep?}
          keep: true
  - reveal: {show: [spread, organisations, trend, keep]}
""",
    "proef.yaml",
)

DECIDES = {"veilig_waar": "veilig", "veilig_merkt": "veilig", "blijf": "druk"}
"""Which confidential answers decide whether a question is asked; written by hand, for the attacker."""


@dataclass
class Someone:
    """A person of the partnership; `member` changes when they leave and come back.

    `account` is how the bot knows them: another one when they were forgotten and came back.
    """

    person: int
    account: int
    member: int
    organisation: int
    layer: Layer | None
    here: bool = True
    said: dict[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class Shown:
    """One round that was shown: `view` is the JSON as everybody could keep it.

    `answered` and `asked` are the persons behind each question, which no overview tells; an attacker may know
    them by other ways.
    """

    view: Mapping[str, Any]
    promise: Promise
    answered: Mapping[str, frozenset[int]]
    asked: Mapping[str, frozenset[int]]
    places: Mapping[str, tuple[tuple[Layer | None, int], ...]]


@dataclass
class Partnership:
    """One partnership, drawn from `seed`; `remembers` is whether earlier rounds are held against the next.

    `steady`: nobody changes their mind, there are more rounds, and in many of them only some answer, the same
    half now and the other half then: the best that somebody who subtracts can wish for.
    """

    seed: int
    remembers: bool = True
    steady: bool = False

    def __post_init__(self) -> None:
        """People and what was promised."""
        self.chance = Random(self.seed)  # noqa: S311  a game, no secret
        self.promise = self._promise()
        self.organisations = self.chance.randint(2, 6)
        self.people: list[Someone] = []
        self.kept: list[str] = []
        self.truth: dict[int, int] = {}
        self.accounts: dict[int, int] = {}
        self.last: Overview | None = None
        for _ in range(self.chance.randint(3, 17)):
            self._joins()

    def rounds(self) -> list[Shown]:
        """Play two to four rounds; those that were shown."""
        shown = []
        for number in range(1, self.chance.randint(4, 8) if self.steady else self.chance.randint(3, 5)):
            one = self._round(number)
            if one is not None:
                shown.append(one)
            for _ in range(self.chance.choice((0, 0, 1, 1, 2, 3, 5))):
                self._happens()
        return shown

    def _promise(self) -> Promise:
        least = self.chance.choice((3, 4, 5))
        return Promise(least, self.chance.choice((least, 10)))

    def _joins(self) -> None:
        organisation = self.chance.randint(1, self.organisations)
        layer = self.chance.choice((*Layer, Layer.PRACTICE, Layer.POLICY, None))
        person = len(self.people) + 1
        some = Someone(person, person, 0, organisation, layer, here=False)
        self.people.append(some)
        self._enters(some)

    def _enters(self, some: Someone) -> None:
        """Also again, as another member."""
        if not some.here:
            some.here, some.member = True, 100 + len(self.truth)
            self.truth[some.member] = some.person
            self.accounts[some.member] = some.account

    def _is_forgotten(self, some: Someone) -> None:
        """From now on nothing tells that they come back, when they do."""
        some.here = False
        some.account += 1000
        for member, person in self.truth.items():
            if person == some.person:
                self.accounts.pop(member, None)

    def _happens(self) -> None:
        """Between two rounds: somebody joins, leaves, returns, changes sides, is forgotten; or a setting."""
        some = self.chance.choice(self.people)
        match self.chance.randrange(9):
            case 0 | 1:
                self._joins()
            case 2 | 3:
                some.here = False
            case 4:
                self._enters(some)
            case 5:
                some.organisation = self.chance.randint(1, self.organisations)
            case 6:
                some.layer = self.chance.choice((*Layer, None))
            case 7:
                self.promise = self._promise()
            case 8:
                self._is_forgotten(some)
                if self.chance.random() < 0.5:
                    self._enters(some)

    def _round(self, number: int) -> Shown | None:
        invited = [some for some in self.people if some.here]
        present, voices = [], []
        half = self.chance.choice((None, None, 0, 1)) if self.steady else None
        for some in invited:
            self._answers(some)
            answers = self.chance.random() < 0.9 if not self.steady else half in (None, some.person % 2)
            state = SeatState.SENT if answers else SeatState.BEGUN
            present.append(Attendance(some.member, some.organisation, state))
            voices.append(Voice(some.member, some.member, some.organisation, some.layer, dict(some.said)))
        revealed = open_seal(Sealed(tuple(voices)), present, CLOSES, AFTER, FLOW)
        if not isinstance(revealed, Revealed):
            return None
        return self._shown(number, revealed, tuple(present))

    def _shown(
        self,
        number: int,
        revealed: Revealed[tuple[Voice, ...]],
        present: tuple[Attendance, ...],
    ) -> Shown:
        earlier = tuple(map(basis.from_json, self.kept)) if self.remembers else ()
        withheld = Withholding(FLOW, revealed, self.promise, earlier, self.accounts)
        seen = overview.build(
            NAMES, present, previous=self.last, made_at=AFTER, partnership=1, number=number,
            withholding=withheld,
        )  # fmt: skip
        self.kept.append(basis.to_json(withheld.basis()))
        self.last = seen
        behind = [
            (self.truth[voice.member], voice, relevant(FLOW, voice.answers)) for voice in revealed.value
        ]
        answered, asked, places = {}, {}, {}
        for question in FLOW.questions:
            those = [row for row in behind if question.id in row[2]]
            spoke = [row for row in those if row[2][question.id].state in (State.GIVEN, State.UNKNOWN)]
            asked[question.id] = frozenset(person for person, _, _ in those)
            answered[question.id] = frozenset(person for person, _, _ in spoke)
            places[question.id] = tuple((voice.layer, voice.organisation or 0) for _, voice, _ in spoke)
        return Shown(json.loads(overview.to_json(seen)), self.promise, answered, asked, places)

    def _answers(self, some: Someone) -> None:
        """Mostly what they said the last time."""
        for question in FLOW.questions:
            if question.id not in some.said or (not self.steady and self.chance.random() < 0.15):
                some.said[question.id] = self._answer(question)

    def _answer(self, question: Question) -> Answer:
        if self.chance.random() < 0.12:
            return Answer(question.id, self.chance.choice((State.UNKNOWN, State.PASSED, State.ALOUD)))
        values = [option.id for option in question.options] or ["woorden"]
        return Answer(question.id, State.GIVEN, self.chance.choice(values))
