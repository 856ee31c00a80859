"""What comes in by the webhook: who may, what may, and that 200 follows the commit."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import pytest

from bot.channel import StopRunning, Verdict
from bot.telegram import TelegramChannel
from bot.telegram.read import WANTED
from bot.telegram.webhook import LARGEST, Hook
from process.incoming import Other, Tap
from simulator import Fault, Simulator
from tests.clock import ManualClock
from tests.web.conftest import SEAL, SECRET, Desk, Pauses, Post

Listening = asyncio.Task[None]


def an_update(number: int = 1, **message: Any) -> bytes:
    chat = {"id": 7, "type": "private", "first_name": "Anna"}
    told = {"message_id": number, "date": 1, "chat": chat, "from": {**chat, "is_bot": False}, "text": "Hoi"}
    return json.dumps({"update_id": number, "message": told | message}).encode()


async def test_what_people_do_comes_in_and_is_confirmed(
    sim: Simulator, desk: Desk, listening: Listening
) -> None:
    anna = sim.person("Anna")
    await anna.says("een")
    await anna.says("twee")
    await sim.confirmed()
    assert desk.texts == ["een", "twee"]


async def test_telegram_is_asked_for_what_we_want_and_shows_the_secret(
    sim: Simulator, hook: Hook, listening: Listening
) -> None:
    queue = sim.world.queue
    assert (queue.webhook_url, queue.secret, queue.max_connections) == (hook.url, SECRET, 40)
    assert queue.allowed == set(WANTED)


async def test_what_waited_at_the_start_is_handled_before_the_backlog_counts_as_handled(
    sim: Simulator, desk: Desk, channel: TelegramChannel
) -> None:
    await sim.person("Anna").says("Hoi")
    assert channel.heard_at() is None
    task = asyncio.create_task(channel.listen(desk.receive))
    await channel.backlog_handled()
    assert desk.texts == ["Hoi"]
    assert channel.heard_at() is not None
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_tap_is_answered(
    sim: Simulator, desk: Desk, listening: Listening, channel: TelegramChannel
) -> None:
    anna = sim.person("Anna")
    await anna.says("Hoi")
    await sim.confirmed()
    sim.world.ask(anna.account, anna.chat, next(iter(anna.chat.messages.values())), "x")
    await sim.happens(lambda: bool(sim.world.toasts[anna.id]))
    assert isinstance(desk.received[-1].act, Tap)


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "é" * 33])
async def test_who_does_not_know_the_secret_is_refused_before_anything_is_read(
    desk: Desk, listening: Listening, post: Post, secret: str | None
) -> None:
    assert await post(b"\xff not json", secret=secret, kind="") == 401
    assert await post(an_update(), secret=secret) == 401
    assert desk.received == []


async def test_only_json_is_taken(desk: Desk, listening: Listening, post: Post) -> None:
    assert await post(an_update(), kind="text/plain") == 415
    assert await post(an_update(), kind="application/json; charset=utf-8") == 200
    assert len(desk.received) == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"[]", b"null", b'{"update_id": "1"}', b"[" * 100_000, b'{"message": {}}']
)
async def test_what_is_no_update_is_refused(
    desk: Desk, listening: Listening, post: Post, body: bytes
) -> None:
    assert await post(body) == 400
    assert desk.received == []


async def test_a_body_over_a_mebibyte_is_refused_with_or_without_saying_its_length(
    desk: Desk, listening: Listening, post: Post
) -> None:
    fitting = an_update(text="x" * 4000) + b" " * (LARGEST - 5000)
    assert await post(BytesIO(fitting)) == 200

    async def chunks() -> AsyncIterator[bytes]:
        yield fitting
        yield b" " * 10_000

    assert await post(BytesIO(fitting + b" " * 10_000)) == 413
    assert await post(chunks()) == 413
    assert len(desk.received) == 1


async def test_only_the_one_path_is_there(listening: Listening, post: Post, hook: Hook) -> None:
    assert await post(an_update(), url=f"http://127.0.0.1:{hook.port}/") == 404
    assert await post(an_update(), url=hook.url + "/more") == 404


async def test_what_could_not_be_stored_is_offered_again_until_it_is(
    sim: Simulator, desk: Desk, listening: Listening, post: Post
) -> None:
    desk.verdicts = [Verdict.RETRY, Verdict.RETRY]
    await sim.person("Anna").says("Hoi")
    await sim.confirmed()
    assert desk.texts == ["Hoi"] * 3
    desk.verdicts = [Verdict.RETRY]
    assert await post(an_update()) == 503


async def test_what_failed_and_was_set_aside_is_not_offered_again(
    desk: Desk, listening: Listening, post: Post
) -> None:
    desk.verdicts = [Verdict.FAILED]
    assert await post(an_update()) == 200


async def test_the_answer_waits_until_it_is_stored(desk: Desk, listening: Listening, post: Post) -> None:
    desk.held = asyncio.Event()
    answer = asyncio.create_task(post(an_update(1)))
    await desk.reached.wait()
    assert await post(b"{}") == 400  # the door is open meanwhile
    assert not answer.done()
    desk.held.set()
    assert await answer == 200


async def test_an_update_that_cannot_be_read_fails_alone_and_its_sender_is_heard(
    desk: Desk, listening: Listening, post: Post
) -> None:
    assert await post(an_update(1, date="tomorrow")) == 200
    assert await post(an_update(2)) == 200
    assert isinstance(desk.received[0].act, Other)
    assert len(desk.received) == 2


async def test_what_does_not_concern_us_is_accepted_and_left(
    desk: Desk, listening: Listening, post: Post
) -> None:
    assert await post(b'{"update_id": 5, "poll": {}}') == 200
    assert desk.received == []


async def test_a_webhook_that_was_taken_away_is_set_again(
    sim: Simulator, hook: Hook, listening: Listening, pauses: Pauses
) -> None:
    sim.world.queue.webhook_url = ""
    pauses.look.set()
    await sim.happens(lambda: sim.world.queue.webhook_url == hook.url)


async def test_a_telegram_that_does_not_answer_at_the_start_is_waited_for(
    sim: Simulator, channel: TelegramChannel, desk: Desk, pauses: Pauses
) -> None:
    sim.faults.next("setWebhook", Fault.server_error(), times=3)
    task = asyncio.create_task(channel.listen(desk.receive))
    await channel.backlog_handled()
    assert pauses.taken[:3] == [0.5, 1.0, 2.0]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_revoked_token_ends_the_channel_with_what_to_do(
    sim: Simulator, channel: TelegramChannel, desk: Desk
) -> None:
    await channel.prepare()
    sim.faults.next("setWebhook", Fault.refuses(401, "Unauthorized"))
    with pytest.raises(StopRunning, match="BotFather"):
        await channel.listen(desk.receive)


async def test_a_port_that_is_taken_ends_the_channel_with_what_to_do(
    channel: TelegramChannel, desk: Desk, hook: Hook
) -> None:
    refused = f"cannot listen on 127.0.0.1 port {hook.port}"
    with socket.create_server(("127.0.0.1", hook.port)), pytest.raises(StopRunning, match=refused) as stop:
        await channel.listen(desk.receive)
    assert stop.value.code == 1


async def test_at_the_end_an_update_under_way_is_still_stored_and_answered(
    desk: Desk, listening: Listening, post: Post
) -> None:
    desk.held = asyncio.Event()
    answer = asyncio.create_task(post(an_update()))
    await desk.reached.wait()
    listening.cancel()
    desk.held.set()
    assert await answer == 200
    with pytest.raises(asyncio.CancelledError):
        await listening


async def test_polling_takes_the_place_of_a_webhook_that_was_left(
    sim: Simulator, clock: ManualClock, desk: Desk, hook: Hook, pauses: Pauses
) -> None:
    sim.world.queue.webhook_url = hook.url
    poller = TelegramChannel(sim.token, sim.url, SEAL, clock, sleep=pauses.sleep)
    task = asyncio.create_task(poller.listen(desk.receive))
    await poller.backlog_handled()
    assert sim.world.queue.webhook_url == ""
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await poller.close()
