"""Stopping: for a while, or altogether; who is told, and what is no longer waited for."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import select

from storage.tables import Floor, Member, Partnership, Person, Round, Seat
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, open_round


async def leaves(guest: Guest) -> None:
    await guest.commands("stop")
    await guest.taps("Uit Thuis in Oost")
    await guest.taps("Ja, ik stop")


async def test_who_leaves_is_out_at_once_and_the_coordinator_hears_it(oost: Counter) -> None:
    moniek, carla, _ = await everyone_in(oost)
    await leaves(carla)
    await oost.passes(timedelta(days=1))

    assert carla.read("Wat al gedeeld was, blijft staan bij Woonstad")
    assert moniek.read("Carla is gestopt en doet niet meer mee.")
    await carla.commands("menu")
    assert "Meedoen kan met een uitnodiging" in carla.reads


async def test_leaving_asks_once_because_a_wrong_tap_must_not_cost_a_place(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("stop")
    await carla.taps("Uit Thuis in Oost")
    await carla.taps("Nee, ik blijf")

    left = await oost.run(lambda unit: list(unit.session.exec(select(Member.left_at))))
    assert left == [None, None, None]


async def test_nobody_waits_for_who_left_in_the_middle_of_a_round(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    await leaves(carla)

    states = await oost.run(lambda unit: [each.value for each in unit.session.exec(select(Seat.state))])
    floor = await oost.run(lambda unit: unit.session.get(Floor, 2))
    assert sorted(states) == ["invited", "invited", "passed"]
    assert (floor.kind.value, floor.form, floor.seat_id) == ("form", "farewell", None)


async def test_a_round_that_waited_for_the_last_one_who_left_ends(oost: Counter) -> None:
    moniek, carla, fatima = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await moniek.taps("Deze ronde niet")
    await fatima.taps("Deze ronde niet")
    await leaves(carla)

    stage = await oost.run(lambda unit: unit.session.exec(select(Round.stage)).one())
    assert stage.value == "too_few"


async def test_when_the_last_coordinator_leaves_everyone_hears_it(oost: Counter) -> None:
    moniek, carla, fatima = await everyone_in(oost)
    await leaves(moniek)
    await oost.passes(timedelta(days=1))

    partnership = await oost.run(lambda unit: unit.session.exec(select(Partnership)).one())
    assert partnership.keeper_id is None
    for guest in (carla, fatima):
        assert guest.read("Moniek is gestopt en doet niet meer mee.")
        assert guest.read("Er is nu niemand meer die coördineert.")
        assert guest.read("Niemand let er nu op dat dit blijft leven.")


async def test_away_through_a_day_and_back_again(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("stop")
    await carla.taps("Even weg")
    assert carla.labels[:3] == ["t/m vr 27 november", "t/m vr 4 december", "t/m vr 11 december"]
    await carla.types("24 december")
    away = await oost.run(lambda unit: unit.session.get(Person, 2).away_until)
    assert away == date(2026, 12, 24)
    assert "tot en met do 24 december begin ik niets" in carla.reads

    await carla.taps("Ik ben er weer")
    assert await oost.run(lambda unit: unit.session.get(Person, 2).away_until) is None


async def test_a_round_does_not_wait_for_who_is_away(oost: Counter) -> None:
    moniek, carla, fatima = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await moniek.taps("Deze ronde niet")
    await fatima.taps("Deze ronde niet")
    await carla.commands("stop")
    await carla.taps("Even weg")
    await carla.taps("t/m vr 27")

    stage = await oost.run(lambda unit: unit.session.exec(select(Round.stage)).one())
    assert stage.value == "too_few"


async def test_a_date_that_is_none_gets_an_example(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("stop")
    await carla.taps("Even weg")
    await carla.types("volgend jaar ergens")

    assert carla.read("Die datum snap ik niet. Typ bijvoorbeeld 16-3")
    assert "Tot en met wanneer ben je weg?" in carla.reads


async def test_stop_for_a_stranger(oost: Counter) -> None:
    jan = oost.guest("Jan")
    await jan.commands("stop")

    assert "Je doet nu nergens mee" in jan.reads
