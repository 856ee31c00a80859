"""What is said to the group by who comes in and by who leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from process.rules.newcomers import RemarkKind
from storage.tables import Member, Remark
from storage.unit import Unit


def remark(
    unit: Unit,
    member: Member,
    kind: RemarkKind,
    now: datetime,
    *,
    round_id: int | None = None,
    agreement_id: int | None = None,
    question: str | None = None,
    words: str | None = None,
) -> Remark:
    """Keep what a member says, in place of what they said before about the same."""
    same = delete(Remark).where(
        col(Remark.member_id) == member.id,
        col(Remark.round_id).is_not_distinct_from(round_id),
        col(Remark.agreement_id).is_not_distinct_from(agreement_id),
        col(Remark.question).is_not_distinct_from(question),
    )
    unit.session.exec(same)
    row = Remark(
        partnership_id=member.partnership_id,
        member_id=member.id,
        kind=kind,
        round_id=round_id,
        agreement_id=agreement_id,
        question=question,
        at=now,
    )
    unit.session.add(row)
    unit.session.flush()
    if words is not None:
        row.words = unit.words.seal(member.id, words, _about(row))
        unit.session.add(row)
        unit.session.flush()
    return row


def find(unit: Unit, remark_id: int) -> Remark | None:
    """The remark with this number, if it still stands."""
    return unit.session.get(Remark, remark_id)


def words(unit: Unit, row: Remark) -> str | None:
    """What was typed; None when there are no words, or they were forgotten."""
    return unit.words.open(row.member_id, row.words, _about(row)) if row.words is not None else None


def of_round(unit: Unit, round_id: int) -> list[tuple[Remark, Member]]:
    """What was said about an overview, with who said it, in the order in which it came."""
    return list(
        unit.session.exec(
            select(Remark, Member)
            .join(Member, col(Member.id) == col(Remark.member_id))
            .where(Remark.round_id == round_id)
            .order_by(col(Remark.id))
        )
    )


def of_kind(
    unit: Unit, partnership_id: int, kind: RemarkKind, since: datetime, until: datetime
) -> list[tuple[Remark, Member]]:
    """The remarks of one kind in a stretch of time (both ends included), with who made them, oldest first."""
    return list(
        unit.session.exec(
            select(Remark, Member)
            .join(Member, col(Member.id) == col(Remark.member_id))
            .where(
                Remark.partnership_id == partnership_id,
                Remark.kind == kind,
                col(Remark.at) >= since,
                col(Remark.at) <= until,
            )
            .order_by(col(Remark.id))
        )
    )


def of_members(unit: Unit, member_ids: Iterable[int]) -> list[Remark]:
    """Everything that these members said, oldest first."""
    mine = select(Remark).where(col(Remark.member_id).in_(list(member_ids)))
    return list(unit.session.exec(mine.order_by(col(Remark.id))))


def forget_member(unit: Unit, member_id: int) -> None:
    """Whatever a member said goes."""
    unit.session.exec(delete(Remark).where(col(Remark.member_id) == member_id))


def forget_farewell(unit: Unit, member_id: int) -> None:
    """What somebody said on leaving goes, when their name does."""
    unit.session.exec(
        delete(Remark).where(col(Remark.member_id) == member_id, col(Remark.kind) == RemarkKind.FAREWELL)
    )


def forget_round(unit: Unit, round_id: int) -> None:
    """What was said about an overview goes with the words of its round."""
    unit.session.exec(delete(Remark).where(col(Remark.round_id) == round_id))


def _about(row: Remark) -> str:
    """What a text is bound to: words that were moved to another remark do not open."""
    return f"remark {row.id}"
