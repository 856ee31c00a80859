"""A round in the meeting: on everybody's phone or with colour cards; shown to all by the same gate."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from process.rules import overview
from process.states import RoundStage, SeatState, Together
from simulator.person import Person
from storage.tables import Appointment, Card, Round, Seat, Snapshot
from tests.conversations.rounds import Three, in_the_round, skips_and_sends, starts, three
from tests.conversations.thuis_in_oost import GREEN, ORANGE, RED, sends
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database


async def at_the_table(coordinator: Person, title: str, how: str) -> None:
    """From /overleg to the round, here and now."""
    await coordinator.says("/overleg")
    await coordinator.taps("Nu in het overleg")
    await coordinator.taps(title)
    await coordinator.taps(how)


async def round_of(town: Town) -> Round:
    return await town.store.run(
        lambda unit: unit.session.exec(select(Round).order_by(Round.id.desc())).first(), name="round"
    )


async def shown(town: Town) -> overview.Overview | None:
    kept = await town.store.run(
        lambda unit: unit.session.exec(select(Snapshot).where(Snapshot.kind == "overview")).first(),
        name="shown",
    )
    return overview.from_json(kept.contents) if kept is not None else None


async def test_on_phones_everyone_is_asked_at_once_and_the_coordinator_sees_how_many_are_in(
    town: Town,
) -> None:
    people = await three(town)
    await at_the_table(people.moniek, "Balanscheck", "Iedereen op de telefoon")
    board = next(each for each in people.moniek.history if "0 van de 3 zijn klaar" in each.text)
    for person in people.all:
        assert any("Beginnen" in str(each.rows) for each in person.history), person.name
    await sends(people.carla, *[GREEN] * 5)
    await sends(people.fatima, RED, *[GREEN] * 4)
    now = next(each for each in people.moniek.history if each.message_id == board.message_id)
    assert "2 van de 3 zijn klaar" in now.text
    assert await shown(town) is None
    await people.moniek.taps("Laat zien")
    people.moniek.sees("1 mens is nog niet klaar")
    await people.moniek.taps("Nog even wachten")
    await sends(people.moniek, *[GREEN] * 5)
    for person in people.all:
        person.sees("3 van de 3 organisaties, 3 van de 3 mensen, samen in het overleg")


async def test_on_phones_too_few_shows_nothing_and_closes_nothing(town: Town) -> None:
    people = await three(town)
    await at_the_table(people.moniek, "Balanscheck", "Iedereen op de telefoon")
    await sends(people.carla, *[GREEN] * 5)
    await people.moniek.taps("Laat zien")
    await people.moniek.taps("Toch laten zien")
    people.moniek.sees("Nog te weinig organisaties hebben geantwoord")
    assert await shown(town) is None
    assert (await round_of(town)).stage == RoundStage.COLLECT


async def holds_up(coordinator: Person, *cards: str) -> None:
    """Tap the cards in the order of asking."""
    for card in cards:
        await coordinator.taps(card)


async def test_without_phones_one_tap_a_card_and_everyone_gets_the_picture(town: Town) -> None:
    people = await three(town)
    await at_the_table(people.moniek, "Balanscheck", "Kaarten, ik tik ze in")
    people.moniek.sees("1 van 5")
    people.moniek.sees("Gemeente Oost: welke kaart?")
    for person in (people.carla, people.fatima):
        assert not any("Beginnen" in str(each.rows) for each in person.history)
    await holds_up(people.moniek, GREEN, RED, ORANGE)
    people.moniek.sees("2 van 5")
    await holds_up(people.moniek, "Iedereen 🟢", "Iedereen 🟢", GREEN, "Geen kaart", RED, "Iedereen 🟢")
    people.moniek.sees("doelen: 🟢 Gemeente Oost · 🔴 Woonstad · 🟠 De Linde")
    people.moniek.sees("wie doet wat: 🟢 Gemeente Oost · – Woonstad · 🔴 De Linde")
    assert await shown(town) is None
    await people.moniek.taps("respect")
    await holds_up(people.moniek, GREEN, GREEN, ORANGE)
    people.moniek.sees("respect: 🟢 Gemeente Oost · 🟢 Woonstad · 🟠 De Linde")
    await people.moniek.taps("Laat zien")
    for person in people.all:
        person.sees("3 van de 3 organisaties, met kaarten, samen in het overleg")
        person.sees("🟢 1 ja · 🟠 1 twijfel · 🔴 1 nee")
    frozen = await shown(town)
    assert frozen is not None
    assert frozen.together is Together.CARDS
    assert (await round_of(town)).stage == RoundStage.REVEALED
    await people.fatima.taps("Bekijk alles")
    people.fatima.sees("Woonstad: 🔴 nee")


async def test_with_cards_the_same_gate_stands_in_between(town: Town) -> None:
    people = await three(town)
    await at_the_table(people.moniek, "Balanscheck", "Kaarten, ik tik ze in")
    await holds_up(people.moniek, GREEN, "Woonstad is er niet", "De Linde is er niet")
    for _ in range(4):
        await people.moniek.taps(GREEN)
    await people.moniek.taps("Laat zien")
    people.moniek.sees("Nog te weinig organisaties hielden een kaart omhoog")
    assert await shown(town) is None
    assert not any("uitslag" in each.text for each in people.carla.history)


async def test_what_was_too_few_goes_on_at_the_table_and_answers_from_before_stay_shut(town: Town) -> None:
    people = await in_the_round(town)
    await skips_and_sends(people.carla)
    await town.passes(timedelta(days=30))
    assert (await round_of(town)).stage in {RoundStage.TOO_FEW, RoundStage.SKIPPED}
    await people.moniek.says("/live")
    if any("Balanscheck" in str(row) for row in people.moniek.screen.rows):
        await people.moniek.taps("Balanscheck")
    await people.moniek.taps("Kaarten, ik tik ze in")
    for _ in range(5):
        await people.moniek.taps("Iedereen 🟢")
    await people.moniek.taps("Laat zien")
    frozen = await shown(town)
    assert frozen is not None
    assert all(item.counts is not None and item.counts.green == 3 for item in frozen.items)


async def test_a_double_tap_and_an_old_card_change_nothing_and_others_cannot_tap(town: Town) -> None:
    people = await three(town)
    await at_the_table(people.moniek, "Balanscheck", "Kaarten, ik tik ze in")
    await people.moniek.taps(GREEN)
    await people.carla.says("/live")
    people.carla.sees("Dit is voor coördinatoren")
    kept = await town.store.run(lambda unit: unit.session.exec(select(Card)).all(), name="cards")
    assert len(kept) == 1


async def test_cards_that_were_never_shown_are_let_go_and_the_next_round_can_open(town: Town) -> None:
    people = await three(town)
    await at_the_table(people.moniek, "Balanscheck", "Kaarten, ik tik ze in")
    await town.passes(timedelta(hours=4))
    assert (await round_of(town)).stage == RoundStage.SKIPPED
    assert not any("te weinig" in each.text for each in people.carla.history)
    await starts(people.moniek, "Balanscheck")


async def test_afterwards_it_is_discussed_as_always(town: Town) -> None:
    people = await three(town)
    await at_the_table(people.moniek, "Balanscheck", "Kaarten, ik tik ze in")
    for _ in range(5):
        await people.moniek.taps("Iedereen 🟢")
    await people.moniek.taps("Laat zien")
    due = await town.store.run(
        lambda unit: unit.session.exec(select(Appointment).where(Appointment.kind == "discussed")).all(),
        name="due",
    )
    assert due
    await town.passes(timedelta(days=4))
    assert any("besproken?" in each.text for each in people.carla.history)


async def test_whose_cards_are_typed_in_has_no_seat_to_answer_at(town: Town) -> None:
    people: Three = await three(town)
    await at_the_table(people.moniek, "Balanscheck", "Kaarten, ik tik ze in")
    seats = await town.store.run(lambda unit: unit.session.exec(select(Seat.state)).all(), name="seats")
    assert set(seats) == {SeatState.PASSED}
    await people.carla.says("/menu")
    assert "staat voor je klaar" not in people.carla.screen.text
