"""Telegram is away for half an hour: calls stay rare, and afterwards nothing is missing."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import select

from simulator.faults import Fault
from simulator.person import Person
from storage.tables import Appointment
from storage.tables.columns import Instant
from tests.clock import ManualClock
from tests.conversations.rounds import Three
from tests.conversations.town import Town
from tests.faults.conftest import Waits

HALF_AN_HOUR = timedelta(minutes=30)
STEP = timedelta(seconds=5)
MARK = "we bellen allebei dezelfde huurder"


async def half_an_hour(
    town: Town, clock: ManualClock, waits: Waits, heal: Callable[[], Awaitable[None]]
) -> datetime:
    """The bot lives on, step by step, while its line is broken; when it heals all is settled."""
    ends = clock.now() + HALF_AN_HOUR
    over = asyncio.Event()

    async def lives(seconds: float) -> None:
        until = clock.now() + timedelta(seconds=seconds)
        while (now := clock.now()) < until:
            if now >= ends and not over.is_set():
                await heal()
                over.set()
            await town.works.ticker.tick()
            await town.works.delivery.drain()
            clock.set(min(until, now + STEP))

    waits.instead = lives
    await over.wait()
    await town.simulator.confirmed(within=30)
    back = clock.now()
    waits.instead = None
    town.simulator.settle = town.settle
    await town.passes(timedelta(minutes=1))
    assert back - ends <= timedelta(seconds=30), "it took too long to come back"
    return back


async def at_words(person: Person) -> None:
    """In the middle of a round, with a question before them that wants words."""
    await person.taps("Beginnen")
    await person.taps("🔴 Nee")
    await person.taps("Het doel")
    person.sees("Waar merk je dat aan?")


def asked(person: Person, text: str) -> int:
    return sum(text in message.text for message in person.history if message.from_bot)


async def test_words_typed_while_telegram_refuses_every_connection_arrive_when_it_is_back(
    town: Town, three: Three, clock: ManualClock, waits: Waits
) -> None:
    await at_words(three.fatima)
    town.simulator.settle = None
    await town.simulator.down()
    await three.fatima.says(MARK)
    await half_an_hour(town, clock, waits, town.simulator.up)
    assert asked(three.fatima, "Houden we rekening met elkaars belangen?") == 1
    await town.simulator.confirmed()
    assert max(waits.taken) <= 20.0


async def test_half_an_hour_of_broken_connections_costs_few_calls_and_nobody_an_answer(
    town: Town, three: Three, clock: ManualClock, waits: Waits
) -> None:
    await at_words(three.fatima)
    town.simulator.settle = None
    calls: list[datetime] = []

    def broken(method: str) -> Fault:
        calls.append(clock.now())
        return Fault.reset_before()

    town.simulator.faults.rule = broken
    await three.fatima.says(MARK)  # the poll that hangs still brings it: its answer meets the broken line

    async def heal() -> None:
        town.simulator.faults.clear()

    await half_an_hour(town, clock, waits, heal)
    per_second = Counter(int(call.timestamp()) for call in calls)
    assert len(calls) / HALF_AN_HOUR.total_seconds() < 0.2
    assert max(per_second.values()) <= 4, "two callers, each at most twice a second"
    await three.fatima.says("/menu")
    assert asked(three.fatima, "Houden we rekening met elkaars belangen?") <= 2


async def test_a_reminder_that_fell_due_in_the_outage_comes_once(
    town: Town, three: Three, clock: ManualClock, waits: Waits
) -> None:
    await town.passes(STEP)  # the invitations have arrived: reminders are counted from there
    await town.until(await first_reminder(town) - HALF_AN_HOUR / 2)
    town.simulator.settle = None
    await town.simulator.down()
    await half_an_hour(town, clock, waits, town.simulator.up)
    for person in three.all:
        assert asked(person, "Komt het nu uit?") == 1


async def first_reminder(town: Town) -> datetime:
    first = select(func.min(Appointment.due_at, type_=Instant)).where(Appointment.kind == "remind")
    return await town.store.read(lambda unit: unit.session.exec(first).one(), name="first reminder")
