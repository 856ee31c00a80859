"""What people choose together after a result: who chose what until it is settled, then only the outcome."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from process.rules.choosing import Outcome
from storage.tables import Choosing, Round, TopicVoice
from storage.unit import Unit


def begin(unit: Unit, round_id: int, closes_at: datetime) -> Choosing:
    """From now on people can choose, until `closes_at` (UTC)."""
    row = Choosing(round_id=round_id, closes_at=closes_at)
    unit.session.add(row)
    unit.session.flush()
    return row


def choosing(unit: Unit, round_id: int) -> Choosing | None:
    """The choosing of a round, None when its people were not asked. Hold the round to change it."""
    return unit.session.exec(
        select(Choosing).where(Choosing.round_id == round_id).execution_options(populate_existing=True)
    ).first()


def voice(unit: Unit, round_id: int, member_id: int) -> TopicVoice | None:
    """What this person chose so far, None before their first tap and after it was settled."""
    found = select(TopicVoice).where(TopicVoice.round_id == round_id, TopicVoice.member_id == member_id)
    return unit.session.exec(found.execution_options(populate_existing=True)).first()


def say(
    unit: Unit, round_id: int, member_id: int, picks: Iterable[str], sent_at: datetime | None
) -> TopicVoice:
    """Keep what somebody chooses; `sent_at` when they are done."""
    row = voice(unit, round_id, member_id) or TopicVoice(round_id=round_id, member_id=member_id)
    row.picks, row.sent_at = " ".join(picks), sent_at
    unit.session.add(row)
    unit.session.flush()
    return row


def picks_of(row: TopicVoice | None) -> tuple[str, ...]:
    """The questions that somebody chose."""
    return tuple(row.picks.split()) if row is not None else ()


def voices(unit: Unit, round_id: int) -> list[TopicVoice]:
    """Everyone who tapped anything."""
    return list(unit.session.exec(select(TopicVoice).where(TopicVoice.round_id == round_id)))


def settle(unit: Unit, row: Choosing, outcome: Outcome, now: datetime) -> None:
    """Keep what came of it, and let go of who chose what: from here on nobody needs that."""
    row.chosen, row.tied, row.named = map(" ".join, (outcome.chosen, outcome.tied, outcome.named))
    row.settled_at = now
    unit.session.add(row)
    unit.session.exec(delete(TopicVoice).where(col(TopicVoice.round_id) == row.round_id))
    unit.session.flush()


def outcome_of(row: Choosing) -> Outcome:
    """What came of it, as it was kept."""
    return Outcome(tuple(row.chosen.split()), tuple(row.tied.split()), tuple(row.named.split()))


def of_members(unit: Unit, member_ids: Iterable[int]) -> list[tuple[TopicVoice, Round]]:
    """What these members chose and that is not settled yet, oldest first."""
    found = select(TopicVoice, Round).join(Round, col(Round.id) == col(TopicVoice.round_id))
    mine = found.where(col(TopicVoice.member_id).in_(list(member_ids)))
    return [(row, round_) for row, round_ in unit.session.exec(mine.order_by(col(TopicVoice.id)))]


def forget(unit: Unit, member_id: int) -> None:
    """What a member chose goes, and counts for nothing."""
    unit.session.exec(delete(TopicVoice).where(col(TopicVoice.member_id) == member_id))
    unit.session.flush()
