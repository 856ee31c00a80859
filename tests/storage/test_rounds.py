"""Rounds, seats and answers as they are kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlmodel import select

from flows.answers import Answer, State
from process.rules.sealed import Sealed
from process.states import FloorKind, RoundStage
from storage.queries import floor, people, rounds
from storage.store import Store
from storage.tables import Member, Person, Round, StoredAnswer
from storage.unit import Unit
from tests.clock import ManualClock
from tests.storage.conftest import Do, Table, lay_table


async def test_answers_come_back_as_they_were_given(do: Do, table: Table, clock: ManualClock) -> None:
    given = [
        Answer("beeld", State.GIVEN, "red"),
        Answer("merkt", State.GIVEN, "We bellen allebei 📞"),
        Answer("tijd", State.ALOUD),
    ]
    for answer in given:
        words = answer.question == "merkt"
        await do(
            lambda unit, a=answer, w=words: rounds.put_answer(unit, table.seat, a, words=w, now=clock.now())
        )
    assert await do(lambda unit: rounds.answers(unit, table.seat.id)) == {a.question: a for a in given}


async def test_typed_words_are_kept_encrypted(do: Do, table: Table, clock: ManualClock) -> None:
    answer = Answer("merkt", State.GIVEN, "geheim woord")
    await do(lambda unit: rounds.put_answer(unit, table.seat, answer, words=True, now=clock.now()))
    row = await do(lambda unit: unit.session.exec(select(StoredAnswer)).one())
    assert row.value is None
    assert b"geheim" not in row.words


async def test_a_changed_answer_takes_the_place_of_the_old_one(
    do: Do, table: Table, clock: ManualClock
) -> None:
    for state, value, words in (
        (State.GIVEN, "typed first", True),
        (State.GIVEN, "red", False),
        (State.UNKNOWN, None, False),
    ):
        answer = Answer("beeld", state, value)
        await do(
            lambda unit, a=answer, w=words: rounds.put_answer(unit, table.seat, a, words=w, now=clock.now())
        )
    row = await do(lambda unit: unit.session.exec(select(StoredAnswer)).one())
    assert (row.state, row.value, row.words, row.revision) == (State.UNKNOWN, None, None, 3)


async def test_the_words_of_a_forgotten_member_are_withdrawn(
    do: Do, store: Store, table: Table, clock: ManualClock
) -> None:
    typed, tapped = Answer("merkt", State.GIVEN, "tekst"), Answer("beeld", State.GIVEN, "red")
    await do(lambda unit: rounds.put_answer(unit, table.seat, typed, words=True, now=clock.now()))
    await do(lambda unit: rounds.put_answer(unit, table.seat, tapped, words=False, now=clock.now()))
    store.words.forget(table.member.id)
    assert await do(lambda unit: rounds.answers(unit, table.seat.id)) == {
        "merkt": Answer("merkt", State.WITHDRAWN),
        "beeld": tapped,
    }


async def test_all_answers_of_a_round_come_sealed(do: Do, table: Table) -> None:
    sealed = await do(lambda unit: rounds.all_answers(unit, table.round.id))
    assert isinstance(sealed, Sealed)


async def test_a_seat_is_found_by_its_round_and_member(do: Do, table: Table) -> None:
    found = await do(lambda unit: rounds.seat_of(unit, table.round.id, table.member.id))
    assert found.id == table.seat.id
    assert await do(lambda unit: rounds.seat_of(unit, table.round.id, table.member.id + 1)) is None


async def test_a_round_is_open_until_it_is_settled_or_skipped(do: Do, table: Table) -> None:
    async def open_with(stage: RoundStage) -> bool:
        def work(unit: Unit) -> bool:
            rounds.lock_round(unit, table.round.id).stage = stage
            unit.session.flush()
            return rounds.open_round(unit, table.partnership.id) is not None

        return await do(work)

    assert {stage: await open_with(stage) for stage in RoundStage} == {
        RoundStage.COLLECT: True,
        RoundStage.TOO_FEW: True,
        RoundStage.REVEALED: True,
        RoundStage.SETTLED: False,
        RoundStage.SKIPPED: False,
    }


async def test_the_previous_round_is_the_last_revealed_one_of_the_same_flow(
    do: Do, table: Table, clock: ManualClock
) -> None:
    def add(flow: str, number: int, revealed: bool) -> Round:
        return Round(
            partnership_id=table.partnership.id,
            flow=flow,
            revision="r1",
            number=number,
            opened_at=clock.now(),
            closes_at=clock.now(),
            revealed_at=clock.now() if revealed else None,
        )

    def work(unit: Unit) -> int | None:
        plan = [
            ("balanscheck", 2, True),
            ("balanscheck", 3, False),
            ("anna", 3, True),
            ("balanscheck", 4, False),
        ]
        made = [add(*each) for each in plan]
        unit.session.add_all(made)
        unit.session.flush()
        previous = rounds.previous_round(unit, made[-1])
        assert rounds.previous_round(unit, made[0]) is None
        return previous and previous.number

    assert await do(work) == 2


async def test_two_last_answers_at_once_see_each_other(
    do: Do, anna: Person, bram: Person, table: Table, clock: ManualClock
) -> None:
    """With the round locked, whoever comes second knows what the first did: somebody reveals."""

    def finish(person: Person):  # type: ignore[no-untyped-def]
        def work(unit: Unit) -> int:
            people.lock_person(unit, person.id)
            round_ = rounds.lock_round(unit, table.round.id)
            round_.number += 1
            unit.session.add(round_)
            return round_.number

        return work

    numbers = await asyncio.gather(*(do(finish(who)) for who in (anna, bram) * 4))
    assert sorted(numbers) == list(range(2, 10))


async def test_the_version_of_a_floor_only_grows(do: Do, table: Table, anna: Person) -> None:
    assert await do(lambda unit: floor.floor(unit, anna.id)) is None
    first = await do(
        lambda unit: floor.set_floor(
            unit, anna.id, FloorKind.QUESTION, seat_id=table.seat.id, question="beeld"
        )
    )
    versions = await asyncio.gather(
        *(do(lambda unit: floor.set_floor(unit, anna.id, FloorKind.NONE).version) for _ in range(8))
    )
    assert first.version == 1
    assert sorted(versions) == list(range(2, 10))
    held = await do(lambda unit: floor.floor(unit, anna.id))
    assert (held.kind, held.seat_id, held.question, held.ref) == (FloorKind.NONE, None, None, None)


async def test_who_left_is_no_member_and_may_come_back(do: Do, anna: Person, clock: ManualClock) -> None:
    def leave_and_return(unit: Unit) -> tuple[list[int], list[int], int]:
        table = lay_table(unit, anna, clock)
        old = people.member(unit, table.member.id)
        old.left_at = clock.now() + timedelta(days=1)
        unit.session.flush()
        gone = [member.id for member in people.members_of_person(unit, anna.id)]
        new = Member(**(table.member.model_dump(exclude={"id", "left_at"})))
        unit.session.add(new)
        unit.session.flush()
        return gone, [member.id for member in people.members(unit, table.partnership.id)], new.id

    gone, back, new_id = await do(leave_and_return)
    assert (gone, back) == ([], [new_id])


async def test_a_person_without_an_organisation_comes_last(do: Do, table: Table, bram: Person) -> None:
    def invite_facilitator(unit: Unit) -> list[int | None]:
        fields = table.member.model_dump(exclude={"id"})
        unit.session.add(Member(**{**fields, "person_id": bram.id, "organisation_id": None}))
        unit.session.flush()
        return [member.organisation_id for member in people.members(unit, table.partnership.id)]

    assert await do(invite_facilitator) == [table.organisation.id, None]
