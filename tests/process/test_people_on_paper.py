"""Without Telegram: on paper from coming in to the result, typed in by who may and known to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from process import terms
from process.states import SeatState
from storage.queries import onpaper, people
from storage.tables import Address, Consent, Member, Outbox, Seat, StoredAnswer
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, join, open_round

pytestmark = pytest.mark.one_database
GREEN, RED = "🟢 Ja", "🔴 Nee"


async def adds(coordinator: Guest, name: str, organisation: str) -> None:
    """A coordinator writes down who signed the paper."""
    await coordinator.commands("deelnemers")
    if "Op papier" in coordinator.labels:
        await coordinator.taps("Op papier")
    for label in ("Iemand zonder Telegram", "Getekend, toevoegen", organisation):
        await coordinator.taps(label)
    await coordinator.types(name)
    await coordinator.taps("Uitvoering")
    await coordinator.taps("Ja, getekend")
    assert f"{name} doet mee op papier." in coordinator.reads


async def with_henk(counter: Counter) -> tuple[Guest, Guest, Guest]:
    """Everyone in, with Henk of Woonstad on paper, and a round that collects."""
    moniek, carla, fatima = await everyone_in(counter)
    await adds(moniek, "Henk", "Woonstad")
    await open_round(counter, "Balanscheck")
    return moniek, carla, fatima


async def to_henk(guest: Guest) -> None:
    """To the question where the paper of Henk is typed in."""
    await guest.commands("deelnemers")
    await guest.taps("Op papier")
    await guest.taps("Invullen: Henk")


async def to_the_check(guest: Guest, words: str, colour: str = GREEN) -> None:
    """Type over a paper with one colour everywhere, and words at what to keep."""
    for _ in range(30):
        if "Verstuur" in guest.labels:
            return
        if colour in guest.labels:
            await guest.taps(colour)
        elif "houden" in guest.reads:
            await guest.types(words)
        else:
            await guest.taps("Overslaan")
    raise AssertionError(guest.reads)


async def member(counter: Counter, name: str) -> Member:
    return await counter.run(lambda unit: unit.session.exec(select(Member).where(Member.name == name)).one())


async def seat(counter: Counter, name: str) -> Seat:
    theirs = select(Seat).join(Member, Member.id == Seat.member_id).where(Member.name == name)
    return await counter.run(lambda unit: unit.session.exec(theirs).one())


async def test_a_coordinator_writes_down_who_signed_and_everyone_sees_them_on_paper(oost: Counter) -> None:
    moniek, carla, _ = await everyone_in(oost)
    await adds(moniek, "Henk", "Woonstad")
    henk = await member(oost, "Henk")
    assert henk.paper
    kept = await oost.run(lambda unit: unit.session.exec(select(Consent).order_by(Consent.id.desc())).first())
    assert (kept.member_id, kept.version) == (henk.id, terms.VERSION)
    assert kept.recorded_by == (await member(oost, "Moniek")).id
    await carla.commands("deelnemers")
    assert "Woonstad: Carla, 📄 Henk" in carla.reads
    assert "📄 = op papier" in carla.reads


async def test_who_prefers_paper_comes_in_without_an_address(oost: Counter) -> None:
    carla, moniek = oost.guest("Carla"), oost.guest("Moniek")
    await carla.opens(moniek.link_for("Woonstad"))
    for label in ("Liever zonder Telegram", "Carla", "Uitvoering", "Ja, op papier"):
        await carla.taps(label)
    assert "Prima. Moniek hoort alleen dat je op papier meedoet." in carla.reads
    assert moniek.read("Carla (Woonstad) doet mee op papier. 2 van de 3 organisaties zijn er.")
    theirs = await member(oost, "Carla")
    assert theirs.paper
    reached = await oost.run(
        lambda unit: unit.session.exec(select(Address).where(Address.person_id == theirs.person_id)).all()
    )
    assert reached == []
    await carla.commands("menu")
    assert "Meedoen kan met een uitnodiging" in carla.reads, "this account has no place here"


async def test_nothing_waits_for_who_is_on_paper_and_nobody_hears_that_they_are_out_of_reach(
    oost: Counter,
) -> None:
    moniek, _, _ = await with_henk(oost)
    henk = await member(oost, "Henk")
    await oost.passes(timedelta(days=30))
    theirs = await oost.run(
        lambda unit: unit.session.exec(select(Outbox).where(Outbox.person_id == henk.person_id)).all()
    )
    assert theirs == []
    assert not moniek.read("We bereiken Henk niet")


async def test_the_coordinators_hear_whom_to_give_a_form_and_can_print_it(oost: Counter) -> None:
    moniek, _, _ = await with_henk(oost)
    assert moniek.read("Op papier: Henk.")
    await moniek.taps("Op papier")
    await moniek.taps("Formulier: Henk")
    assert "Formulier voor Henk" in moniek.reads


async def test_a_colleague_types_it_in_sees_it_checked_and_everyone_gets_the_result(oost: Counter) -> None:
    moniek, carla, fatima = await with_henk(oost)
    await to_henk(carla)
    assert "Jij weet dan wat Henk antwoordt" in carla.reads
    await carla.taps("Beginnen")
    assert "papier van Henk · 1 van 5" in carla.reads
    await to_the_check(carla, "korte lijnen")
    assert "Klopt dit met het papier van Henk?" in carla.reads
    await carla.taps("Verstuur")
    assert "Verstuurd voor Henk" in carla.reads
    assert (await seat(oost, "Henk")).filled_by == (await member(oost, "Carla")).id
    for guest in (moniek, carla, fatima):
        await guest.commands("menu")
        await guest.taps("Verder met")
        await to_the_check(guest, "houden zo")
        await guest.taps("Verstuur")
    await oost.passes(timedelta(days=1))
    for guest in (moniek, carla, fatima):
        assert guest.read("3 van de 3 organisaties, 4 van de 4 mensen")
    await fatima.taps("Bekijk alles")
    assert "Woonstad: 'korte lijnen'" in fatima.reads
    await fatima.commands("deelnemers")
    assert "ingetypt door:\n📄 Henk: Carla" in fatima.reads


async def test_on_paper_every_explanation_is_gone_through_and_nothing_else_is_asked(oost: Counter) -> None:
    _, carla, _ = await with_henk(oost)
    await to_henk(carla)
    await carla.taps("Beginnen")
    asked = 0
    for _ in range(30):
        if "Verstuur" in carla.labels:
            break
        if RED in carla.labels:
            await carla.taps(RED)
        elif "Waar merk je dat aan?" in carla.reads:
            asked += 1
            await carla.types("we moeten gewoon vaker bellen")
            assert "Wat hoop je daarmee te bereiken?" not in carla.reads
        else:
            await carla.taps("Overslaan")
    assert asked == 5


@pytest.mark.parametrize("name", ["Fatima"])
async def test_who_is_of_another_organisation_gets_nowhere(oost: Counter, name: str) -> None:
    _, carla, fatima = await with_henk(oost)
    assert oost.guest(name) is fatima
    await fatima.commands("deelnemers")
    await fatima.taps("Op papier")
    assert "Er is hier niemand op papier" in fatima.reads
    await to_henk(carla)
    bubble, choice = carla.button("Beginnen")
    await fatima.presses(bubble, choice)
    assert (await seat(oost, "Henk")).filled_by is None
    assert "papier van Henk" not in fatima.reads


async def test_whoever_takes_over_begins_anew_and_the_first_one_loses_the_floor(oost: Counter) -> None:
    moniek, carla, _ = await with_henk(oost)
    await to_henk(carla)
    await carla.taps("Beginnen")
    await carla.taps(RED)
    await to_henk(moniek)
    assert "Carla is al begonnen met het papier van Henk" in moniek.reads
    await moniek.taps("Ja, ik begin opnieuw")
    assert "papier van Henk · 1 van 5" in moniek.reads
    left = await oost.run(lambda unit: unit.session.exec(select(StoredAnswer)).all())
    assert left == []
    await carla.types("wat nu nog komt, hoort nergens bij")
    await carla.taps("Overslaan")
    assert (await oost.run(lambda unit: unit.session.exec(select(StoredAnswer)).all())) == []


async def test_once_sent_only_the_typist_gets_in_again(oost: Counter) -> None:
    moniek, carla, _ = await with_henk(oost)
    await to_henk(carla)
    await carla.taps("Beginnen")
    await to_the_check(carla, "korte lijnen")
    await carla.taps("Verstuur")
    await to_henk(moniek)
    assert "is al ingetypt en verstuurd" in moniek.reads
    assert "korte lijnen" not in "".join(each.screen.text for each in moniek.chat)
    await carla.taps("Antwoord veranderen")
    assert "Klopt dit met het papier van Henk?" in carla.reads


async def test_words_from_paper_pass_the_same_gate(oost: Counter) -> None:
    _, carla, _ = await with_henk(oost)
    await to_henk(carla)
    await carla.taps("Beginnen")
    for _ in range(5):
        await carla.taps(GREEN)
    await carla.types("bel mevrouw op 06-12345678")
    assert "Zo delen" in carla.labels
    assert (await oost.run(lambda unit: unit.session.exec(select(StoredAnswer.words)).all())).count(None) == 5
    await carla.taps("Anders zeggen")
    assert "papier van Henk" in carla.reads


async def test_a_typist_who_may_no_longer_cannot_go_on_in_any_way(oost: Counter) -> None:
    moniek, carla, _ = await with_henk(oost)
    await to_henk(carla)
    await carla.taps("Beginnen")
    await moniek.commands("deelnemers")
    for label in ("Wie doet wat", "Carla", "Meelezer maken"):
        await moniek.taps(label)
    await carla.taps(GREEN)
    await carla.types("korte lijnen")
    assert await oost.run(lambda unit: unit.session.exec(select(StoredAnswer)).all()) == []


async def test_what_was_not_sent_is_not_counted_and_who_typed_hears_it(oost: Counter) -> None:
    moniek, carla, fatima = await with_henk(oost)
    await to_henk(carla)
    await carla.taps("Beginnen")
    await carla.taps(RED)
    for guest in (moniek, carla, fatima):
        await guest.commands("menu")
        await guest.taps("Verder met")
        await to_the_check(guest, "houden zo")
        await guest.taps("Verstuur")
    await oost.passes(timedelta(days=30))
    assert carla.read("Niet verstuurd, dus niet meegeteld: het papier van Henk.")
    assert carla.read("3 van de 4 mensen")


async def test_with_telegram_they_take_their_place_over_and_begin_themselves(oost: Counter) -> None:
    moniek, carla, _ = await with_henk(oost)
    await to_henk(carla)
    await carla.taps("Beginnen")
    await carla.taps(RED)
    await moniek.commands("deelnemers")
    for label in ("Ander account voor iemand", "Woonstad", "Henk"):
        await moniek.taps(label)
    henk = oost.guest("Henk")
    await henk.opens(moniek.link_for("Hoi Henk!"))
    assert "Jij doet nu op papier mee" in henk.reads
    await henk.taps("Ja, dat ben ik")
    assert henk.read("Welkom, Henk.")
    assert not (await member(oost, "Henk")).paper
    kept = await seat(oost, "Henk")
    assert (kept.filled_by, kept.state) == (None, SeatState.INVITED)
    assert carla.read("en niet meer op papier")
    await henk.taps("Beginnen")
    assert "1 van 5" in henk.reads
    assert "papier van" not in henk.reads
    await carla.taps("Overslaan")
    assert await oost.run(lambda unit: unit.session.exec(select(StoredAnswer)).all()) == []


async def test_who_is_on_paper_is_not_asked_to_coordinate(oost: Counter) -> None:
    moniek, _, _ = await everyone_in(oost)
    await adds(moniek, "Henk", "Woonstad")
    await moniek.commands("deelnemers")
    for label in ("Wie doet wat", "Henk"):
        await moniek.taps(label)
    assert not [label for label in moniek.labels if "coördinator" in label]


async def test_a_link_used_for_paper_is_used(oost: Counter) -> None:
    moniek = oost.guest("Moniek")
    token = moniek.link_for("Woonstad")
    for number in range(5):
        guest = oost.guest(f"Gast {number}")
        await guest.opens(token)
        for label in ("Liever zonder Telegram", f"Gast {number}", "Uitvoering", "Ja, op papier"):
            await guest.taps(label)
    late = oost.guest("Laat")
    await late.opens(token)
    assert "Deze link werkt niet" in late.reads
    assert len(await oost.run(lambda unit: people.members(unit, 1))) == 6
    assert await join(oost, "Fatima", moniek.link_for("Zorgpunt"))
    assert await oost.run(lambda unit: onpaper.typed_in(unit, 1)) == []
