"""Everything that is kept of one person, part by part; of nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sqlmodel import col, select

from storage.queries.mydata import account, answers, asked, post, together
from storage.queries.mydata.whose import Row, Value, Whose
from storage.tables import Member, Person
from storage.unit import Unit

__all__ = ["KNOWN", "NAMES", "Part", "Row", "Value", "everything"]


@dataclass(frozen=True)
class Part:
    """One kind of thing that is kept, oldest first."""

    name: str
    rows: tuple[Row, ...]


KNOWN = frozenset(
    {
        "address.person_id",
        "agreement.asked_id",
        "agreement.owner_id",
        "agreement.proposed_by",
        "answer.by_id",
        "answer.seat_id",
        "attention.person_id",
        "card.member_id",
        "consent.member_id",
        "consent.recorded_by",
        "correction.by_id",
        "correction.seat_id",
        "discussion.written_by",
        "draft.person_id",
        "ending.asked_by",
        "ending_voice.member_id",
        "event.member_id",
        "failed_link.person_id",
        "floor.person_id",
        "floor.seat_id",
        "group_chat.address_id",
        "group_chat.asked_by",
        "inquiry.answered_by",
        "inquiry.asker_id",
        "inquiry.handed_by",
        "inquiry.receiver_id",
        "invite.made_by",
        "invite.member_id",
        "joint_answer.put_by",
        "joint_answer.seat_id",
        "joint_consent.seat_id",
        "live.member_id",
        "member.person_id",
        "outbox.address_id",
        "outbox.person_id",
        "partnership.deputy_id",
        "partnership.keeper_id",
        "partnership.made_by",
        "reason.contested_by",
        "reason.given_by",
        "remark.member_id",
        "round.opened_by",
        "seat.filled_by",
        "seat.member_id",
        "stand_in.by_id",
        "stand_in.member_id",
        "topic_voice.member_id",
    }
)
"""Every column that leads to a person: each is read below. A table that gets one belongs in a part here."""


def everything(unit: Unit, person: Person) -> tuple[Part, ...]:
    """All parts, those without anything in them too, in the order in which somebody would read them."""
    mine = unit.session.exec(select(Member).where(Member.person_id == person.id).order_by(col(Member.id)))
    whose = Whose(unit, person, {each.id: each for each in mine})
    return tuple(Part(name, tuple(map(_plain, _PARTS[name](whose)))) for name in NAMES)


def _plain(row: Row) -> Row:
    return tuple((name, value.value if isinstance(value, Enum) else value) for name, value in row)


_PARTS = account.PARTS | answers.PARTS | asked.PARTS | together.PARTS | post.PARTS

NAMES = (
    "account",
    "addresses",
    "memberships",
    "consents",
    "rounds",
    "answers",
    "corrections",
    "drafts",
    "conversation",
    "links",
    "failed_links",
    "log",
    "agreements",
    "reasons",
    "decisions",
    "topics",
    "inquiries",
    "endings",
    "remarks",
    "started",
    "for_others",
    "messages",
    "disturbances",
    "stand_ins",
    "appointments",
)
"""The names of the parts, in the order in which somebody would read them."""
