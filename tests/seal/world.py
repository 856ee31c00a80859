"""One partnership in one round, with everything that anybody gets to see of it.

Anna is the author: worlds that differ only in what she answers must look the same to all others until the
reveal. What everybody types carries a word that nothing else holds, so that it can be searched for.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import StringIO

from bot import keeping
from bot.screens.compose import draft_of
from bot.screens.reader import Reader
from flows.model import Flow
from flows.read_flow import read_flow
from flows.shelf import Shelf
from process import acts  # noqa: F401  fills the registry
from process.acts.rounds import open_round
from process.case import House, Work
from process.incoming import Kind, Press, Tap
from process.moment import Moment
from process.rules.suppression import Promise
from process.states import Layer, Role, RoundStage
from process.terms import VERSION
from storage import condition, outbox
from storage.queries import floor as floors
from storage.queries import membership, people, rounds, stranded
from storage.store import Store
from storage.tables import Round
from storage.unit import Unit
from tests.clock import ManualClock
from tests.process.counter import FACTS, Counter, catalogue, house

FLOW = read_flow(
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
              id: wie_merkt
              words: {nl: Waar merk je dat aan?, en: How do you notice?}
        - id: veilig
          share: confidential
          tick: {nl: Kun je hier alles zeggen?, en: Can you say anything here?}
          short: {nl: veilig, en: safe}
          ends: {green: {nl: ja hoor, en: yes}, red: {nl: nee hoor, en: no}}
        - id: geheim
          share: confidential
          words: {nl: Wat zeg je hier niet?, en: What do you not say here?}
          short: {nl: geheim, en: secret}
        - id: wens
          words: {nl: Wat wens je?, en: What do you wish for?}
          short: {nl: wens, en: wish}
  - reveal: {show: [spread, organisations, trend, keep]}
  - discuss: {sheet: bespreekblad}
""",
    "proef.yaml",
)
PROMISE = Promise(3, 10)

CAST = {
    "Anna": ("Woonstad", Role.PARTNER),
    "Bert": ("Woonstad", Role.PARTNER),
    "Cora": ("De Linde", Role.PARTNER),
    "Gijs": ("De Linde", Role.PARTNER),
    "Dirk": ("Politie", Role.COORDINATOR),
    "Els": (None, Role.COORDINATOR),
    "Floor": (None, Role.OBSERVER),
}
ASKED = tuple(name for name, (organisation, _) in CAST.items() if organisation is not None)
ORGANISATIONS = ("Woonstad", "De Linde", "Politie")
BIRDS = {"Anna": "ibis", "Bert": "kwartel", "Cora": "lepelaar", "Dirk": "wulp", "Gijs": "roerdomp"}
LOOKS = ("result", "people", "home", "overleg")
"""Acts on the partnership that only show something."""


def canary(name: str, question: str) -> str:
    """A word that only this person types, and only here."""
    return f"{BIRDS[name]}-{question}"


def home_with(flow: Flow) -> House:
    """A house with one flow on its shelf."""
    return replace(house(), shelf=Shelf({flow.id: flow}, ()), promise=PROMISE)


def make(unit: Unit, moment: Moment, flow: Flow = FLOW) -> None:
    """The partnership with its round; seats have the numbers 1, 2, 3 in the order of `ASKED`."""
    home = home_with(flow)
    persons = {name: people.new_person(unit, "counter", name, "nl", moment.now) for name in CAST}
    partnership, organisations = membership.found(
        unit, name="Thuis in Oost", doelgroep="iedereen", organisations=ORGANISATIONS,
        made_by=persons["Dirk"].id, timezone="Europe/Amsterdam", now=moment.now,
    )  # fmt: skip
    ids = {each.name: each.id for each in organisations}
    for name, (organisation, role) in CAST.items():
        membership.new_member(
            unit, person_id=persons[name].id, partnership_id=partnership.id,
            organisation_id=ids.get(organisation or ""), layer=Layer.PRACTICE if organisation else None,
            role=role, name=name, consent=VERSION, now=moment.now,
        )  # fmt: skip
    outcome = open_round(Work(unit, moment, home), partnership, flow, None)
    assert outcome is not None
    keeping.keep(unit, outcome, moment.now)


@dataclass
class Watched(Counter):
    """The counter, where also what would be drawn is kept, as the values that the drawing gets."""

    drawn: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in CAST})

    def _show(self, unit: Unit, claimed: outbox.Claimed) -> None:
        person = people.person(unit, claimed.person_id)
        facts = replace(FACTS, promise=self.home.promise)
        drafted = draft_of(Reader(unit, person, catalogue(), self.home.shelf, facts), claimed.message)
        if drafted is not None and drafted.drawing is not None:
            self.drawn[claimed.address].append(repr(drafted.drawing))
        super()._show(unit, claimed)


class World:
    """A partnership in which Anna answers in one of two ways."""

    def __init__(self, store: Store, clock: ManualClock, log: StringIO, variant: int) -> None:
        """`log` is where the bot logs."""
        self.store, self.clock, self.log, self.variant = store, clock, log, variant
        home = home_with(FLOW)
        self.counter = Watched(store, clock, home=home)
        for name in CAST:
            self.counter.guest(name)

    # What people do.

    async def answers(self, name: str) -> None:
        """Everything, up to the check."""
        await self.taps(name, Press("begin", (ASKED.index(name) + 1,)))
        for _ in range(len(FLOW.questions) + 1):
            held = await self.counter.run(lambda unit: floors.floor(unit, self._person(unit, name)))
            if held is None or held.question is None:
                return
            question = FLOW.question(held.question)
            if question.kind == "words":
                await self.counter.guest(name).types(self.words(name, question.id))
            else:
                await self.taps(name, Press("a", (held.version, self.colour(name))))

    async def sends(self, name: str) -> None:
        """Everything, and send."""
        await self.answers(name)
        held = await self.counter.run(lambda unit: floors.floor(unit, self._person(unit, name)))
        if held is not None:
            await self.taps(name, Press("send", (held.version,)))

    def colour(self, name: str) -> str:
        """Anna is the only one who is not the same in both worlds."""
        return ("orange", "red")[self.variant if name == "Anna" else len(name) % 2]

    def words(self, name: str, question: str) -> str:
        """Hers are of one length in both."""
        return canary(name, question) + (f" {'ab'[self.variant]}" if name == "Anna" else "")

    async def reopens(self, name: str) -> None:
        """Take back what was sent."""
        await self.taps(name, Press("reopen", (ASKED.index(name) + 1,)))

    async def passes(self, name: str) -> None:
        """Not this round."""
        await self.taps(name, Press("pass", (ASKED.index(name) + 1,)))

    async def leaves(self, name: str) -> None:
        """Out of the partnership."""
        await self.taps(name, Press("leave", (1,)))

    async def extends(self, name: str) -> None:
        """A coordinator gives more time, when there were too few."""
        await self.taps(name, Press("longer", (1,)))

    async def pries(self, name: str) -> None:
        """Look at everything there is to look at, also by buttons that one never got."""
        for act in LOOKS:
            await self.taps(name, Press(act, (1,)))
        for act in ("all", "sheet"):
            await self.taps(name, Press(act, (1,)))
        for seat, whose in enumerate(ASKED, 1):
            if whose != name:
                await self.taps(name, Press("begin", (seat,)))

    async def errs(self, name: str) -> None:
        """What the bot can make nothing of."""
        guest = self.counter.guest(name)
        await guest.commands("bestaatniet")
        await guest.sends(Kind.VOICE)
        await self.taps(name, Press("redo", (0, 99)))
        await self.taps(name, Press("all", (99,)))

    async def taps(self, name: str, press: Press) -> None:
        """Press this, whether it was ever offered or not."""
        await self.counter.attend(self.counter.guest(name), Tap(press, None, "t"))

    # Time.

    async def to_closing(self, minutes: int) -> None:
        """So many minutes after the announced time; what is due by then happens."""
        closes = (await self.counter.run(lambda unit: rounds.rounds(unit, 1)[0])).closes_at
        until = closes + timedelta(minutes=minutes) - self.clock.now()
        if until > timedelta(0):
            await self.counter.passes(until)

    async def stage(self) -> RoundStage:
        """How far the round is."""
        return RoundStage((await self.counter.run(lambda unit: unit.session.get_one(Round, 1))).stage)

    # What is seen.

    def seen(self, name: str) -> str:
        """Everything on one person's phone: texts, buttons, answers to taps, and what was drawn."""
        guest = self.counter.guest(name)
        chat = [f"{bubble.screen.text} {bubble.screen.rows!r}" for bubble in guest.chat]
        return "\n".join([*chat, str(guest.toast), *self.counter.drawn[name]])

    async def operator(self) -> str:
        """What the operator's commands and the log tell."""
        now = self.clock.now()
        queues = await self.counter.run(lambda unit: condition.queues(unit, now))
        lost = await self.counter.run(lambda unit: repr(stranded.stranded_messages(unit)))
        return f"{queues!r} {lost} {self.log.getvalue()}"

    def _person(self, unit: Unit, name: str) -> int:
        person = people.person_at(unit, "counter", name)
        assert person is not None
        return person.id
