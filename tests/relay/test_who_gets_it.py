"""Who gets a question, and what becomes of it when people are away, gone, on paper or full."""

from __future__ import annotations

from datetime import timedelta

import pytest

from process.rules.relay import MOST, Known, Way
from storage.queries import partnerships, relay
from storage.store import Store
from storage.unit import Unit
from tests.clock import ManualClock
from tests.process.counter import Counter
from tests.relay.counter_table import Table, set_table

pytestmark = pytest.mark.one_database
DAY = timedelta(days=1)


async def test_questions_are_divided_and_what_is_too_much_is_for_the_sheet_at_once(table: Table) -> None:
    for number in range(2 * MOST):
        await table.asks(table.fatima, "Woonstad", f"Wat is vraag {number}?")
        assert table.fatima.read("Je vraag gaat naar Woonstad")
    await table.asks(table.moniek, "Woonstad")
    assert "Je vraag komt op het bespreekblad" in table.moniek.reads
    rows = await table.inquiries()
    assert [row.receiver_id for row in rows] == [2, 4, 2, 4, 2, 4, None]
    assert [row.way for row in rows] == [*[Way.OPEN] * 6, Way.SHEET]


async def test_who_did_not_answer_is_not_asked_and_can_be_given_it(store: Store, clock: ManualClock) -> None:
    table = await set_table(Counter(store, clock), jan_answers=False)
    await table.asks(table.fatima, "Woonstad")
    await table.counter.passes(DAY)
    assert not table.jan.read("vraagt Woonstad")
    await table.carla.taps("Geef door")
    await table.carla.taps("Jan")
    await table.counter.passes(DAY)
    assert "Fatima (Zorgpunt) vraagt Woonstad" in table.jan.reads
    assert "Geef door aan collega" not in table.jan.labels
    await table.carla.taps("Menu")
    assert "Vragen aan jou" not in table.carla.labels


async def test_who_leaves_hands_it_to_a_colleague_and_the_last_one_to_the_sheet(table: Table) -> None:
    await table.asks(table.fatima, "Woonstad")
    await table.counter.passes(DAY)
    await leaves(table, "carla")
    await table.counter.passes(DAY)
    assert "vraagt Woonstad" in table.jan.reads
    await leaves(table, "jan")
    await table.counter.passes(timedelta(hours=1))
    assert "Bij Woonstad kan nu niemand antwoorden" in table.fatima.reads
    assert await table.ways() == [Way.SHEET]


async def test_a_question_of_who_left_is_taken_back_and_nobody_reads_it_any_more(table: Table) -> None:
    await table.asks(table.fatima, "Woonstad", "Wat hebben jullie nodig?")
    await table.counter.passes(DAY)
    before = len(table.carla.chat)
    await leaves(table, "fatima")
    await table.counter.passes(timedelta(days=10))
    assert await table.ways() == [Way.TAKEN_BACK]
    assert not any("Wat hebben jullie nodig?" in each.screen.text for each in table.carla.chat[before:])
    assert not table.moniek.read("Wat hebben jullie nodig?")


async def test_on_leave_a_colleague_gets_it_and_who_blocks_the_bot_is_passed_over(table: Table) -> None:
    await table.carla.commands("stop")
    await table.carla.taps("Even weg")
    await table.carla.taps("t/m")
    await table.asks(table.fatima, "Woonstad")
    assert [row.receiver_id for row in await table.inquiries()] == [4]
    await table.jan.blocks()
    await table.counter.passes(DAY)
    assert await table.ways() == [Way.SHEET]
    assert table.fatima.read("Bij Woonstad kan nu niemand antwoorden")


async def test_a_pass_is_told_to_nobody_and_reads_as_not_answered_yet(table: Table) -> None:
    await table.asks(table.fatima, "gemeente")
    await table.counter.passes(DAY)
    before = len(table.fatima.chat)
    await table.moniek.taps("Pas")
    await table.counter.passes(timedelta(hours=2))
    assert len(table.fatima.chat) == before
    await table.fatima.taps("Mijn vragen")
    assert "nog geen antwoord" in table.fatima.reads
    await table.counter.passes(timedelta(days=3))
    assert not table.carla.read("vragen en antwoorden")  # an early end would tell it
    await table.counter.passes(timedelta(days=4))
    for guest in table.all:
        assert "Nog niet beantwoord → bespreekblad" in guest.reads
    assert await table.ways() == [Way.PASSED]


async def test_there_is_one_reminder_and_no_more(table: Table) -> None:
    await table.asks(table.fatima, "gemeente")
    await table.counter.passes(timedelta(days=12))
    reminders = [each for each in table.moniek.chat if "Ik vraag dit één keer" in each.screen.text]
    assert len(reminders) == 1
    assert await table.ways() == [Way.SHEET]


async def test_an_answered_relay_is_over_some_days_later_and_a_question_after_it_is_for_the_sheet(
    table: Table,
) -> None:
    await table.asks(table.fatima, "gemeente", "Wat hebben jullie nodig?")
    await table.counter.passes(DAY)
    await table.moniek.taps("Antwoorden")
    await table.moniek.types("Een vaste dag in de week")
    await table.moniek.taps("Verstuur")
    await table.counter.passes(timedelta(hours=1))
    await table.fatima.taps("Het ligt anders")
    assert [row.known for row in await table.inquiries()] == [Known.CONTRADICTED]
    await table.counter.passes(timedelta(days=2, hours=6))
    for guest in table.all:
        assert "1 gesteld, 1 beantwoord, 0 voor het bespreekblad" in guest.reads
        assert "gemeente Oost: 'Een vaste dag in de week'" in guest.reads
        assert "weersproken" not in guest.reads
    await table.carla.taps("Vraag stellen")
    assert "De tijd om via mij te vragen is voorbij" in table.carla.reads
    await table.carla.taps("Zorgpunt")
    await table.carla.taps("Iets anders")
    await table.carla.types("Wat doen jullie in het weekend?")
    await table.carla.taps("Verstuur")
    assert "Je vraag staat op het bespreekblad" in table.carla.reads
    assert await table.ways() == [Way.ANSWERED, Way.SHEET]


async def test_what_an_asker_supposes_is_shown_to_them_alone(table: Table) -> None:
    await table.begins(table.fatima, "gemeente")
    await table.fatima.taps("Eerst opschrijven")
    await table.fatima.types("Geen tijd voor ons")
    await table.fatima.types("Wat speelt er bij jullie?")
    await table.fatima.taps("Verstuur")
    await table.counter.passes(timedelta(days=10))
    assert not any(guest.read("Geen tijd voor ons") for guest in (table.moniek, table.carla, table.jan))
    await table.fatima.commands("mijngegevens")
    rows = await table.inquiries()
    assert await table.counter.run(lambda unit: relay.supposed(unit, rows[0])) == "Geen tijd voor ons"


async def test_a_changed_answer_is_told_and_what_the_asker_made_of_it_is_asked_again(table: Table) -> None:
    await table.asks(table.fatima, "gemeente")
    await table.counter.passes(DAY)
    await answers(table, "Een vaste dag")
    await table.fatima.taps("Dit dacht ik al")
    await table.moniek.taps("Vraag bekijken")
    await table.moniek.taps("Antwoord veranderen")
    await table.moniek.types("Toch twee dagen")
    await table.moniek.taps("Verstuur")
    await table.counter.passes(timedelta(hours=1))
    assert "zegt het nu anders" in table.fatima.reads
    assert "'Toch twee dagen'" in table.fatima.reads
    assert [row.known for row in await table.inquiries()] == [Known.ASKED]
    await table.moniek.taps("Vraag bekijken")
    await table.moniek.taps("Antwoord intrekken")
    await table.counter.passes(timedelta(hours=1))
    assert "ingetrokken" in table.fatima.reads
    await table.counter.passes(timedelta(days=10))
    assert not table.carla.read("Toch twee dagen")


@pytest.mark.parametrize("forgets", ["asker", "answerer"])
async def test_of_who_is_forgotten_nothing_is_left(table: Table, forgets: str) -> None:
    await table.asks(table.fatima, "gemeente", "Wat hebben jullie nodig?")
    await table.counter.passes(DAY)
    await answers(table, "Een vaste dag")
    gone = table.fatima if forgets == "asker" else table.moniek
    await gone.commands("vergeetmij")
    await gone.taps("Ja, wis alles")
    rows = await table.inquiries()
    if forgets == "asker":
        assert rows == []
    else:
        assert (rows[0].way, rows[0].answer, rows[0].receiver_id) == (Way.SHEET, None, None)
        assert rows[0].words is not None


async def test_nothing_is_carried_where_a_partnership_ended_and_nobody_coordinates_is_no_hindrance(
    table: Table,
) -> None:
    await table.asks(table.fatima, "Woonstad")
    await leaves(table, "moniek")
    await table.counter.passes(DAY)
    await answers(table, "Iemand van het wijkteam", by="carla")
    assert table.fatima.read("'Iemand van het wijkteam'")

    def end(unit: Unit) -> None:
        partnerships.partnership(unit, 1).ended_at = table.counter.clock.now()

    await table.counter.run(end)
    await table.counter.passes(timedelta(days=10))
    assert not table.jan.read("vragen en antwoorden")


async def answers(table: Table, words: str, by: str = "moniek") -> None:
    """The one with whom it lies answers, and the asker has it."""
    guest = getattr(table, by)
    await guest.taps("Antwoorden")
    await guest.types(words)
    await guest.taps("Verstuur")
    await table.counter.passes(timedelta(hours=1))


async def leaves(table: Table, who: str) -> None:
    """Out, at once."""
    guest = getattr(table, who)
    await guest.commands("stop")
    await guest.taps("Uit Thuis in Oost")
    await guest.taps("Ja")
