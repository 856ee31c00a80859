"""What stands on the sheet for this partnership, and what its coordinator reads beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.screens.compose import draft_of
from bot.screens.reader import Reader
from process.message import Hand
from process.rules import agreeing
from process.states import AgreementState, Reach
from reports.press import render
from reports.values import Mark, Sheet
from storage.queries import agreements, discussing, opening, people
from storage.tables import Agreement, Round
from storage.unit import Unit
from tests.discussing.conftest import AFTER, SHEET, Table
from tests.process.counter import FACTS, catalogue, house
from tests.reports.paper import Paper

pytestmark = pytest.mark.one_database


def sheet_of(table: Table, unit: Unit, who: str = "Carla", document: str = "sheet") -> Sheet:
    """The values of the talking sheet as this person gets it now."""
    drafted = drafted_for(table, unit, who, document)
    assert drafted.drawing is not None
    assert isinstance(drafted.drawing.document, Sheet)
    return drafted.drawing.document


def drafted_for(table: Table, unit: Unit, who: str, document: str = "sheet"):  # type: ignore[no-untyped-def]
    person = people.person_at(unit, "counter", who)
    frozen = opening.last_snapshot(unit, 1, "overview")
    assert person is not None
    assert frozen is not None
    member = people.member_in(unit, person.id, 1)
    assert member is not None
    reader = Reader(unit, person, catalogue(), house().shelf, FACTS, table.counter.clock.now())
    drafted = draft_of(reader, Hand(document, frozen.id, member.id))
    assert drafted is not None
    return drafted


def agreed(unit: Unit, what: str, state: AgreementState, due: date) -> Agreement:
    """An agreement of Carla, or a proposal of hers."""
    row = agreements.propose(
        unit, partnership_id=1, topic=None, what=what, due_on=due, reach=Reach.EXTERN,
        proposed_by=2, now=unit.session.get_one(Round, 1).revealed_at,
    )  # fmt: skip
    row.state = state
    row.owner_id = 2 if state in agreeing.OWNED else None
    agreements.keep(unit, row)
    return row


async def test_the_sheet_comes_the_working_day_before_with_the_hour_of_the_meeting(table: Table) -> None:
    assert not table.carla.read("Het bespreekblad, één A4")
    await table.until(SHEET)
    assert table.carla.read("overleg morgen om 10:00")
    sheet = await table.counter.run(lambda unit: sheet_of(table, unit))
    assert sheet.date_line == "Overleg wo 16 december, 10:00"
    assert [(topic.label, topic.counts) for topic in sheet.discuss] == [
        ("wie doet wat", (1, 0, 2)),
        ("respect", (2, 0, 1)),
    ]
    assert sheet.discuss[0].ask.startswith("Wat ziet de één dat de ander niet ziet?")
    assert sheet.keep == (("gemeente Oost", "korte lijnen"),)


async def test_the_coordinator_reads_what_to_begin_with_and_can_move_the_meeting(table: Table) -> None:
    await table.until(SHEET)
    said = next(each for each in table.moniek.chat if "overleg morgen om 10:00" in each.screen.text)
    assert "Bespreek eerst: wie doet wat (🟢 1 ja · 🟠 0 twijfel · 🔴 2 nee)" in said.screen.text
    assert "Daarna: respect" in said.screen.text
    assert "Iedereen heeft geantwoord." in said.screen.text
    assert {"A3 voor de wand", "Overleg verzet"} <= set(said.labels)
    await table.moniek.taps("A3 voor de wand")
    assert table.moniek.read("Hetzelfde bespreekblad als A3")
    assert (await table.counter.run(lambda unit: sheet_of(table, unit, document="sheet_a3"))).wall


async def test_it_says_tomorrow_only_when_it_is(table: Table) -> None:
    said = await table.counter.run(lambda unit: drafted_for(table, unit, "Moniek").screen.text)
    assert "overleg wo 16 december om 10:00" in said
    assert "morgen" not in said


async def test_what_became_of_agreements_and_what_was_proposed_stands_on_it(table: Table) -> None:
    def look(unit: Unit) -> tuple[Sheet, str]:
        agreed(unit, "Eén lijst", AgreementState.DONE, date(2026, 12, 1))
        agreed(unit, "Elke week bellen", AgreementState.AGREED, date(2026, 12, 9))
        agreed(unit, "Samen op huisbezoek", AgreementState.AGREED, date(2027, 2, 1))
        agreed(unit, "Een vast nummer", AgreementState.PROPOSED, date(2027, 1, 15))
        return sheet_of(table, unit), drafted_for(table, unit, "Moniek").screen.text

    await table.until(SHEET)
    sheet, said = await table.counter.run(look)
    assert [(each.what, each.state, each.mark) for each in sheet.agreed] == [
        ("Eén lijst", "gelukt", Mark.DONE),
        ("Elke week bellen", "was klaar op wo 9 december", Mark.STUCK),
        ("Samen op huisbezoek", "klaar op ma 1 februari", Mark.GOING),
    ]
    assert sheet.proposed == (("Een vast nummer", "Carla"),)
    assert "1 afspraak over tijd: Carla, wo 9 december" in said
    drawn = Paper(render(sheet, "pdf"))
    assert drawn.pages == 1
    assert "Wat werd er van onze afspraken?" in drawn.text


async def test_what_was_left_over_stands_on_the_next_sheet_until_it_was_discussed(table: Table) -> None:
    def next_round(unit: Unit) -> tuple[Sheet, Sheet]:
        first = unit.session.get_one(Round, 1)
        again = opening.new_round(
            unit, partnership_id=1, flow=first.flow, revision=first.revision, opened_at=AFTER,
            closes_at=AFTER, opened_by=None,
        )  # fmt: skip
        frozen = opening.snapshot(unit, 1, "overview")
        assert frozen is not None
        opening.freeze(unit, again, "overview", frozen.contents, AFTER)
        again.revealed_at = table.counter.clock.now()
        before = sheet_of(table, unit)
        topics = [topic for topic, _ in discussing.open_topics(unit, 1)]
        discussing.close(unit, 1, topics, AFTER)
        return before, sheet_of(table, unit)

    await table.until(AFTER)
    await table.says(table.moniek, "Deels")
    await table.moniek.taps("respect")
    await table.moniek.taps("Klaar")
    await table.moniek.taps("Niets opschrijven")
    before, after = await table.counter.run(next_round)
    assert before.left == (("respect", "Gaan we met respect met elkaar om?"),)
    assert replace(before, left=()) == after
