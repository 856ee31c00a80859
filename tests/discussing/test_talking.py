"""What was decided, what is left, and what becomes of a result that was not discussed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.queries import discussing
from storage.tables import Discussion
from tests.discussing.conftest import AFTER, Table
from tests.process.counter import Guest

pytestmark = pytest.mark.one_database

ENDED = "is besproken. Deze ronde is klaar."
BECOMES = "De uitslag van 'Balanscheck' is niet besproken. Wat doen we ermee?"


def told(guest: Guest, words: str) -> str:
    """The newest message with these words."""
    return next(each.screen.text for each in reversed(guest.chat) if words in each.screen.text)


async def missed(table: Table) -> None:
    """The meeting did not happen, says the coordinator; the others hear it at their own hour."""
    await table.until(AFTER)
    await table.says(table.moniek, "Ging niet door")
    await table.counter.passes(timedelta(days=1))
    for guest in table.all:
        assert guest.read(BECOMES)


async def test_two_organisations_settle_it_without_the_coordinator(table: Table) -> None:
    await table.until(AFTER)
    await table.says(table.carla, "Ja")
    assert table.carla.read("Zegt nog een organisatie of de coördinator hetzelfde")
    assert not table.fatima.read(ENDED)
    await table.says(table.fatima, "Ja")
    await table.fatima.taps("Niets opschrijven")
    assert all("Besloten" not in told(guest, ENDED) for guest in table.all)


async def test_who_writes_nothing_holds_up_nobody_for_long(table: Table) -> None:
    await table.until(AFTER)
    await table.says(table.moniek, "Ja")
    assert not table.carla.read(ENDED)
    await table.counter.passes(timedelta(hours=5))
    assert table.carla.read(ENDED)
    await table.moniek.types("Toch nog één regel")
    assert "Besloten: ‘Toch nog één regel’" in told(table.carla, ENDED)


async def test_a_telephone_number_is_asked_about_before_it_is_everyones(table: Table) -> None:
    await table.until(AFTER)
    await table.says(table.moniek, "Ja")
    await table.moniek.types("Bel de wijkpost op 06-12345678")
    assert not table.carla.read("06-12345678")
    await table.moniek.taps("Anders zeggen")
    await table.moniek.types("Bel eerst de wijkpost")
    assert "‘Bel eerst de wijkpost’" in told(table.carla, ENDED)


async def test_what_one_still_wants_to_discuss_is_not_closed_by_another(table: Table) -> None:
    await table.until(AFTER)
    await table.says(table.moniek, "Ja")
    await table.moniek.taps("Niets opschrijven")
    await table.says(table.carla, "Deels")
    await table.carla.taps("respect")
    await table.carla.taps("Klaar")
    assert table.carla.read("1 onderwerp komt op het volgende bespreekblad")


async def test_taken_along_its_topics_stand_on_the_next_sheet(table: Table) -> None:
    await missed(table)
    await table.moniek.taps("Samenvoegen")
    for guest in table.all:
        said = told(guest, "bespreken jullie samen met die van de volgende ronde")
        assert "Op het volgende blad: wie doet wat, respect." in said


async def test_when_nobody_chooses_it_stays_and_that_is_told(table: Table) -> None:
    await missed(table)
    await table.counter.passes(timedelta(days=6))
    for guest in table.all:
        assert guest.read("Er is niets gekozen over de uitslag van 'Balanscheck'. Hij blijft dus staan")
    await table.carla.taps("Loslaten")
    assert table.carla.read("Hierover is al gekozen")


async def test_when_nobody_says_whether_it_was_discussed_all_are_asked_what_becomes_of_it(
    table: Table,
) -> None:
    await table.until(AFTER)
    await table.counter.passes(timedelta(days=8))
    for guest in table.all:
        assert guest.read(BECOMES)


async def test_what_was_said_of_a_missed_meeting_does_not_count_for_the_next(table: Table) -> None:
    await table.until(AFTER)
    await table.says(table.carla, "Ja")
    await table.says(table.moniek, "Ging niet door")
    await table.moniek.taps("Nog bespreken")
    assert table.carla.read("Jullie bespreken de uitslag van 'Balanscheck' nog.")
    await table.counter.passes(timedelta(days=8))
    await table.says(table.fatima, "Ja")
    assert not table.moniek.read(ENDED)
    await table.says(table.carla, "Ja")
    assert table.carla.read("Wat is er besloten?")


async def test_the_line_is_the_groups_and_its_writer_can_see_it(table: Table) -> None:
    await table.until(AFTER)
    await table.says(table.moniek, "Ja")
    await table.moniek.types("Eén lijst")

    def line(unit):  # type: ignore[no-untyped-def]
        row = unit.session.get(Discussion, 1)
        assert b"lijst" not in row.words
        unit.words.forget(row.written_by)  # what a member typed for themselves goes with them
        before = discussing.words(unit, row)
        discussing.forget_words(unit, row.round_id)
        return before, discussing.words(unit, row), row.written_by

    assert await table.counter.run(line) == ("Eén lijst", None, None)
