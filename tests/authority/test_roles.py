"""Roles change at once: somebody coordinates too, reads along, answers again, is taken out, steps back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from process.states import Role
from storage.tables import Floor, Member, Partnership, Seat
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, open_round

pytestmark = pytest.mark.one_database
A_DAY = timedelta(days=1)


async def opens_roles(moniek: Guest, name: str) -> None:
    await moniek.commands("deelnemers")
    await moniek.taps("Wie doet wat")
    await moniek.taps(name)


async def takes_out(moniek: Guest, name: str) -> None:
    await opens_roles(moniek, name)
    await moniek.taps("Eruit halen")
    await moniek.taps(f"Ja, haal {name} eruit")


async def role_of(counter: Counter, name: str) -> Role:
    return await counter.run(
        lambda unit: unit.session.exec(select(Member.role).where(Member.name == name)).one()
    )


async def both_coordinate(counter: Counter) -> tuple[Guest, Guest, Guest]:
    moniek, carla, fatima = await everyone_in(counter)
    await opens_roles(moniek, "Carla")
    await moniek.taps("Vragen als coördinator")
    await counter.passes(A_DAY)
    await carla.taps("Ja, ik doe het")
    return moniek, carla, fatima


async def test_nobody_coordinates_before_they_said_yes_and_then_everyone_hears_it(oost: Counter) -> None:
    moniek, carla, fatima = await everyone_in(oost)
    await opens_roles(moniek, "Carla")
    await moniek.taps("Vragen als coördinator")
    assert await role_of(oost, "Carla") == Role.PARTNER

    await oost.passes(A_DAY)
    assert "Moniek vraagt of je ook wilt coördineren." in carla.reads
    outcome = await carla.taps("Ja, ik doe het")
    assert outcome.relisted
    await carla.taps("Overleg")
    assert "Rondes" in carla.labels

    await oost.passes(A_DAY)
    assert moniek.read("Carla coördineert nu ook.")
    assert fatima.read("Carla coördineert nu ook.")


async def test_a_no_is_between_two_people(oost: Counter) -> None:
    moniek, carla, fatima = await everyone_in(oost)
    await opens_roles(moniek, "Carla")
    await moniek.taps("Vragen als coördinator")
    await oost.passes(A_DAY)
    bubble, yes = carla.button("Ja, ik doe het")
    await carla.taps("Nee, liever niet")
    await carla.presses(bubble, yes)
    await oost.passes(A_DAY)

    assert "Deze vraag staat niet meer open." in carla.reads
    assert moniek.read("Carla coördineert liever niet.")
    assert not fatima.read("Carla coördineert liever niet.")
    assert await role_of(oost, "Carla") == Role.PARTNER
    await fatima.commands("deelnemers")
    await fatima.taps("Wat er veranderde")
    assert fatima.reads.count("Carla") == 1


async def test_a_question_of_who_coordinates_no_more_makes_nobody_coordinator(oost: Counter) -> None:
    moniek, carla, fatima = await both_coordinate(oost)
    await opens_roles(carla, "Fatima")
    await carla.taps("Vragen als coördinator")
    await oost.passes(A_DAY)
    await takes_out(moniek, "Carla")
    await fatima.taps("Ja, ik doe het")

    assert await role_of(oost, "Fatima") == Role.PARTNER


async def test_an_observer_is_no_longer_waited_for_and_can_be_partner_again(oost: Counter) -> None:
    moniek, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    bubble, red = carla.button("🔴")
    await opens_roles(moniek, "Carla")
    await moniek.taps("Meelezer maken")
    await carla.presses(bubble, red)

    states = await oost.run(lambda unit: [each.value for each in unit.session.exec(select(Seat.state))])
    floor = await oost.run(lambda unit: unit.session.get(Floor, 2))
    assert sorted(states) == ["invited", "invited", "passed"]
    assert floor.kind.value == "none"
    await oost.passes(A_DAY)
    assert carla.read("Moniek heeft je meelezer gemaakt.")

    await opens_roles(moniek, "Carla")
    await moniek.taps("Deelnemer maken")
    assert await role_of(oost, "Carla") == Role.PARTNER


async def test_who_is_taken_out_is_told_kindly_and_reaches_nothing_any_more(oost: Counter) -> None:
    moniek, carla, _ = await everyone_in(oost)
    link = moniek.link_for("Woonstad")
    await carla.commands("menu")
    bubble, people = carla.button("Wie doen er mee")
    await opens_roles(moniek, "Carla")
    await moniek.taps("Eruit halen")
    assert "Carla eruit halen?" in moniek.reads
    assert await oost.run(lambda unit: unit.session.get(Member, 2).left_at) is None
    await moniek.taps("Ja, haal Carla eruit")

    await carla.presses(bubble, people)
    assert carla.toast == "toast.not_allowed"
    await oost.passes(A_DAY)
    assert carla.read("Moniek heeft je uit Thuis in Oost gehaald.")
    await carla.opens(link)
    assert "Deze link werkt niet (meer)." in carla.reads


async def test_everyone_hears_it_when_the_keeper_is_taken_out(oost: Counter) -> None:
    moniek, carla, fatima = await both_coordinate(oost)
    await takes_out(carla, "Moniek")
    await oost.passes(A_DAY)
    assert fatima.read("Niemand let er nu op dat dit blijft leven.")
    assert carla.read("Niemand let er nu op dat dit blijft leven.")
    assert not moniek.read("Niemand let er nu op dat dit blijft leven.")


async def test_a_notice_that_waited_for_their_hours_does_not_reach_who_was_taken_out(oost: Counter) -> None:
    moniek, carla, fatima = await both_coordinate(oost)
    oost.clock.move(timedelta(hours=12))
    await fatima.commands("stop")
    await fatima.taps("Uit Thuis in Oost")
    await fatima.taps("Ja, ik stop")
    await takes_out(moniek, "Carla")
    await oost.passes(timedelta(days=2))

    assert moniek.read("Fatima is gestopt")
    assert not carla.read("Fatima is gestopt")


async def test_links_of_a_coordinator_who_was_taken_out_work_no_more(oost: Counter) -> None:
    moniek, carla, _ = await both_coordinate(oost)
    await carla.commands("uitnodigen")
    await carla.taps("Nieuwe link")
    await carla.taps("Zorgpunt")
    await carla.taps("Deelnemer")
    link = carla.link_for("Zorgpunt")
    await takes_out(moniek, "Carla")
    jan = oost.guest("Jan")
    await jan.opens(link)

    assert "Deze link werkt niet (meer)." in jan.reads


async def test_stepping_back_asks_once_more_and_the_other_goes_on(oost: Counter) -> None:
    moniek, carla, _ = await both_coordinate(oost)
    await opens_roles(carla, "Carla")
    await carla.taps("Stoppen met coördineren")
    assert "een ander coördineert verder" in carla.reads
    outcome = await carla.taps("Ja, ik stop met coördineren")

    assert outcome.relisted
    assert await role_of(oost, "Carla") == Role.PARTNER
    await carla.commands("overleg")
    assert "Dit is voor coördinatoren." in carla.reads
    await oost.passes(A_DAY)
    assert moniek.read("Carla coördineert niet meer. Een ander coördineert verder.")


async def test_the_last_coordinator_may_step_back_and_everyone_hears_who_the_keeper_is(oost: Counter) -> None:
    moniek, carla, fatima = await everyone_in(oost)
    await opens_roles(moniek, "Moniek")
    await moniek.taps("Stoppen met coördineren")
    assert "Je bent de enige coördinator." in moniek.reads
    await moniek.taps("Ja, ik stop met coördineren")
    await oost.passes(A_DAY)

    partnership = await oost.run(lambda unit: unit.session.exec(select(Partnership)).one())
    assert partnership.keeper_id is not None
    for guest in (carla, fatima):
        assert guest.read("Moniek coördineert niet meer.")
        assert guest.read("Moniek doet zolang wat een coördinator doet.")


async def test_the_log_tells_everyone_who_changed_what(oost: Counter) -> None:
    moniek, _, fatima = await both_coordinate(oost)
    await opens_roles(moniek, "Fatima")
    await moniek.taps("Meelezer maken")
    await takes_out(moniek, "Carla")
    await fatima.commands("deelnemers")
    await fatima.taps("Wat er veranderde")

    assert "Fatima leest nu mee, door Moniek" in fatima.reads
    assert "Carla doet niet meer mee, door Moniek" in fatima.reads
    assert "Carla coördineert ook, op verzoek van Moniek" in fatima.reads
    assert "Wie doet wat" not in fatima.labels
