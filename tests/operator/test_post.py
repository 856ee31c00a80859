"""What failed on the way in and on the way out: listed without a word of it, tried again, or left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from bot import payload
from bot.upkeep.retrying import Ended, retry
from process.incoming import Command, Incoming, Words
from process.message import Notice
from process.moment import Moment
from process.outcome import Copies, Outcome, Outgoing
from storage import inbox, outbox
from storage.outbox import Uncertain, Undeliverable
from storage.queries import people
from storage.store import Store
from storage.sweep import sweep
from storage.tables import Inbox, Outbox
from storage.unit import Unit
from tests.clock import ManualClock
from tests.operator.conftest import Do, Table
from tests.operator.terminal import Terminal


def privacy(clock: ManualClock, key: str = "m1") -> Incoming:
    return Incoming("console", "anna", key, clock.now(), Command("privacy"), "nl", "Anna")


async def fail(do: Do, incoming: Incoming, code: str, now: datetime) -> None:
    kept = payload.write(incoming)
    await do(lambda unit: inbox.fail(unit, incoming.channel, incoming.key, code=code, payload=kept, now=now))


async def waiting(do: Do) -> list[str]:
    return await do(
        lambda unit: [each.message for each in unit.session.exec(select(Outbox)) if each.done_at is None]
    )


async def test_what_failed_is_listed_by_code_time_and_kind_and_never_by_its_words(
    do: Do, terminal: Terminal, clock: ManualClock
) -> None:
    await fail(do, replace(privacy(clock), act=Words("kanarie", "3")), "ABC234", clock.now())
    said = await terminal.types("inbox", "list")
    assert said.code == 0
    assert said.text.splitlines()[0] == "ABC234  Mon 23 November at 10:00  Words"
    assert "kanarie" not in said.text
    assert "anna" not in said.text.lower()


async def test_what_failed_is_handled_when_the_fault_is_mended_and_then_off_the_list(
    do: Do, table: Table, terminal: Terminal, clock: ManualClock
) -> None:
    await fail(do, privacy(clock), "ABC234", clock.now())
    assert (await terminal.types("inbox", "retry", "abc234")).text == "ABC234: done.\n"
    assert ["privacy.text" in message for message in await waiting(do)] == [True]
    (row,) = await do(lambda unit: unit.session.exec(select(Inbox)).all())
    assert (row.state, row.code, row.payload) == ("done", None, None)
    assert not await do(lambda unit: inbox.admit(unit, "console", "m1", clock.now()))
    assert "Nothing went wrong" in (await terminal.types("inbox", "list")).text


async def test_what_still_fails_stays_and_the_others_go(
    do: Do, table: Table, terminal: Terminal, clock: ManualClock
) -> None:
    await fail(do, privacy(clock, "m1"), "AAA", clock.now())
    await do(lambda unit: inbox.fail(unit, "console", "m2", code="BBB", payload=b"no event", now=clock.now()))
    said = await terminal.types("inbox", "retry", "--all")
    assert said.code == 1
    assert "AAA: done." in said.text
    assert "BBB: this version cannot read it." in said.text
    assert "Done: 1. Not done: 1." in said.text
    assert "BBB" in (await terminal.types("inbox", "list")).text


async def test_what_fails_again_is_rolled_back_and_stays_without_a_word_of_it(
    do: Do, store: Store, table: Table, clock: ManualClock
) -> None:
    await fail(do, privacy(clock), "ABC234", clock.now())

    def desk(unit: Unit, moment: Moment, incoming: Incoming) -> Outcome:
        people.new_person(unit, "console", "half done", "nl", moment.now)
        raise ValueError("kanarie")

    retried = await retry(store, desk, clock, "ABC234")
    assert retried.ended is Ended.AGAIN
    assert retried.where.startswith("ValueError at test_post.py:")
    assert "kanarie" not in retried.where
    assert await do(lambda unit: people.person_at(unit, "console", "half done")) is None
    (row,) = await do(lambda unit: unit.session.exec(select(Inbox)).all())
    assert (row.state, row.code) == ("failed", "ABC234")


async def test_an_unknown_code_and_no_code_are_told(terminal: Terminal, do: Do) -> None:
    assert "Nothing went wrong with code NOPE" in (await terminal.types("inbox", "retry", "nope")).text
    said = await terminal.types("inbox", "retry")
    assert (said.code, said.text) == (2, "Give a code, or --all. vinkje inbox list shows the codes.\n")
    assert (await terminal.types("inbox", "retry", "--all")).code == 0


async def stranded(do: Do, table: Table, clock: ManualClock, copies: Copies = Copies.ONCE) -> None:
    """Message 1 perhaps arrived, message 2 was refused."""
    person, now = table.member.person_id, clock.now()

    def strand(unit: Unit) -> None:
        for receipt in (Uncertain(), Undeliverable(gone=False, detail="400")):
            outgoing = Outgoing(
                person, Notice("stop.told", {"name": "kanarie"}), copies=copies, not_after=None
            )
            outbox.enqueue(unit, outgoing, now)
            for _ in range(2):
                for claimed in outbox.claim(unit, now, 1):
                    outbox.note(unit, claimed, receipt, now)

    await do(strand)


async def test_what_may_not_have_arrived_is_listed_by_kind_and_reason(
    do: Do, table: Table, terminal: Terminal, clock: ManualClock
) -> None:
    await stranded(do, table, clock)
    said = await terminal.types("outbox", "list")
    assert said.text.splitlines()[:2] == [
        "1  Mon 23 November at 10:00  notice  perhaps arrived: Telegram gave no answer.",
        "2  Mon 23 November at 10:00  notice  not arrived: 400",
    ]
    assert "kanarie" not in said.text


@pytest.mark.parametrize("copies", Copies)
async def test_the_operator_can_let_a_message_go_once_more_and_once(
    do: Do, table: Table, terminal: Terminal, clock: ManualClock, copies: Copies
) -> None:
    await stranded(do, table, clock, copies)
    clock.move(timedelta(hours=1))
    assert "goes again" in (await terminal.types("outbox", "retry", "1")).text

    def once_more(unit: Unit) -> list[int]:
        claimed = outbox.claim(unit, clock.now(), 5)
        for each in claimed:
            outbox.note(unit, each, Uncertain(), clock.now())
        return [each.id for each in claimed]

    assert await do(once_more) == [1]
    assert await do(once_more) == []
    assert len((await terminal.types("outbox", "list")).text.splitlines()) == 3


async def test_a_message_that_is_left_goes_off_the_list_and_is_not_sent(
    do: Do, table: Table, terminal: Terminal, clock: ManualClock
) -> None:
    await stranded(do, table, clock)
    for number in ("1", "2"):
        assert "out of the list" in (await terminal.types("outbox", "drop", number)).text
    assert "Every message arrived" in (await terminal.types("outbox", "list")).text
    assert await waiting(do) == []
    said = await terminal.types("outbox", "drop", "1")
    assert (said.code, said.text) == (1, "There is no message 1 in the list. See vinkje outbox list.\n")


async def test_a_message_without_contents_or_without_anyone_to_reach_cannot_go_again(
    do: Do, table: Table, terminal: Terminal, clock: ManualClock
) -> None:
    await stranded(do, table, clock)

    def block(unit: Unit) -> None:
        address = people.address_of(unit, table.member.person_id)
        address.reachable = False
        unit.session.add(address)

    await do(block)
    assert "blocked the bot" in (await terminal.types("outbox", "retry", "2")).text
    clock.move(timedelta(days=4))
    await do(lambda unit: sweep(unit, clock.now()))
    said = await terminal.types("outbox", "retry", "2")
    assert (said.code, "has gone" in said.text) == (1, True)
