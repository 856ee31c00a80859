from __future__ import annotations

import asyncio

import aiohttp
import pytest
from telegram.error import NetworkError

from simulator import Fault

BEFORE = {
    "server error": Fault.server_error(502),
    "html": Fault.html(),
    "flood": Fault.flood(7),
    "refused": Fault.refuses(403, "Forbidden: bot was blocked by the user"),
}


@pytest.mark.parametrize("name", BEFORE)
async def test_a_call_that_fails_is_not_carried_out_and_the_next_is(sim, anna, http, name):
    fault = BEFORE[name]
    url = f"{sim.url}/bot{sim.token}/sendMessage"
    sim.faults.next("sendMessage", fault)
    for status in (fault.status, 200):
        async with http.post(url, json={"chat_id": anna.id, "text": f"{status}"}) as response:
            assert response.status == status
    anna.sees_only("200")
    assert sim.faults.happened == [("sendMessage", fault)]


async def test_a_flood_names_its_seconds(sim, anna, call):
    sim.faults.next("sendMessage", Fault.flood(7))
    body = await call("sendMessage", chat_id=anna.id, text="x")
    assert body["parameters"] == {"retry_after": 7}
    assert body["description"] == "Too Many Requests: retry after 7"


async def test_a_page_from_a_proxy_is_a_network_error_to_the_library(sim, anna, bot):
    sim.faults.next("sendMessage", Fault.html())
    with pytest.raises(NetworkError):
        await bot.send_message(anna.id, "x")


@pytest.mark.parametrize(("fault", "arrives"), [(Fault.reset_before(), False), (Fault.reset_after(), True)])
async def test_a_broken_connection_hides_whether_the_call_was_carried_out(sim, anna, http, fault, arrives):
    sim.faults.next("sendMessage", fault)
    with pytest.raises(aiohttp.ClientError):
        await http.post(f"{sim.url}/bot{sim.token}/sendMessage", json={"chat_id": anna.id, "text": "x"})
    assert (len(list(anna.chat.messages)) == 2) is arrives


@pytest.mark.parametrize(("fault", "arrives"), [(Fault.hang(), False), (Fault.hang_after(), True)])
async def test_an_answer_that_never_comes(sim, anna, http, fault, arrives):
    sim.faults.next("sendMessage", fault)
    url, message = f"{sim.url}/bot{sim.token}/sendMessage", {"chat_id": anna.id, "text": "x"}
    sending = asyncio.create_task(http.post(url, json=message))
    await sim.happens(lambda: bool(sim.faults.happened))
    if arrives:
        await anna.waits_for("x")
    async with http.get(f"{sim.url}/bot{sim.token}/getMe") as response:
        assert response.status == 200
    assert not sending.done()
    assert (len(list(anna.chat.messages)) == 2) is arrives
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending


async def test_a_server_error_or_half_an_answer_can_follow_a_message_that_arrived(sim, anna, http):
    url = f"{sim.url}/bot{sim.token}/sendMessage"
    sim.faults.next("sendMessage", Fault.server_error_after(504))
    sim.faults.next("sendMessage", Fault.cut_answer())
    async with http.post(url, json={"chat_id": anna.id, "text": "een"}) as response:
        assert response.status == 504
    async with http.post(url, json={"chat_id": anna.id, "text": "twee"}) as response:
        with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
            await response.json()
    anna.sees_only("een", "twee")


async def test_faults_come_so_often_and_for_such_methods_as_was_asked(sim, anna, call, http):
    sim.faults.next("*", Fault.refuses(500, "Internal Server Error"), times=2)
    sim.faults.next("getMe", Fault.refuses(502, "Bad Gateway"))
    codes = [
        (await call(method)).get("error_code") for method in ("getMe", "getMe", "getMyCommands", "getMe")
    ]
    assert codes == [502, 500, 500, None]
    sim.faults.next("getMe", Fault.server_error())
    sim.faults.clear()
    assert (await call("getMe"))["ok"]


def test_a_fault_of_a_method_that_does_not_exist_is_a_mistake_of_the_test(sim):
    with pytest.raises(ValueError, match="there is no method 'sendMesage'"):
        sim.faults.next("sendMesage", Fault.hang())


async def test_while_it_is_down_nothing_answers_and_afterwards_everything_is_still_there(sim, anna, call):
    url = sim.url
    poll = asyncio.create_task(call("getUpdates", timeout=60))
    await call("getMe")
    await sim.down()
    with pytest.raises(aiohttp.ClientError):
        await poll
    with pytest.raises(aiohttp.ClientConnectorError):
        await call("getMe")
    await anna.says("Ben je er?")
    await sim.up()
    assert sim.url == url
    updates = (await call("getUpdates", timeout=60))["result"]
    assert [update["message"]["text"] for update in updates] == ["Ben je er?"]
