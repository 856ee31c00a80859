"""The bot is a process of its own: it is killed in the middle of a poll, and another takes over."""

from __future__ import annotations

import asyncio
import sys

from simulator import Person, Simulator

ECHO = """
import json, sys, urllib.request

def call(method, **parameters):
    body = json.dumps(parameters).encode()
    request = urllib.request.Request(f"{sys.argv[1]}/{method}", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["result"]

offset = 0
while True:
    for update in call("getUpdates", offset=offset, timeout=20):
        chat_id = (update.get("message") or update["callback_query"]["message"])["chat"]["id"]
        heard = update["message"]["text"] if "message" in update else update["callback_query"]["data"]
        keyboard = {"inline_keyboard": [[{"text": "Ja", "callback_data": "yes"}]]}
        call("sendMessage", chat_id=chat_id, text=sys.argv[2] + " " + heard, reply_markup=keyboard)
        offset = update["update_id"] + 1
"""


async def starts(sim: Simulator, name: str) -> asyncio.subprocess.Process:
    address = f"{sim.url}/bot{sim.token}"
    return await asyncio.create_subprocess_exec(sys.executable, "-c", ECHO, address, name)


async def test_a_bot_can_be_killed_and_another_goes_on(sim: Simulator, anna: Person) -> None:
    first = await starts(sim, "een")
    await anna.says("Hoi")
    await anna.waits_for("een Hoi", within=30)
    await anna.taps("Ja", within=30)
    await anna.waits_for("een yes", within=30)
    await sim.confirmed(within=30)
    first.kill()
    await first.wait()
    await anna.says("Ben je er nog?")
    assert sim.unconfirmed == 1
    second = await starts(sim, "twee")
    await anna.waits_for("twee Ben je er nog?", within=30)
    await sim.confirmed(within=30)
    second.kill()
    await second.wait()
