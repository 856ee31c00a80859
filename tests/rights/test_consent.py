"""Nothing is asked of anybody who did not agree to the text that counts, and the database sees to it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import select, update

from flows.answers import Answer, State
from process import terms
from process.states import Role
from storage.queries import consent, membership, opening, people, rounds
from storage.store import Store
from storage.tables import Consent, Member, Seat, StoredAnswer
from storage.trouble import StorageError
from storage.unit import Unit
from tests.clock import ManualClock
from tests.process.counter import Counter
from tests.process.oost import everyone_in, open_round
from tests.rights.rounds import GREEN, to_the_check

REFUSED = (IntegrityError, DBAPIError, StorageError)


async def seated(store: Store, clock: ManualClock) -> tuple[int, int]:
    """A member with a seat, and another one; their ids."""

    def work(unit: Unit) -> tuple[int, int]:
        now = clock.now()
        carla = people.new_person(unit, "counter", "carla", "nl", now)
        jan = people.new_person(unit, "counter", "jan", "en", now)
        partnership, (one, two) = membership.found(
            unit, name="Oost", doelgroep="gezinnen", organisations=("A", "B"), made_by=carla.id,
            timezone="Europe/Amsterdam", now=now,
        )  # fmt: skip
        members = [
            membership.new_member(
                unit,
                person_id=person.id,
                partnership_id=partnership.id,
                organisation_id=party.id,
                layer=None,
                role=Role.PARTNER,
                name="x",
                consent="1",
                now=now,
            )
            for person, party in ((carla, one), (jan, two))
        ]
        opening.keep_flow(unit, "f", "r", "", now)
        round_ = opening.new_round(
            unit, partnership_id=partnership.id, flow="f", revision="r", opened_at=now, closes_at=now,
            opened_by=None,
        )  # fmt: skip
        return opening.new_seat(unit, round_, members[0]).id, members[1].id

    return await store.run(work, name="seated")


def put(clock: ManualClock, seat_id: int):  # type: ignore[no-untyped-def]
    def work(unit: Unit) -> None:
        seat = rounds.seat(unit, seat_id)
        rounds.put_answer(unit, seat, Answer("q", State.GIVEN, "red"), words=False, now=clock.now())

    return work


def run_sql(statement: str, **values: int):  # type: ignore[no-untyped-def]
    return lambda unit: unit.session.exec(text(statement).bindparams(**values))


async def test_no_answer_without_consent(store: Store, clock: ManualClock) -> None:
    seat, _ = await seated(store, clock)
    await store.run(run_sql("DELETE FROM consent"), name="none")
    with pytest.raises(REFUSED):
        await store.run(put(clock, seat), name="answer")
    await store.run(lambda unit: consent.agree(unit, 1, "1", "nl", clock.now()), name="agree")
    await store.run(put(clock, seat), name="answer")


async def test_no_consent_goes_while_there_is_an_answer(store: Store, clock: ManualClock) -> None:
    seat, other = await seated(store, clock)
    await store.run(put(clock, seat), name="answer")
    for refused in (
        run_sql("DELETE FROM consent WHERE member_id = 1"),
        run_sql("UPDATE consent SET member_id = :other, version = 'x' WHERE member_id = 1", other=other),
    ):
        with pytest.raises(REFUSED):
            await store.run(refused, name="take away")
    await store.run(run_sql("DELETE FROM consent WHERE member_id = :other", other=other), name="not answered")
    with pytest.raises(REFUSED):
        await store.run(run_sql("UPDATE seat SET member_id = :other", other=other), name="who did not agree")
    kept = await store.read(lambda unit: unit.session.exec(select(StoredAnswer.seat_id)).all(), name="look")
    assert list(kept) == [seat]


async def test_agreeing_twice_is_agreeing_once_and_each_version_has_its_row(
    store: Store, clock: ManualClock
) -> None:
    await seated(store, clock)
    for version in ("2", "2", "3"):
        await store.run(lambda unit, v=version: consent.agree(unit, 1, v, "en", clock.now()), name="agree")

    def look(unit: Unit) -> list[tuple[str, str]]:
        mine = select(Consent.version, Consent.language).where(Consent.member_id == 1).order_by(Consent.id)
        return list(unit.session.exec(mine))

    assert await store.read(look, name="look") == [("1", "nl"), ("2", "en"), ("3", "en")]


async def _agreed_to(counter: Counter, version: str) -> None:
    """As if everybody had joined when the text was another one."""

    def older(unit: Unit) -> None:
        unit.session.exec(update(Consent).values(version=version))

    await counter.run(older)


@pytest.mark.one_database
async def test_who_joins_agrees_in_their_own_language(oost: Counter) -> None:
    ann = oost.guest("Ann", "en")
    await ann.opens(oost.guest("Moniek").link_for("Woonstad"))
    for label in ("Count me in", "Ann", "Practice", "Morning"):
        await ann.taps(label)
    kept = await oost.run(lambda unit: unit.session.exec(select(Consent).order_by(Consent.id)).all())
    assert [(each.member_id, each.version, each.language) for each in kept] == [
        (1, terms.VERSION, "nl"),
        (2, terms.VERSION, "en"),
    ]


@pytest.mark.one_database
async def test_when_the_text_changed_that_is_asked_before_the_first_question(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await _agreed_to(oost, "1")
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    assert "er is iets veranderd" in carla.reads
    assert len(carla.reads) < 420, "one short message"
    assert carla.labels == ["Ja, ik doe mee", "Meer lezen", "Nee, ik stop"]
    await carla.taps("Meer lezen")
    assert "Verantwoordelijk is de gemeente Oost" in carla.reads
    await carla.taps("← Terug")
    await carla.taps("Ja, ik doe mee")
    assert "1 van 5" in carla.reads
    await carla.taps(GREEN)
    assert "2 van 5" in carla.reads, "asked once"


@pytest.mark.one_database
async def test_when_the_text_changes_under_a_question_its_answer_counts_and_the_next_one_waits(
    oost: Counter,
) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    await _agreed_to(oost, "1")
    await carla.taps(GREEN)
    assert "er is iets veranderd" in carla.reads
    await carla.types("en dan nog iets")
    assert not await _typed_answers(oost), "no word is kept of who still has to agree"
    await carla.taps("Ja, ik doe mee")
    assert carla.read("2 van 5")


async def _typed_answers(counter: Counter) -> list[StoredAnswer]:
    return await counter.run(
        lambda unit: list(unit.session.exec(select(StoredAnswer).where(StoredAnswer.words.is_not(None))))
    )


@pytest.mark.one_database
async def test_nothing_is_sent_under_a_text_that_was_not_agreed_to(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    await to_the_check(carla, None, GREEN)
    await _agreed_to(oost, "1")
    await carla.taps("Iets veranderen")
    await carla.taps("doelen")
    await carla.taps(GREEN)
    assert "er is iets veranderd" in carla.reads
    sent = await oost.run(lambda unit: unit.session.exec(select(Seat.sent_at)).all())
    assert list(sent) == [None, None, None]


@pytest.mark.one_database
async def test_not_agreeing_is_leaving(oost: Counter) -> None:
    moniek, carla, _ = await everyone_in(oost)
    await _agreed_to(oost, "1")
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    await carla.taps("Nee, ik stop")
    await carla.taps("Ja, ik stop")
    assert carla.read("Je bent uit Thuis in Oost")
    left = await oost.run(lambda unit: unit.session.get_one(Member, 2).left_at)
    assert left is not None
    await oost.passes(timedelta(days=1))
    assert moniek.read("Carla is gestopt en doet niet meer mee.")


@pytest.mark.one_database
async def test_a_button_for_an_older_text_agrees_to_nothing(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await _agreed_to(oost, "1")
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    bubble, choice = carla.button("Ja, ik doe mee")
    old = type(choice)(choice.label, type(choice.press)("agree", (choice.press.args[0], "0")))
    await carla.presses(bubble, old)
    assert "er is iets veranderd" in carla.reads
