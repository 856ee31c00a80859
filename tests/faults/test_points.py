"""The bot ends between any two things that last, and nothing is lost or doubled."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from demo.stage import Stage
from simulator.person import Person
from storage.queries import rounds
from storage.tables import Inbox, Member, Seat
from storage.tables.post import Receipt
from storage.unit import Unit
from tests.conftest import Database
from tests.conversations.rounds import in_the_round
from tests.conversations.thuis_in_oost import GREEN, ORANGE, RED, sends
from tests.faults.failing_bot import FailingBot, Place
from tests.torture.verdict import seen

BEGINS = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TIMES = int(os.environ.get("VINKJE_POINTS", "1"))
"""How often the bot ends at each point."""
PLAYS = 9 + 4 * TIMES
"""More than it takes: while one end is mended, points are passed at which it might have ended."""
UNITS = {"receive", "claim", "receipt", "due", "heartbeat", "let go"}
MESSAGES = {
    "Welcome",
    "Opening",
    "Ask",
    "Review",
    "Show",
    "Hand",
    "Notice round.sent",
    "Notice round.reminder",
}
REMINDED, DIGEST = "Komt het nu uit?", "Samenvatting voor jou"


@dataclass
class Play:
    """The same story once more, on the same stage, by people of their own. They go for a `Town`."""

    stage: Stage
    turn: int

    @property
    def people(self) -> tuple[Person, ...]:
        """Who was on this stage before: no two plays begin alike."""
        return tuple(self.stage.people.values())

    def person(self, name: str) -> Person:
        """Somebody who has this part in this play."""
        return self.stage.person(f"{name} {self.turn}")

    async def begins(self, _key: object, play: Callable[[], Awaitable[object]]) -> None:
        """From the first link, each time: the bot is in a process of its own."""
        await play()

    async def coordinator_link(self) -> str:
        """What begins it."""
        return await self.stage.coordinator_link()

    def words(self, person: Person) -> str:
        """What somebody types in this play and nobody anywhere else."""
        return f"woorden van {person.name}"


async def a_whole_round(play: Play) -> tuple[Person, ...]:
    """From the first link to the result on the table; Fatima needs a reminder, on their third working day.

    Every play has its meeting as far ahead as the first: with enough time to answer.
    """
    meets = (play.stage.now + timedelta(days=23)).date().isoformat()
    people = moniek, carla, fatima = (await in_the_round(play, meets=meets)).all
    await sends(carla, GREEN, RED, GREEN, GREEN, GREEN, words=(play.words(carla),))
    await sends(moniek, GREEN, GREEN, ORANGE, GREEN, GREEN, words=(play.words(moniek),))
    await play.stage.moves(play.stage.now + timedelta(days=3))
    await sends(fatima, RED, GREEN, GREEN, GREEN, GREEN, words=(play.words(fatima),))
    await play.stage.moves(play.stage.now + timedelta(days=4))
    return people


@pytest.mark.slow
@pytest.mark.one_database  # on PostgreSQL: tests/torture/test_replicas.py, and `make databases`
@pytest.mark.timeout(900)
async def test_a_bot_that_ends_once_at_every_point_it_passes_brings_every_round_to_its_end(
    database: Database, tmp_path: Path
) -> None:
    stage = Stage(tmp_path, BEGINS)
    stage.premises = place = Place(tmp_path, database.url, database.key)
    stage.bot = bot = FailingBot(place)
    async with stage:
        await a_whole_round(Play(stage, 0))
        await bot.fails(TIMES)
        points = set(bot.deadly)
        assert points >= {f"{when} {name}" for when in ("before", "after") for name in UNITS | MESSAGES}
        for turn in range(1, PLAYS):
            play = Play(stage, turn)
            people = await a_whole_round(play)
            with place.opened() as store:
                kept, failed = await store.read(words_and_failures, name="found")
            assert failed == 0
            for person in people:
                assert kept[person.name] == [play.words(person)]
                assert sum(REMINDED in message.text for message in person.history) <= 1
                assert sum(DIGEST in message.text for message in person.history) <= 1
            assert seen(stage.simulator.transcript, [person.name for person in people]).most <= 2
            if not +bot.deadly:
                break
    assert not +bot.deadly, "points that were never reached again"
    assert Counter(bot.ends) == dict.fromkeys(points, TIMES)


def words_and_failures(unit: Unit) -> tuple[dict[str, list[str]], int]:
    """The typed words by name, and how many events the bot could not handle."""
    seats = select(Seat.id, Member.name).join(Member, col(Member.id) == col(Seat.member_id))
    kept = {
        name: [
            answer.value for answer in rounds.answers(unit, seat).values() if "woorden" in str(answer.value)
        ]
        for seat, name in unit.session.exec(seats)
    }
    failed = len(unit.session.exec(select(Inbox.id).where(Inbox.state == Receipt.FAILED)).all())
    return kept, failed
