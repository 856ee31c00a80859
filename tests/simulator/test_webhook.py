"""Updates that are brought to a webhook instead of being fetched."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from simulator import Simulator

SECRET = "s" * 32


class Hook:
    """A bot's address: keeps what it gets, and answers as the test says."""

    def __init__(self, sim: Simulator) -> None:
        self._sim = sim
        self.got: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.held: asyncio.Event | None = None
        self.most_at_once = 0
        self.url = ""
        self._now = 0

    async def take(self, request: web.Request) -> web.Response:
        self._now += 1
        self.most_at_once = max(self.most_at_once, self._now)
        self.got.append(await request.json())
        self._sim.world.bell.ring()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.held is not None:
            await self.held.wait()
        self._now -= 1
        return self.answers.pop(0) if self.answers else web.Response()

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.got]


@pytest.fixture
async def hooks(sim: Simulator) -> AsyncIterator[Callable[[], Any]]:
    runners: list[web.AppRunner] = []

    async def made() -> Hook:
        hook = Hook(sim)
        app = web.Application()
        app.router.add_post("/hook", hook.take)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        runners.append(runner)
        hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        return hook

    yield made
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
async def sim(clock) -> AsyncIterator[Simulator]:
    pauses: list[float] = []
    goes_on = asyncio.Event()
    goes_on.set()

    async def sleep(seconds: float) -> None:
        pauses.append(seconds)
        clock.passes(seconds=seconds)
        simulator.world.bell.ring()
        await goes_on.wait()

    async with Simulator(clock.now, sleep=sleep) as simulator:
        simulator.pauses, simulator.goes_on = pauses, goes_on  # type: ignore[attr-defined]
        yield simulator


async def test_an_update_comes_with_the_secret_and_is_gone_once_accepted(sim, call, hooks):
    hook = await hooks()
    await call("setWebhook", url=hook.url, secret_token=SECRET)
    await sim.person("Anna").says("Hoi")
    await sim.confirmed()
    assert (hook.texts, hook.secrets) == (["Hoi"], [SECRET])


async def test_what_waited_before_the_webhook_was_set_is_brought(sim, call, hooks):
    await sim.person("Anna").says("Hoi")
    hook = await hooks()
    await call("setWebhook", url=hook.url)
    await sim.confirmed()
    assert (hook.texts, hook.secrets) == (["Hoi"], [None])


async def test_a_refused_update_comes_again_at_once_and_then_after_growing_pauses(sim, call, hooks):
    hook = await hooks()
    hook.answers = [web.Response(status=500) for _ in range(4)]
    await call("setWebhook", url=hook.url)
    await sim.person("Anna").says("Hoi")
    await sim.confirmed()
    assert hook.texts == ["Hoi"] * 5
    assert sim.pauses == [0, 2, 4, 8]
    info = await call("getWebhookInfo")
    assert info["result"]["last_error_message"] == "Wrong response from the webhook: 500"


async def test_the_patience_that_the_bot_asks_for_is_kept(sim, call, hooks):
    hook = await hooks()
    hook.answers = [web.Response(status=503, headers={"Retry-After": "7"})]
    await call("setWebhook", url=hook.url)
    await sim.person("Anna").says("Hoi")
    await sim.confirmed()
    assert sim.pauses == [7]


async def test_patience_that_was_asked_for_does_not_make_the_next_pause_longer(sim, call, hooks):
    hook = await hooks()
    asked = {"status": 503, "headers": {"Retry-After": "7"}}
    hook.answers = [web.Response(**asked), web.Response(**asked), web.Response(status=500)]
    await call("setWebhook", url=hook.url)
    await sim.person("Anna").says("Hoi")
    await sim.confirmed()
    assert sim.pauses == [7, 7, 2]


async def test_an_update_that_waits_to_be_tried_again_holds_no_connection(sim, call, hooks):
    hook = await hooks()
    hook.answers = [web.Response(status=503, headers={"Retry-After": "7"})]
    sim.goes_on.clear()
    anna, bas = sim.person("Anna"), sim.person("Bas")
    await call("setWebhook", url=hook.url, max_connections=1)
    await anna.says("een")
    await sim.happens(lambda: sim.pauses == [7])
    await bas.says("twee")
    await sim.happens(lambda: hook.texts == ["een", "twee"] and sim.unconfirmed == 1)
    assert (sim.unconfirmed_from(anna), sim.unconfirmed_from(bas)) == (1, 0)
    sim.goes_on.set()
    await sim.confirmed()
    assert hook.texts == ["een", "twee", "een"]


async def test_an_address_where_nobody_listens_is_passed_by(sim, call, hooks):
    one = await hooks()
    await call("setWebhook", url="http://127.0.0.1:9/public")
    sim.webhooks = ("http://127.0.0.1:9/gone", one.url)
    for text in ("een", "twee"):
        await sim.person(text).says(text)
    await sim.confirmed()
    assert (sorted(one.texts), sim.offered, sim.pauses) == (["een", "twee"], 2, [])


async def test_a_webhook_that_is_not_there_is_tried_until_the_update_is_too_old(sim, call):
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    await sim.person("Anna").says("Hoi")
    await sim.confirmed()
    assert sum(sim.pauses) >= 24 * 3600


async def test_one_chat_is_served_in_order_and_chats_side_by_side_up_to_the_limit(sim, call, hooks):
    hook = await hooks()
    hook.held = asyncio.Event()
    people = [sim.person(name) for name in ("Anna", "Bas", "Carla")]
    for person in people:
        await person.says("een")
        await person.says("twee")
    await call("setWebhook", url=hook.url, max_connections=2)
    await sim.happens(lambda: len(hook.got) == 2)
    assert hook.texts == ["een", "een"]
    hook.held.set()
    await sim.confirmed()
    assert hook.most_at_once == 2
    for person in people:
        own = [u["message"]["text"] for u in hook.got if u["message"]["from"]["id"] == person.id]
        assert own == ["een", "twee"]


async def test_two_addresses_take_turns_and_an_update_that_one_refuses_goes_to_the_other(sim, call, hooks):
    one, two = await hooks(), await hooks()
    await call("setWebhook", url="http://127.0.0.1:9/public")
    sim.webhooks = (one.url, two.url)
    anna = sim.person("Anna")
    for text in ("een", "twee"):
        await anna.says(text)
        await sim.confirmed()
    assert (one.texts, two.texts) == (["een"], ["twee"])
    one.answers = [web.Response(status=502)]
    await anna.says("drie")
    await sim.confirmed()
    assert (one.texts, two.texts) == (["een", "drie"], ["twee", "drie"])


async def test_a_part_comes_again_and_a_part_goes_to_both_at_once(sim, call, hooks):
    one, two = await hooks(), await hooks()
    sim.webhooks = (one.url, two.url)
    sim.redeliver(0.5, random.Random(7), at_once=0.5)  # noqa: S311
    await call("setWebhook", url="http://127.0.0.1:9/public")
    for number in range(40):
        await sim.person(f"Person {number}").says(str(number))
    await sim.confirmed()
    came = sorted(one.texts + two.texts, key=int)
    assert sorted(set(came), key=int) == [str(number) for number in range(40)]
    assert 60 <= len(came) == sim.offered <= 100
    assert sim.came_again > 10 < sim.came_to_two
    assert sim.offered == 40 + sim.came_again + sim.came_to_two


async def test_nothing_is_brought_to_another_machine(sim, call):
    await call("setWebhook", url="https://vinkje.example/hook")
    await sim.person("Anna").says("Hoi")
    assert (sim.unconfirmed, sim.offered) == (1, 0)
