"""In a group: one line when the bot is added, and nothing after that."""

from __future__ import annotations

import pytest

from tests.conversations.rounds import in_the_round
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

ONE_LINE = "Ik werk alleen in een gesprek met één persoon."


async def test_a_group_gets_one_line_and_then_silence(town: Town) -> None:
    people = await in_the_round(town)
    group = town.simulator.group("Overleg Oost", people.all)
    await people.moniek.adds_bot(group)
    assert ONE_LINE in group.screen.text
    hello = group.screen
    await people.carla.says("hallo allemaal", in_=group)
    for command in ("/menu", "/overleg", "/start", "/stop@vinkje_bot"):
        await people.moniek.says(command, in_=group)
    await people.carla.says("wat doe jij?", in_=group, reply_to=hello)
    await people.carla.sends("voice", in_=group)
    said = [message for message in group.chat.messages.values() if message.from_bot]
    assert [message.text for message in said if message.text] == [hello.text]
    assert not hello.keyboard


async def test_a_group_that_removes_the_bot_and_adds_it_again_gets_the_line_again(town: Town) -> None:
    people = await in_the_round(town)
    group = town.simulator.group("Overleg Oost", people.all)
    for _ in range(2):
        await people.moniek.adds_bot(group)
        assert ONE_LINE in group.screen.text
        await people.moniek.removes_bot(group)
    said = [message for message in group.chat.messages.values() if message.from_bot]
    assert len(said) == 2


async def test_what_happens_in_a_group_leaves_the_private_chat_as_it_is(town: Town) -> None:
    people = await in_the_round(town, "Navragen")
    group = town.simulator.group("Overleg Oost", people.all)
    await people.carla.taps("Beginnen")
    question = people.carla.screen
    await people.carla.adds_bot(group)
    await people.carla.says("/menu", in_=group)
    await people.carla.says("dit is voor de groep", in_=group)
    assert people.carla.screen is question
    await people.carla.says("dit is voor Vinkje")
    people.carla.sees("2 van 3")
    assert all("voor de groep" not in message.text for message in people.carla.history)
