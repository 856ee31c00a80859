"""What is for somebody alone is kept apart, read back by them, and gone however the round ends."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from flows.answers import Answer, State
from flows.question import Share
from process import alone, discussing, ending, own_answers
from process.case import Work, flow_for
from process.outcome import Outcome
from process.rules.discussing import Decision
from process.rules.ending import Reason
from process.rules.keeping import Keeping
from process.states import Role, RoundStage
from storage import retention
from storage.queries import endings, forgetting, joint, mydata, opening, partnerships, people, rounds
from storage.tables import Member, Person, Round, Seat, StoredAnswer
from storage.unit import Unit
from tests.motives.test_nobody_else import BIRD, Alone, Asked, worlds, written

FLOW = written([Asked("tick", Share.SELF, below=True)])
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def world() -> Iterator[Alone]:
    """Anna answered and sent; the round still collects."""
    with worlds(FLOW) as (one, _):
        asyncio.run(one.sends("Anna"))
        yield one


class TakenBackError(Exception):
    """Ends a look, so that nothing of it stays."""


@dataclass
class Looking:
    """The world as it was, for one thing to be tried in it."""

    world: Alone

    def at(self, what: Callable[[Unit], object]) -> None:
        """Try this in a unit that is taken back."""

        def tried(unit: Unit) -> None:
            what(unit)
            raise TakenBackError

        with pytest.raises(TakenBackError):
            asyncio.run(self.world.counter.run(tried))

    def work(self, unit: Unit) -> Work:
        """What decisions work with."""
        return Work(unit, self.world.counter.clock.moment(), self.world.counter.home)


@pytest.fixture
def looking(world: Alone) -> Looking:
    """A look at what is kept."""
    return Looking(world)


def kept(unit: Unit) -> list[StoredAnswer]:
    return list(unit.session.exec(select(StoredAnswer).where(col(StoredAnswer.alone))))


def anna(unit: Unit) -> tuple[Seat, Member, Person]:
    return next(each for each in opening.seats_with_people(unit, 1) if each[1].name == "Anna")


def rows_alone(unit: Unit) -> list[dict[str, object]]:
    parts = mydata.everything(unit, anna(unit)[2])
    rows = next(part.rows for part in parts if part.name == "answers")
    return [dict(row) for row in rows if dict(row)["for_you_alone"]]


def test_its_author_reads_it_in_their_own_data_and_nobody_else_in_what_is_sealed(looking: Looking) -> None:
    def look(unit: Unit) -> None:
        seat = anna(unit)[0]
        own = {each.question for each in kept(unit)}
        assert own
        assert own <= rounds.answers(unit, seat.id).keys()
        assert any(BIRD in str(row["answer"]) for row in rows_alone(unit))
        assert rounds.words_at(unit, [(seat.id, question) for question in own]) == {}
        voices = rounds.all_answers(unit, 1)._reveal()
        assert not any(own & voice.answers.keys() for voice in voices)
        assert any(voice.answers for voice in voices)

    looking.at(look)


def test_it_cannot_be_corrected_for_others_to_read(looking: Looking) -> None:
    def look(unit: Unit) -> None:
        round_, seat = rounds.lock_round(unit, 1), anna(unit)[0]
        opening.set_stage(unit, round_, RoundStage.REVEALED, at=looking.work(unit).now)
        flow = flow_for(unit, looking.world.counter.home.shelf, round_, seat)
        found = own_answers.of_seat(unit, flow, round_, seat)
        assert found
        assert not any(each.question.share is Share.SELF for each in found)

    looking.at(look)


def _discussed(work: Work, round_: Round) -> Outcome:
    return discussing.end(work, round_, Decision.TALKED, None)


def _skipped(work: Work, round_: Round) -> Outcome:
    return alone.end_round(work, round_, RoundStage.SKIPPED)


def _ended(work: Work, round_: Round) -> Outcome:
    partnership = partnerships.partnership(work.unit, 1)
    asked_by = next(each for each in people.members(work.unit, 1) if each.role == Role.COORDINATOR)
    row = endings.ask(
        work.unit,
        partnership_id=1,
        asked_by=asked_by.id,
        reason=Reason.REACHED,
        words=None,
        asked_at=work.now,
        until=work.now,
    )
    return ending._end(work, partnership, row)


@pytest.mark.parametrize("stage", [RoundStage.COLLECT, RoundStage.REVEALED])
@pytest.mark.parametrize("ends", [_discussed, _skipped, _ended])
def test_however_a_round_ends_it_is_gone_from_the_disk_as_well(
    looking: Looking, ends: Callable[[Work, Round], Outcome], stage: RoundStage
) -> None:
    def over(unit: Unit) -> None:
        round_ = rounds.lock_round(unit, 1)
        opening.set_stage(unit, round_, stage, at=looking.work(unit).now)
        assert ends(looking.work(unit), round_).erased
        assert kept(unit) == []
        assert rows_alone(unit) == []
        assert rounds.answers(unit, anna(unit)[0].id)

    looking.at(over)


def test_it_goes_with_the_person_and_with_the_term_of_keeping(looking: Looking) -> None:
    def forgotten(unit: Unit) -> None:
        forgetting.erase(unit, anna(unit)[1].id, looking.work(unit).now)
        assert kept(unit) == []

    def faded(unit: Unit) -> None:
        round_ = rounds.lock_round(unit, 1)
        years_later = round_.closes_at + timedelta(days=1000)
        assert retention.empty(unit, 1, Keeping(), years_later)
        assert kept(unit) == []

    looking.at(forgotten)
    looking.at(faded)


def test_where_an_organisation_answers_together_it_stays_with_the_one_who_gave_it(looking: Looking) -> None:
    def shared(unit: Unit) -> None:
        now = looking.work(unit).now
        round_ = Round(
            partnership_id=1, flow="proef", revision="x", number=2, opened_at=now, closes_at=now, joint=True
        )
        unit.session.add(round_)
        unit.session.flush()
        of = [each for each in people.members(unit, 1) if each.name in ("Anna", "Bert")]
        seats = [opening.new_seat(unit, round_, each) for each in of]
        for seat in seats:
            joint.take_place(unit, round_, seat)
        rounds.put_answer(unit, seats[1], Answer("deel", State.GIVEN, "red"), words=False, now=now)
        for seat, value in zip(seats, ("green", "red"), strict=True):
            own = Answer("zelf", State.GIVEN, value)
            rounds.put_answer(unit, seat, own, words=False, now=now, alone=True)
        for seat, value in zip(seats, ("green", "red"), strict=True):
            mine = rounds.answers(unit, seat.id)
            assert (mine["deel"].value, mine["zelf"].value) == ("red", value)
        (voice,) = rounds.all_answers(unit, round_.id)._reveal()
        assert voice.answers.keys() == {"deel"}

    looking.at(shared)


def test_a_round_ends_in_one_way_so_that_nothing_of_it_can_stay() -> None:
    final = re.compile(r"set_stage\([^)]*(SETTLED|SKIPPED)")
    ends = [
        path.name
        for folder in ("process", "bot", "storage")
        for path in (ROOT / folder).rglob("*.py")
        if final.search(path.read_text(encoding="utf-8"))
    ]
    assert ends == []
