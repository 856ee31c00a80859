"""Who cannot be reached: one try, no second, and the coordinator hears it once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import col, select

from simulator.chats import Standing
from simulator.faults import Fault
from simulator.person import Person
from storage.store import Store
from storage.tables import Address, Outbox, Passage
from tests.conversations.rounds import Three
from tests.conversations.thuis_in_oost import GREEN
from tests.conversations.town import Town

KINDLY = "We bereiken Fatima el Amrani niet"
A_WEEK = timedelta(days=7)


def heard(person: Person, text: str = KINDLY) -> int:
    return sum(text in message.text for message in person.history)


async def tries(store: Store, person: Person) -> list[tuple[Passage, int]]:
    """What became of the messages to somebody since they were last reached, and after how many tries."""
    mine = (
        select(Outbox.state, Outbox.attempts)
        .join(Address, col(Address.id) == col(Outbox.address_id))
        .where(Address.address == str(person.id), Outbox.state != Passage.SENT)
        .order_by(col(Outbox.id))
    )
    return list(await store.read(lambda unit: unit.session.exec(mine).all(), name="tries"))


async def test_who_blocked_the_bot_while_it_was_away_is_tried_once_and_the_coordinator_hears_it_once(
    town: Town, three: Three
) -> None:
    town.simulator.world.change_standing(three.fatima.chat, Standing.BLOCKED)
    await town.passes(A_WEEK)
    found = await tries(town.store, three.fatima)
    assert [count for state, count in found if state is Passage.DEAD].count(1) == 1
    assert {state for state, _ in found} == {Passage.DEAD}
    assert heard(three.moniek) == 1
    assert heard(three.carla) == 0
    assert heard(three.fatima) == 0


async def test_who_blocks_the_bot_before_its_eyes_is_not_tried_at_all(town: Town, three: Three) -> None:
    await three.fatima.blocks()
    await town.passes(A_WEEK)
    assert {count for _, count in await tries(town.store, three.fatima)} == {0}
    assert heard(three.moniek) == 1


@pytest.mark.parametrize(
    "refusal",
    [
        Fault.refuses(403, "Forbidden: user is deactivated"),
        Fault.refuses(403, "Forbidden: bot can't initiate conversation with a user"),
        Fault.refuses(400, "Bad Request: chat not found"),
    ],
    ids=["deactivated", "never wrote", "chat not found"],
)
async def test_a_chat_that_is_gone_is_tried_once(town: Town, three: Three, refusal: Fault) -> None:
    await three.moniek.taps("Deze ronde niet")
    await three.carla.taps("Deze ronde niet")
    town.simulator.faults.next("sendMessage", refusal)
    await town.passes(timedelta(days=3))  # Fatima alone is reminded
    await town.passes(A_WEEK)
    assert ("dead", 1) in await tries(town.store, three.fatima)
    assert heard(three.moniek) == 1


async def test_somebody_who_writes_is_reached_again_whatever_telegram_said_before(
    town: Town, three: Three
) -> None:
    world = town.simulator.world
    world.change_standing(three.fatima.chat, Standing.BLOCKED)
    await town.passes(A_WEEK)
    world.change_standing(three.fatima.chat, Standing.OPEN)  # and the bot never heard of it
    await three.fatima.says("/menu")
    assert three.fatima.screen.from_bot


async def test_blocking_and_coming_back_all_day_tells_it_once(town: Town, three: Three) -> None:
    for _ in range(3):
        await three.fatima.blocks()
        await three.fatima.unblocks()
    await three.fatima.blocks()
    await town.passes(A_WEEK)
    assert heard(three.moniek) == 1


async def test_who_was_back_before_it_was_told_is_not_talked_about(town: Town, three: Three) -> None:
    await three.fatima.blocks()
    await three.fatima.unblocks()
    await town.passes(A_WEEK)
    assert heard(three.moniek) == 0


async def test_who_comes_back_goes_on_where_they_were(town: Town, three: Three) -> None:
    await three.fatima.taps("Beginnen")
    await three.fatima.taps(GREEN)
    await three.fatima.blocks()
    await three.fatima.unblocks()
    assert "2 van 5" in "".join(message.text for message in three.fatima.history[-2:])
    await three.carla.taps("Deze ronde niet")
    await answers_rest(three.fatima)


async def answers_rest(person: Person) -> None:
    for _ in range(4):
        await person.taps(GREEN)
    await person.taps("Overslaan")
    person.sees("Nog niet verstuurd")
