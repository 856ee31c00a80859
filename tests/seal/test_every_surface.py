"""Nobody sees early: not in a message, a drawing, an error, a log or what the operator is told.

VINKJE_PROPERTIES=search tries other rounds, and more of them.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import logs
from process.incoming import Press
from process.rules.suppression import Promise
from process.states import RoundStage
from storage.store import Store
from tests.clock import ManualClock
from tests.conftest import KEY
from tests.seal.world import ASKED, CAST, FLOW, World, canary, make

SEARCH = os.environ.get("VINKJE_PROPERTIES") == "search"
WORDS = tuple(question.id for question in FLOW.questions if question.kind == "words")
Step = tuple[str, str]

acts = st.one_of(
    st.tuples(st.sampled_from(ASKED), st.just("sends")),
    st.tuples(st.sampled_from(ASKED), st.sampled_from(["answers", "sends", "reopens", "passes"])),
    st.tuples(st.sampled_from(tuple(CAST)), st.sampled_from(["pries", "errs"])),
    st.tuples(st.sampled_from(["Bert", "Gijs", "Cora"]), st.just("leaves")),
)
AT_THE_END: tuple[Step, ...] = (
    ("", "minute before"), ("Dirk", "pries"), ("Floor", "pries"), ("", "minute after"), ("Els", "pries"),
    ("Dirk", "extends"), ("Bert", "pries"),
)  # fmt: skip


@cache
def template() -> Path:
    """A database in which the round was just opened, made once."""
    folder = Path(tempfile.mkdtemp())
    clock = ManualClock()
    store = Store.open(f"sqlite:///{folder}/vinkje.db", KEY, clock=clock)
    asyncio.run(store.run(lambda unit: make(unit, clock.moment()), name="make"))
    store.close()
    return folder


@pytest.fixture(autouse=True)
def _log_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@contextmanager
def worlds() -> Iterator[tuple[World, World]]:
    """Two that differ in what Anna answers."""
    with tempfile.TemporaryDirectory() as folder:
        log = StringIO()
        logs.start("debug", (), log)
        both = []
        for variant in (0, 1):
            shutil.copytree(template(), f"{folder}/{variant}")
            clock = ManualClock()
            store = Store.open(f"sqlite:///{folder}/{variant}/vinkje.db", KEY, clock=clock)
            both.append(World(store, clock, log, variant))
        yield both[0], both[1]
        for world in both:
            world.store.close()


async def plays(world: World, step: Step) -> None:
    """One thing happens."""
    name, what = step
    if what == "minute before":
        await world.to_closing(-1)
    elif what == "minute after":
        await world.to_closing(2)
    else:
        await getattr(world, what)(name)


async def play(one: World, other: World, steps: list[Step]) -> None:
    """The same steps in both; until the reveal they look the same to everybody but Anna."""
    for step in (*steps, *AT_THE_END):
        await plays(one, step)
        await plays(other, step)
        if await one.stage() in {RoundStage.REVEALED, RoundStage.SETTLED}:
            break
        for name in CAST:
            if name != "Anna":
                assert one.seen(name) == other.seen(name), f"after {step} {name} can tell what Anna answered"
            for whose in ASKED:
                told = [canary(whose, each) for each in WORDS if canary(whose, each) in one.seen(name)]
                assert whose == name or told == [], f"after {step} {name} reads {told}"
    assert one.seen("Anna") != other.seen("Anna"), "the worlds are the same: that proves nothing"
    operator = await one.operator()
    assert not [bird for name in ASKED for bird in [canary(name, each) for each in WORDS] if bird in operator]


@settings(max_examples=300 if SEARCH else 3)
@given(st.lists(acts, max_size=5))
def test_before_the_reveal_nobody_can_tell_what_anna_answers(steps: list[Step]) -> None:
    with worlds() as (one, other):
        asyncio.run(play(one, other, [("Anna", "sends"), *steps]))


def test_after_the_reveal_everyone_reads_what_was_promised_and_nothing_else() -> None:
    """Bert answered and did not send, Gijs left before he answered; nobody reads words in secret of three."""

    async def story(world: World) -> None:
        await world.leaves("Gijs")
        await world.answers("Bert")
        for name in ("Anna", "Cora", "Dirk"):
            await world.sends(name)
        await world.to_closing(2)
        assert await world.stage() == RoundStage.REVEALED
        for name in CAST:
            await world.pries(name)

    with worlds() as (world, _):
        asyncio.run(story(world))
        for name in CAST:
            read = world.seen(name)
            for whose in set(ASKED) - {name}:
                shown = {each for each in WORDS if canary(whose, each) in read}
                open_to = name != "Gijs" and whose in ("Anna", "Cora", "Dirk")
                asked = {"wens"} | ({"wie_merkt"} if world.colour(whose) != "green" else set())
                assert shown == (asked if open_to else set()), f"{name} reads {shown} of {whose}"
            if name != "Gijs":
                assert "🟠 " in read
                assert f"Woonstad: '{canary('Anna', 'wie_merkt')}" in read
                assert f"Anna: '{canary('Anna', 'wens')}" in read
        log = asyncio.run(world.operator())
        assert not [name for name in ASKED for each in WORDS if canary(name, each) in log]


async def _comes_to_the_result(world: World) -> None:
    for name in ("Anna", "Cora", "Dirk"):
        await world.sends(name)
    await world.to_closing(2)
    await world.pries("Dirk")


def test_a_round_keeps_what_was_promised_at_its_opening() -> None:
    """Three of three answers were promised to be enough; the operator asks for five before the reveal."""
    with worlds() as (world, _):
        world.counter.home = replace(world.counter.home, promise=Promise(5))
        asyncio.run(_comes_to_the_result(world))
        assert "Vertrouwelijk: iedereen ziet alleen aantallen, en pas vanaf 3 antwoorden." in world.seen(
            "Anna"
        )
        assert "veilig\n🟢 0 ja · 🟠 3 twijfel · 🔴 0 nee" in world.seen("Dirk")


def test_a_coordinator_hears_before_a_round_what_it_cannot_show_and_may_open_it_all_the_same() -> None:
    """Of the five who would be asked, three answered the round before: who the others are is no secret."""

    async def story(world: World) -> None:
        await _comes_to_the_result(world)
        await world.taps("Dirk", Press("discussed", (1, "yes")))
        dirk = world.counter.guest("Dirk")
        await world.taps("Dirk", Press("start", (1, FLOW.id)))
        assert "'Proef' heeft vertrouwelijke vragen. Sinds een eerdere ronde" in dirk.reads
        assert dirk.labels == ["Andere vragenlijst", "Toch openen"]
        await dirk.taps("Toch openen")
        assert dirk.read("'Proef' is open tot ")
        assert dirk.read("5 mensen krijgen een bericht")

    with worlds() as (world, _):
        asyncio.run(story(world))


def test_with_too_few_people_the_coordinator_can_invite_more_first() -> None:
    """The house promises nothing below seven."""

    async def story(world: World) -> None:
        await _comes_to_the_result(world)
        await world.taps("Dirk", Press("discussed", (1, "yes")))
        world.counter.home = replace(world.counter.home, promise=Promise(7))
        await world.taps("Dirk", Press("start", (1, FLOW.id)))
        dirk = world.counter.guest("Dirk")
        assert "Daarvan laat ik pas iets zien vanaf 7 antwoorden. Jullie zijn met 5" in dirk.reads
        assert dirk.labels == ["Uitnodigen", "Andere vragenlijst", "Toch openen"]

    with worlds() as (world, _):
        asyncio.run(story(world))
