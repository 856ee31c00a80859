"""What is kept of paper and cards is somebody's to see, goes in its time, and tells on nobody alone."""

from __future__ import annotations

import pytest
from sqlmodel import select

from process.rules import overview
from storage.queries import forgetting, mydata, people
from storage.tables import Card, Snapshot
from storage.unit import Unit
from tests.process.counter import Counter
from tests.process.oost import everyone_in
from tests.process.test_people_on_paper import member, to_henk, with_henk

pytestmark = pytest.mark.one_database


async def with_cards(counter: Counter) -> None:
    """Everyone held up green in the meeting, and it was shown."""
    moniek, _, _ = await everyone_in(counter)
    await moniek.commands("live")
    for label in ("Balanscheck", "Kaarten, ik tik ze in", *["Iedereen 🟢"] * 5, "Laat zien"):
        await moniek.taps(label)


async def kinds(counter: Counter, name: str) -> list[str]:
    whose = await member(counter, name)

    def look(unit: Unit) -> list[str]:
        parts = mydata.everything(unit, people.person(unit, whose.person_id))
        rows = next(part.rows for part in parts if part.name == "for_others")
        return [str(dict(row)["kind"]) for row in rows]

    return await counter.run(look)


async def test_who_wrote_down_typed_in_and_led_finds_that_and_no_answer_of_others(oost: Counter) -> None:
    _, carla, _ = await with_henk(oost)
    await to_henk(carla)
    await carla.taps("Beginnen")
    await carla.taps("🔴 Nee")
    assert await kinds(oost, "Moniek") == ["consent"]
    assert await kinds(oost, "Carla") == ["filled"]
    theirs = await member(oost, "Carla")

    def answers(unit: Unit) -> int:
        parts = mydata.everything(unit, people.person(unit, theirs.person_id))
        return len(next(part.rows for part in parts if part.name == "answers"))

    assert await oost.run(answers) == 0


async def test_cards_are_found_by_who_tapped_them(oost: Counter) -> None:
    await with_cards(oost)
    assert await kinds(oost, "Moniek") == ["led", *["card"] * 15]
    assert await kinds(oost, "Carla") == []


async def test_the_card_of_an_organisation_of_one_who_is_forgotten_is_left_in_the_totals_only(
    oost: Counter,
) -> None:
    await with_cards(oost)
    carla = await member(oost, "Carla")
    await oost.run(lambda unit: forgetting.erase(unit, carla.id, oost.clock.now()))
    kept = await oost.run(
        lambda unit: unit.session.exec(select(Snapshot).where(Snapshot.kind == "overview")).one()
    )
    shown = overview.from_json(kept.contents)
    assert carla.organisation_id not in {party.id for party in shown.organisations}
    assert all(item.counts is not None and item.counts.green == 3 for item in shown.items)
    assert len(await oost.run(lambda unit: unit.session.exec(select(Card)).all())) == 10
