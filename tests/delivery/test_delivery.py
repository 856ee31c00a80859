from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.channel import Again, Reason, Receipt, Refused, Unclear
from bot.delivery import Delivery
from process.outcome import Copies, Urgency
from storage.outbox import Claimed
from storage.store import Store
from storage.trouble import StorageTrouble
from tests.clock import ManualClock
from tests.delivery.conftest import Pauses, Post
from tests.delivery.letterbox import Letterbox, key_of, words_from


async def test_what_is_in_the_outbox_arrives_in_order_for_each_person(
    delivery: Delivery, post: Post, letterbox: Letterbox
) -> None:
    await post.put("anna", "1", "2", "3")
    await post.put("bram", "1", "2")
    await delivery.drain()
    assert [text for name, text in letterbox.sent if name == "anna"] == ["1", "2", "3"]
    assert [text for name, text in letterbox.sent if name == "bram"] == ["1", "2"]
    assert [row.ref is not None for row in await post.rows("anna")] == [True] * 3
    assert await post.states("bram") == ["sent", "sent"]


async def test_people_are_served_side_by_side_and_each_one_at_a_time(
    running: Delivery, post: Post, letterbox: Letterbox
) -> None:
    letterbox.held = asyncio.Event()
    await post.put("anna", "1", "2")
    await post.put("bram", "1")
    running.wake()
    while len(letterbox.tried) < 2:
        await letterbox.arrival()
    assert sorted(letterbox.tried) == [("anna", "1"), ("bram", "1")]
    letterbox.held.set()
    while len(letterbox.sent) < 3:
        await letterbox.arrival()
    assert letterbox.sent[-1] == ("anna", "2")


async def test_no_more_go_at_once_than_there_are_workers(
    store: Store, post: Post, clock: ManualClock
) -> None:
    letterbox = Letterbox()
    delivery = Delivery(store, {letterbox.name: letterbox}, words_from(key_of), clock, workers=3)
    for number in range(8):
        await post.put(f"person {number}", "1")
    await delivery.drain()
    assert len(letterbox.sent) == 8
    assert letterbox.most_at_once <= 3


async def test_what_no_longer_has_to_be_said_is_not_sent(
    store: Store, post: Post, letterbox: Letterbox, clock: ManualClock
) -> None:
    say = words_from(lambda claimed: None if key_of(claimed) == "past" else key_of(claimed))
    delivery = Delivery(store, {letterbox.name: letterbox}, say, clock)
    await post.put("anna", "past", "now")
    await delivery.drain()
    assert letterbox.sent == [("anna", "now")]


async def test_a_message_that_cannot_be_put_into_words_holds_up_nobody_and_tells_nothing(
    store: Store, post: Post, letterbox: Letterbox, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    def say(claimed: Claimed) -> str:
        if key_of(claimed) == "broken":
            raise ValueError("canary of an answer")
        return key_of(claimed)

    delivery = Delivery(store, {letterbox.name: letterbox}, words_from(say), clock)
    await post.put("anna", "broken", "whole")
    await post.put("bram", "whole")
    await delivery.drain()
    assert sorted(letterbox.sent) == [("anna", "whole"), ("bram", "whole")]
    broken, whole = await post.rows("anna")
    assert (broken.state.value, whole.state.value) == ("dead", "sent")
    assert "ValueError" in (broken.detail or "")
    assert "ValueError at test_delivery.py" in caplog.text
    assert "canary" not in caplog.text + (broken.detail or "")


async def test_a_chat_that_is_flooded_waits_alone(
    delivery: Delivery, post: Post, letterbox: Letterbox, clock: ManualClock
) -> None:
    letterbox.answer("anna", Again(30))
    await post.put("anna", "1", "2")
    await post.put("bram", "1")
    await delivery.drain()
    assert letterbox.sent == [("bram", "1")]
    clock.move(timedelta(seconds=29))
    await delivery.drain()
    assert letterbox.sent == [("bram", "1")]
    clock.move(timedelta(seconds=1))
    await delivery.drain()
    assert letterbox.sent == [("bram", "1"), ("anna", "1"), ("anna", "2")]


async def test_while_a_channel_does_not_answer_it_is_tried_rarely_and_one_by_one(
    delivery: Delivery, post: Post, letterbox: Letterbox, clock: ManualClock
) -> None:
    names = [f"person {number}" for number in range(6)]
    for name in names:
        letterbox.answer(name, *[Again(1.0, everyone=True)] * 40)
        await post.put(name, "1")
    await delivery.drain()
    assert len(letterbox.tried) == 1
    for _ in range(10):
        clock.move(timedelta(seconds=2))
        tried = len(letterbox.tried)
        await delivery.drain()
        assert len(letterbox.tried) - tried <= 1
    letterbox.answers.clear()
    clock.move(timedelta(seconds=20))
    await delivery.drain()
    assert sorted(name for name, _ in letterbox.sent) == names


async def test_a_question_that_may_have_arrived_is_asked_once_more_and_no_more(
    delivery: Delivery, post: Post, letterbox: Letterbox, clock: ManualClock
) -> None:
    letterbox.answer("anna", Unclear(), Unclear())
    await post.put("anna", "question", copies=Copies.TWICE)
    for _ in range(4):
        await delivery.drain()
        clock.move(timedelta(minutes=1))
    assert letterbox.tried == [("anna", "question")] * 2
    assert await post.states("anna") == ["unknown"]


async def test_a_reminder_that_may_have_arrived_is_not_repeated(
    delivery: Delivery, post: Post, letterbox: Letterbox, clock: ManualClock
) -> None:
    letterbox.answer("anna", Unclear())
    await post.put("anna", "reminder", copies=Copies.ONCE)
    for _ in range(3):
        await delivery.drain()
        clock.move(timedelta(minutes=1))
    assert letterbox.tried == [("anna", "reminder")]
    assert await post.states("anna") == ["unknown"]


async def test_a_channel_that_breaks_its_promise_is_taken_as_unclear(
    delivery: Delivery, post: Post, letterbox: Letterbox, clock: ManualClock
) -> None:
    letterbox.answer("anna", RuntimeError("canary"))
    await post.put("anna", "question")
    await delivery.drain()
    clock.move(timedelta(minutes=1))
    await delivery.drain()
    assert letterbox.sent == [("anna", "question")]


@pytest.mark.parametrize(
    ("receipt", "reachable", "states"),
    [
        (Refused(Reason.BLOCKED, "blocked"), False, ["dead", "dead"]),
        (Refused(Reason.GONE, "gone"), False, ["dead", "dead"]),
        (Refused(Reason.MALFORMED, "no picture"), True, ["dead", "sent"]),
    ],
)
async def test_a_refusal_is_tried_once(
    delivery: Delivery, post: Post, letterbox: Letterbox, receipt: Receipt, reachable: bool, states: list[str]
) -> None:
    letterbox.answer("anna", receipt)
    await post.put("anna", "1", "2")
    await delivery.drain()
    assert await post.reachable("anna") is reachable
    assert await post.states("anna") == states


async def test_a_message_for_a_channel_that_is_not_there_is_dead(
    store: Store, post: Post, clock: ManualClock
) -> None:
    await post.put("anna", "1")
    other = Letterbox()
    other.name = "other"
    await Delivery(store, {"other": other}, words_from(key_of), clock).drain()
    assert await post.states("anna") == ["dead"]
    assert other.tried == []


async def test_what_the_bot_starts_keeps_its_pace_and_a_reply_does_not_wait(
    delivery: Delivery, post: Post, letterbox: Letterbox, pauses: Pauses
) -> None:
    for number in range(60):
        await post.put(f"person {number}", "digest", urgency=Urgency.BULK)
    await post.put("anna", "reply", urgency=Urgency.REPLY)
    await delivery.drain()
    assert len(letterbox.sent) == 61
    assert letterbox.sent[0] == ("anna", "reply")
    assert sum(pauses.taken) >= 1.0  # the last of sixty goes in the third second


async def test_a_wake_up_delivers_at_once_and_an_idle_outbox_is_left_alone(
    running: Delivery, store: Store, post: Post, letterbox: Letterbox
) -> None:
    claims: list[str] = []
    store.on_commit = lambda name, when: claims.append(name) if (name, when) == ("claim", "after") else None
    for number in range(3):
        await post.put("anna", str(number))
        running.wake()
        await letterbox.arrival()
    assert [text for _, text in letterbox.sent] == ["0", "1", "2"]
    assert len(claims) <= 10


async def test_a_receipt_that_cannot_be_stored_at_first_is_stored_later(
    delivery: Delivery, store: Store, post: Post, letterbox: Letterbox, pauses: Pauses
) -> None:
    trouble = iter([StorageTrouble("disk full")] * 2)

    def fail(name: str, when: str) -> None:
        if (name, when) == ("receipt", "before") and (error := next(trouble, None)):
            raise error

    store.on_commit = fail
    await post.put("anna", "1")
    await delivery.drain()
    assert letterbox.sent == [("anna", "1")]
    assert pauses.taken == [0.5, 1.0]
    assert await post.states("anna") == ["sent"]


async def test_stopping_lets_what_is_going_arrive(
    running: Delivery, post: Post, letterbox: Letterbox
) -> None:
    letterbox.held = asyncio.Event()
    await post.put("anna", "1", "2")
    running.wake()
    await letterbox.arrival()
    stopping = asyncio.create_task(running.stop())
    letterbox.held.set()
    await stopping
    assert letterbox.sent == [("anna", "1")]
    assert await post.states("anna") == ["sent", "ready"]


async def test_stopping_does_not_wait_for_ever(running: Delivery, post: Post, letterbox: Letterbox) -> None:
    letterbox.held = asyncio.Event()
    await post.put("anna", "1")
    running.wake()
    await letterbox.arrival()
    await running.stop(within=0.01)
    assert await post.states("anna") == ["sending"]
