"""Who may do what: one table of roles and permissions, one function that judges, deny by default.

The subject of an act is looked up here and handed to the act, so an act never trusts an id from a button.
"""

from __future__ import annotations

from dataclasses import dataclass

from process import filling, own_answers, posting
from process.incoming import Argument
from process.registry import (
    Act,
    OnAgreement,
    OnFloor,
    OnPartnership,
    OnRound,
    OnSeat,
    Permission,
    Scope,
    Whose,
)
from process.states import FloorKind, Role
from storage.queries import agreements, opening, partnerships, people, rounds
from storage.queries import floor as floor_rows
from storage.tables import Agreement, Member, Person
from storage.unit import Unit

_P = Permission
TABLE: dict[Role, frozenset[Permission]] = {
    Role.PARTNER: frozenset({_P.ANSWER, _P.FILL, _P.READ, _P.AGREE, _P.CONFIRM, _P.LEAVE}),
    Role.COORDINATOR: frozenset(
        {_P.ANSWER, _P.FILL, _P.READ, _P.AGREE, _P.CONFIRM, _P.LEAVE, _P.RUN, _P.INVITE, _P.APPOINT}
    ),
    Role.OBSERVER: frozenset({_P.READ, _P.LEAVE}),
}

ACTING = frozenset({_P.RUN, _P.INVITE, _P.APPOINT})
"""What the keeper, or else the deputy, may besides their own role while nobody coordinates."""

LARGEST = 2**63 - 1
"""The largest number that a database keeps: nothing has an id above it."""


@dataclass(frozen=True)
class Granted:
    """The act may go on, with these arguments after the case."""

    args: tuple[object, ...]


class Denied:
    """The person may not do this, or there is nothing of the kind for them. The two look the same."""


class Stale:
    """The button belonged to an earlier moment of this person's own conversation."""


@dataclass(frozen=True)
class Over:
    """The person might, but the partnership of this place has ended: nothing goes on there."""

    member: Member


Judgement = Granted | Denied | Stale | Over
STAYS = frozenset({_P.ANYONE, _P.READ, _P.LEAVE})
"""What can be done in a partnership that has ended."""


def may(member: Member | None, permission: Permission) -> bool:
    """Whether a member's role has the permission, or standing in gives it.

    Someone who left, or never was in, has none.
    """
    if permission is Permission.ANYONE:
        return True
    if member is None or member.left_at is not None:
        return False
    return permission in TABLE[Role(member.role)] or (bool(member.acting) and permission in ACTING)


def may_somewhere(unit: Unit, person: Person, permission: Permission) -> bool:
    """Whether the person may in any partnership they take part in: what a typed command asks."""
    if permission is Permission.ANYONE:
        return True
    return any(may(member, permission) for member in people.members_of_person(unit, person.id))


def is_over(unit: Unit, member: Member, permission: Permission) -> bool:
    """Whether this cannot be done any more because the partnership has ended."""
    return (
        permission not in STAYS and partnerships.partnership(unit, member.partnership_id).ended_at is not None
    )


def judge(unit: Unit, person: Person, act: Act, args: tuple[Argument, ...]) -> Judgement:
    """Look up the subject that `args` name and say whether `person` may do `act` to it."""
    judged = _judge(unit, person, act, args)
    place = getattr(judged.args[0], "member", None) if isinstance(judged, Granted) and judged.args else None
    return Over(place) if isinstance(place, Member) and is_over(unit, place, act.may) else judged


def _judge(unit: Unit, person: Person, act: Act, args: tuple[Argument, ...]) -> Judgement:
    if not _fits(act, args):
        return Denied()
    if act.scope is Scope.NOTHING:
        return Granted(tuple(args)) if act.may is Permission.ANYONE else Denied()
    if not args or not isinstance(args[0], int):
        return Denied()
    subject, rest = args[0], tuple(args[1:])
    match act.scope:
        case Scope.PARTNERSHIP:
            return _on_partnership(unit, person, act, subject, rest)
        case Scope.ROUND:
            return _on_round(unit, person, act, subject, rest)
        case Scope.SEAT:
            return _on_seat(unit, person, act, subject, rest)
        case Scope.AGREEMENT:
            return _on_agreement(unit, person, act, subject, rest)
        case Scope.FLOOR:
            return _on_floor(unit, person, act, subject, rest)


def _fits(act: Act, args: tuple[Argument, ...]) -> bool:
    """Whether these can be arguments of the act at all: not too many, and no number beyond every id."""
    most = act.rest + (act.scope is not Scope.NOTHING)
    numbers = (each for each in args if isinstance(each, int))
    return len(args) <= most and all(-LARGEST <= number <= LARGEST for number in numbers)


def _on_partnership(
    unit: Unit, person: Person, act: Act, subject: int, rest: tuple[Argument, ...]
) -> Judgement:
    member = people.member_in(unit, person.id, subject)
    if member is None or not may(member, act.may):
        return Denied()
    return Granted((OnPartnership(member), *rest))


def _on_round(unit: Unit, person: Person, act: Act, subject: int, rest: tuple[Argument, ...]) -> Judgement:
    if opening.find_round(unit, subject) is None:
        return Denied()
    round_ = rounds.lock_round(unit, subject)
    member = people.member_in(unit, person.id, round_.partnership_id)
    if member is None or not may(member, act.may):
        return Denied()
    return Granted((OnRound(member, round_), *rest))


def _on_seat(unit: Unit, person: Person, act: Act, subject: int, rest: tuple[Argument, ...]) -> Judgement:
    seat = opening.find_seat(unit, subject)
    if seat is None:
        return Denied()
    begins = act.may is Permission.FILL
    member = (filling.who_may_type if begins else filling.holder)(unit, person.id, seat)
    if member is None or not may(member, act.may):
        return Denied()
    round_ = rounds.lock_round(unit, seat.round_id)
    gone = not own_answers.speaks_still(unit, seat)
    if gone and act.may is not Permission.READ and round_.revealed_at is None:
        return Denied()
    return Granted((OnSeat(member, round_, seat), *rest))


def _on_agreement(
    unit: Unit, person: Person, act: Act, subject: int, rest: tuple[Argument, ...]
) -> Judgement:
    """Who was asked or said yes once, and is not any more, holds a button of before that."""
    found = agreements.find(unit, subject)
    member = people.member_in(unit, person.id, found.partnership_id) if found is not None else None
    if member is None or not may(member, act.may):
        return Denied()
    held = agreements.lock(unit, subject)
    if held is None or not _is_theirs(member, held, act.whose):
        return Stale()
    return Granted((OnAgreement(member, held), *rest))


def _is_theirs(member: Member, agreement: Agreement, whose: Whose) -> bool:
    match whose:
        case Whose.GROUP:
            return True
        case Whose.ASKED:
            return agreement.asked_id == member.id
        case Whose.OWNER:
            return agreement.owner_id == member.id
        case Whose.CONCERNED:
            return member.id in {agreement.asked_id, agreement.owner_id}
        case Whose.PROPOSER:
            return agreement.proposed_by == member.id or posting.leads(member)


def _on_floor(unit: Unit, person: Person, act: Act, version: int, rest: tuple[Argument, ...]) -> Judgement:
    floor = floor_rows.floor(unit, person.id)
    if floor is None or floor.version != version or floor.kind == FloorKind.NONE:
        return Stale()
    if act.form != (floor.kind == FloorKind.FORM):  # no button of ours asks that
        return Denied()
    if floor.seat_id is not None:
        member = filling.holder(unit, person.id, rounds.seat(unit, floor.seat_id))
        if member is None or not may(member, act.may):
            return Denied()
    return Granted((OnFloor(floor), *rest))
