"""Red without an agreement: it is named, may have a reason that all see, and who gave red can contest it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from process import red_topics
from storage.queries import discussing
from tests.agreeing.table import around_a_red_result, proposes
from tests.process.counter import Counter, Guest

pytestmark = pytest.mark.one_database

NOT_NOW = "Dat doen we pas na de verhuizing"


async def gives_a_reason(guest: Guest) -> None:
    """From the list of agreements to the typed reason."""
    await guest.commands("afspraken")
    await guest.taps("Rood zonder afspraak (5)")
    await guest.taps("🔴 wie doet wat")
    assert "wie doet wat: iemand zei nee." in guest.reads
    await guest.taps("Reden om niets te doen")
    await guest.types(NOT_NOW)


async def red(oost: Counter) -> list[str]:
    """The questions that are red and have nothing."""
    found = await oost.run(lambda unit: red_topics.without_agreement(unit, 1))
    return [each.question for each in found]


async def test_a_reason_that_all_can_see_and_who_gave_red_hears_it(oost: Counter) -> None:
    moniek, carla, fatima = await around_a_red_result(oost)
    assert len(await red(oost)) == 5
    await gives_a_reason(moniek)
    assert f"staat erbij: ‘{NOT_NOW}’" in moniek.reads
    assert len(await red(oost)) == 4
    await oost.passes(timedelta(days=1))
    assert carla.read("Bij ‘wie doet wat’ zei jullie organisatie nee. Moniek (gemeente Oost) geeft een reden")
    assert not fatima.read("zei jullie organisatie nee")
    await fatima.commands("afspraken")
    await fatima.taps("Rood zonder afspraak (4)")
    await fatima.taps("Reden: wie doet wat")
    assert NOT_NOW in fatima.reads
    assert "Daar zijn we het niet mee eens" not in fatima.labels


async def test_who_gave_red_contests_it_and_it_goes_on_the_next_sheet(oost: Counter) -> None:
    moniek, carla, _ = await around_a_red_result(oost)
    await gives_a_reason(moniek)
    await oost.passes(timedelta(days=1))
    await carla.taps("Daar zijn we het niet mee eens")
    assert "is weer open en komt op het volgende bespreekblad" in carla.reads
    assert len(await red(oost)) == 5
    left = await oost.run(lambda unit: discussing.open_topics(unit, 1))
    assert [question for (_, question), _ in left] == ["wie_wat"]
    await oost.passes(timedelta(days=1))
    assert moniek.read("Carla (Woonstad) is het daar niet mee eens.")


async def test_an_agreement_takes_a_red_tick_off_the_list_once_somebody_said_yes(oost: Counter) -> None:
    moniek, carla, _ = await around_a_red_result(oost)
    await proposes(carla, "Nog niemand", topic="🔴 wie doet wat")
    assert len(await red(oost)) == 5
    await carla.commands("afspraken")
    await carla.taps("1")
    await carla.taps("Ik doe dit")
    assert len(await red(oost)) == 5, "before the meeting it is a proposal"
    await oost.passes(timedelta(days=25))
    await moniek.commands("overleg")
    await moniek.taps("Ja")
    assert len(await red(oost)) == 4
