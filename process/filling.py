"""Typing in what somebody answered on paper: by whom it may be done, and who knows the answers.

A colleague of the same organisation does it, or a coordinator; nobody else. From the first question on only
who began knows what was typed: whoever takes over begins anew.
"""

from __future__ import annotations

from process import posting
from process.states import Role
from storage.queries import joint as joint_rows
from storage.queries import people
from storage.tables import Member, Seat
from storage.unit import Unit


def holder(unit: Unit, person_id: int, seat: Seat) -> Member | None:
    """The place by which this person answers at a seat: their own, or that of who types in for its owner.

    None for anybody else, and for who could type in but did not begin.
    """
    owner = people.member(unit, seat.member_id)
    if owner.person_id == person_id:
        return owner
    typist = who_may_type(unit, person_id, seat)
    return typist if typist is not None and typist.id == seat.filled_by else None


def who_may_type(unit: Unit, person_id: int, seat: Seat) -> Member | None:
    """The place by which this person may begin to type in at a seat; None when they may not."""
    owner = people.member(unit, seat.member_id)
    if not owner.paper or owner.left_at is not None or owner.person_id == person_id:
        return None
    if has_colleague_on_phone(unit, seat):
        return None
    mine = people.member_in(unit, person_id, owner.partnership_id)
    return mine if mine is not None and may_type_for(mine, owner) else None


def has_colleague_on_phone(unit: Unit, seat: Seat) -> bool:
    """Whether a colleague answers together with who sits here, and puts in what stands on the paper.

    Whoever types in would see what the colleague answered, and a coordinator may be of another organisation.
    """
    joint = joint_rows.of_seat(unit, seat)
    return joint is not None and any(not member.paper for _, member, _ in joint_rows.people(unit, joint))


def may_type_for(member: Member, owner: Member) -> bool:
    """Whether `member` may type in what `owner`, of the same partnership, answered on paper."""
    if not owner.paper or member.paper or member.id == owner.id:
        return False
    if posting.leads(member):
        return True
    same = member.organisation_id is not None and member.organisation_id == owner.organisation_id
    return same and member.role == Role.PARTNER


def is_typed_in(unit: Unit, person_id: int, seat: Seat) -> bool:
    """Whether this person types in at a seat of somebody else."""
    return people.member(unit, seat.member_id).person_id != person_id
