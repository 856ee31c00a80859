"""An organisation that answers together: put to the colleagues, sent when they agree or say nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from process import posting
from process.case import Case, Work
from process.incoming import Press
from process.message import Button, JointCheck, Message, Notice, Value
from process.outcome import Due, Outcome, Outgoing
from process.rules import joint as rule
from process.rules.attention import Attention
from process.rules.joint import Colleague
from process.rules.turnout import Attendance
from process.rules.waking import next_office_hour
from process.states import SeatState
from storage.queries import attention, partnerships, people, rounds
from storage.queries import joint as joint_rows
from storage.tables import JointAnswer, Member, Partnership, Round, Seat

GOES = "joint_goes"
"""The kind of appointment at which an answer goes out that nobody changed."""


def colleagues(work: Work, round_: Round, joint: JointAnswer) -> tuple[Colleague, ...]:
    """Everybody of the organisation, the one who acts too."""
    today = work.now.astimezone(_zone(work, round_)).date()
    agreed = joint_rows.agreed(work.unit, joint)
    return tuple(
        Colleague(
            seat.id,
            SeatState(seat.state),
            person.away_until is not None and person.away_until >= today,
            member.paper,
            seat.id in agreed,
        )
        for seat, member, person in joint_rows.people(work.unit, joint)
    )


def others_wrote(work: Work, seat: Seat) -> bool:
    """Whether something stands there already that somebody else wrote."""
    joint = joint_rows.of_seat(work.unit, seat)
    return joint is not None and any(
        row.by_id != seat.member_id for row in joint_rows.written(work.unit, joint)
    )


def has_agreed(work: Work, seat: Seat) -> bool:
    """Whether the person of this seat did what there was to do: it lies with the others."""
    joint = joint_rows.of_seat(work.unit, seat)
    return joint is not None and joint.put_at is not None and seat.id in joint_rows.agreed(work.unit, joint)


def lies(work: Work, round_: Round, seat: Seat) -> Message | None:
    """What stands with the person of this seat while the answer lies with the colleagues; None otherwise."""
    joint = joint_rows.of_seat(work.unit, seat)
    if joint is None or joint.put_at is None or seat.state not in (SeatState.INVITED, SeatState.BEGUN):
        return None
    if seat.id not in joint_rows.agreed(work.unit, joint):
        return JointCheck(seat.id, joint.version)
    return lying(work, round_, seat, joint)


def lying(work: Work, round_: Round, seat: Seat, joint: JointAnswer) -> Notice:
    """To who agrees: with how many it lies still, and when it goes."""
    waiting = len(rule.awaited(colleagues(work, round_, joint)))
    values: dict[str, Value] = {"waiting": waiting, "organisation": _name(work, joint)}
    if joint.goes_at is not None:
        values["until"] = joint.goes_at.isoformat()
        values["zone"] = _of(work, round_).timezone
    rows = ((Button("button.joint_amend", Press("joint_amend", (seat.id,))),),)
    return Notice("joint.lies", values, rows, round_.partnership_id)


def put(work: Work, round_: Round, seat: Seat, joint: JointAnswer) -> Outcome:
    """Put it to the colleagues: they are asked to look, in their own hours; nobody when there is nobody.

    Whose hours come only after the closing is asked in office hours before it.
    """
    joint_rows.agree(work.unit, seat, joint)
    waiting = set(rule.awaited(colleagues(work, round_, joint)))
    asked = [each for each in joint_rows.people(work.unit, joint) if each[0].id in waiting]
    messages = tuple(_asks(work, round_, joint, place, member) for place, member, _ in asked)
    told = [each.not_before for each in messages if each.not_before is not None]
    zone = _zone(work, round_)
    at = rule.goes_at(told, work.now, round_.closes_at, zone, work.house.calendar) if asked else work.now
    joint_rows.put(work.unit, joint, seat.member_id, at, work.now)
    return Outcome(messages, (_due(joint, at),) if asked else ())


def interrupted(work: Work, seat: Seat) -> Outcome:
    """Somebody changes what lies with the colleagues: who agreed hears that it does not go out like this."""
    joint = joint_rows.of_seat(work.unit, seat)
    if joint is None or joint.put_at is None:
        return Outcome()
    told = _to_others(work, joint, seat, "joint.taken_up", joint_rows.agreed(work.unit, joint))
    joint_rows.take_up(work.unit, joint)
    return told


def reopened(work: Work, seat: Seat, joint: JointAnswer) -> Outcome:
    """What was sent is taken up again: all colleagues hear it, since it must be sent again."""
    joint_rows.reopen(work.unit, joint)
    return _to_others(work, joint, seat, "joint.reopened")


def settle(work: Work, round_: Round, *, over: bool) -> Outcome:
    """Send what lies with nobody any more; when it is `over`, all that was put to colleagues."""
    outcome = Outcome()
    for joint in joint_rows.of_round(work.unit, round_):
        if joint.put_at is None:
            continue
        if over or not rule.awaited(colleagues(work, round_, joint)):
            outcome += send(work, round_, joint)
    return outcome


def send(work: Work, round_: Round, joint: JointAnswer) -> Outcome:
    """It goes out; who agreed hears it, except who did so just now."""
    agreed = joint_rows.agreed(work.unit, joint)
    open_ = [
        (seat, member, person)
        for seat, member, person in joint_rows.people(work.unit, joint)
        if seat.id in agreed and seat.state in (SeatState.INVITED, SeatState.BEGUN)
    ]
    joint_rows.send(work.unit, joint, work.now)
    acting = work.person.id if isinstance(work, Case) else None
    return Outcome(
        tuple(
            posting.notice(work, _of(work, round_), member, gone(work, round_, seat, joint))
            for seat, member, person in open_
            if person.id != acting
        )
    )


def gone(work: Work, round_: Round, seat: Seat, joint: JointAnswer) -> Notice:
    """That the answer of the organisation is sent, and how to change it still."""
    rows = ((Button("button.change_answer", Press("reopen", (seat.id,))),),)
    values: dict[str, Value] = {"organisation": _name(work, joint), "until": round_.closes_at.isoformat()}
    return Notice("joint.sent", values, rows, round_.partnership_id)


def due_to_go(work: Work, round_: Round, joint: JointAnswer) -> Outcome:
    """The working day is over: silence counts of who was told. Who was not gets another day."""
    waiting = set(rule.awaited(colleagues(work, round_, joint)))
    untold = [
        member
        for seat, member, _ in joint_rows.people(work.unit, joint)
        if seat.id in waiting and not _was_told(work, round_, member, joint)
    ]
    if not untold or work.now >= round_.closes_at:
        return send(work, round_, joint)
    at = rule.goes_at((), work.now, round_.closes_at, _zone(work, round_), work.house.calendar)
    joint_rows.wait_until(work.unit, joint, at)
    return Outcome(due=(_due(joint, at),))


def as_organisations(
    work: Work, round_: Round, people: Sequence[Attendance], *, over: bool
) -> tuple[Attendance, ...]:
    """Those who were invited, one for each organisation; once it is `over`, what was put has been sent."""
    found = (
        rule.as_one(
            [each for each in people if each.organisation == joint.organisation_id],
            joint.organisation_id,
            sent=joint.sent_at is not None or (over and joint.put_at is not None),
        )
        for joint in joint_rows.of_round(work.unit, round_)
    )
    return tuple(each for each in found if each is not None)


def _asks(work: Work, round_: Round, joint: JointAnswer, seat: Seat, member: Member) -> Outgoing:
    asked = posting.notice(
        work,
        _of(work, round_),
        member,
        JointCheck(seat.id, joint.version),
        slot=_slot(seat),
        wanted_seat=seat.id,
        counts=Attention.INVITATION,
    )
    if asked.not_before is None or asked.not_before < round_.closes_at:
        return asked
    return replace(asked, not_before=next_office_hour(work.now, _zone(work, round_), work.house.calendar))


def _was_told(work: Work, round_: Round, member: Member, joint: JointAnswer) -> bool:
    told = attention.was_told(
        work.unit,
        member.person_id,
        round_.partnership_id,
        Attention.INVITATION,
        joint.put_at or work.now,
    )
    return told is not None


def _to_others(
    work: Work, joint: JointAnswer, seat: Seat, key: str, only: frozenset[int] | None = None
) -> Outcome:
    """One line to the others who answer this, in their own hours, with a button to look."""
    round_ = rounds.lock_round(work.unit, joint.round_id)
    name = people.member(work.unit, seat.member_id).name
    values: dict[str, Value] = {"name": name, "organisation": _name(work, joint)}
    told = [
        (place, member)
        for place, member, _ in joint_rows.people(work.unit, joint)
        if place.id != seat.id and not member.paper and (only is None or place.id in only)
    ]
    return Outcome(
        tuple(
            posting.notice(work, _of(work, round_), member, line, slot=_slot(place))
            for place, member in told
            for line in (_line(round_, place, key, values),)
        )
    )


def _line(round_: Round, seat: Seat, key: str, values: dict[str, Value]) -> Notice:
    look = ((Button("button.joint_look", Press("begin", (seat.id,))),),)
    return Notice(key, values, look, round_.partnership_id)


def _due(joint: JointAnswer, at: datetime) -> Due:
    return Due(GOES, joint.id, f"{joint.version} {at.isoformat()}", at)


def _slot(seat: Seat) -> str:
    return f"joint:{seat.id}"


def _name(work: Work, joint: JointAnswer) -> str:
    return people.organisation(work.unit, joint.organisation_id).name


def _of(work: Work, round_: Round) -> Partnership:
    return partnerships.partnership(work.unit, round_.partnership_id)


def _zone(work: Work, round_: Round) -> ZoneInfo:
    return ZoneInfo(_of(work, round_).timezone)
