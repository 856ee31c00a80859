"""A message leaves once, in order, and never when nobody wants it any more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from process.message import Ask, Hand, Message, Notice
from process.outcome import Copies, Outgoing, Urgency
from process.states import FloorKind, SeatState
from storage import outbox
from storage.codec import decode
from storage.outbox import Claimed, Delivered, Delivery, Postponed, Uncertain, Undeliverable
from storage.queries import floor, people
from storage.store import Store
from storage.tables import Outbox, Passage, Person, Seat
from tests.clock import ManualClock
from tests.storage.conftest import Do, Table

MINUTE = timedelta(minutes=1)


class Post:
    """The outbox in the words of a test."""

    def __init__(self, do: Do, clock: ManualClock) -> None:
        self._do = do
        self._clock = clock

    async def put(self, to: Person, key: str = "hello", **rules: object) -> int:
        """Keep a notice for somebody."""
        outgoing = replace(Outgoing(to.id, Notice(key)), **rules)
        return await self._do(lambda unit: outbox.enqueue(unit, outgoing, self._clock.now()))

    async def take(self, limit: int = 10, lease_seconds: float = 25) -> list[Claimed]:
        """Claim what may go now. A lease of 0 seconds is one whose holder has died."""
        return await self._do(lambda unit: outbox.claim(unit, self._clock.now(), limit, lease_seconds))

    async def takes(self, limit: int = 10) -> list[str]:
        """The keys of what may go now."""
        return [_key(claimed.message) for claimed in await self.take(limit)]

    async def note(self, claimed: Claimed, delivery: Delivery) -> None:
        """Say what became of it."""
        await self._do(lambda unit: outbox.note(unit, claimed, delivery, self._clock.now()))

    async def send_all(self) -> list[str]:
        """Deliver until nothing is left; gives the keys in the order of sending."""
        sent = []
        while batch := await self.take():
            for claimed in batch:
                sent.append(_key(claimed.message))
                await self.note(claimed, Delivered(f"ref {claimed.id}"))
        return sent

    async def row(self, row_id: int) -> Outbox:
        """How a message is kept."""
        return await self._do(lambda unit: unit.session.get_one(Outbox, row_id))

    async def states(self) -> list[str]:
        """The states of all messages, in order."""
        rows = await self._do(lambda unit: unit.session.exec(select(Outbox).order_by(Outbox.id)).all())
        return [row.state.value for row in rows]

    async def next_due(self) -> object:
        """When to look again."""
        return await self._do(outbox.next_due)


def _key(message: Message) -> str:
    assert isinstance(message, Notice)
    return message.key


@pytest.fixture
def post(do: Do, clock: ManualClock) -> Post:
    return Post(do, clock)


async def test_a_message_is_taken_sent_and_done(post: Post, anna: Person, clock: ManualClock) -> None:
    row_id = await post.put(anna, "welcome", edit="41", retire="40")
    assert await post.next_due() == clock.now()
    (claimed,) = await post.take()
    assert (claimed.channel, claimed.address, claimed.edit, claimed.retire) == ("console", "anna", "41", "40")
    assert claimed.message == Notice("welcome")
    await post.note(claimed, Delivered("42"))
    row = await post.row(row_id)
    assert (row.state, row.ref, row.done_at) == (Passage.SENT, "42", clock.now())
    assert await post.next_due() is None


async def test_messages_to_one_person_go_one_by_one_in_order(post: Post, anna: Person) -> None:
    for key in ("first", "second", "third"):
        await post.put(anna, key)
    assert await post.takes() == ["first"]
    assert await post.takes() == []
    assert await post.next_due() is None  # the receipt is the moment to look again


async def test_people_do_not_wait_for_each_other(post: Post, anna: Person, bram: Person) -> None:
    await post.put(anna, "to anna")
    await post.put(anna, "to anna again")
    await post.put(bram, "to bram")
    assert await post.takes() == ["to anna", "to bram"]


async def test_replies_go_before_notices_before_bulk(
    post: Post, anna: Person, bram: Person, do: Do, clock: ManualClock
) -> None:
    carla = await do(lambda unit: people.new_person(unit, "console", "carla", "nl", clock.now()))
    await post.put(anna, "bulk", urgency=Urgency.BULK)
    await post.put(bram, "notice", urgency=Urgency.NOTICE)
    await post.put(carla, "reply", urgency=Urgency.REPLY)
    assert await post.takes(limit=2) == ["reply", "notice"]
    assert await post.takes() == ["bulk"]


async def test_a_reply_behind_a_notice_does_not_wait_for_the_replies_of_others(
    post: Post, anna: Person, bram: Person
) -> None:
    await post.put(anna, "notice", urgency=Urgency.NOTICE)
    await post.put(anna, "reply to anna", urgency=Urgency.REPLY)
    await post.put(bram, "reply to bram", urgency=Urgency.REPLY)
    assert await post.takes(limit=1) == ["notice"]


async def test_a_reply_does_not_wait_behind_bulk_to_the_same_person(post: Post, anna: Person) -> None:
    await post.put(anna, "result", urgency=Urgency.BULK)
    await post.put(anna, "answer to a tap")
    assert await post.send_all() == ["answer to a tap", "result"]


async def test_what_waits_for_its_hour_holds_nothing_up(post: Post, anna: Person, clock: ManualClock) -> None:
    await post.put(anna, "tomorrow", not_before=clock.now() + timedelta(days=1))
    assert await post.next_due() == clock.now() + timedelta(days=1)
    await post.put(anna, "now")
    assert await post.send_all() == ["now"]
    clock.move(timedelta(days=1))
    assert await post.send_all() == ["tomorrow"]


async def test_a_newer_message_takes_the_place_of_an_older_one(
    post: Post, anna: Person, bram: Person
) -> None:
    await post.put(anna, "old", slot="menu")
    await post.put(anna, "other", slot="digest")
    await post.put(bram, "old of bram", slot="menu")
    await post.put(anna, "new", slot="menu")
    assert await post.send_all() == ["other", "old of bram", "new"]
    assert await post.states() == ["dropped", "sent", "sent", "sent"]


async def test_what_is_on_its_way_is_not_replaced(post: Post, anna: Person) -> None:
    await post.put(anna, "old", slot="menu")
    (claimed,) = await post.take()
    await post.put(anna, "new", slot="menu")
    await post.note(claimed, Delivered("1"))
    assert await post.states() == ["sent", "ready"]


async def test_what_comes_too_late_is_dropped(post: Post, anna: Person, clock: ManualClock) -> None:
    await post.put(anna, "until nine", not_after=clock.now() + MINUTE)
    await post.put(anna, "always")
    clock.move(MINUTE)
    assert await post.takes() == ["always"]
    assert (await post.states())[0] == "dropped"


async def test_a_question_that_does_not_stand_any_more_is_dropped(post: Post, anna: Person, do: Do) -> None:
    held = await do(lambda unit: floor.set_floor(unit, anna.id, FloorKind.FORM))
    await post.put(anna, "stale", wanted_floor=held.version - 1)
    await post.put(anna, "standing", wanted_floor=held.version)
    assert await post.send_all() == ["standing"]


async def test_a_question_to_somebody_without_a_floor_is_dropped(post: Post, anna: Person) -> None:
    await post.put(anna, "stale", wanted_floor=1)
    assert await post.send_all() == []


@pytest.mark.parametrize(
    ("state", "goes"),
    [
        (SeatState.INVITED, True),
        (SeatState.BEGUN, True),
        (SeatState.SENT, False),
        (SeatState.PASSED, False),
    ],
)
async def test_a_reminder_goes_only_to_who_has_not_sent(
    post: Post, anna: Person, do: Do, table: Table, state: SeatState, goes: bool
) -> None:
    await post.put(anna, "remember", wanted_seat=table.seat.id)

    def now_is(unit) -> None:  # type: ignore[no-untyped-def]
        unit.session.get_one(Seat, table.seat.id).state = state

    await do(now_is)
    assert await post.send_all() == (["remember"] if goes else [])


async def test_patience_holds_for_the_whole_address(
    post: Post, anna: Person, bram: Person, clock: ManualClock
) -> None:
    await post.put(anna, "first")
    (claimed,) = await post.take()
    await post.note(claimed, Postponed(clock.now() + MINUTE))
    await post.put(anna, "second")
    await post.put(bram, "to bram")
    assert await post.send_all() == ["to bram"]
    assert await post.next_due() == clock.now() + MINUTE
    clock.move(MINUTE)
    assert await post.send_all() == ["first", "second"]


async def test_being_told_to_wait_is_no_copy(post: Post, anna: Person, clock: ManualClock) -> None:
    await post.put(anna)
    for _ in range(5):
        (claimed,) = await post.take()
        await post.note(claimed, Postponed(clock.now()))
    (claimed,) = await post.take()
    await post.note(claimed, Uncertain())
    assert await post.states() == ["ready"]


async def test_an_uncertain_question_appears_at_most_twice(post: Post, anna: Person) -> None:
    await post.put(anna, copies=Copies.TWICE)
    for _ in range(2):
        (claimed,) = await post.take()
        await post.note(claimed, Uncertain())
    assert await post.take() == []
    assert await post.states() == ["unknown"]


async def test_an_uncertain_reminder_is_not_repeated(post: Post, anna: Person) -> None:
    await post.put(anna, copies=Copies.ONCE)
    (claimed,) = await post.take()
    await post.note(claimed, Uncertain())
    assert await post.take() == []
    assert await post.states() == ["unknown"]


async def test_after_a_crash_a_question_goes_again_once(post: Post, anna: Person) -> None:
    await post.put(anna, copies=Copies.TWICE)
    assert len(await post.take(lease_seconds=0)) == 1
    assert len(await post.take(lease_seconds=0)) == 1
    assert len(await post.take(lease_seconds=0)) == 0
    assert await post.states() == ["unknown"]


async def test_after_a_crash_a_reminder_does_not_go_again(post: Post, anna: Person) -> None:
    await post.put(anna, "remember", copies=Copies.ONCE)
    await post.put(anna, "next")
    await post.take(lease_seconds=0)
    assert await post.takes() == ["next"]
    assert await post.states() == ["unknown", "sending"]


async def test_an_arriving_answer_settles_an_uncertain_question(post: Post, anna: Person, do: Do) -> None:
    held = await do(lambda unit: floor.set_floor(unit, anna.id, FloorKind.FORM))
    await post.put(anna, wanted_floor=held.version)
    await post.take(lease_seconds=0)
    await do(lambda unit: floor.set_floor(unit, anna.id, FloorKind.NONE))
    assert await post.take() == []
    assert await post.states() == ["unknown"]


async def test_a_receipt_that_comes_after_the_lease_was_lost_changes_nothing(
    post: Post, anna: Person
) -> None:
    await post.put(anna)
    (late,) = await post.take(lease_seconds=0)
    (in_time,) = await post.take()
    await post.note(late, Undeliverable(gone=True, detail="late"))
    await post.note(in_time, Delivered("7"))
    assert await post.states() == ["sent"]


async def test_a_person_who_blocked_the_bot_gets_nothing_more(post: Post, anna: Person, do: Do) -> None:
    await post.put(anna, "first")
    await post.put(anna, "second")
    (claimed,) = await post.take()
    await post.note(claimed, Undeliverable(gone=True, detail="blocked"))
    await post.put(anna, "third")
    assert await post.states() == ["dead", "dead", "dead"]
    address = await do(lambda unit: people.address_of(unit, anna.id))
    assert address.reachable is False


async def test_a_malformed_message_does_not_stop_the_next(post: Post, anna: Person) -> None:
    await post.put(anna, "malformed")
    await post.put(anna, "fine")
    (claimed,) = await post.take()
    await post.note(claimed, Undeliverable(gone=False, detail="400"))
    assert await post.takes() == ["fine"]


async def test_a_secret_is_wiped_once_it_was_sent(post: Post, anna: Person) -> None:
    row_id = await post.put(anna, message=Hand("invite", 1, 2, secret="the-link"))
    (claimed,) = await post.take()
    assert claimed.message == Hand("invite", 1, 2, secret="the-link")
    await post.note(claimed, Delivered("1"))
    kept = (await post.row(row_id)).message
    assert "the-link" not in kept
    assert decode(kept) == Hand("invite", 1, 2)


async def test_the_floor_knows_the_message_that_shows_it_and_since_when(
    post: Post, anna: Person, do: Do, table: Table, clock: ManualClock
) -> None:
    held = await do(
        lambda unit: floor.set_floor(
            unit, anna.id, FloorKind.QUESTION, seat_id=table.seat.id, question="beeld"
        )
    )
    first_shown = clock.now()
    for ref in ("100", "200"):
        await post.put(anna, message=Ask(table.seat.id, "beeld", held.version))
        (claimed,) = await post.take()
        await post.note(claimed, Delivered(ref))
        clock.move(MINUTE)
    now_held = await do(lambda unit: floor.floor(unit, anna.id))
    assert (now_held.ref, now_held.shown_at) == ("200", first_shown)


async def test_an_old_question_does_not_claim_the_floor(
    post: Post, anna: Person, do: Do, table: Table
) -> None:
    held = await do(lambda unit: floor.set_floor(unit, anna.id, FloorKind.FORM))
    await post.put(anna, message=Ask(table.seat.id, "beeld", held.version))
    (claimed,) = await post.take()
    await do(lambda unit: floor.set_floor(unit, anna.id, FloorKind.FORM))
    await post.note(claimed, Delivered("100"))
    assert (await do(lambda unit: floor.floor(unit, anna.id))).ref is None


async def test_two_replicas_never_take_the_same(post: Post, store: Store, do: Do, clock: ManualClock) -> None:
    def crowd(unit) -> list[Person]:  # type: ignore[no-untyped-def]
        return [people.new_person(unit, "console", str(number), "nl", clock.now()) for number in range(30)]

    for person in await do(crowd):
        await post.put(person, "one")
        await post.put(person, "two")
    batches = await asyncio.gather(*(post.take(limit=8) for _ in range(8)))
    taken = [claimed.id for batch in batches for claimed in batch]
    addresses = [claimed.address for batch in batches for claimed in batch]
    assert len(taken) == len(set(taken))
    assert len(addresses) == len(set(addresses))
    assert await do(outbox.pending) == 60
    taken_later = await post.take(limit=30)
    assert len(taken) + len(taken_later) == 30
