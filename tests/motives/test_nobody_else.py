"""What somebody answers for themselves alone shows nowhere: nobody can tell what it was by looking.

Two worlds differ in nothing but what Anna answers at the questions that are for her alone. Random flows, and
what can be pressed, to the end of the round and past it. VINKJE_EXAMPLES=50 tries more, and all of it.
"""

from __future__ import annotations

import asyncio
import logging
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from bot import keeping, logs
from flows.model import Flow, Share
from flows.read_flow import read_flow
from process import discussing
from process.case import Work
from process.incoming import Press
from process.moment import Moment
from process.registry import ACTS, Scope
from process.rules.discussing import Decision
from process.states import RoundStage
from storage.queries import floor as floors
from storage.queries import rounds
from storage.store import Store
from storage.tables import StoredAnswer
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conftest import KEY
from tests.seal.world import ASKED, CAST, Watched, World, home_with, make

EXAMPLES = int(os.environ.get("VINKJE_EXAMPLES", "2"))
LOOKS = {"all", "digest", "flows", "home", "live", "log", "menu", "overleg", "people", "rounds", "sheet"}
BIRD = "pestvogel"
"""A word that only Anna types, and only where it is for her alone."""
TURN = timedelta(minutes=10)
"""So long somebody takes, whatever they answer."""
FEW = 2
"""With more examples than this, whoever coordinates presses everything."""
SHARES = (Share.ORGANISATION, Share.NAME, Share.CONFIDENTIAL, Share.SELF)
KINDS = ("tick", "choice", "words")
ENDS_IT = {"leave", "leaveask", "erase", "livestart", "start", "keepfor", "endyes"}
"""Acts that would end the story before everything was looked at."""


@dataclass(frozen=True)
class Asked:
    """One question of a random flow; `below`: an explanation hangs under it."""

    kind: str
    share: Share
    below: bool = False
    each: bool = False


asked = st.builds(Asked, st.sampled_from(KINDS), st.sampled_from(SHARES), st.booleans(), st.booleans())


def written(questions: Sequence[Asked]) -> Flow:
    """The flow of these questions, after one tick that all share and with one that is for oneself."""
    always = (Asked("tick", Share.ORGANISATION, below=True), *questions, Asked("words", Share.SELF))
    return read_flow(_HEAD + "".join(map(_question, range(len(always)), always)) + _TAIL, "proef.yaml")


_HEAD = """
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
"""
_TAIL = """
  - reveal: {show: [spread, organisations, trend, keep]}
  - relay: {lasts: {workdays: 5}}
  - discuss: {sheet: bespreekblad}
  - agree: {}
"""


def _question(number: int, asked: Asked) -> str:
    about, of = ("each: organisation", " van {ander}") if asked.each else ("covers: []", "")
    said = f'{asked.kind}: {{nl: "Vraag {number}{of}?", en: "Question {number}{of}?"}}'
    lines = [f"- id: v{number}", f"  {about}", f"  share: {asked.share.value}", f"  {said}"]
    lines.append(f"  short: {{nl: kort {number}, en: short {number}}}")
    if asked.kind == "tick":
        lines.append("  ends: {green: {nl: ja hoor, en: yes}, red: {nl: nee hoor, en: no}}")
    if asked.kind == "choice":
        lines.append("  options: {green: {nl: Groen, en: Green}, red: {nl: Rood, en: Red}}")
    if asked.below and asked.kind != "words":
        lines += ["  then:", f"    - when: {{v{number}: [red]}}", f"      id: v{number}_merkt"]
        lines.append("      words: {nl: Waar merk je dat aan?, en: How do you notice?}")
    return "".join(f"        {line}\n" for line in lines)


class Alone(World):
    """Thuis in Oost in a round of this flow, in which Anna answers for herself in one of two ways."""

    def __init__(self, store: Store, clock: ManualClock, log: StringIO, variant: int, flow: Flow) -> None:
        super().__init__(store, clock, log, variant)
        self.flow = flow
        self.counter = Watched(store, clock, home=home_with(flow))
        for name in CAST:
            self.counter.guest(name)

    def make(self, unit: Unit, moment: Moment) -> None:
        """The partnership with its round."""
        make(unit, moment, self.flow)

    async def sends(self, name: str) -> None:
        """Answer everything and send; the clock stands where it would stand whatever was answered."""
        began = self.counter.clock.now()
        await self.taps(name, Press("begin", (ASKED.index(name) + 1,)))
        for _ in range(60):
            held = await self.counter.run(lambda unit: floors.floor(unit, self._person(unit, name)))
            if held is None or held.question is None:
                break
            await self._says(name, held.question, held.version)
        assert held is not None
        await self.taps(name, Press("send", (held.version,)))
        self.counter.clock.set(began + TURN)

    async def _says(self, name: str, question_id: str, version: int) -> None:
        own = self.flow.question(question_id.split("@", maxsplit=1)[0]).share is Share.SELF
        kind = self.flow.question(question_id.split("@", maxsplit=1)[0]).kind
        if kind == "words":
            await self.counter.guest(name).types(self._words(name, own=own))
        elif own and name == "Anna":
            await self.taps(name, Press("a", (version, ("green", "red")[self.variant])))
        else:
            await self.taps(name, Press("a", (version, "red" if name in {"Anna", "Cora"} else "green")))

    def _words(self, name: str, *, own: bool) -> str:
        if own and name == "Anna":
            return f"{BIRD} {'eenoverlaatste'[self.variant :]}"
        return f"woord van {name}"

    async def presses_everything(self, name: str) -> None:
        """Every act about the partnership, the round and the seats of others, offered or not."""
        for act in sorted(ACTS):
            wanted = act in LOOKS if EXAMPLES <= FEW else act not in ENDS_IT
            if ACTS[act].scope in {Scope.PARTNERSHIP, Scope.ROUND} and wanted:
                await self.taps(name, Press(act, (1,)))
        for seat, whose in enumerate(ASKED, 1):
            if whose != name:
                await self.taps(name, Press("begin", (seat,)))

    async def ends(self) -> None:
        """It was talked about: the round is settled."""
        moment = self.counter.clock.moment()

        def settled(unit: Unit) -> None:
            work = Work(unit, moment, self.counter.home)
            outcome = discussing.end(work, rounds.lock_round(unit, 1), Decision.TALKED, None)
            keeping.keep(unit, outcome, moment.now)

        await self.counter.run(settled)

    async def kept_alone(self) -> int:
        """How many answers for somebody alone are kept."""
        found = select(StoredAnswer.id).where(col(StoredAnswer.alone))
        return len(await self.counter.run(lambda unit: unit.session.exec(found).all()))


@contextmanager
def worlds(flow: Flow) -> Iterator[tuple[Alone, Alone]]:
    """Two that differ in what Anna answers for herself."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    with tempfile.TemporaryDirectory() as folder:
        log = StringIO()
        logs.start("debug", (), log)
        both = []
        for variant in (0, 1):
            clock = ManualClock()
            store = Store.open(f"sqlite:///{folder}/{variant}.db", KEY, clock=clock)
            world = Alone(store, clock, log, variant, flow)
            asyncio.run(store.run(partial(world.make, moment=clock.moment()), name="make"))
            both.append(world)
        yield both[0], both[1]
        for world in both:
            world.store.close()
    root.handlers[:] = handlers
    root.setLevel(level)


async def story(world: Alone) -> None:
    """They answer, it is shown, everybody looks at everything, and it is over."""
    for name in ("Anna", "Cora", "Dirk", "Gijs"):
        await world.sends(name)
    await world.to_closing(2)
    assert await world.stage() == RoundStage.REVEALED
    assert await world.kept_alone() > 0
    for name in ("Anna", "Bert", "Cora"):
        await world.pries(name)
    await world.presses_everything("Dirk")


async def aftermath(world: Alone) -> None:
    """The round is over, and everybody looks once more."""
    if await world.stage() == RoundStage.REVEALED:
        await world.ends()
    for name in ("Floor", "Dirk"):
        await world.pries(name)
    assert await world.kept_alone() == 0


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(asked, max_size=4))
def test_nobody_else_can_tell_what_anna_answers_for_herself(questions: list[Asked]) -> None:
    with worlds(written(questions)) as (one, other):
        for tell in (story, aftermath):
            asyncio.run(tell(one))
            asyncio.run(tell(other))
            for name in CAST:
                if name == "Anna":
                    continue
                assert one.seen(name) == other.seen(name), f"{name} can tell what Anna answers for herself"
                assert BIRD not in one.seen(name), f"{name} reads what Anna said to herself"
        assert BIRD in one.seen("Anna"), "she reads it back at her own check"
        assert one.seen("Anna") != other.seen("Anna"), "the worlds are the same: that proves nothing"
        assert BIRD not in asyncio.run(one.operator())
