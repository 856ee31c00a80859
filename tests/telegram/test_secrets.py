"""Nothing that the channel logs, at any level, holds the token or what somebody wrote."""

from __future__ import annotations

import asyncio
import logging

import pytest

from bot.channel import Choice, Parcel, Screen, Span, StopRunning
from bot.telegram import TelegramChannel, Timeouts
from process.incoming import Press
from simulator import Simulator
from simulator.faults import Fault
from tests.clock import ManualClock
from tests.telegram.conftest import SEAL, Desk, Pauses

TOKEN = "424242:canary-of-the-token"
WORDS = "kanarie in wat iemand schreef"
SCREEN = Screen(((Span(f"{WORDS} <"),),), ((Choice("Ja", Press("a")),),))

TROUBLE = [
    Fault.html(),
    Fault.html(200),
    Fault.cut_answer(),
    Fault.reset_after(),
    Fault.server_error(),
    Fault.flood(1),
    Fault.hang(),
    Fault.refuses(400, "Bad Request: strange"),
    Fault.refuses(403, "Forbidden: strange"),
]


@pytest.fixture
def everything(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


async def test_neither_token_nor_words_are_logged_whatever_happens(
    clock: ManualClock, pauses: Pauses, desk: Desk, everything: pytest.LogCaptureFixture
) -> None:
    async with Simulator(clock.now, TOKEN) as sim:
        channel = TelegramChannel(
            TOKEN, sim.url, SEAL, clock, timeouts=Timeouts(read=0.2, poll=1), sleep=pauses.sleep
        )
        listening = asyncio.create_task(channel.listen(desk.receive))
        anna = sim.person("Anna")
        for fault in TROUBLE:
            for method in ("getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery"):
                sim.faults.next(method, fault)
            await anna.says(WORDS)
            await sim.confirmed()
            await channel.send(Parcel(str(anna.id), SCREEN))
            await channel.send(Parcel(str(anna.id), SCREEN, edit="2"))
        sim.world.queue.put("message", {"text": [WORDS]})
        await anna.says(WORDS)
        await sim.confirmed()
        await sim.down()
        await channel.send(Parcel(str(anna.id), SCREEN))
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await channel.close()
    assert [record for record in everything.records if record.name.startswith("bot.")]
    seen = "\n".join(f"{record.getMessage()} {record.exc_info}" for record in everything.records)
    assert TOKEN not in seen
    assert TOKEN.partition(":")[2] not in seen
    assert WORDS not in seen


async def test_the_text_for_a_revoked_token_does_not_hold_it(
    sim: Simulator, clock: ManualClock, desk: Desk, everything: pytest.LogCaptureFixture
) -> None:
    channel = TelegramChannel(TOKEN, sim.url, SEAL, clock)
    with pytest.raises(StopRunning) as stop:
        await channel.listen(desk.receive)
    await channel.close()
    assert TOKEN not in f"{stop.value!r} {stop.value.__cause__!r} {everything.text}"
