"""Coming in by a link: four taps, and the same words for every link that does not work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import select

from process.states import DaySlot
from process.terms import VERSION
from storage.tables import Event, FailedLink, Invite, Member, Organisation, Person, Seat
from storage.unit import Unit
from tests.process.counter import Counter
from tests.process.oost import everyone_in, join, open_round


def _of(unit: Unit, organisation: str) -> Invite:
    """The first link that was made for an organisation."""
    return unit.session.exec(
        select(Invite)
        .join(Organisation, Organisation.id == Invite.organisation_id)
        .where(Organisation.name == organisation)
        .order_by(Invite.id)
    ).first()


BROKEN = "Deze link werkt niet (meer). Vraag degene die hem stuurde om een nieuwe."


async def test_a_partner_is_in_with_four_taps(oost: Counter) -> None:
    carla = await join(oost, "Carla", oost.guest("Moniek").link_for("Woonstad"))

    member = await oost.run(
        lambda unit: unit.session.exec(select(Member).where(Member.name == "Carla")).one()
    )
    invite = await oost.run(lambda unit: _of(unit, "Woonstad"))
    assert carla.read("Je doet mee!")
    assert (member.role.value, member.layer.value, member.consent_version) == (
        "partner",
        "uitvoering",
        VERSION,
    )
    assert member.consented_at == member.joined_at
    assert invite.uses_left == 4


async def test_the_first_screen_says_who_asks_and_who_sees_the_answers(oost: Counter) -> None:
    carla = oost.guest("Carla")
    await carla.opens(oost.guest("Moniek").link_for("Woonstad"))

    assert "Moniek vraagt je mee te doen met Thuis in Oost, namens Woonstad" in carla.reads
    assert "Jij bent nu de enige van Woonstad" in carla.reads
    assert carla.labels == ["Ik doe mee", "Meer lezen", "Liever zonder Telegram"]

    await carla.taps("Meer lezen")
    assert "de gemeente Oost" in carla.reads
    await carla.taps("← Terug")
    assert "Ik doe mee" in carla.labels


async def test_the_coordinator_hears_it_at_her_own_hour(oost: Counter) -> None:
    moniek = oost.guest("Moniek")
    oost.clock.move(timedelta(hours=4))
    await join(oost, "Carla", moniek.link_for("Woonstad"))
    assert not moniek.read("Carla (Woonstad) doet mee")

    await oost.passes(timedelta(days=1))
    assert moniek.read("Carla (Woonstad) doet mee. 2 van de 3 organisaties zijn er.")


async def test_everyone_can_read_that_somebody_joined(oost: Counter) -> None:
    await join(oost, "Carla", oost.guest("Moniek").link_for("Woonstad"))

    kinds = await oost.run(lambda unit: list(unit.session.exec(select(Event.kind).order_by(Event.id))))
    assert kinds == ["made", "joined"]


async def test_a_name_can_be_typed_and_days_chosen(oost: Counter) -> None:
    carla = oost.guest("Carla")
    await carla.opens(oost.guest("Moniek").link_for("Woonstad"))
    await carla.taps("Ik doe mee")
    await carla.types("  Carla\n Smit ")
    await carla.taps("Bestuur")
    await carla.taps("Andere dagen")
    await carla.taps("✔ ma")
    await carla.taps("za")
    await carla.taps("Klaar")
    assert "Op de dagen die je koos" in carla.reads
    await carla.taps("Middag")

    person = await oost.run(lambda unit: unit.session.exec(select(Person).order_by(Person.id.desc())).first())
    member = await oost.run(
        lambda unit: unit.session.exec(select(Member).order_by(Member.id.desc()).limit(1)).one()
    )
    assert (person.days, person.slot) == ("tu,we,th,fr,sa", DaySlot.AFTERNOON)
    assert member.name == "Carla Smit"


async def test_a_double_tap_changes_nothing(oost: Counter) -> None:
    carla = oost.guest("Carla")
    await carla.opens(oost.guest("Moniek").link_for("Woonstad"))
    bubble, choice = carla.button("Ik doe mee")
    await carla.presses(bubble, choice)
    await carla.presses(bubble, choice)

    assert carla.toast == "toast.stale"
    assert "Hoe noemen de anderen je?" in carla.reads


async def test_words_that_came_before_the_question_are_not_taken_for_its_answer(oost: Counter) -> None:
    carla = oost.guest("Carla")
    await carla.opens(oost.guest("Moniek").link_for("Woonstad"))
    early = oost.clock.now() - timedelta(minutes=1)
    await carla.taps("Ik doe mee")
    await carla.types("wat is dit?", sent_at=early)

    assert "Hoe noemen de anderen je?" in carla.reads
    await carla.types("Carla")
    assert "Waar in je organisatie werk je?" in carla.reads


def _revoke(invite: Invite, counter: Counter) -> None:
    invite.revoked_at = counter.clock.now()


def _expire(invite: Invite, counter: Counter) -> None:
    invite.expires_at = counter.clock.now()


def _use_up(invite: Invite, counter: Counter) -> None:
    invite.uses_left = 0


@pytest.mark.parametrize("spoil", [_revoke, _expire, _use_up])
async def test_every_link_that_does_not_work_gets_the_same_words(
    oost: Counter, spoil: Callable[[Invite, Counter], None]
) -> None:
    carla, moniek = oost.guest("Carla"), oost.guest("Moniek")
    await oost.run(lambda unit: spoil(_of(unit, "Woonstad"), oost))
    await carla.opens("made-up")
    await carla.opens(moniek.link_for("Woonstad"))

    assert [each.screen.text for each in carla.chat] == [BROKEN, BROKEN]


async def test_who_guesses_five_times_in_an_hour_is_not_let_in_by_the_sixth(oost: Counter) -> None:
    carla, token = oost.guest("Carla"), oost.guest("Moniek").link_for("Woonstad")
    for number in range(5):
        await carla.opens(f"guess{number}")
    await carla.opens(token)
    failed = await oost.run(lambda unit: len(unit.session.exec(select(FailedLink)).all()))
    assert (carla.reads, failed) == (BROKEN, 5)

    oost.clock.move(timedelta(hours=1))
    await carla.opens(token)
    assert "Ik doe mee" in carla.labels


async def test_of_two_for_the_last_place_the_later_one_gets_the_usual_words(oost: Counter) -> None:
    token = oost.guest("Moniek").link_for("Woonstad")
    await oost.run(lambda unit: setattr(_of(unit, "Woonstad"), "uses_left", 1))
    carla, jan = oost.guest("Carla"), oost.guest("Jan")
    for guest in (carla, jan):
        await guest.opens(token)
        for label in ("Ik doe mee", guest.name, "Uitvoering"):
            await guest.taps(label)
    await carla.taps("Ochtend")
    await jan.taps("Ochtend")

    assert carla.read("Je doet mee!")
    assert jan.reads == BROKEN
    names = await oost.run(lambda unit: set(unit.session.exec(select(Member.name))))
    assert names == {"Moniek", "Carla"}


async def test_who_is_in_already_is_told_so_and_sees_the_menu(oost: Counter) -> None:
    token = oost.guest("Moniek").link_for("Woonstad")
    carla = await join(oost, "Carla", token)
    await carla.opens(token)

    assert carla.read("Je doet hier al mee.")
    assert "Wie doen er mee" in carla.labels
    invite = await oost.run(lambda unit: _of(unit, "Woonstad"))
    assert invite.uses_left == 4


async def test_who_left_can_come_in_again(oost: Counter) -> None:
    token = oost.guest("Moniek").link_for("Woonstad")
    carla = await join(oost, "Carla", token)
    await carla.commands("stop")
    await carla.taps("Uit Thuis in Oost")
    await carla.taps("Ja, ik stop")
    await join(oost, "Carla", token)

    left = await oost.run(
        lambda unit: [each.left_at is None for each in unit.session.exec(select(Member).order_by(Member.id))]
    )
    assert left == [True, False, True]


async def test_who_joins_during_a_round_is_asked_too_in_their_own_time(oost: Counter) -> None:
    moniek, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    await carla.taps("🟢 Ja")
    jan = await join(oost, "Jan", moniek.link_for("Woonstad"))

    assert jan.read("Er loopt nu een ronde, en je kunt nog meedoen.")
    await oost.passes(timedelta(days=1))
    assert jan.button("Beginnen")
    assert carla.read("Jan (Woonstad) is erbij gekomen, ook bij 'Balanscheck'. Jij had al geantwoord.")
    seats = await oost.run(lambda unit: len(unit.session.exec(select(Seat)).all()))
    assert seats == 4


async def test_who_joins_on_the_day_of_the_closing_is_in_the_next_round(oost: Counter) -> None:
    moniek, _, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await oost.passes(timedelta(days=19, hours=20))
    jan = await join(oost, "Jan", moniek.link_for("Woonstad"))

    assert jan.read("daar doe je nog niet aan mee")
    assert len(await oost.run(lambda unit: unit.session.exec(select(Seat)).all())) == 3


async def test_a_new_link_lets_an_observer_in_without_a_layer(oost: Counter) -> None:
    moniek, wethouder = oost.guest("Moniek"), oost.guest("Wethouder")
    await moniek.commands("uitnodigen")
    for label in ("Nieuwe link", "Zonder organisatie", "Meelezer"):
        await moniek.taps(label)
    await wethouder.opens(moniek.link_for("meelezen"))
    for label in ("Ik doe mee", "Wethouder", "Ochtend"):
        await wethouder.taps(label)

    member = await oost.run(
        lambda unit: unit.session.exec(select(Member).where(Member.name == "Wethouder")).one()
    )
    assert (member.role.value, member.organisation_id, member.layer) == ("observer", None, None)
    assert moniek.read("Wethouder leest mee. 1 van de 3 organisaties is er.")


async def test_a_revoked_link_is_off_the_list_and_does_not_work(oost: Counter) -> None:
    moniek, carla = oost.guest("Moniek"), oost.guest("Carla")
    await moniek.commands("uitnodigen")
    assert "3 links werken nu" in moniek.reads
    await moniek.taps("Intrekken: Woonstad")
    assert "2 links werken nu" in moniek.reads

    await carla.opens(moniek.link_for("Woonstad"))
    assert carla.reads == BROKEN


async def test_only_a_coordinator_can_revoke(oost: Counter) -> None:
    moniek = oost.guest("Moniek")
    carla = await join(oost, "Carla", moniek.link_for("Woonstad"))
    await moniek.commands("uitnodigen")
    bubble, choice = moniek.button("Intrekken: Zorgpunt")
    await carla.presses(bubble, choice)

    assert carla.toast == "toast.not_allowed"
    invite = await oost.run(lambda unit: _of(unit, "Zorgpunt"))
    assert invite.revoked_at is None
