"""The whole life of an agreement, as three people live it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from process.states import AgreementState as State
from storage.tables import Agreement
from tests.agreeing.table import LIST, around_a_red_result, discussed, proposes, until
from tests.process.counter import Counter
from tests.process.oost import open_round
from tests.rights.rounds import answers

pytestmark = pytest.mark.one_database


async def state(oost: Counter, number: int = 1) -> State:
    """Where an agreement stands."""
    return await oost.run(lambda unit: unit.session.get_one(Agreement, number).state)


async def test_from_a_red_tick_to_done(oost: Counter) -> None:
    moniek, carla, fatima = await around_a_red_result(oost)
    await carla.taps("Voorstel doen")
    assert carla.labels[0].startswith("🔴 ")
    await carla.taps("🔴 wie doet wat")
    await carla.types(LIST)
    assert "Wanneer is het klaar?" in carla.reads
    await carla.types("vrijdag 15 januari")
    assert carla.labels[:2] == ["Ik", "Nog niemand"]
    await carla.taps("Fatima")
    await carla.taps("Tussen organisaties")
    assert f"‘{LIST}’\nKlaar vr 15 januari, door Fatima\nOver: wie doet wat" in carla.reads
    await carla.taps("Zo voorstellen")
    assert "Fatima (Zorgpunt) krijgt nu de vraag" in carla.reads

    await oost.passes(timedelta(days=1))
    assert "Carla (Woonstad) stelt voor:" in fatima.reads
    assert "Zonder jouw ja staat het niet op je naam." in fatima.reads
    assert await state(oost) is State.ASKED
    await fatima.taps("Ja, doe ik")
    assert "In het overleg spreken jullie het af" in fatima.reads
    assert await state(oost) is State.WILLING
    await oost.passes(timedelta(days=1))
    assert "Fatima (Zorgpunt) doet het" in carla.reads

    await discussed(oost, moniek)
    assert await state(oost) is State.AGREED
    await until(oost, datetime(2027, 1, 12, 12, tzinfo=UTC))
    assert "Hoe gaat het met je afspraak?" in fatima.reads
    await fatima.taps("Gelukt")
    assert "is gelukt ✔" in fatima.reads
    before = len(fatima.chat)
    await until(oost, datetime(2027, 1, 20, 12, tzinfo=UTC))
    assert not any("afspraak" in bubble.screen.text for bubble in fatima.chat[before:]), "no nudge after done"

    await moniek.commands("afspraken")
    assert f"‘{LIST}’ · vr 15 januari · gelukt ✔ Fatima (Zorgpunt)" in moniek.reads


async def test_the_next_round_begins_with_what_came_of_the_last(oost: Counter) -> None:
    moniek, carla, fatima = await around_a_red_result(oost)
    await proposes(carla, "Ik", topic="🔴 wie doet wat", day="24 december")
    assert "Fijn. ‘Eén lijst" in carla.reads
    await discussed(oost, moniek)
    await carla.commands("afspraken")
    await carla.taps("1")
    await carla.taps("Gelukt")
    await open_round(oost, "Balanscheck")
    for guest in (moniek, carla, fatima):
        assert guest.read(f"Afgesproken: ‘{LIST}’, door Carla (Woonstad). Gelukt ✔")
        await answers(guest)
    await oost.passes(timedelta(days=1))
    assert moniek.read("wie doet wat (afspraak gelukt ✔)")
