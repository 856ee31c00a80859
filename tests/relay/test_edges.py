"""On paper, represented by a colleague, after the term: what a question does at the edges."""

from __future__ import annotations

from datetime import timedelta

import pytest

from process.rules.keeping import Keeping
from process.rules.relay import Way
from storage import retention
from storage.queries import leave, mydata, people, relay, stand_ins
from storage.unit import Unit
from tests.relay.counter_table import Table

pytestmark = pytest.mark.one_database
CARLA, JAN, FATIMA = 2, 4, 3


async def test_a_question_for_somebody_on_paper_goes_to_a_colleague_or_on_the_sheet(table: Table) -> None:
    def on_paper(unit: Unit, member: int) -> None:
        people.member(unit, member).paper = True

    await table.counter.run(lambda unit: on_paper(unit, CARLA))
    await table.asks(table.fatima, "Woonstad")
    await table.counter.run(lambda unit: on_paper(unit, JAN))
    await table.asks(table.fatima, "Woonstad")
    assert [(row.receiver_id, row.way) for row in await table.inquiries()] == [
        (JAN, Way.OPEN),
        (None, Way.SHEET),
    ]


async def test_who_stands_in_gets_it_under_their_own_name(table: Table) -> None:
    def stands_in(unit: Unit) -> None:
        now, carla = table.counter.clock.now(), people.member(unit, CARLA)
        stand_ins.accept(unit, stand_ins.ask(unit, CARLA, JAN, now), now)
        back = now + timedelta(days=8)
        leave.begin(unit, people.person(unit, carla.person_id), back.date(), back, now)

    await table.counter.run(stands_in)
    await table.asks(table.fatima, "Woonstad")
    assert [row.receiver_id for row in await table.inquiries()] == [JAN]


async def test_my_data_holds_what_somebody_asked_and_supposed_and_nothing_of_another(table: Table) -> None:
    await table.begins(table.fatima, "gemeente")
    await table.fatima.taps("Eerst opschrijven")
    await table.fatima.types("Te weinig mensen")
    await table.fatima.types("Wat speelt er bij jullie?")
    await table.fatima.taps("Verstuur")
    await table.counter.passes(timedelta(days=1))
    await table.moniek.taps("Antwoorden")
    await table.moniek.types("Een verhuizing")
    await table.moniek.taps("Verstuur")

    def of(unit: Unit, member: int) -> str:
        person = people.person(unit, people.member(unit, member).person_id)
        return str(next(part for part in mydata.everything(unit, person) if part.name == "inquiries").rows)

    asked = await table.counter.run(lambda unit: of(unit, FATIMA))
    answered = await table.counter.run(lambda unit: of(unit, 1))
    assert "Te weinig mensen" in asked
    assert "Wat speelt er bij jullie?" in asked
    assert "Een verhuizing" not in asked
    assert "Een verhuizing" in answered
    assert "speelt" not in answered
    assert "Te weinig" not in answered


async def test_after_the_term_nothing_is_left_of_a_question(table: Table) -> None:
    await table.asks(table.fatima, "Woonstad")
    later = table.counter.clock.now() + timedelta(days=900)
    assert await table.counter.run(lambda unit: retention.empty(unit, 1, Keeping(), later))
    assert await table.counter.run(lambda unit: relay.of_round(unit, 1)) == []
