"""What people said of a result, how its round ended, and which topics go on the next talking sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from process.states import Discussed, RoundStage
from storage.tables import Discussion, Event, LeftOver, Member, Round
from storage.unit import Unit

Topic = tuple[int, str]
"""A round and its question."""


def said_since(
    unit: Unit, round_: Round, kinds: Iterable[str], marks: Iterable[str]
) -> list[tuple[str, Member]]:
    """The events of these kinds about a round with who caused them, oldest first, since the last mark.

    A mark is an event of one of the other kinds: what people said before it was about an earlier meeting.
    """
    mark = last_mark(unit, round_, marks)
    since = mark.id if mark is not None else 0
    found = unit.session.exec(
        select(Event.kind, Member)
        .join(Member, col(Member.id) == col(Event.member_id))
        .where(*_of(round_), col(Event.kind).in_(list(kinds)), col(Event.id) > since)
        .order_by(col(Event.id))
    )
    return [(kind, member) for kind, member in found]


def last_mark(unit: Unit, round_: Round, marks: Iterable[str]) -> Event | None:
    """The last event of these kinds about a round, None when there was none."""
    return unit.session.exec(
        select(Event)
        .where(*_of(round_), col(Event.kind).in_(list(marks)))
        .order_by(col(Event.id).desc())
        .limit(1)
    ).first()


def _of(round_: Round) -> tuple[ColumnElement[bool], ...]:
    return (col(Event.partnership_id) == round_.partnership_id, col(Event.data) == str(round_.id))


def end(unit: Unit, round_: Round, how: Discussed, now: datetime) -> Discussion:
    """Keep how a round ended; there is one for each."""
    row = Discussion(partnership_id=round_.partnership_id, round_id=round_.id, how=how, ended_at=now)
    unit.session.add(row)
    unit.session.flush()
    return row


def discussion(unit: Unit, round_id: int) -> Discussion | None:
    """How a round ended, None while it has not (or ended before this was kept)."""
    return unit.session.exec(select(Discussion).where(Discussion.round_id == round_id)).first()


def lock_discussion(unit: Unit, round_id: int) -> Discussion | None:
    """The same, held until the unit ends: for who writes in it, as a screen cannot."""
    return unit.session.exec(
        select(Discussion)
        .where(Discussion.round_id == round_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()


def write_down(unit: Unit, row: Discussion, words: str, member_id: int) -> None:
    """One line on what was decided; it belongs to the partnership, and everyone is yet to hear it."""
    row.words = unit.words.seal_shared(row.partnership_id, words, _about(row))
    row.written_by = member_id
    row.told_at = None
    unit.session.add(row)
    unit.session.flush()


def words(unit: Unit, row: Discussion) -> str | None:
    """What was decided, None when nobody wrote it down or its term is over."""
    if row.words is None:
        return None
    return unit.words.open_shared(row.partnership_id, row.words, _about(row))


def forget_words(unit: Unit, round_id: int) -> None:
    """What was decided goes with the other words of its round, and so does who wrote it."""
    row = discussion(unit, round_id)
    if row is not None:
        row.words = row.written_by = None
        unit.session.add(row)


def set_told(unit: Unit, row: Discussion, now: datetime) -> None:
    """Since now everyone knows."""
    row.told_at = now
    unit.session.add(row)
    unit.session.flush()


def leave_over(unit: Unit, partnership_id: int, topics: Iterable[Topic], now: datetime) -> None:
    """These topics are still to be talked about, as somebody says now."""
    for round_id, question in topics:
        row = {"partnership_id": partnership_id, "round_id": round_id, "question": question, "at": now}
        unit.session.exec(
            unit.insert(LeftOver)
            .values(row)
            .on_conflict_do_update(
                index_elements=["round_id", "question"], set_={"at": now, "closed_at": None}
            )
        )


def close(unit: Unit, partnership_id: int, topics: Iterable[Topic], now: datetime) -> None:
    """These topics were talked about, or let go."""
    gone = set(topics)
    for row in _open(unit, partnership_id):
        if (row.round_id, row.question) in gone:
            row.closed_at = now
            unit.session.add(row)
    unit.session.flush()


def open_topics(unit: Unit, partnership_id: int) -> list[tuple[Topic, datetime]]:
    """Every topic that is left over, with when somebody said so last; oldest first."""
    return [((row.round_id, row.question), row.at) for row in _open(unit, partnership_id)]


def named(unit: Unit, round_id: int) -> tuple[str, ...]:
    """The questions of one round that somebody left over, oldest first."""
    rows = select(LeftOver).where(LeftOver.round_id == round_id, col(LeftOver.closed_at).is_(None))
    return tuple(row.question for row in unit.session.exec(rows.order_by(col(LeftOver.id))))


def left_over(unit: Unit, partnership_id: int, before: int | None = None) -> tuple[Topic, ...]:
    """What earlier rounds left to talk about, oldest first; `before`: as far as it was of before this round.

    Of a round that is not settled nothing is left over: the whole of it is still to be talked about.
    """
    settled = dict(
        unit.session.exec(
            select(Round.id, Round.stage).where(
                Round.partnership_id == partnership_id, Round.stage == RoundStage.SETTLED
            )
        ).all()
    )
    return tuple(
        (row.round_id, row.question)
        for row in _open(unit, partnership_id)
        if row.round_id in settled and (before is None or row.round_id < before)
    )


def _open(unit: Unit, partnership_id: int) -> list[LeftOver]:
    return list(
        unit.session.exec(
            select(LeftOver)
            .where(LeftOver.partnership_id == partnership_id, col(LeftOver.closed_at).is_(None))
            .order_by(col(LeftOver.id))
            .execution_options(populate_existing=True)
        )
    )


def _about(row: Discussion) -> str:
    """What the words are bound to: those that were moved to another round do not open."""
    return f"decided {row.round_id}"
