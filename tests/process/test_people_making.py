"""Making a partnership behind a coordinator's link."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from process.message import Hand
from process.terms import VERSION
from storage.tables import Appointment, Invite, Meeting, Member, Organisation, Outbox, Partnership
from tests.process.counter import LINK, Counter
from tests.process.oost import OTHERS, make_oost

pytestmark = pytest.mark.one_database


async def test_a_partnership_is_made_in_one_conversation(counter: Counter) -> None:
    moniek = await make_oost(counter)

    partnership = await counter.run(lambda unit: unit.session.exec(select(Partnership)).one())
    organisations = await counter.run(
        lambda unit: list(unit.session.exec(select(Organisation.name).order_by(Organisation.id)))
    )
    member = await counter.run(lambda unit: unit.session.exec(select(Member)).one())
    meeting = await counter.run(lambda unit: unit.session.exec(select(Meeting)).one())
    assert (partnership.name, partnership.doelgroep) == ("Thuis in Oost", "gezinnen met schulden")
    assert partnership.keeper_id == member.id
    assert organisations == ["gemeente Oost", "Woonstad", "Zorgpunt"]
    assert (member.name, member.role.value, member.layer.value) == ("Moniek", "coordinator", "leiding")
    assert member.consent_version == VERSION
    assert meeting.starts_at == datetime(2026, 12, 16, 9, 0, tzinfo=UTC)
    assert moniek.read("Klaar! Hieronder staan 3 uitnodigingen")


async def test_making_plans_the_first_round(counter: Counter) -> None:
    await make_oost(counter)

    kinds = await counter.run(lambda unit: list(unit.session.exec(select(Appointment.kind))))
    assert sorted(kinds) == ["digest", "look", "next_meeting", "open"], "and it is looked after"


async def test_each_organisation_gets_a_card_with_a_text_to_pass_on(counter: Counter) -> None:
    moniek = await make_oost(counter)

    for organisation, card in zip(("gemeente Oost", *OTHERS), moniek.cards, strict=True):
        assert f"Wil je namens {organisation} meedoen met Thuis in Oost?" in card.screen.text
        assert isinstance(card.meant, Hand)
        assert f"{LINK}{card.meant.secret}" in card.screen.text


async def test_only_the_hash_of_a_link_is_kept(counter: Counter) -> None:
    moniek = await make_oost(counter)

    kept = await counter.run(
        lambda unit: [repr(each) for table in (Invite, Outbox) for each in unit.session.exec(select(table))]
    )
    assert all(moniek.link_for(name) not in row for name in OTHERS for row in kept)


async def test_the_check_lets_one_thing_be_changed_and_comes_back(counter: Counter) -> None:
    moniek = counter.guest("Moniek")
    await moniek.opens(await counter.coordinator_token())
    await moniek.taps("Ja, ik wil beginnen")
    await moniek.types("Moniek de Vries")
    await moniek.types("Thuis in West")
    await moniek.types("ouderen")
    await moniek.taps("Geen, ik begeleid alleen")
    await moniek.types("Woonstad, Zorgpunt")
    await moniek.taps("Klaar")
    await moniek.taps("Nog niet gepland")
    await moniek.taps("Rond de middag")
    await moniek.taps("Later kiezen")
    assert "Naam: Thuis in West" in moniek.reads

    await moniek.taps("Iets veranderen")
    await moniek.taps("De naam")
    await moniek.types("Thuis in Oost")
    assert "Naam: Thuis in Oost" in moniek.reads
    await moniek.taps("Klopt")

    partnership = await counter.run(lambda unit: unit.session.exec(select(Partnership)).one())
    member = await counter.run(lambda unit: unit.session.exec(select(Member)).one())
    assert (partnership.name, partnership.keeper_id) == ("Thuis in Oost", member.id)
    assert (member.name, member.organisation_id, member.layer) == ("Moniek de Vries", None, None)


async def test_organisations_are_listed_once_and_the_last_can_be_taken_off(counter: Counter) -> None:
    moniek = counter.guest("Moniek")
    await moniek.opens(await counter.coordinator_token())
    await moniek.taps("Ja, ik wil beginnen")
    await moniek.taps("Moniek")
    for text in ("Oost", "gezinnen", "gemeente Oost"):
        await moniek.types(text)
    await moniek.taps("Bestuur")
    assert "Klaar" not in moniek.labels

    await moniek.types("Woonstad\nwoonstad, Gemeente Oost\nPolitie")
    assert "gemeente Oost\nWoonstad\nPolitie" in moniek.reads
    await moniek.taps("Politie weghalen")
    assert "Politie" not in moniek.reads

    await moniek.types(",".join(f"school {number}" for number in range(11)))
    assert moniek.read("Twaalf organisaties is het meeste")
    assert "school" not in moniek.reads


async def test_back_takes_the_last_answer_out_and_stop_leaves_nothing(counter: Counter) -> None:
    moniek = counter.guest("Moniek")
    token = await counter.coordinator_token()
    await moniek.opens(token)
    await moniek.taps("Ja, ik wil beginnen")
    await moniek.taps("Moniek")
    await moniek.types("Thuis in Oots")
    await moniek.taps("← Terug")
    assert "Hoe heet jullie samenwerkingsverband?" in moniek.reads

    await moniek.taps("Stoppen")
    assert "is weg" in moniek.reads
    await moniek.opens(token)
    assert "Ik ben Vinkje" in moniek.reads


async def test_a_coordinator_link_works_once(counter: Counter) -> None:
    token = await counter.coordinator_token()
    first, second = counter.guest("Moniek"), counter.guest("Jan")
    for guest in (first, second):
        await guest.opens(token)
        await guest.taps("Ja, ik wil beginnen")
        await guest.types(guest.name)
        await guest.types("Oost")
        await guest.types("gezinnen")
        await guest.taps("Geen, ik begeleid alleen")
        await guest.types("Woonstad, Zorgpunt")
        await guest.taps("Klaar")
        await guest.taps("Nog niet gepland")
        await guest.taps("Ochtend")
        await guest.taps("Ik")
    await first.taps("Klopt")
    await second.taps("Klopt")

    assert "Deze link werkt niet (meer)" in second.reads
    names = await counter.run(lambda unit: list(unit.session.exec(select(Member.name))))
    assert names == ["Moniek"]


async def test_a_link_that_was_not_used_in_time_is_of_no_use(counter: Counter) -> None:
    token = await counter.coordinator_token()
    counter.clock.move(timedelta(days=7))
    moniek = counter.guest("Moniek")
    await moniek.opens(token)

    assert "Deze link werkt niet (meer)" in moniek.reads


async def test_the_next_meeting_is_moved_by_a_button(oost: Counter) -> None:
    moniek = oost.guest("Moniek")
    await moniek.commands("overleg")
    await moniek.taps("Overleg verzetten (wo 16 december)")
    await moniek.taps("do 3 december")
    await moniek.taps("13:00")

    assert "Jullie volgende overleg is do 3 december om 13:00." in moniek.reads
    await moniek.commands("menu")
    assert "do 3 december" in moniek.reads
