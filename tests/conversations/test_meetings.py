"""A month around a meeting: planned, moved, discussed; cancelled; paused; and a file for the calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from simulator.person import Person
from tests.conversations.rounds import Three, skips_and_sends, starts, three
from tests.conversations.thuis_in_oost import joins, link_for
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database


def at(day: str, hour: int, minute: int = 0) -> datetime:
    """In winter the Netherlands are an hour ahead."""
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=UTC) - timedelta(hours=1)


async def moves_to(moniek: Person, day: str) -> None:
    await moniek.says("/overleg")
    await moniek.taps("Overleg verzetten")
    await moniek.says(day)
    moniek.sees("Jullie volgende overleg is")


def sheets(person: Person) -> int:
    return sum(each.name.startswith("bespreekblad") for each in person.documents)


async def test_a_month_around_a_meeting_that_moves(town: Town) -> None:
    """Founded on 23 November, the meeting on 16 December: the round opens twelve working days before it."""
    people = await three(town)
    await joins(town, town.person("Peter Kok"), link_for(people.moniek, "Politie Oost"))  # who never answers
    await people.carla.says("/menu")
    people.carla.sees("Niets te doen tot ma 30 november. Dan komen de vragen voor jullie overleg van wo 16")
    await town.until(at("2026-11-30", 9))
    for person in people.all:
        person.sees("3 minuten, tot ma 14 december om 16:00")
    await skips_and_sends(people.moniek)
    await skips_and_sends(people.carla)
    people.fatima.sees("De uitslag is er vóór jullie overleg van wo 16 december.")
    people.carla.sees("De uitslag komt uiterlijk ma 14 december om 16:00")

    await town.until(at("2026-12-08", 11))
    await moves_to(people.moniek, "do 17 december 10:00")
    people.moniek.sees_not("Jullie overleg is verzet")
    for person in (people.carla, people.fatima):
        told = [each.text for each in person.history if "Jullie overleg is verzet" in each.text]
        assert len(told) == 1
        assert "Het is nu do 17 december om 10:00" in told[0]
        assert "tot di 15 december om 16:00" in told[0]
    await skips_and_sends(people.fatima)
    await town.until(at("2026-12-14", 16, 5))
    people.carla.sees_not("uitslag\n")  # the closing of before does nothing
    await town.until(at("2026-12-15", 16, 5))
    for person in people.all:
        person.sees("Balanscheck · uitslag")
        assert sheets(person) == 0
    await town.until(at("2026-12-16", 8, 29))
    assert sheets(people.carla) == 0
    await town.until(at("2026-12-16", 8, 30))
    assert [sheets(person) for person in people.all] == [1, 1, 1]

    await town.until(at("2026-12-17", 12))
    people.carla.sees_not("besproken?")
    await town.until(at("2026-12-18", 9))
    people.carla.sees("Hebben jullie de uitslag van 'Balanscheck' besproken?")
    people.moniek.sees_not("Dan komen de vragen daar vanzelf omheen")
    await town.until(at("2026-12-18", 10))
    people.moniek.sees("Dan komen de vragen daar vanzelf omheen")
    people.carla.sees_not("Dan komen de vragen daar vanzelf omheen")
    await people.moniek.taps("Overleg plannen")
    await people.moniek.says("di 26 januari 10:00")
    await people.moniek.taps("Ja")
    await people.moniek.taps("Niets opschrijven")
    await people.carla.says("/menu")
    people.carla.sees("Niets te doen tot ")
    people.carla.sees("overleg van di 26 januari")


async def test_when_it_does_not_go_on_the_round_closes_by_its_own_date_and_no_sheet_comes(town: Town) -> None:
    people = await three(town)
    await town.until(at("2026-11-30", 9))
    for person in people.all:
        await skips_and_sends(person)
    await people.moniek.says("/overleg")
    await people.moniek.taps("Overleg gaat niet door")
    people.moniek.sees("Gaat het overleg van wo 16 december om 10:00 niet door?")
    await people.moniek.taps("Ja, het gaat niet door")
    people.carla.sees("Jullie overleg van wo 16 december gaat niet door")
    await town.until(at("2026-12-07", 9))
    people.carla.sees("Hebben jullie de uitslag van 'Balanscheck' besproken?")
    await town.until(at("2026-12-18", 12))
    assert sheets(people.carla) == 0
    assert sum("besproken?" in each.text for each in people.carla.history) == 1


async def test_a_meeting_that_is_planned_takes_a_running_round_along(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/overleg")
    await people.moniek.taps("Overleg gaat niet door")
    await people.moniek.taps("Ja, het gaat niet door")
    await starts(people.moniek, "Balanscheck")
    people.carla.sees("tot ma 7 december om 16:00")
    await people.moniek.says("/overleg")
    await people.moniek.taps("Overleg plannen")
    await people.moniek.says("4 december 10:00")
    people.carla.sees("De vragen staan open tot wo 2 december om 16:00, zodat de uitslag er dan is")


async def test_a_pause_is_told_to_all_and_ends_by_itself_or_by_a_button(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/menu")
    for label in ("Rondes", "Pauzeren"):
        await people.moniek.taps(label)
    await people.moniek.says("7 januari")
    people.moniek.sees("de rondes liggen stil. Ze gaan vanzelf verder op do 7 januari")
    people.carla.sees("Moniek Bakker zet de rondes stil")
    await town.until(at("2027-01-06", 12))
    assert not any("5 vragen" in each.text for each in people.carla.history)
    await town.until(at("2027-01-07", 9))
    people.carla.sees("De rondes gaan weer verder")
    await people.moniek.says("/rondes")
    await people.moniek.taps("Pauzeren")
    await people.moniek.says("1 maart")
    await people.moniek.says("/rondes")
    people.moniek.sees("Ze gaan verder op ma 1 maart")
    await people.moniek.taps("Weer verder")
    people.carla.sees("De rondes gaan weer verder")


async def opens_on(town: Town, people: Three, label: str, *answers: str) -> str:
    """What Rondes says after a change of the next opening."""
    await people.moniek.says("/rondes")
    await people.moniek.taps(label)
    for answer in answers:
        await people.moniek.says(answer)
    return people.moniek.screen.text


async def test_one_round_is_skipped_or_opens_on_another_day(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/rondes")
    people.moniek.sees(
        "De volgende ronde gaat vanzelf open op ma 30 november. Die hoort bij het overleg van wo 16"
    )
    assert "open op wo 2 december" in await opens_on(town, people, "Andere dag", "2 december")
    await people.moniek.says("/rondes")
    await people.moniek.taps("Andere dag")
    await people.moniek.says("12 december")
    people.moniek.sees("Op die dag gaat geen ronde open")
    await people.moniek.says("15 december")
    people.moniek.sees("Dan is er voor het overleg geen tijd meer om te antwoorden")
    await town.until(at("2026-12-01", 12))
    people.carla.sees_not("5 vragen")
    await people.moniek.says("/rondes")
    old = people.moniek.screen
    assert "ma 18 januari" not in await opens_on(town, people, "Deze overslaan")
    people.moniek.sees("Goed, die slaan we over")
    await people.moniek.taps_old(old, "Deze overslaan")
    people.moniek.sees("Dit is intussen veranderd")
    await town.until(at("2026-12-16", 12))
    people.carla.sees_not("5 vragen")


async def test_no_round_opens_in_the_school_holidays_of_the_region(town: Town) -> None:
    people = await three(town)
    await moves_to(people.moniek, "9 maart 10:00")
    await people.moniek.says("/rondes")
    people.moniek.sees("vanzelf open op vr 19 februari")
    await people.moniek.taps("Schoolvakanties")
    await people.moniek.taps("Zuid")
    people.moniek.sees("De volgende ronde gaat open op vr 12 februari")


async def test_a_meeting_for_the_calendar_keeps_its_name_when_it_moves_and_when_it_is_off(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/overleg")
    await people.moniek.taps("In mijn agenda")
    first = _file(people.moniek)
    assert first["METHOD"] == "PUBLISH"
    assert first["SEQUENCE"] == "0"
    assert first["DTSTART"] == "20261216T090000Z"
    assert first["SUMMARY"] == "Thuis in Oost"
    await town.until(at("2026-11-30", 9))
    await moves_to(people.moniek, "17 december 10:00")
    await people.carla.taps("In mijn agenda")
    moved = _file(people.carla)
    assert (moved["UID"], moved["SEQUENCE"], moved["DTSTART"]) == (first["UID"], "1", "20261217T090000Z")
    await people.moniek.says("/overleg")
    await people.moniek.taps("Overleg gaat niet door")
    await people.moniek.taps("Ja, het gaat niet door")
    await people.carla.taps("Uit mijn agenda")
    off = _file(people.carla)
    assert (off["UID"], off["SEQUENCE"], off["METHOD"]) == (first["UID"], "2", "CANCEL")
    assert off["STATUS"] == "CANCELLED"


def _file(person: Person) -> dict[str, str]:
    assert person.documents[-1].name.endswith(".ics")
    text = person.documents[-1].data.decode()
    assert text.endswith("END:VCALENDAR\r\n")
    lines = text.replace("\r\n ", "").split("\r\n")
    return dict(line.partition(":")[::2] for line in lines if ":" in line)
