from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import Conflict

from simulator.bell import Bell
from simulator.updates import UpdateQueue


def texts(body):
    return [update["message"]["text"] for update in body["result"]]


async def test_updates_come_again_until_an_offset_confirms_them(call, anna):
    for text in ("een", "twee", "drie"):
        await anna.says(text)
    first = await call("getUpdates", limit=2)
    assert texts(first) == ["een", "twee"]
    assert texts(await call("getUpdates")) == ["een", "twee", "drie"]
    second = first["result"][1]["update_id"]
    assert texts(await call("getUpdates", offset=second)) == ["twee", "drie"]
    assert texts(await call("getUpdates")) == ["twee", "drie"]
    assert texts(await call("getUpdates", offset=second + 1)) == ["drie"]


async def test_a_negative_offset_keeps_only_the_last(call, anna):
    for text in ("een", "twee", "drie"):
        await anna.says(text)
    assert texts(await call("getUpdates", offset=-2)) == ["twee", "drie"]
    assert texts(await call("getUpdates")) == ["twee", "drie"]


@given(
    said=st.integers(0, 8), start=st.integers(1, 50), offset=st.integers(-10, 60), limit=st.integers(1, 10)
)
def test_an_offset_forgets_exactly_what_is_below_it(said, start, offset, limit):
    async def polls():
        noon = datetime(2027, 3, 1, 12, tzinfo=UTC)
        queue = UpdateQueue(lambda: noon, start, frozenset({"message"}), Bell())
        for number in range(said):
            queue.put("message", {"number": number})
        return await queue.get(offset, limit, 0), [update.update_id for update in queue.waiting]

    given_out, left = asyncio.run(polls())
    ids = list(range(start, start + said))
    kept = [number for number in ids if number >= offset] if offset >= 0 else ids[offset:]
    assert left == kept
    assert [update["update_id"] for update in given_out] == kept[:limit]


async def test_a_poll_waits_and_ends_as_soon_as_something_comes(call, anna):
    poll = asyncio.create_task(call("getUpdates", timeout=60))
    other = asyncio.create_task(call("getMe"))
    await other
    assert not poll.done()
    await anna.says("Hoi")
    async with asyncio.timeout(5):
        assert texts(await poll) == ["Hoi"]


async def test_a_poll_with_nothing_to_give_ends_empty(call):
    assert (await call("getUpdates", timeout=0))["result"] == []


async def test_of_two_polls_the_older_is_ended(call, sim, anna):
    older = asyncio.create_task(call("getUpdates", timeout=60))
    await call("getMe")
    newer = asyncio.create_task(call("getUpdates", timeout=60))
    refused = await older
    assert (refused["error_code"], refused["description"]) == (
        409,
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
    )
    await anna.says("Hoi")
    assert texts(await newer) == ["Hoi"]


async def test_polling_is_refused_while_a_webhook_is_set(call, bot):
    await call("setWebhook", url="https://bot.example.nl/hook", allowed_updates=["message"])
    assert (await call("getWebhookInfo"))["result"] == {
        "url": "https://bot.example.nl/hook",
        "has_custom_certificate": False,
        "pending_update_count": 0,
        "max_connections": 40,
        "allowed_updates": ["message"],
    }
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    await call("deleteWebhook")
    assert (await call("getUpdates"))["ok"]


async def test_deleting_the_webhook_can_drop_what_waits(call, sim, anna):
    await anna.says("Hoi")
    assert (await call("getWebhookInfo"))["result"]["pending_update_count"] == 1
    await call("deleteWebhook", drop_pending_updates=True)
    assert sim.unconfirmed == 0


async def test_allowed_updates_hold_until_they_are_changed(call, anna):
    message = await anna.says("een")
    await call("getUpdates", allowed_updates=["message"])
    await anna.edits(message, "twee")
    await call("getUpdates")
    await anna.edits(message, "drie")
    assert texts(await call("getUpdates")) == ["een"]
    await call("getUpdates", allowed_updates=[])
    await anna.edits(message, "vier")
    kinds = [set(update) - {"update_id"} for update in (await call("getUpdates"))["result"]]
    assert kinds == [{"message"}, {"edited_message"}]


async def test_a_tap_is_forgotten_after_150_seconds_and_a_message_after_a_day(call, anna, bot, clock):
    keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "a"}]]}
    await call("sendMessage", chat_id=anna.id, text="?", reply_markup=keyboard)
    await anna.says("Hoi")
    await anna.taps("Ja")
    clock.passes(seconds=149)
    assert len((await call("getUpdates"))["result"]) == 2
    clock.passes(seconds=1)
    assert texts(await call("getUpdates")) == ["Hoi"]
    clock.passes(hours=24)
    assert (await call("getUpdates"))["result"] == []


async def test_update_ids_rise_by_one_and_can_start_anywhere(call, sim, anna):
    await anna.says("een")
    await anna.says("twee")
    sim.jump_update_ids(17)
    await anna.says("drie")
    ids = [update["update_id"] for update in (await call("getUpdates"))["result"]]
    assert ids[1] == ids[0] + 1
    assert ids[2] == 17


async def test_confirmed_waits_until_the_bot_has_everything(call, sim, anna):
    await anna.says("Hoi")
    with pytest.raises(TimeoutError):
        await sim.confirmed(within=0)
    waiting = asyncio.create_task(sim.confirmed(within=5))
    update_id = (await call("getUpdates"))["result"][0]["update_id"]
    await call("getUpdates", offset=update_id + 1)
    await waiting
