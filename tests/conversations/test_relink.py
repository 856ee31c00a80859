"""A new telephone or account: the place comes along, unnoticed by nobody, and wrong hands get nothing."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from process.states import SeatState
from simulator.person import Person
from storage.queries import rounds
from storage.tables import Address, Event, Invite, Member, Outbox, Seat
from storage.unit import Unit
from tests.conversations.rounds import Three, in_the_round, starts, three
from tests.conversations.thuis_in_oost import GREEN, RED, answers, founded, joins, link_for
from tests.conversations.town import Town

BROKEN = "Deze link werkt niet (meer). Vraag degene die hem stuurde om een nieuwe."
MINUTE = timedelta(minutes=1)
TYPED = "wij bellen te laat terug"


async def relinks(coordinator: Person, organisation: str, name: str, of: str = "") -> str:
    """The link that a coordinator makes for somebody's new account."""
    await coordinator.says("/deelnemers")
    if of:
        await coordinator.taps(of)
    for label in ("Ander account voor iemand", organisation, name):
        await coordinator.taps(label)
    coordinator.sees("De link is alleen voor jou en werkt één keer")
    message = next(each for each in reversed(coordinator.history) if "https://t.me/" in each.text)
    return next(word for word in message.text.split() if word.startswith("https://t.me/"))


async def moved(town: Town, people: Three) -> Person:
    """Fatima is on a new telephone, by a link of Moniek."""
    link = await relinks(people.moniek, "De Linde", "Fatima el Amrani")
    await town.passes(MINUTE)
    new = town.person("Fatima (nieuw)")
    await new.opens(link)
    new.sees("Ben jij Fatima el Amrani van De Linde? Dan neem ik je plek over op dit account.")
    await new.taps("Ja, dat ben ik")
    new.sees("Welkom terug, Fatima el Amrani. Je doet nu mee met dit account.")
    return new


async def says_all_is_well(person: Person) -> None:
    """Answer the balance check and send it."""
    await answers(person, *[GREEN] * 5)
    await person.taps("Verstuur")


async def says_what_is_wrong(person: Person) -> None:
    """Answer it up to the check, with a few words behind a colour."""
    await answers(person, RED, *[GREEN] * 4, words=(TYPED,))


async def test_a_place_comes_along_to_a_new_telephone_and_everyone_hears_it(town: Town) -> None:
    people = await three(town)
    new = await moved(town, people)
    people.fatima.sees("Je plek is naar een ander Telegram-account gegaan.")
    await town.passes(timedelta(days=1))
    for person in (people.moniek, people.carla):
        person.sees(
            "Fatima el Amrani (De Linde) doet nu mee met een ander Telegram-account."
            " Moniek Bakker maakte daar een link voor."
        )
    await new.says("/deelnemers")
    new.sees("De Linde: Fatima el Amrani")
    await people.fatima.says("/menu")
    people.fatima.sees("Meedoen kan met een uitnodiging")
    await starts(people.moniek, "Balanscheck")
    new.sees("5 vragen, 3 minuten")
    for person in (people.moniek, people.carla, new):
        await says_all_is_well(person)
    new.sees("Balanscheck · uitslag\n3 van de 3 organisaties, 3 van de 3 mensen")
    people.fatima.sees_not("uitslag")
    kinds = await town.store.run(_kinds, name="look")
    assert kinds[-4:] == ["move_link", "moved", "round_opened", "revealed"]


@pytest.mark.one_database
async def test_in_the_middle_of_a_round_it_begins_anew_and_shows_nothing_of_before(town: Town) -> None:
    people = await in_the_round(town)
    await says_what_is_wrong(people.fatima)
    check = people.fatima.sees(TYPED)
    new = await moved(town, people)
    new.sees("5 vragen, 3 minuten")
    await people.fatima.taps_old(check, "Verstuur")
    assert people.fatima.toasts[-1].text in {"Deze vraag is al beantwoord.", "Dit kan hier niet."}
    for person in (new, people.moniek, people.carla):
        await says_all_is_well(person)
    new.sees("Balanscheck · uitslag")
    await new.taps("Bekijk alles")
    assert all(TYPED not in message.text for message in new.history + people.moniek.history)


@pytest.mark.one_database
async def test_what_was_sent_before_counts_and_its_words_stay_readable(town: Town) -> None:
    people = await in_the_round(town)
    await says_what_is_wrong(people.fatima)
    await people.fatima.taps("Verstuur")
    new = await moved(town, people)
    new.sees_not("5 vragen")
    for person in (people.moniek, people.carla):
        await says_all_is_well(person)
    new.sees("Balanscheck · uitslag")
    await new.taps("Bekijk alles")
    new.sees(TYPED)


@pytest.mark.one_database
async def test_who_changes_what_was_sent_before_begins_anew(town: Town) -> None:
    people = await in_the_round(town)
    await says_what_is_wrong(people.fatima)
    await people.fatima.taps("Verstuur")
    seat = await town.store.run(_last_seat_sent, name="look")
    new = await moved(town, people)
    own = await town.store.run(lambda unit: rounds.answers(unit, seat), name="look")
    assert own == {}
    await people.fatima.taps("Dat klopt niet")
    own = await town.store.run(lambda unit: rounds.answers(unit, seat), name="look")
    assert TYPED in {answer.value for answer in own.values()}
    new.sees("Deze plek is terug")


async def test_that_is_not_right_gives_the_place_back_and_everyone_hears_it(town: Town) -> None:
    people = await in_the_round(town)
    new = await moved(town, people)
    await new.taps("Beginnen")
    asked = new.screen
    await people.fatima.taps("Dat klopt niet")
    people.fatima.sees("Je hebt je plek terug.")
    new.sees("Deze plek is terug naar het eerdere account.")
    people.moniek.sees("Fatima el Amrani zegt dat het andere Telegram-account niet klopte.")
    await new.taps_old(asked, GREEN)
    assert new.toasts[-1].text in {"Deze vraag is al beantwoord.", "Dit kan hier niet."}
    await new.says("/menu")
    new.sees("Meedoen kan met een uitnodiging")
    await says_all_is_well(people.fatima)
    people.fatima.sees("Klaar, dank je!")
    people.carla.sees("Fatima el Amrani zegt dat het andere Telegram-account niet klopte.")


async def forgets(person: Person) -> None:
    """Everything of this account."""
    await person.says("/vergeetmij")
    await person.taps("Ja, wis alles")


@pytest.mark.one_database
async def test_whoever_takes_a_place_cannot_have_the_words_in_it_erased(town: Town) -> None:
    people = await in_the_round(town)
    await says_what_is_wrong(people.fatima)
    await people.fatima.taps("Verstuur")
    new = await moved(town, people)
    await forgets(new)
    new.sees("Een plek van jou kwam pas net van een ander account.")
    await people.fatima.taps("Dat klopt niet")
    people.fatima.sees("Je hebt je plek terug.")
    await town.passes(timedelta(days=8))
    assert await town.store.run(_words_of_fatima, name="look") == TYPED


@pytest.mark.one_database
async def test_when_nobody_objects_the_rest_is_erased_after_the_week(town: Town) -> None:
    people = await in_the_round(town)
    await says_what_is_wrong(people.fatima)
    await people.fatima.taps("Verstuur")
    new = await moved(town, people)
    await forgets(new)
    await town.passes(timedelta(days=8))
    assert await town.store.run(_words_of_fatima, name="look") is None
    assert await town.store.run(lambda unit: _is_reachable(unit, new), name="look") is False


@pytest.mark.one_database
async def test_who_passes_a_stolen_place_on_does_not_outwit_whose_it_is(town: Town) -> None:
    people = await three(town)
    thief = await moved(town, people)
    link = await relinks(people.moniek, "De Linde", "Fatima el Amrani")
    await town.passes(MINUTE)
    other = town.person("Nog een")
    await other.opens(link)
    await other.taps("Ja, dat ben ik")
    await thief.taps("Dat klopt niet")
    thief.sees("Je hebt je plek terug.")
    await people.fatima.taps("Dat klopt niet")
    people.fatima.sees("Je hebt je plek terug.")
    thief.sees("Deze plek is terug naar het eerdere account.")
    holder = await town.store.run(_holders, name="look")
    assert len(holder) == len(set(holder)) == 3
    await people.fatima.says("/deelnemers")
    people.fatima.sees("De Linde: Fatima el Amrani")


@pytest.mark.one_database
async def test_an_account_out_of_reach_hears_it_when_it_comes_back(town: Town) -> None:
    people = await three(town)
    await people.fatima.blocks()
    await town.passes(timedelta(days=1))
    people.moniek.sees("We bereiken Fatima el Amrani niet")
    await people.moniek.taps("Ander account voor iemand")
    message = next(each for each in reversed(people.moniek.history) if "https://t.me/" in each.text)
    new = town.person("Fatima (nieuw)")
    await new.opens(next(word for word in message.text.split() if word.startswith("https://t.me/")))
    await new.taps("Ja, dat ben ik")
    await town.passes(timedelta(days=2))
    await people.fatima.unblocks()
    people.fatima.sees("Je plek is naar een ander Telegram-account gegaan.")
    await people.fatima.taps("Dat klopt niet")
    people.fatima.sees("Je hebt je plek terug.")


@pytest.mark.one_database
async def test_after_seven_days_no_link_works_and_no_move_is_undone(town: Town) -> None:
    """A link that does not work gets the usual words, whatever is wrong with it."""
    people = await three(town)
    older = await relinks(people.moniek, "De Linde", "Fatima el Amrani")
    revoked = await relinks(people.moniek, "De Linde", "Fatima el Amrani")
    await people.moniek.says("/uitnodigen")
    await people.moniek.taps("Intrekken: account van Fatima el Amrani")
    used = await relinks(people.moniek, "De Linde", "Fatima el Amrani")
    first = town.person("Eerste")
    await first.opens(used)
    await first.taps("Ja, dat ben ik")
    expired = await relinks(people.moniek, "Woonstad", "Carla Smit")
    jan = town.person("Jan de Wit")
    await jan.opens(expired)
    jan.sees("Ben jij Carla Smit van Woonstad?")
    await town.passes(timedelta(days=7))
    await jan.taps("Ja, dat ben ik")
    jan.sees(BROKEN)
    for link in (older, revoked, used, expired):
        await jan.opens(link)
        jan.sees_only(BROKEN)
    await people.fatima.taps("Dat klopt niet")
    people.fatima.sees("Dit kan niet meer.")
    await first.says("/deelnemers")
    first.sees("De Linde: Fatima el Amrani")


@pytest.mark.one_database
async def test_a_link_that_was_passed_on_to_a_colleague_stays_good(town: Town) -> None:
    people = await three(town)
    link = await relinks(people.moniek, "De Linde", "Fatima el Amrani")
    await people.carla.opens(link)
    people.carla.sees("Deze link is voor iemand met een nieuw account. Jij doet hier al mee")
    jan = town.person("Jan de Wit")
    await jan.opens(link)
    await jan.taps("Nee, dat ben ik niet")
    jan.sees("Goed, er verandert niets.")
    new = town.person("Fatima (nieuw)")
    await new.opens(link)
    await new.taps("Ja, dat ben ik")
    new.sees("Welkom terug, Fatima el Amrani")


async def test_of_two_at_once_one_has_the_place(town: Town) -> None:
    people = await three(town)
    link = await relinks(people.moniek, "De Linde", "Fatima el Amrani")
    both = [town.person("Een"), town.person("Ander")]
    for person in both:
        await person.opens(link)
    town.simulator.settle, settle = None, town.simulator.settle
    await asyncio.gather(*(person.taps("Ja, dat ben ik") for person in both))
    town.simulator.settle = settle
    await town.settle()
    said = sorted(person.screen.text for person in both)
    assert said[0].startswith("Deze link werkt niet") or said[1].startswith("Deze link werkt niet")
    assert sum("Welkom terug" in each for each in said) == 1
    holders = await town.store.run(_holders, name="look")
    assert len(holders) == len(set(holders)) == 3


@pytest.mark.one_database
async def test_a_coordinator_makes_it_for_somebody_else_and_it_is_kept_as_a_hash(town: Town) -> None:
    people = await three(town)
    await people.carla.says("/deelnemers")
    assert "Ander account voor iemand" not in [label for row in people.carla.buttons() for label in row]
    await people.moniek.says("/deelnemers")
    await people.moniek.taps("Ander account voor iemand")
    assert "Gemeente Oost" not in [label for row in people.moniek.buttons() for label in row]
    token = (await relinks(people.moniek, "De Linde", "Fatima el Amrani")).split("start=")[1]

    def look(unit: Unit) -> list[str]:
        kept = [str(row) for table in (Outbox, Invite, Event) for row in unit.session.exec(select(table))]
        return [each for each in kept if token in each]

    assert await town.store.run(look, name="look") == []


@pytest.mark.one_database
async def test_a_place_in_another_partnership_stays_where_it_is_until_it_is_moved_too(town: Town) -> None:
    people = await three(town)
    west = await founded(town, "Thuis in West")
    await joins(town, people.fatima, link_for(west, "De Linde"))
    await people.fatima.says("/taal")
    await people.fatima.taps("English")
    link = await relinks(people.moniek, "De Linde", "Fatima el Amrani", of="Thuis in Oost")
    new = town.person("Fatima (nieuw)")
    await new.opens(link)
    await new.taps("Ja, dat ben ik")
    new.sees("Welcome back, Fatima el Amrani.")
    await people.fatima.says("/menu")
    people.fatima.sees("Thuis in West")
    link = await relinks(people.moniek, "De Linde", "Fatima el Amrani", of="Thuis in West")
    await new.opens(link)
    await new.taps("Yes, that is me")
    await new.says("/menu")
    new.sees("Which partnership")
    await people.fatima.says("/menu")
    people.fatima.sees("takes an invitation")


def _last_seat_sent(unit: Unit) -> int:
    return unit.session.exec(select(Seat.id).where(Seat.state == SeatState.SENT)).one()


def _kinds(unit: Unit) -> list[str]:
    return [row.kind for row in unit.session.exec(select(Event).order_by(Event.id))]  # type: ignore[arg-type]


def _holders(unit: Unit) -> list[int]:
    return list(unit.session.exec(select(Member.person_id).where(Member.left_at.is_(None))))  # type: ignore[union-attr]


def _words_of_fatima(unit: Unit) -> str | None:
    """What she typed, as it is kept now."""
    seats = unit.session.exec(select(Seat.id).order_by(Seat.id)).all()
    found = [
        answer.value
        for seat in seats
        for answer in rounds.answers(unit, seat).values()
        if answer.value and answer.question.endswith("_merkt")
    ]
    return found[0] if found else None


def _is_reachable(unit: Unit, person: Person) -> bool:
    return unit.session.exec(select(Address.id).where(Address.address == str(person.id))).first() is not None
