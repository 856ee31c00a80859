"""Anna has a seat in a round, and answers; what was acknowledged must be there afterwards."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from sqlmodel import select

from bot.channel import Verdict
from bot.receive import Receiver
from flows.answers import Answer, State
from process.incoming import Incoming, Words
from process.message import Notice
from process.moment import Moment
from process.outcome import Outcome, Outgoing
from storage.codec import decode
from storage.queries import rounds
from storage.store import Store
from storage.tables import Outbox
from storage.unit import Unit
from tests.clock import ManualClock
from tests.storage.conftest import Do, Table, anna, do, table

__all__ = ["Do", "Table", "anna", "do", "table"]

ROOM = 700
"""Letters in an answer: a few fill a page of the database."""


class Line:
    """What Anna sends, offered as a channel does: again and again until it is acknowledged."""

    def __init__(self, store: Store, table: Table, clock: ManualClock) -> None:
        self._store = store
        self._table = table
        self._clock = clock
        self._receiver = Receiver(store, self._desk, clock, lambda: None, lambda key, language: key)
        self.sent = 0
        self.unanswered: list[Incoming] = []
        self.refused = 0

    def _desk(self, unit: Unit, moment: Moment, incoming: Incoming) -> Outcome:
        assert isinstance(incoming.act, Words)
        answer = Answer(incoming.key, State.GIVEN, incoming.act.text)
        rounds.put_answer(unit, self._table.seat, answer, words=True, now=moment.now)
        thanks = Notice("round.sent", {"name": incoming.key + "x" * ROOM})
        return Outcome((Outgoing(self._table.member.person_id, thanks),))

    async def send(self, number: int) -> None:
        """So many more messages; those that are not taken wait."""
        for _ in range(number):
            self.sent += 1
            act = Words(f"answer {self.sent} " + "y" * ROOM, str(self.sent))
            self.unanswered.append(Incoming("console", "anna", f"m{self.sent}", self._clock.now(), act))
        await self.offer()

    async def offer(self) -> int:
        """Offer what waits once more; how many of them were not taken."""
        handled = await asyncio.gather(*(self._receiver.receive(each) for each in self.unanswered))
        assert all(each.verdict is not Verdict.FAILED for each in handled)
        pairs = zip(self.unanswered, handled, strict=True)
        self.unanswered = [each for each, how in pairs if how.verdict is Verdict.RETRY]
        self.refused += len(self.unanswered)
        return len(self.unanswered)

    async def expect_all_once(self) -> None:
        """Every message sent is an answer kept once, with its own words, and was thanked for once."""

        def look(unit: Unit) -> None:
            kept = rounds.answers(unit, self._table.seat.id)
            assert {key: (answer.value or "").split(" y")[0] for key, answer in kept.items()} == {
                f"m{number}": f"answer {number}" for number in range(1, self.sent + 1)
            }
            thanks = Counter(str(decode(row.message)) for row in unit.session.exec(select(Outbox)))
            assert len(thanks) == self.sent
            assert set(thanks.values()) <= {1}

        await self._store.run(look, name="look")


@pytest.fixture
def line(store: Store, table: Table, clock: ManualClock) -> Line:
    return Line(store, table, clock)
