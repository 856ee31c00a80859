from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.channel import Choice, Handled, Parcel, Screen, Span, StopRunning, Verdict
from bot.telegram import TelegramChannel
from process.incoming import Incoming, Kind, Other, Press, Tap, Words
from simulator import Simulator
from simulator.faults import Fault
from tests.clock import ManualClock
from tests.telegram.conftest import SEAL, Desk, Pauses

Listening = asyncio.Task[None]


async def until(sim: Simulator, happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        await sim.world.bell.heard(happened)


def texts(desk: Desk) -> list[str]:
    return [each.act.text for each in desk.received if isinstance(each.act, Words)]


class Gate:
    """A desk that lets each person's words through only when the test says so."""

    def __init__(self, sim: Simulator) -> None:
        self.sim = sim
        self.entered: list[str] = []
        self.open = asyncio.Event()

    async def receive(self, incoming: Incoming) -> Handled:
        text = incoming.act.text if isinstance(incoming.act, Words) else ""
        self.entered.append(text)
        self.sim.world.bell.ring()
        if text.startswith("slow"):
            await self.open.wait()
        return Handled(Verdict.ACKNOWLEDGED)


async def test_an_update_is_confirmed_after_its_verdict_and_not_before(
    channel: TelegramChannel, sim: Simulator
) -> None:
    gate = Gate(sim)
    listening = asyncio.create_task(channel.listen(gate.receive))
    await sim.person("Anna").says("slow")
    await until(sim, lambda: gate.entered == ["slow"])
    assert sim.unconfirmed == 1
    gate.open.set()
    await sim.confirmed()
    listening.cancel()


async def test_people_are_served_side_by_side_and_each_in_order(
    channel: TelegramChannel, sim: Simulator
) -> None:
    gate = Gate(sim)
    anna, bram = sim.person("Anna"), sim.person("Bram")
    for text in ("slow 1", "slow 2"):
        await anna.says(text)
    for text in ("quick 1", "quick 2"):
        await bram.says(text)
    listening = asyncio.create_task(channel.listen(gate.receive))
    await until(sim, lambda: "quick 2" in gate.entered)
    assert gate.entered == ["slow 1", "quick 1", "quick 2"]
    gate.open.set()
    await sim.confirmed()
    assert gate.entered[-1] == "slow 2"
    listening.cancel()


async def test_what_could_not_be_stored_is_offered_again_in_order_and_ever_later(
    sim: Simulator, desk: Desk, pauses: Pauses, channel: TelegramChannel
) -> None:
    refusals = iter([Verdict.RETRY] * 3)
    desk.verdicts = lambda incoming: next(refusals, Verdict.ACKNOWLEDGED)
    anna = sim.person("Anna")
    await anna.says("eerst")
    await anna.says("dan")
    listening = asyncio.create_task(channel.listen(desk.receive))
    await sim.confirmed()
    assert texts(desk) == ["eerst", "eerst", "eerst", "eerst", "dan"]
    assert pauses.taken == [0.5, 1.0, 2.0]
    listening.cancel()


async def test_trouble_with_one_person_does_not_hold_up_another(
    sim: Simulator, desk: Desk, channel: TelegramChannel
) -> None:
    anna, bram = sim.person("Anna"), sim.person("Bram")
    anna_waits = iter([True])
    desk.verdicts = lambda incoming: (
        Verdict.RETRY
        if incoming.address == str(anna.id) and next(anna_waits, False)
        else Verdict.ACKNOWLEDGED
    )
    await bram.says("van Bram, ervoor")
    await anna.says("van Anna")
    await bram.says("van Bram")
    listening = asyncio.create_task(channel.listen(desk.receive))
    await sim.confirmed()
    assert texts(desk).count("van Bram, ervoor") == 1
    assert texts(desk)[-2:] == ["van Anna", "van Bram"]
    listening.cancel()


async def test_what_made_the_program_fail_is_confirmed_and_does_not_come_again(
    sim: Simulator, desk: Desk, listening: Listening
) -> None:
    desk.verdicts = lambda incoming: Verdict.FAILED
    await sim.person("Anna").says("giftig")
    await sim.confirmed()
    assert texts(desk) == ["giftig"]


async def test_an_update_that_cannot_be_read_fails_alone(
    sim: Simulator, desk: Desk, channel: TelegramChannel
) -> None:
    anna = sim.person("Anna")
    await anna.says("ervoor")
    sim.world.queue.put("message", {"chat": {"id": anna.id, "type": "private"}, "text": ["geen", "tekst"]})
    sim.world.queue.put("callback_query", {"id": 5})
    await anna.says("erna")
    listening = asyncio.create_task(channel.listen(desk.receive))
    await sim.confirmed()
    assert texts(desk) == ["ervoor", "erna"]
    assert [each.act for each in desk.received if isinstance(each.act, Other)] == [Other(Kind.UNKNOWN, "")]
    listening.cancel()


@pytest.mark.parametrize(
    "fault",
    [
        Fault.server_error(500),
        Fault.server_error(502),
        Fault.html(),
        Fault.html(200),
        Fault.cut_answer(),
        Fault.reset_before(),
        Fault.reset_after(),
        Fault.refuses(400, "Bad Request: strange"),
        Fault.flood(3),
    ],
    ids=lambda fault: fault.name,
)
async def test_after_trouble_on_the_way_everything_still_comes_in_once_confirmed(
    sim: Simulator, desk: Desk, pauses: Pauses, listening: Listening, fault: Fault
) -> None:
    sim.faults.next("getUpdates", fault, times=4)
    await sim.person("Anna").says("Hoi")
    await sim.confirmed()
    assert set(texts(desk)) == {"Hoi"}
    assert min(pauses.taken) >= 0.5


async def test_a_flood_wait_is_as_long_as_telegram_asks(
    sim: Simulator, pauses: Pauses, listening: Listening
) -> None:
    sim.faults.next("getUpdates", Fault.flood(33))
    await sim.person("Anna").says("Hoi")
    await sim.confirmed()
    assert pauses.taken == [33.0]


async def test_while_telegram_is_away_calls_become_rare_and_never_stop(
    sim: Simulator, desk: Desk, pauses: Pauses, channel: TelegramChannel
) -> None:
    await channel.prepare()
    await sim.down()
    rare = asyncio.Event()

    async def count() -> None:
        if len(pauses.taken) >= 9:
            rare.set()

    pauses.meanwhile = count
    listening = asyncio.create_task(channel.listen(desk.receive))
    await rare.wait()
    assert pauses.taken[:9] == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 20.0, 20.0, 20.0]
    await sim.up()
    await sim.person("Anna").says("Ben je er weer?")
    await sim.confirmed()
    assert texts(desk) == ["Ben je er weer?"]
    listening.cancel()


async def test_numbers_that_start_anew_after_a_quiet_week_are_heard(
    sim: Simulator, desk: Desk, pauses: Pauses, listening: Listening
) -> None:
    anna = sim.person("Anna")
    sim.jump_update_ids(900_000_000)
    await anna.says("voor de stilte")
    await sim.confirmed()

    async def the_numbers_jump() -> None:
        sim.jump_update_ids(100)
        await anna.says("na de stilte")

    sim.faults.next("getUpdates", Fault.server_error())  # after the poll that confirms, which stays empty
    pauses.meanwhile = the_numbers_jump
    await until(sim, lambda: "na de stilte" in texts(desk))
    await sim.confirmed()


async def test_a_webhook_left_behind_is_removed_and_what_waited_comes_in(
    sim: Simulator, desk: Desk, listening: Listening
) -> None:
    sim.world.queue.webhook_url = "https://oud.example/haak"
    await sim.person("Anna").says("Hoi")
    await sim.confirmed()
    assert sim.world.queue.webhook_url == ""
    assert texts(desk) == ["Hoi"]


async def test_a_revoked_token_ends_the_channel_with_what_to_do(
    sim: Simulator, desk: Desk, clock: ManualClock
) -> None:
    stranger = TelegramChannel("123456789:of-another-bot", sim.url, SEAL, clock)
    with pytest.raises(StopRunning, match="BotFather") as stop:
        await stranger.listen(desk.receive)
    assert stop.value.code == 3
    await stranger.close()


async def test_a_token_revoked_on_the_way_ends_the_channel(
    sim: Simulator, desk: Desk, channel: TelegramChannel
) -> None:
    await channel.prepare()
    sim.faults.next("getUpdates", Fault.refuses(401, "Unauthorized"))
    with pytest.raises(StopRunning, match="BotFather"):
        await channel.listen(desk.receive)


RIVAL = Fault.refuses(409, "Conflict: terminated by other getUpdates request")


async def test_a_second_poller_that_stays_ends_the_channel_with_what_to_do(
    sim: Simulator, desk: Desk, channel: TelegramChannel, pauses: Pauses
) -> None:
    sim.faults.next("getUpdates", RIVAL, times=3)
    with pytest.raises(StopRunning, match="Only one may") as stop:
        await channel.listen(desk.receive)
    assert stop.value.code == 4
    assert sum(pauses.taken) < 10


async def test_a_poll_left_by_an_earlier_process_is_outlived(
    sim: Simulator, desk: Desk, listening: Listening
) -> None:
    sim.faults.next("getUpdates", RIVAL, times=2)
    await sim.person("Anna").says("Hoi")
    await sim.confirmed()
    assert texts(desk) == ["Hoi"]
    sim.faults.next("getUpdates", RIVAL, times=2)
    await sim.person("Bram").says("Hallo")
    await sim.confirmed()
    assert texts(desk) == ["Hoi", "Hallo"]


async def test_a_tap_whose_answer_comes_too_late_is_still_handled(
    sim: Simulator, desk: Desk, listening: Listening, channel: TelegramChannel
) -> None:
    anna = sim.person("Anna")
    await anna.says("/start")
    await sim.confirmed()
    screen = Screen(((Span("Weet iedereen wie wat doet?"),),), ((Choice("Ja", Press("a")),),))
    await channel.send(Parcel(str(anna.id), screen))
    sim.faults.next("answerCallbackQuery", Fault.refuses(400, "Bad Request: query is too old"))
    await anna.taps("Ja")
    await sim.confirmed()
    assert [each.act.press for each in desk.received if isinstance(each.act, Tap)] == [Press("a")]
    await until(sim, lambda: len(sim.faults.happened) == 1)
    assert anna.toasts == []
