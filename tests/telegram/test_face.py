from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.telegram import Face, TelegramChannel
from simulator import Simulator
from simulator.faults import Fault
from simulator.profile import Command
from tests.telegram.conftest import Pauses

MENU, AFSPRAKEN = ("menu", "Wat er te doen is"), ("overleg", "Alles rond het overleg")
FACES = {
    "nl": Face((MENU,), (MENU, AFSPRAKEN), "Ik help jullie samenwerken.", "Samenwerken"),
    "en": Face((("menu", "What there is to do"),), (), "I help you work together.", "Together"),
}


def described(commands: Sequence[Command]) -> list[str]:
    return [command.description for command in commands]


async def test_everyone_sees_the_commands_in_their_own_language(
    sim: Simulator, channel: TelegramChannel
) -> None:
    assert await channel.prepare(FACES) == "vinkje_bot"
    assert described(sim.person("Anna", language="nl").commands) == ["Wat er te doen is"]
    assert described(sim.person("Ben", language="en").commands) == ["What there is to do"]
    assert described(sim.person("Cem", language="tr").commands) == ["What there is to do"]


async def test_a_coordinator_sees_more_until_that_ends(sim: Simulator, channel: TelegramChannel) -> None:
    await channel.prepare(FACES)
    carla = sim.person("Carla")
    await carla.says("/start")
    await channel.list_commands(str(carla.id), coordinator=True, language="nl")
    assert described(carla.commands) == ["Wat er te doen is", "Alles rond het overleg"]
    assert described(sim.person("Anna").commands) == ["Wat er te doen is"]
    await channel.list_commands(str(carla.id), coordinator=False, language="nl")
    assert described(carla.commands) == ["Wat er te doen is"]


async def test_the_bot_starts_when_telegram_comes_back(
    sim: Simulator, channel: TelegramChannel, pauses: Pauses
) -> None:
    sim.faults.next("getMe", Fault.server_error(), times=2)
    sim.faults.next("getMe", Fault.flood(9))
    await channel.prepare()
    assert pauses.taken == [0.5, 1.0, 9.0]


async def test_the_bot_starts_without_descriptions_when_they_are_refused(
    sim: Simulator, channel: TelegramChannel
) -> None:
    sim.faults.next("setMyDescription", Fault.refuses(400, "Bad Request: no"), times=3)
    assert await channel.prepare(FACES) == "vinkje_bot"


async def test_a_link_leads_to_this_bot(sim: Simulator, channel: TelegramChannel) -> None:
    with pytest.raises(RuntimeError):
        channel.link("abc")
    await channel.prepare()
    assert channel.link("abc") == "https://t.me/vinkje_bot?start=abc"
