"""Afronden: a partnership ends when it was asked of all and nobody is against it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage.queries import keepers
from storage.queries.keepers import Step
from storage.store import Store
from storage.tables import KeepingWatch, Partnership
from storage.unit import Unit
from tests.clock import ManualClock
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, make_oost, open_round

pytestmark = pytest.mark.one_database
Three = tuple[Guest, Guest, Guest]


@pytest.fixture
async def counter(store: Store, clock: ManualClock) -> Counter:
    """The desk, with Thuis in Oost made."""
    desk = Counter(store, clock)
    await make_oost(desk)
    return desk


async def asked(moniek: Guest, *, why: str = "Doel bereikt", words: str = "") -> None:
    """Moniek asks it of all."""
    await moniek.commands("afronden")
    await moniek.taps(why)
    await (moniek.types(words) if words else moniek.taps("Niets erbij"))
    await moniek.taps("Vraag het iedereen")


async def ended(people: Three) -> None:
    """Everybody agrees."""
    await asked(people[0])
    for guest in people[1:]:
        await guest.taps("Akkoord")


def all_read(people: Three, words: str) -> bool:
    """Whether everybody has a message that says this."""
    return all(guest.read(words) for guest in people)


async def test_an_objection_counts_also_when_nothing_more_is_said(counter: Counter) -> None:
    people = await everyone_in(counter)
    await asked(people[0])
    await people[1].taps("Nog niet")
    await people[2].taps("Akkoord")
    assert all_read(people, "Carla zegt: nog niet.")
    assert all_read(people, "Dit samenwerkingsverband eindigt niet")


async def test_after_ten_working_days_more_than_half_is_enough(counter: Counter) -> None:
    people = await everyone_in(counter)
    await asked(people[0])
    await people[1].taps("Akkoord")
    await counter.passes(timedelta(days=13))
    assert not people[2].read("· afgerond")
    await counter.passes(timedelta(days=3))
    assert all_read(people, "Thuis in Oost · afgerond")


async def test_silence_does_not_end_it_and_everybody_hears_so(counter: Counter) -> None:
    people = await everyone_in(counter)
    await asked(people[0])
    await counter.passes(timedelta(days=16))
    assert all_read(people, "1 van de 3 organisaties zei akkoord. Dat is niet meer dan de helft.")


async def test_who_asked_can_take_it_back(counter: Counter) -> None:
    people = await everyone_in(counter)
    await asked(people[0])
    await people[0].taps("Vraag terugnemen")
    assert people[1].read("Moniek neemt de vraag om af te ronden terug")
    await people[1].taps("Akkoord")
    assert "neemt de vraag om af te ronden terug" in people[1].reads


async def test_a_partner_who_looks_after_nothing_hears_who_may_ask(counter: Counter) -> None:
    _, carla, _ = await everyone_in(counter)
    await carla.commands("afronden")
    assert "Wie coördineert of erop let, kan dit aan iedereen vragen" in carla.reads


async def test_while_everyone_is_asked_who_takes_over_everyone_may_ask(counter: Counter) -> None:
    _, carla, _ = await everyone_in(counter)
    await counter.run(_is_open)
    await carla.commands("afronden")
    assert "Je gaat iedereen vragen of dit kan eindigen" in carla.reads


def _is_open(unit: Unit) -> None:
    partnership = unit.session.get_one(Partnership, 1)
    watch: KeepingWatch = keepers.watch(unit, partnership, partnership.created_at)
    watch.step = Step.EVERYONE
    unit.session.add(watch)


async def test_a_round_that_runs_is_left_and_nothing_comes_any_more(counter: Counter) -> None:
    people = await everyone_in(counter)
    await open_round(counter, "Balanscheck")
    await people[1].taps("Beginnen")
    await people[1].taps("🟢 Ja")
    await ended(people)
    assert people[1].read("Liep er een ronde, dan laat ik daar niets van zien")
    before = [len(guest.chat) for guest in people]
    await counter.passes(timedelta(days=200))
    assert [len(guest.chat) for guest in people] == before
    await people[2].taps("Beginnen")
    assert "1 van 5" not in people[2].reads


async def test_what_is_done_after_the_end_leads_to_the_last_overview(counter: Counter) -> None:
    people = await everyone_in(counter)
    moniek = people[0]
    link = moniek.link_for("Woonstad")
    await moniek.commands("overleg")
    await ended(people)
    await moniek.taps("Rondes")
    assert moniek.read("Thuis in Oost · afgerond")
    await moniek.commands("overleg")
    assert "Thuis in Oost · afgerond" in moniek.reads
    await people[1].commands("menu")
    assert "Dit samenwerkingsverband is afgerond" in people[1].reads
    await people[1].taps("Wat er bereikt is")
    assert "Er blijft niets liggen" in people[1].reads
    peter = counter.guest("Peter")
    await peter.opens(link)
    assert "Ik doe mee" not in peter.labels


async def test_without_a_coordinator_two_organisations_open_it_again(counter: Counter) -> None:
    people = await everyone_in(counter)
    moniek, carla, fatima = people
    await ended(people)
    await carla.taps("Weer openen")
    assert "Wil nog een organisatie verder, dan gaat het weer open" in carla.reads
    await carla.commands("menu")
    await carla.taps("Weer openen")
    assert not fatima.read("opende dit weer"), "one organisation twice is one organisation"
    await fatima.taps("Weer openen")
    assert moniek.read("Fatima opende dit weer")


async def test_one_who_is_against_says_why_with_a_name_in_it_only_after_being_asked(counter: Counter) -> None:
    people = await everyone_in(counter)
    await asked(people[0])
    await people[1].taps("Nog niet")
    await people[1].types("Fatima heeft nog drie huizen leeg")
    assert not people[0].read("drie huizen")
    await people[1].taps("Zo delen")
    assert all_read(people, "Carla zegt: nog niet. ‘Fatima heeft nog drie huizen leeg’")
