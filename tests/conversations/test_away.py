"""Invitations that come together, leave with a stand-in, one message at the return, and reminders."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from process.states import DaySlot
from simulator.person import Person
from storage.tables import Member
from storage.tables import Person as Known
from storage.unit import Unit
from tests.conversations.rounds import Three, skips_and_sends, starts, three
from tests.conversations.thuis_in_oost import founded, joins, link_for
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

OOST, WEST = "Thuis in Oost", "Wonen in West"


def heard(person: Person, seen: int) -> list[str]:
    """What the bot said since."""
    return [message.text for message in person.history[seen:] if message.from_bot]


def at(day: int, hour: int = 12, month: int = 12) -> datetime:
    """An instant of this winter, in UTC."""
    return datetime(2026, month, day, hour, tzinfo=UTC)


async def at_noon(town: Town, name: str) -> None:
    """From now on this person is disturbed around noon only."""

    def choose(unit: Unit) -> None:
        (mine,) = unit.session.exec(select(Member.person_id).where(Member.name == name).distinct())
        unit.session.get_one(Known, mine).slot = DaySlot.NOON

    await town.store.run(choose, name="test")


async def on_leave(town: Town) -> Three:
    """Carla is away through Friday 4 December, with Sanne of Woonstad at the table as well."""
    people = await three(town)
    await joins(town, town.person("Sanne Visser"), link_for(people.moniek, "Woonstad"))
    await people.carla.says("/stop")
    await people.carla.taps("Even weg")
    await people.carla.says("4 december")
    people.carla.sees("krijg je één bericht")
    return people


async def test_two_invitations_of_one_noon_are_one_message_with_a_button_each(town: Town) -> None:
    people = await three(town)
    await founded(town, WEST)
    await joins(town, people.carla, link_for(people.moniek, "Woonstad"))
    await joins(town, people.fatima, link_for(people.moniek, "De Linde"))
    carla = people.carla
    await at_noon(town, "Carla Smit")
    seen = len(carla.history)
    await starts(people.moniek, "Navragen", OOST)
    await starts(people.moniek, "Navragen", WEST)
    assert heard(carla, seen) == []
    await town.until(at(23, month=11))
    (said,) = heard(carla, seen)
    assert OOST in said
    assert WEST in said
    assert not {OOST, WEST} & {name for name in (OOST, WEST) if name in said[:100]}
    together = carla.screen
    await carla.taps_old(together, WEST)
    assert carla.screen.text.startswith(WEST)
    assert "Beginnen" in str(carla.screen.rows)
    await carla.taps_old(together, OOST)
    assert carla.screen.text.startswith(OOST)
    assert "Beginnen" in str(carla.screen.rows)


async def test_a_leave_is_silent_and_ends_with_one_message(town: Town) -> None:
    people = await on_leave(town)
    carla, seen = people.carla, len(people.carla.history)
    await starts(people.moniek, "Balanscheck")
    await town.until(at(6))
    assert heard(carla, seen) == []
    await town.until(at(7))
    (said,) = heard(carla, seen)
    assert said.startswith("Welkom terug!")
    assert OOST not in said[:100]
    assert "Het kan nog tot" in said or "Er is een uitslag" in said


async def test_whoever_is_back_earlier_gets_the_same_at_once(town: Town) -> None:
    people = await on_leave(town)
    carla = people.carla
    await starts(people.moniek, "Balanscheck")
    present = next(message for message in carla.history if "Ik ben er weer" in str(message.rows))
    seen = len(carla.history)
    await carla.taps_old(present, "Ik ben er weer")
    assert "Welkom terug!" in carla.screen.text
    await carla.taps(OOST)
    assert carla.screen.text.startswith(OOST)
    await skips_and_sends(carla)
    await town.until(at(8))
    assert not any("Welkom terug" in said for said in heard(carla, seen))


async def test_a_result_during_a_leave_stands_behind_a_button_at_the_return(town: Town) -> None:
    people = await on_leave(town)
    carla, seen = people.carla, len(people.carla.history)
    sanne = town.person("Sanne Visser")
    await starts(people.moniek, "Balanscheck")
    for person in (people.moniek, people.fatima, sanne):
        await skips_and_sends(person)
    people.fatima.sees("uitslag")
    assert heard(carla, seen) == []
    await town.until(at(7))
    said = heard(carla, seen)
    assert sum("Welkom terug" in each for each in said) == 1
    carla.sees("Er is een uitslag: Balanscheck")
    back = next(message for message in reversed(carla.history) if "Welkom terug" in message.text)
    await carla.taps_old(back, f"Uitslag: {OOST}")
    carla.sees("uitslag\n3 van de 3 organisaties")


async def test_a_colleague_stands_in_only_after_a_yes_and_until_the_return(town: Town) -> None:
    people = await on_leave(town)
    carla, sanne = people.carla, town.person("Sanne Visser")
    await carla.taps("Iemand neemt voor me waar")
    carla.sees("nooit onder jouw naam")
    await carla.taps(f"Sanne Visser ({OOST})")
    carla.sees("Ik vraag het Sanne Visser")
    asked = sanne.sees("Carla Smit is weg t/m vr 4 december")
    await sanne.taps("Ja, ik neem waar")
    sanne.sees("Daarna stopt het vanzelf")
    await town.until(at(7))
    await sanne.taps_old(asked, "Nee")
    sanne.sees("Dit hoeft niet meer")


async def test_reminders_come_on_the_third_and_fifth_own_day_after_it_arrived(town: Town) -> None:
    people = await three(town)
    await at_noon(town, "Carla Smit")
    carla = people.carla
    seen = len(carla.history)
    await starts(people.moniek, "Balanscheck")
    await town.until(at(26, 10, 11))
    assert len(heard(carla, seen)) == 1, "the invitation"
    await town.until(at(26, 14, 11))
    assert "Komt het nu uit?" in carla.screen.text
    await town.until(at(30, 10, 11))
    assert len(heard(carla, seen)) == 2
    await town.until(at(30, 14, 11))
    assert len(heard(carla, seen)) == 3
    await town.until(at(1, 10))
    assert len(heard(carla, seen)) == 3


async def test_a_later_takes_the_place_of_a_reminder(town: Town) -> None:
    people = await three(town)
    carla = people.carla
    await starts(people.moniek, "Balanscheck")
    await carla.taps("Later")
    carla.sees("Ik vraag het nog één keer, op ma 30 november.")
    seen = len(carla.history)
    await town.until(at(29, 10, 11))
    assert heard(carla, seen) == []
    await town.until(at(30, 10, 11))
    assert len(heard(carla, seen)) == 1
    await carla.taps("Deze ronde niet")
    await town.until(at(2))
    assert not any("Komt het nu uit?" in said for said in heard(carla, seen + 1)[1:])
