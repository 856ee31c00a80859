"""Whatever people change, take back, hide or have forgotten: every surface says the same, and it is true.

VINKJE_PROPERTIES=search tries more of them.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from flows.question import Colour
from process import own_answers
from process.incoming import Press
from process.rules.keeping import Keeping
from process.states import RoundStage
from storage import retention
from storage.queries import floor as floors
from storage.queries import rounds
from storage.tables import Correction
from storage.unit import Unit
from tests.seal.test_every_surface import worlds
from tests.seal.world import ASKED, CAST, FLOW, World, canary

SEARCH = os.environ.get("VINKJE_PROPERTIES") == "search"
LOOKING = ("Els", "Bert")
"""Who reads after every step: one who answers for no organisation, and one who has a colleague."""
Step = tuple[str, str, str]
"""Who, what, and of which question or to which colour."""

before = st.tuples(st.sampled_from(ASKED), st.sampled_from([colour.value for colour in Colour]))
after = st.one_of(
    st.tuples(st.sampled_from(ASKED), st.just("correct"), st.sampled_from([each.value for each in Colour])),
    st.tuples(st.sampled_from(ASKED), st.just("withdraw"), st.sampled_from(["wie", "veilig"])),
    st.tuples(st.sampled_from(ASKED), st.just("hide"), st.sampled_from(["wie_merkt", "geheim", "wens"])),
    st.tuples(st.sampled_from(ASKED), st.just("correct_in_confidence"), st.just("green")),
    st.tuples(st.sampled_from(ASKED), st.just("pries"), st.just("")),
    st.tuples(st.sampled_from(["Anna", "Cora", "Dirk"]), st.just("forget"), st.just("")),
)


@dataclass
class Expected:
    """What should be seen: the colour that each froze with and has now (None: taken back), whose words."""

    frozen: dict[str, str]
    now: dict[str, str | None] = field(default_factory=dict)
    words: set[tuple[str, str]] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """At the reveal."""
        self.now = dict(self.frozen)
        self.words = {(name, "wens") for name in ASKED}
        self.words |= {(name, "wie_merkt") for name, colour in self.frozen.items() if colour != "green"}

    def plays(self, name: str, what: str, which: str) -> None:
        """The same step, as it was promised."""
        if name in self.gone:
            return
        if what == "correct" and self.now[name] is not None:
            self.now[name] = which
        elif what == "withdraw" and which == "wie":
            self.now[name] = None
            self.words.discard((name, "wie_merkt"))
        elif what == "hide":
            self.words.discard((name, which))
        elif what == "forget":
            self.gone.add(name)
            self.now[name] = self.frozen[name]  # a count, and nothing of anybody
            self.words -= {(name, "wens"), (name, "wie_merkt")}

    def corrections(self, *, beside_cells: bool) -> list[str]:
        """What stands beside the counts, in words; of an organisation of one its own line may say so."""
        lines = []
        for name in ASKED:
            organisation, was, now = CAST[name][0], self.frozen[name], self.now[name]
            if now is None and not (beside_cells and name == "Dirk"):
                lines.append(f"{organisation}: één antwoord ingetrokken op ")
            elif now not in (None, was):
                lines.append(f"{organisation}: was {_said(was)}, nu {_said(now)} (gecorrigeerd op ")
        return lines


def _said(colour: str | None) -> str:
    shown = Colour(colour)
    return f"{shown.sign} {shown.word.nl.lower()}"


async def number_of(world: World, name: str, question: str) -> int:
    """The place of an answer in somebody's list; 99 when it is not there."""

    def look(unit: Unit) -> int:
        seat = rounds.seat(unit, ASKED.index(name) + 1)
        found = own_answers.of_seat(unit, FLOW, rounds.rounds(unit, 1)[0], seat)
        return next((place for place, own in enumerate(found) if own.kept == question), 99)

    return await world.counter.run(look)


async def changes_before(world: World, name: str, colour: str) -> None:
    """Another colour while the round collects, after sending; then it is sent again."""
    guest = world.counter.guest(name)
    await world.reopens(name)
    for act, rest in (("change", ()), ("redo", (0,)), ("a", (colour,))):
        held = await world.counter.run(lambda unit: floors.floor(unit, world._person(unit, name)))
        assert held is not None
        await world.taps(name, Press(act, (held.version, *rest)))
    while "Verstuur" not in guest.labels:
        held = await world.counter.run(lambda unit: floors.floor(unit, world._person(unit, name)))
        assert held is not None
        assert held.question is not None
        await guest.types(canary(name, held.question))
    held = await world.counter.run(lambda unit: floors.floor(unit, world._person(unit, name)))
    assert held is not None
    await world.taps(name, Press("send", (held.version,)))


async def plays(world: World, step: Step) -> None:
    """One step, by the presses that its buttons carry."""
    name, what, which = step
    seat = ASKED.index(name) + 1
    if what == "pries":
        for other in range(1, len(ASKED) + 1):
            if other != seat:
                for act, rest in (("own", ()), ("corrected", (0, 0)), ("withdraw", (0, 1)), ("hide", (1, 1))):
                    await world.taps(name, Press(act, (other, *rest)))
    elif what == "forget":
        await world.taps(name, Press("erase", (int(world.clock.now().timestamp()),)))
    elif what.startswith("correct"):
        number = await number_of(world, name, "wie" if what == "correct" else "veilig")
        await world.taps(name, Press("corrected", (seat, number, [c.value for c in Colour].index(which))))
    else:
        await world.taps(name, Press(what, (seat, await number_of(world, name, which), 1)))


async def holds(
    world: World, expected: Expected, confidential: set[str], readers: tuple[str, ...] = LOOKING
) -> None:
    """Each of these who is there reads what is true, in everything that shows the round."""
    for name in readers:
        if name in expected.gone:
            continue
        for drawn in world.counter.drawn.values():
            drawn.clear()
        for act in ("result", "all", "sheet"):
            await world.taps(name, Press(act, (1,)))
        read = world.seen(name)
        for whose in ASKED:
            for question in ("wie_merkt", "wens", "geheim"):
                word = canary(whose, question)
                shown = word in read if whose != name else None
                assert shown in (None, (whose, question) in expected.words), f"{name}: {word} {shown}"
        chat = [bubble.screen.text for bubble in reversed(world.counter.guest(name).chat)]
        in_full = next(text for text in chat if "alle antwoorden" in text)
        picture, sheet = world.counter.drawn[name][0], world.counter.drawn[name][-1]
        for surface in (in_full, picture, sheet):
            told = surface.count("(gecorrigeerd op ") + surface.count("één antwoord ingetrokken op ")
            lines = expected.corrections(beside_cells=surface is in_full)
            assert told == len(lines), f"{name} reads {told} corrections of {len(lines)}: {surface}"
            assert all(line in surface for line in lines), f"{name} reads other corrections"
        if expected.now["Dirk"] is None:
            assert "Politie: ingetrokken" in in_full
            assert "Cell(signs=(), withdrawn=True)" in picture
        confidential.add(in_full[in_full.index("veilig") :].split("\n")[1])
        assert len(confidential) == 1, "a confidential count changed"
    kept = await world.counter.run(lambda unit: [repr(row) for row in unit.session.exec(select(Correction))])
    assert not [row for row in kept for name in ASKED if canary(name, "") in row], "a correction holds words"


async def story(world: World, first: list[tuple[str, str]], steps: list[Step]) -> None:
    """Everyone sends but one, who comes last; some change their mind; then the steps, each looked at."""
    colours = {name: world.colour(name) for name in ASKED}
    for name in ASKED[:-1]:
        await world.sends(name)
    for name, colour in first:
        if name != ASKED[-1]:
            await changes_before(world, name, colour)
            colours[name] = colour
    await world.sends(ASKED[-1])
    assert await world.stage() is RoundStage.REVEALED
    await world.counter.passes(world.clock.now().replace(hour=23) - world.clock.now())
    expected, confidential = Expected(colours), set[str]()
    await holds(world, expected, confidential)
    for step in steps:
        await plays(world, step)
        expected.plays(*step)
        await holds(world, expected, confidential)
    await holds(world, expected, confidential, tuple(CAST))


@settings(max_examples=100 if SEARCH else 2)
@given(st.lists(before, max_size=2), st.lists(after, min_size=2, max_size=6))
def test_every_surface_says_what_is_true_after_any_change(
    first: list[tuple[str, str]], steps: list[Step]
) -> None:
    with worlds() as (world, _):
        asyncio.run(story(world, first, steps))


def test_one_of_each() -> None:
    """Every kind of change once, so that none is left out by chance."""
    steps = [
        ("Anna", "correct", "green"),
        ("Bert", "hide", "wie_merkt"),
        ("Dirk", "withdraw", "wie"),
        ("Cora", "correct_in_confidence", "green"),
        ("Cora", "hide", "geheim"),
        ("Gijs", "withdraw", "wie"),
        ("Anna", "correct", "orange"),
        ("Gijs", "pries", ""),
        ("Anna", "correct", "red"),
        ("Anna", "forget", ""),
    ]
    with worlds() as (world, _):
        asyncio.run(story(world, [("Bert", "red")], steps))
        later = world.clock.now() + timedelta(days=3 * 365)
        asyncio.run(world.counter.run(lambda unit: retention.empty(unit, 1, Keeping(), later)))
        left = asyncio.run(world.counter.run(lambda unit: unit.session.exec(select(Correction)).all()))
        assert left == [], "a correction outlives the term of its round"
