"""A partnership that ended: at the date that everybody was told everything of people is gone, not before."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from sqlmodel import col, select

from bot.upkeep.terms import keep_to_terms
from process.rules.ending import Reason
from process.rules.keeping import Keeping, months_later
from storage import erasing
from storage.queries import digests, endings, events, opening, partnerships
from storage.queries.forgetting import NOBODY
from storage.store import Store
from storage.tables import Digest, Ending, EndingVoice, Event, Member, Partnership, Round, StoredAnswer, Told
from storage.unit import Unit
from tests.clock import A_MONDAY, ManualClock
from tests.retention.test_terms import DAY, a_round, founded

MONTHS = 12


def _ended(unit: Unit, at: datetime) -> int:
    partnership_id, members = founded(unit, at - 400 * DAY)
    a_round(unit, partnership_id, members, [0, 2, 4], True, at - 20 * DAY)
    events.note(unit, partnership_id, "ended", members[0], at)
    digests.make(unit, partnership_id, at, besides=())
    row = endings.ask(
        unit, partnership_id=partnership_id, asked_by=members[0], reason=Reason.REACHED,
        words="Iedereen woont weer thuis", asked_at=at, until=at + 14 * DAY,
    )  # fmt: skip
    endings.say(unit, row, members[2], agrees=False, words="Nog drie huizen", now=at)
    partnerships.end(unit, partnerships.partnership(unit, partnership_id), at)
    return partnership_id


async def test_nothing_of_anybody_is_left_at_the_date_and_everything_the_day_before(
    store: Store, clock: ManualClock
) -> None:
    partnership_id = await store.run(lambda unit: _ended(unit, A_MONDAY), name="test")
    goes = months_later(A_MONDAY, MONTHS)
    early = await keep_to_terms(store, Keeping(MONTHS), goes - DAY)
    assert early.ended == 0
    names, words, _ = await store.read(lambda unit: _left(unit, partnership_id), name="look")
    assert NOBODY not in names
    assert words == ["Iedereen woont weer thuis", "Nog drie huizen"]
    kept = await keep_to_terms(store, Keeping(MONTHS), goes)
    assert (kept.ended, kept.failed) == (1, 0)
    names, words, rows = await store.read(lambda unit: _left(unit, partnership_id), name="look")
    assert set(names) == {NOBODY}
    assert words == []
    assert rows == 0
    again = await keep_to_terms(store, Keeping(MONTHS), goes + DAY)
    assert again.ended == 0, "once is enough"


def _left(unit: Unit, partnership_id: int) -> tuple[list[str], list[str | None], int]:
    names = [each.name for each in unit.session.exec(select(Member))]
    said = [endings.words(unit, row) for row in unit.session.exec(select(Ending))]
    said += [endings.voice_words(unit, row) for row in unit.session.exec(select(EndingVoice))]
    tables = (Ending, EndingVoice, Event, Digest, Told, StoredAnswer)
    rows = sum(len(unit.session.exec(select(table)).all()) for table in tables)
    return names, said, rows


@pytest.mark.one_database
async def test_the_key_of_the_partnership_goes_and_counts_stay(store: Store, clock: ManualClock) -> None:
    def play(unit: Unit) -> None:
        partnership_id = _ended(unit, A_MONDAY)
        sealed = unit.words.seal_shared(partnership_id, "Eén lijst", "agreement")
        assert erasing.erase_ended(unit, partnership_id, Keeping(MONTHS), months_later(A_MONDAY, MONTHS))
        assert unit.words.open_shared(partnership_id, sealed, "agreement") is None
        round_ = unit.session.exec(select(Round)).one()
        shown = _overview(unit, round_.id)
        assert shown["turnout"]["people_sent"] == 3
        assert unit.session.get_one(Partnership, partnership_id).doelgroep == ""

    await store.run(play, name="test")


def _overview(unit: Unit, round_id: int) -> dict:
    kept = opening.snapshot(unit, round_id, "overview")
    assert kept is not None
    return dict(json.loads(kept.contents))


@pytest.mark.one_database
async def test_what_goes_on_or_was_opened_again_is_not_touched(store: Store, clock: ManualClock) -> None:
    def play(unit: Unit) -> None:
        partnership_id = _ended(unit, A_MONDAY)
        partnership = partnerships.partnership(unit, partnership_id)
        later = months_later(A_MONDAY, 2 * MONTHS)
        assert erasing.due(unit, Keeping(MONTHS), later) == [partnership_id]
        partnerships.reopen(unit, partnership)
        assert erasing.due(unit, Keeping(MONTHS), later) == []
        assert not erasing.erase_ended(unit, partnership_id, Keeping(MONTHS), later)
        assert unit.session.exec(select(Member.id).where(col(Member.name) != NOBODY)).all()

    await store.run(play, name="test")


@pytest.mark.one_database
@pytest.mark.parametrize(("chosen", "months"), [(None, 12), (3, 3), (24, 24)])
async def test_the_term_that_the_partnership_chose_counts(
    store: Store, clock: ManualClock, chosen: int | None, months: int
) -> None:
    def play(unit: Unit) -> None:
        partnership_id = _ended(unit, A_MONDAY)
        partnership = partnerships.partnership(unit, partnership_id)
        partnership.keep_months = chosen
        unit.session.add(partnership)
        assert erasing.goes_at(partnership, Keeping(MONTHS)) == months_later(A_MONDAY, months)

    await store.run(play, name="test")
