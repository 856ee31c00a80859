"""The relay of a round, and the questions in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, or_
from sqlmodel import col, select

from process.rules.relay import Known, Way
from storage.tables import Inquiry, Member, Partnership, Relay, Round
from storage.unit import Unit


def begin(unit: Unit, round_id: int, ends_at: datetime) -> Relay:
    """From now on people can ask one another about a round, until `ends_at` (UTC)."""
    row = Relay(round_id=round_id, ends_at=ends_at)
    unit.session.add(row)
    unit.session.flush()
    return row


def relay(unit: Unit, round_id: int) -> Relay | None:
    """The relay of a round; None when its flow has none, or it was not shown. Hold the round to change it."""
    return unit.session.exec(
        select(Relay).where(Relay.round_id == round_id).execution_options(populate_existing=True)
    ).first()


def harvest(unit: Unit, row: Relay, now: datetime) -> None:
    """Everyone gets what came of it, now."""
    row.harvested_at = now
    unit.session.add(row)
    unit.session.flush()


def ask(
    unit: Unit,
    round_id: int,
    asker: Member,
    *,
    organisation_id: int | None,
    question: str | None,
    way: Way,
    known: Known,
    now: datetime,
    receiver_id: int | None = None,
    words: str | None = None,
    supposed: str | None = None,
) -> Inquiry:
    """Keep a question; what was typed is sealed with the key of who asks."""
    row = Inquiry(
        round_id=round_id,
        asker_id=asker.id,
        organisation_id=organisation_id,
        question=question,
        receiver_id=receiver_id,
        way=way,
        known=known,
        asked_at=now,
        ended_at=now if way == Way.SHEET else None,
    )
    unit.session.add(row)
    unit.session.flush()
    row.words = unit.words.seal(asker.id, words, _about(row, "words")) if words is not None else None
    row.supposed = (
        unit.words.seal(asker.id, supposed, _about(row, "supposed")) if supposed is not None else None
    )
    return keep(unit, row)


def keep(unit: Unit, row: Inquiry) -> Inquiry:
    """What changed of a question, in a round that is held."""
    unit.session.add(row)
    unit.session.flush()
    return row


def answer(unit: Unit, row: Inquiry, member: Member, text: str, now: datetime) -> None:
    """Keep an answer, in place of an earlier one; sealed with the key of who gives it."""
    row.answer = unit.words.seal(member.id, text, _about(row, "answer"))
    row.answered_by, row.answered_at = member.id, now
    keep(unit, row)


def withdraw(unit: Unit, row: Inquiry) -> None:
    """Nothing is left of the answer."""
    row.answer = row.answered_by = row.answered_at = None
    keep(unit, row)


def find(unit: Unit, inquiry_id: int) -> Inquiry | None:
    """One question, as it is in the database now."""
    return unit.session.exec(
        select(Inquiry).where(Inquiry.id == inquiry_id).execution_options(populate_existing=True)
    ).first()


def of_round(unit: Unit, round_id: int) -> list[Inquiry]:
    """Every question of a round, the first one first."""
    return list(
        unit.session.exec(
            select(Inquiry)
            .where(Inquiry.round_id == round_id)
            .order_by(col(Inquiry.id))
            .execution_options(populate_existing=True)
        )
    )


def received(unit: Unit, round_id: int) -> Counter[int]:
    """How many questions each member got in a round, those that they handed on among them."""
    rows = of_round(unit, round_id)
    return Counter(each for row in rows for each in (row.receiver_id, row.handed_by) if each is not None)


def lying_with(unit: Unit, member: Member) -> list[Inquiry]:
    """What lies with this member in relays that go on, the first one first.

    A question is for whoever holds the place; not so what another account answered before.
    """
    since = member.moved_at
    rows = _running(unit, Inquiry.receiver_id == member.id)
    return [row for row in rows if since is None or row.answered_at is None or row.answered_at >= since]


def asked_by(unit: Unit, member: Member) -> list[Inquiry]:
    """What this member asked in relays that go on, and calls; from the account that holds the place now."""
    since = member.moved_at
    rows = _running(unit, Inquiry.asker_id == member.id)
    return [row for row in rows if since is None or row.asked_at >= since]


def open_of(unit: Unit, member_id: int) -> list[Inquiry]:
    """What lies with a member or was asked by them, and is not over."""
    return list(
        unit.session.exec(
            select(Inquiry)
            .where(
                or_(col(Inquiry.receiver_id) == member_id, col(Inquiry.asker_id) == member_id),
                col(Inquiry.way).in_((Way.OPEN, Way.CALLING)),
            )
            .order_by(col(Inquiry.id))
        )
    )


def words(unit: Unit, row: Inquiry) -> str | None:
    """The question; None when its author was forgotten, or it has no words."""
    return None if row.words is None else unit.words.open(row.asker_id, row.words, _about(row, "words"))


def supposed(unit: Unit, row: Inquiry) -> str | None:
    """What the asker expects to hear; for their own eyes."""
    if row.supposed is None:
        return None
    return unit.words.open(row.asker_id, row.supposed, _about(row, "supposed"))


def answered(unit: Unit, row: Inquiry) -> str | None:
    """The answer; None when there is none, or it was withdrawn or forgotten."""
    if row.answer is None or row.answered_by is None:
        return None
    return unit.words.open(row.answered_by, row.answer, _about(row, "answer"))


def forget_member(unit: Unit, member_id: int, now: datetime) -> None:
    """Nothing is left of what a member asked or answered; what lay with them is for the sheet."""
    unit.session.exec(delete(Inquiry).where(col(Inquiry.asker_id) == member_id))
    theirs = select(Inquiry).where(
        or_(
            col(Inquiry.receiver_id) == member_id,
            col(Inquiry.handed_by) == member_id,
            col(Inquiry.answered_by) == member_id,
        )
    )
    for row in unit.session.exec(theirs):
        if row.answered_by == member_id:
            row.answer = row.answered_by = row.answered_at = None
        if row.receiver_id == member_id:
            row.receiver_id = None
            if row.way in {Way.OPEN, Way.ANSWERED}:
                row.way, row.known, row.ended_at = Way.SHEET, Known.ASKED, row.ended_at or now
        if row.handed_by == member_id:
            row.handed_by = None
        unit.session.add(row)
    unit.session.flush()


def empty(unit: Unit, round_ids: Iterable[int]) -> None:
    """Take every question out of rounds whose time is over."""
    unit.session.exec(delete(Inquiry).where(col(Inquiry.round_id).in_(list(round_ids))))


def _running(unit: Unit, whose: object) -> list[Inquiry]:
    """Of partnerships that go on, before the harvest."""
    rows = (
        select(Inquiry)
        .join(Relay, col(Relay.round_id) == col(Inquiry.round_id))
        .join(Round, col(Round.id) == col(Inquiry.round_id))
        .join(Partnership, col(Partnership.id) == col(Round.partnership_id))
        .where(whose, col(Relay.harvested_at).is_(None), col(Partnership.ended_at).is_(None))  # type: ignore[arg-type]
        .order_by(col(Inquiry.id))
        .execution_options(populate_existing=True)
    )
    return list(unit.session.exec(rows))


def _about(row: Inquiry, part: str) -> str:
    """What a text is bound to: words that were moved to another question do not open."""
    return f"inquiry {row.id} {part}"
