"""Who asks to be forgotten is gone within a minute: here, in old copies, and after a restore."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import SQLModel, select

from process.rules import overview
from storage.backup import backup
from storage.queries.forgetting import NOBODY
from storage.restore import restore
from storage.store import Store
from storage.tables import Address, Member, Outbox, Person, Round, Seat, Snapshot, StoredAnswer
from storage.tables.post import Passage
from storage.unit import Unit
from tests.clock import ManualClock
from tests.conftest import KEY, Database
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, join, make_oost, open_round
from tests.rights.canary import dump, leaks, rows_with
from tests.rights.rounds import RED, answers, everyone_answers

NAME, WORDS, DRAFT = "Quirijn Vlinderdas", "zesentwintig paarse egels", "een losse giraffe"
CANARIES = (NAME, WORDS, DRAFT)
MINUTE = timedelta(seconds=60)


async def forgets(guest: Guest) -> None:
    """By the command, and yes."""
    await guest.commands("vergeetmij")
    await guest.taps("Ja, wis alles")


async def oost_with_canary(counter: Counter) -> tuple[Guest, Guest, Guest]:
    """Moniek, the one with the canary at Woonstad, and Fatima."""
    moniek = await make_oost(counter)
    canary = await join(counter, NAME, moniek.link_for("Woonstad"))
    fatima = await join(counter, "Fatima", moniek.link_for("Zorgpunt"))
    return moniek, canary, fatima


async def of_canary(counter: Counter, member_id: int = 2) -> list[object]:
    """What still leads to this person, by any foreign key."""

    def look(unit: Unit) -> list[object]:
        found = []
        for table in SQLModel.metadata.sorted_tables:
            for column in table.columns:
                if any(key.column.table.name == "person" for key in column.foreign_keys):
                    found += unit.session.exec(select(table).where(column == 2)).all()
        return found

    return await counter.run(look)


async def test_it_asks_once_more_and_says_what_goes_what_stays_and_what_it_cannot_reach(
    oost: Counter,
) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("vergeetmij")
    for said in ("binnen een minuut", "Thuis in Oost", "aantallen per organisatie", "in het totaal",
                 "printten", "reservekopieën"):  # fmt: skip
        assert said in carla.reads
    assert len(carla.reads) < 1000
    assert carla.labels == ["Ja, wis alles", "Nee, laat staan"]
    await carla.taps("Nee, laat staan")
    assert await oost.run(lambda unit: unit.session.get_one(Member, 2).name) == "Carla"


@pytest.mark.one_database
async def test_an_old_yes_asks_again(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("vergeetmij")
    await oost.passes(timedelta(hours=2))
    await carla.taps("Ja, wis alles")
    assert "Ik vraag het één keer" in carla.reads
    assert await oost.run(lambda unit: unit.session.get_one(Member, 2).left_at) is None
    await carla.taps("Ja, wis alles")
    assert "Ik ken je niet meer" in carla.reads


async def test_within_a_minute_nothing_leads_to_this_person_and_the_counts_stay(counter: Counter) -> None:
    moniek, canary, _ = await oost_with_canary(counter)
    await open_round(counter, "Balanscheck")
    await everyone_answers(counter, {NAME: WORDS, "Fatima": "korte lijnen"})
    assert moniek.read(WORDS)
    await canary.types(DRAFT)
    before = await counter.run(_overview)
    await forgets(canary)
    assert "Klaar. Ik ken je niet meer en stuur je niets." in canary.reads
    await counter.passes(MINUTE)

    assert await of_canary(counter) == []
    assert await rows_with(counter.store, CANARIES) == []

    def look(unit: Unit) -> tuple[object, ...]:
        member = unit.session.get_one(Member, 2)
        addresses = unit.session.exec(select(Address).where(Address.address == NAME)).all()
        answered = unit.session.exec(
            select(StoredAnswer).join(Seat, Seat.id == StoredAnswer.seat_id).where(Seat.member_id == 2)
        ).all()
        return (
            member.name,
            member.person_id != 2,
            unit.session.get(Person, 2),
            list(addresses),
            list(answered),
        )

    assert await counter.run(look) == (NOBODY, True, None, [], [])
    after = await counter.run(_overview)
    assert [item.counts for item in after.items] == [item.counts for item in before.items]
    assert after.turnout == before.turnout


def _overview(unit: Unit) -> overview.Overview:
    return overview.from_json(
        unit.session.exec(select(Snapshot.contents).where(Snapshot.kind == "overview")).one()
    )


@pytest.mark.one_database
async def test_of_an_organisation_with_one_person_only_the_totals_stay_and_no_subtraction_brings_it_back(
    counter: Counter,
) -> None:
    _, canary, _ = await oost_with_canary(counter)
    await open_round(counter, "Balanscheck")
    for guest in counter.guests.values():
        await answers(guest, None, RED if guest is canary else "🟢 Ja")
    before = await counter.run(_overview)
    assert len(before.organisations) == 3
    await forgets(canary)
    after = await counter.run(_overview)
    shown = {party.id for party in after.organisations}
    assert len(shown - {2}) == len(shown) == 1
    for item in after.items:
        apart = sum((cell.counts.answers for cell in item.cells), 0)
        assert item.counts is not None
        assert item.counts.answers - apart != 1


@pytest.mark.one_database
async def test_with_a_colleague_the_counts_of_the_organisation_stay(counter: Counter) -> None:
    moniek, canary, _ = await oost_with_canary(counter)
    await join(counter, "Carla", moniek.link_for("Woonstad"))
    await open_round(counter, "Balanscheck")
    await everyone_answers(counter, {NAME: WORDS})
    before = await counter.run(_overview)
    await forgets(canary)
    after = await counter.run(_overview)
    assert [item.cells for item in after.items] == [item.cells for item in before.items]


@pytest.mark.one_database
async def test_in_the_middle_of_a_round_the_seat_is_given_back_and_the_others_go_on(counter: Counter) -> None:
    moniek, canary, fatima = await oost_with_canary(counter)
    await open_round(counter, "Balanscheck")
    await answers(canary, WORDS)
    await answers(moniek)
    await fatima.taps("Beginnen")
    await forgets(canary)
    await fatima.taps("Overslaan")
    assert fatima.read("2 van 5")
    states = await counter.run(lambda unit: unit.session.exec(select(Seat.state).order_by(Seat.id)).all())
    assert [each.value for each in states] == ["sent", "passed", "begun"]


@pytest.mark.one_database
async def test_a_round_that_waited_for_nobody_else_ends(counter: Counter) -> None:
    moniek, canary, fatima = await oost_with_canary(counter)
    await open_round(counter, "Balanscheck")
    await answers(moniek)
    await answers(fatima)
    await canary.taps("Beginnen")
    await forgets(canary)
    round_ = await counter.run(lambda unit: unit.session.exec(select(Round)).one())
    assert round_.revealed_at is not None or round_.closed_at is not None


@pytest.mark.one_database
async def test_the_others_hear_it_without_a_name(counter: Counter) -> None:
    moniek, canary, fatima = await oost_with_canary(counter)
    await forgets(canary)
    await counter.passes(timedelta(days=1))
    for guest in (moniek, fatima):
        assert guest.read("Iemand van Woonstad is gestopt en heeft alles laten wissen.")


@pytest.mark.one_database
async def test_a_name_that_waits_in_a_message_to_others_is_taken_out_of_it(counter: Counter) -> None:
    moniek = await make_oost(counter)
    await counter.passes(timedelta(hours=8))  # in the evening nobody is told anything
    canary = await join(counter, NAME, moniek.link_for("Woonstad"))
    waiting = await counter.run(_waiting)
    assert any(NAME in message for message in waiting)
    await forgets(canary)
    assert not any(NAME in message for message in await counter.run(_waiting))
    await counter.passes(timedelta(days=1))
    assert moniek.read("– (Woonstad) doet mee.")


def _waiting(unit: Unit) -> list[str]:
    return list(unit.session.exec(select(Outbox.message).where(Outbox.state == Passage.READY)))


@pytest.mark.one_database
async def test_the_last_coordinator_who_is_forgotten_leaves_nothing_in_silence(oost: Counter) -> None:
    moniek, carla, fatima = await everyone_in(oost)
    await forgets(moniek)
    await oost.passes(timedelta(days=1))
    for guest in (carla, fatima):
        assert guest.read("Iemand van gemeente Oost is gestopt")
        assert guest.read("Er is nu niemand meer die coördineert.")
        assert guest.read("Niemand let er nu op dat dit blijft leven.")


@pytest.mark.one_database
async def test_a_stranger_who_was_never_in_anything_is_gone_as_well(oost: Counter) -> None:
    jan = oost.guest("Jan")
    await jan.commands("start")
    await jan.commands("vergeetmij")
    assert "Ik bewaar bijna niets van je" in jan.reads
    await jan.taps("Ja, wis alles")
    await oost.passes(MINUTE)
    found = await oost.run(
        lambda unit: unit.session.exec(select(Address).where(Address.address == "Jan")).first()
    )
    assert found is None


@pytest.mark.one_database
async def test_who_comes_back_at_once_is_somebody_new(oost: Counter) -> None:
    moniek, carla, _ = await everyone_in(oost)
    await forgets(carla)
    await carla.opens(moniek.link_for("Woonstad"))
    await oost.passes(MINUTE)
    for label in ("Ik doe mee", "Carla", "Uitvoering", "Ochtend"):
        await carla.taps(label)
    await oost.passes(MINUTE)
    members = await oost.run(lambda unit: unit.session.exec(select(Member).order_by(Member.id)).all())
    assert [each.name for each in members] == ["Moniek", NOBODY, "Fatima", "Carla"]
    assert len({each.person_id for each in members}) == 4
    assert members[3].left_at is None


@pytest.mark.one_database
async def test_two_partnerships_are_forgotten_together_and_nothing_ties_them(counter: Counter) -> None:
    moniek, canary, _ = await oost_with_canary(counter)
    jan = counter.guest("Jan")
    token = await counter.coordinator_token()
    await jan.opens(token)
    await jan.taps("Ja, ik wil beginnen")
    await jan.taps("Jan")
    for text in ("Wonen in West", "ouderen"):
        await jan.types(text)
    await jan.types("gemeente West")
    await jan.taps("Leiding of beleid")
    await jan.types("Woonstad, Zorgpunt")
    await jan.taps("Klaar")
    await jan.types("16-12 10:00")
    for label in ("Ochtend", "Ik", "Klopt"):
        await jan.taps(label)
    await canary.opens(jan.link_for("Woonstad"))
    for label in ("Ik doe mee", NAME, "Uitvoering", "Ochtend"):
        await canary.taps(label)
    await canary.commands("vergeetmij")
    assert "Thuis in Oost, Wonen in West" in canary.reads
    await canary.taps("Ja, wis alles")
    await counter.passes(timedelta(days=1))
    gone = await counter.run(
        lambda unit: unit.session.exec(select(Member).where(Member.name == NOBODY)).all()
    )
    assert len(gone) == 2
    assert len({each.person_id for each in gone}) == 2
    assert moniek.read("Iemand van Woonstad is gestopt")
    assert jan.read("Iemand van Woonstad is gestopt")
    assert await rows_with(counter.store, CANARIES) == []


async def test_no_file_and_no_copy_gives_the_canary_back(
    tmp_path: Path, clock: ManualClock, database: Database
) -> None:
    """On SQLite in files that are not encrypted, where every page can be read."""
    is_file = database.url.startswith("sqlite")
    folder = tmp_path / "plain"
    folder.mkdir()
    url, key = (f"sqlite:///{folder}/vinkje.db", None) if is_file else (database.url, KEY)
    store = Store.open(url, key, clock=clock, unencrypted=True)
    counter = Counter(store, clock)
    _, canary, _ = await oost_with_canary(counter)
    await open_round(counter, "Balanscheck")
    await everyone_answers(counter, {NAME: WORDS})
    await canary.types(DRAFT)
    dumped = tmp_path / "dumped"
    dumped.mkdir()
    if is_file:
        assert leaks(folder, CANARIES), "the name can be found while it is there"
        await asyncio.to_thread(backup, url, key, tmp_path / "before", clock=clock)
    else:
        await asyncio.to_thread(dump, url, dumped / "before")
        assert leaks(dumped, CANARIES), "the name can be found while it is there"
        (dumped / "before").unlink()
    await forgets(canary)
    await store.truncate()  # what the bot does after the act
    await counter.passes(MINUTE)
    await store.truncate()
    if is_file:
        assert leaks(folder, CANARIES) == []
        await asyncio.to_thread(backup, url, key, tmp_path / "safe", clock=clock)
        assert leaks(tmp_path / "safe", CANARIES) == []
    else:
        await asyncio.to_thread(dump, url, dumped / "after")
        assert leaks(dumped, CANARIES) == []
    assert await rows_with(store, CANARIES) == []
    store.close()


@pytest.mark.one_database
async def test_after_a_restore_of_an_older_copy_they_are_still_forgotten(
    tmp_path: Path, clock: ManualClock, database: Database
) -> None:
    store = Store.open(database.url, KEY, clock=clock)
    counter = Counter(store, clock)
    _, canary, _ = await oost_with_canary(counter)
    await open_round(counter, "Balanscheck")
    await everyone_answers(counter, {NAME: WORDS})
    await canary.types(DRAFT)
    made = await asyncio.to_thread(backup, database.url, KEY, tmp_path / "safe", clock=clock)
    await forgets(canary)
    await counter.passes(MINUTE)
    store.close()
    clock.move(timedelta(days=1))

    done = await asyncio.to_thread(restore, database.url, KEY, made.database, replace=True, clock=clock)
    assert done.forgotten == 1
    again = Store.open(database.url, KEY, clock=clock)
    assert await rows_with(again, (NAME, DRAFT)) == []
    counter = Counter(again, clock)
    assert await counter.run(lambda unit: unit.session.get(Person, 2)) is None
    assert await counter.run(lambda unit: unit.session.get_one(Member, 2).name) == NOBODY
    shown = await counter.run(_overview)
    assert len(shown.organisations) == 1, "of who answered alone only the totals stay, after the restore too"
    again.close()


@pytest.mark.one_database
async def test_in_english_all_of_it_in_english(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.commands("language")
    await carla.taps("English")
    await carla.taps("Beginnen")
    await carla.commands("forgetme")
    assert carla.read("Erase everything? I ask once.")
    assert "1 of 5" in carla.reads, "the question stays"
    await carla.taps("Yes, erase everything")
    assert carla.read("Done. I do not know you any more")
