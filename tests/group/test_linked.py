"""A linked group hears that a result is there; all members know; it ends in several ways."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from process import grouping
from process.case import Work
from process.message import GroupLine, GroupSays, Notice
from process.outcome import Outgoing
from simulator.person import Person
from storage import outbox
from storage.queries import groups, partnerships
from storage.tables import Address, GroupChat, Inbox, Sort
from storage.unit import Unit
from tests.conversations.conftest import house
from tests.conversations.rounds import Three, skips_and_sends, starts, three
from tests.conversations.town import Town
from tests.group.linking import group_link, lines, linked

pytestmark = pytest.mark.one_database

RESULT = "De uitslag van Thuis in Oost is er. Je leest hem in je eigen gesprek met mij."


async def a_result(people: Three) -> None:
    """A round that everyone sent."""
    await starts(people.moniek, "Balanscheck")
    for person in people.all:
        await skips_and_sends(person)


async def test_a_coordinator_links_a_group_and_all_hear_it(town: Town) -> None:
    people = await three(town)
    group = await linked(town, people)
    assert ["gekoppeld aan Thuis in Oost" in line for line in lines(group)] == [False, True]
    await town.passes(timedelta(days=1))
    for person in people.all:
        person.sees("Moniek Bakker heeft een Telegram-groep gekoppeld")


async def test_a_result_is_one_line_with_a_button_to_your_own_chat(town: Town) -> None:
    people = await three(town)
    group = await linked(town, people)
    before = len(lines(group))
    await a_result(people)
    assert lines(group)[before:] == [RESULT]
    (button,) = group.screen.buttons
    assert (button.url, button.data) == ("https://t.me/vinkje_bot", None)
    assert group.screen.attachment is None


async def test_who_may_not_link_it_does_not_and_a_link_works_once_and_for_an_hour(town: Town) -> None:
    people = await three(town)
    link = await group_link(people.moniek)
    other = town.simulator.group("Borrel", [people.carla])
    await people.carla.adds_bot(other, link)
    assert "Deze link werkt niet" in lines(other)[-1]
    group = town.simulator.group("Overleg Oost", people.all)
    await town.passes(timedelta(days=1))
    await people.moniek.adds_bot(group, link)
    assert "Deze link werkt niet" in lines(group)[-1]
    link = await group_link(people.moniek)
    await people.moniek.adds_bot(group, link)
    assert "gekoppeld aan" in lines(group)[-1]
    third = town.simulator.group("Nog een", people.all)
    await people.moniek.adds_bot(third, link)
    assert "Deze link werkt niet" in lines(third)[-1]
    await a_result(people)
    assert lines(group)[-1] == RESULT
    assert all(RESULT not in lines(each) for each in (other, third))


async def unlinks(moniek: Person) -> None:
    """By the buttons."""
    await moniek.says("/overleg")
    await moniek.taps("Wie doen er mee")
    await moniek.taps("Groep koppelen")
    await moniek.taps("Ontkoppelen")


@pytest.mark.parametrize("how", ["by a coordinator", "by taking the bot out", "without a word"])
async def test_it_is_unlinked(town: Town, how: str) -> None:
    people = await three(town)
    group = await linked(town, people)
    if how == "by a coordinator":
        await unlinks(people.moniek)
    elif how == "by taking the bot out":
        await people.carla.removes_bot(group)
    else:
        town.simulator.world.queue.allow(["message", "edited_message", "callback_query"])
        await people.carla.removes_bot(group)
    said = len(lines(group))
    await a_result(people)
    await town.passes(timedelta(days=1))
    assert len(lines(group)) == said
    told = [m.text for m in people.fatima.history if "Telegram-groep" in m.text]
    assert "losgekoppeld" in told[-1] or "niet meer gekoppeld" in told[-1]
    assert await town.store.run(lambda unit: unit.session.exec(select(GroupChat)).all(), name="t") == []


@pytest.mark.parametrize("is_heard", [True, False])
async def test_a_group_that_becomes_a_supergroup_is_followed(town: Town, is_heard: bool) -> None:
    people = await three(town)
    group = await linked(town, people)
    if not is_heard:  # the bot learns it from the refusal
        town.simulator.world.queue.allow(["callback_query", "my_chat_member"])
    await people.fatima.upgrades(group)
    town.simulator.world.queue.allow([])
    await a_result(people)
    assert lines(group)[-1] == RESULT


async def test_what_is_said_in_the_group_is_kept_nowhere_also_for_an_administrator(town: Town) -> None:
    people = await three(town)
    group = await linked(town, people)
    await people.moniek.makes_bot_admin(group)
    said = len(lines(group))

    def kept(unit: Unit) -> int:
        return len(unit.session.exec(select(Inbox.id)).all())

    before = await town.store.run(kept, name="t")
    message = await people.carla.says("Mevrouw Jansen woont op nummer 12", in_=group)
    await people.carla.edits(message, "Mevrouw Jansen woont op nummer 14")
    await people.fatima.sends("photo", in_=group)
    await people.fatima.says("/vergeetmij", in_=group)
    assert len(lines(group)) == said
    assert await town.store.run(kept, name="t") == before
    assert all("Jansen" not in m.text for m in people.carla.history)


async def test_nothing_but_a_line_for_a_group_is_let_out_to_one(town: Town) -> None:
    people = await three(town)
    await linked(town, people)

    def tries(unit: Unit) -> None:
        address = unit.session.exec(select(Address).where(Address.sort == Sort.GROUP)).one()
        for message in (Notice("menu.nothing"), GroupLine(GroupSays.HELLO)):
            is_line = isinstance(message, GroupLine)
            to = people_of(unit) if is_line else address.person_id
            with pytest.raises(ValueError, match="is nothing for a"):
                outbox.enqueue(unit, Outgoing(to, message), town.clock.now())
        assert groups.of_person(unit, address.person_id) is not None

    def people_of(unit: Unit) -> int:
        found = select(Address.person_id).where(Address.sort == Sort.PERSON)
        return next(iter(unit.session.exec(found)))

    await town.store.run(tries, name="t")


async def test_a_partnership_that_ended_says_nothing_in_its_group(town: Town) -> None:
    people = await three(town)
    group = await linked(town, people)
    moment, said = town.clock.moment(), len(lines(group))

    def ends(unit: Unit) -> None:
        partnership = partnerships.partnership(unit, 1)
        work = Work(unit, moment, house())
        waiting = grouping.result_is_there(work, partnership)
        assert len(waiting) == 1
        outbox.enqueue(unit, waiting[0], moment.now)
        grouping.ended(work, partnership)
        assert grouping.result_is_there(work, partnership) == ()

    await town.store.run(ends, name="t")
    await town.passes(timedelta(days=3))
    assert len(lines(group)) == said, "what still waited is not said any more either"
