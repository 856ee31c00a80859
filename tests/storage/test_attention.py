"""What a person is disturbed with is counted when it reaches them, over all partnerships."""

from __future__ import annotations

from datetime import datetime, timedelta

from process.message import Notice
from process.outcome import Outgoing, Urgency
from process.rules.attention import MONTH, MONTHLY, Attention
from storage import outbox
from storage.outbox import Delivered, Undeliverable
from storage.queries import attention
from storage.tables import Outbox, Passage, Person
from tests.clock import ManualClock
from tests.storage.conftest import Do, Table

DAY = timedelta(days=1)


class Postman:
    """Messages that the bot starts, put in and sent."""

    def __init__(self, do: Do, clock: ManualClock, table: Table) -> None:
        self._do, self._clock, self._table = do, clock, table

    async def put(self, kind: Attention | None, *, to: int | None = None, at: datetime | None = None) -> int:
        """Keep one message that counts as `kind`."""
        partnership, person = self._table.partnership.id, to or self._table.member.person_id
        said = Notice("hello", partnership=partnership)
        outgoing = Outgoing(person, said, Urgency.NOTICE, not_before=at, counts=kind, partnership=partnership)
        return await self._do(lambda unit: outbox.enqueue(unit, outgoing, self._clock.now()))

    async def send(self) -> list[int]:
        """Deliver all that may go now; which went."""
        sent = []
        while claimed := await self._do(lambda unit: outbox.claim(unit, self._clock.now(), 10)):
            for each in claimed:
                ref = Delivered(f"ref {each.id}")
                await self._do(
                    lambda unit, each=each, ref=ref: outbox.note(unit, each, ref, self._clock.now())
                )
                sent.append(each.id)
        return sent

    async def told(self, kind: Attention) -> datetime | None:
        """When the person was last disturbed with this."""
        return await self._do(
            lambda unit: attention.was_told(
                unit,
                self._table.member.person_id,
                self._table.partnership.id,
                kind,
                self._clock.now() - MONTH,
            )
        )


async def test_the_fifth_message_of_a_month_is_not_sent_and_not_told(
    do: Do, clock: ManualClock, table: Table
) -> None:
    postman = Postman(do, clock, table)
    for _ in range(MONTHLY):
        await postman.put(Attention.IDEA)
        assert len(await postman.send()) == 1
        clock.move(DAY)
    fifth = await postman.put(Attention.KEEPER)
    assert await postman.send() == []
    row = await do(lambda unit: unit.session.get_one(Outbox, fifth))
    assert (row.state, row.detail) == (Passage.DROPPED, "enough this month")
    assert await postman.told(Attention.KEEPER) is None
    assert await postman.told(Attention.IDEA) == clock.now() - DAY


async def test_a_month_after_the_first_there_is_room_again(do: Do, clock: ManualClock, table: Table) -> None:
    postman = Postman(do, clock, table)
    for _ in range(MONTHLY):
        await postman.put(Attention.IDEA)
    assert len(await postman.send()) == MONTHLY
    clock.move(MONTH)
    await postman.put(Attention.DIGEST)
    assert len(await postman.send()) == 1


async def test_what_counts_for_nothing_and_an_invitation_always_go(
    do: Do, clock: ManualClock, table: Table
) -> None:
    postman = Postman(do, clock, table)
    for _ in range(MONTHLY):
        await postman.put(Attention.REMINDER)
    await postman.send()
    expected = [await postman.put(None), await postman.put(Attention.INVITATION)]
    assert await postman.send() == expected


async def test_what_was_planned_and_what_others_get_takes_no_place(
    do: Do, clock: ManualClock, table: Table, bram: Person
) -> None:
    postman = Postman(do, clock, table)
    for _ in range(MONTHLY):
        await postman.put(Attention.DIGEST, at=clock.now() + DAY)
        await postman.put(Attention.REMINDER, to=bram.id)
    await postman.send()
    now = await postman.put(Attention.REMINDER)
    assert await postman.send() == [now]


async def test_the_last_place_is_kept_for_what_is_more_important(
    do: Do, clock: ManualClock, table: Table
) -> None:
    postman = Postman(do, clock, table)
    for _ in range(MONTHLY - 1):
        await postman.put(Attention.IDEA)
    await postman.send()
    await postman.put(Attention.DIGEST)
    agreement = await postman.put(Attention.AGREEMENT)
    assert await postman.send() == [agreement]


async def test_what_did_not_arrive_disturbed_nobody(do: Do, clock: ManualClock, table: Table) -> None:
    postman = Postman(do, clock, table)
    await postman.put(Attention.KEEPER)
    (claimed,) = await do(lambda unit: outbox.claim(unit, clock.now(), 1))
    lost = Undeliverable(gone=True, detail="blocked")
    await do(lambda unit: outbox.note(unit, claimed, lost, clock.now()))
    assert await postman.told(Attention.KEEPER) is None
