"""A seat in the running round for who comes in meanwhile, and what that means for who answered already."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flows.cast import Cast
from process import handing, posting
from process.case import Work, cast_at, flow_of, promise_of
from process.incoming import Press
from process.message import Button, Notice, Opening, Value
from process.outcome import Copies, Outcome, Outgoing
from process.rules.attention import Attention
from process.rules.mid_round import Hindrance, Running, hindrance
from process.states import Role, RoundStage, SeatState
from storage.queries import live, opening, people, rounds
from storage.tables import Member, Partnership, Person, Round, Seat


def running_round(work: Work, partnership: Partnership) -> Round | None:
    """The round that collects now, held; None without one, and for one that is done in the meeting itself."""
    found = rounds.open_round(work.unit, partnership.id)
    if found is None:
        return None
    round_ = rounds.lock_round(work.unit, found.id)
    if round_.stage != RoundStage.COLLECT or live.of_round(work.unit, round_.id) is not None:
        return None
    return round_


def why_not(work: Work, partnership: Partnership, round_: Round, member: Member) -> Hindrance | None:
    """What stands in the way of a seat in this round; None when they can answer with the others."""
    if member.organisation_id is None or member.role == Role.OBSERVER:
        return Hindrance.NOT_ASKED
    zone = ZoneInfo(partnership.timezone)
    seats = opening.still_in(work.unit, round_.id)
    running = Running(
        flow_of(work.unit, work.house.shelf, round_),
        [cast_at(seat, each) for seat, each, _ in seats],
        promise_of(round_, work.house.promise),
        begun=any(seat.state in (SeatState.BEGUN, SeatState.SENT) for seat, _, _ in seats),
        today=work.now.astimezone(zone).date(),
        closes_on=round_.closes_at.astimezone(zone).date(),
        closes_at=round_.closes_at,
    )
    newcomer = Cast(member.layer, Role(member.role), member.organisation_id)
    reached_at = work.now if member.paper else posting.welcome_moment(work, partnership, member)
    return hindrance(running, newcomer, reached_at)


def seat_newcomer(work: Work, partnership: Partnership, member: Member) -> Outcome | None:
    """Invite a newcomer to the round that runs, in their own time; None when there is nothing to answer in.

    Who answered already hears that one more will see the result, and can change what they said.
    """
    round_ = running_round(work, partnership)
    if round_ is None or why_not(work, partnership, round_, member) is not None:
        return None
    answered = [
        (seat, each, person)
        for seat, each, person in opening.still_in(work.unit, round_.id)
        if seat.state in (SeatState.BEGUN, SeatState.SENT) and not each.paper and each.left_at is None
    ]
    seat = opening.new_seat(work.unit, round_, member)
    if member.paper:
        asked = handing.forms_to_hand(work, partnership, round_, [member])
    else:
        asked = Outcome((invitation(work, partnership, seat, member),))
    return asked + Outcome(_wider(work, partnership, round_, answered))


def invitation(work: Work, partnership: Partnership, seat: Seat, member: Member) -> Outgoing:
    """The invitation to a round, at somebody's own hours."""
    return posting.notice(
        work, partnership, member, Opening(seat.id), wanted_seat=seat.id, counts=Attention.INVITATION
    )


def _wider(
    work: Work, partnership: Partnership, round_: Round, answered: list[tuple[Seat, Member, Person]]
) -> tuple[Outgoing, ...]:
    """To each who answered already: who came in since this round opened, and what those will see.

    A newer one takes the place of one that waits, so it names all who came.
    """
    came = [
        each for _, each, _ in opening.still_in(work.unit, round_.id) if each.joined_at > round_.opened_at
    ]
    told = []
    for seat, member, _ in answered:
        others = [each for each in came if each.id != member.id]
        sent = seat.state == SeatState.SENT
        press = Press("reopen" if sent else "begin", (seat.id,))
        row = (Button("button.change_answer" if sent else "button.form", press),)
        values: dict[str, Value] = {
            "flow": round_.flow,
            "names": ", ".join(named(work, each) for each in others),
            "n": len(others),
        }
        notice = Notice("coming.wider", values, (row,), partnership.id)
        slot = f"wider:{round_.id}"
        told.append(posting.notice(work, partnership, member, notice, copies=Copies.ONCE, slot=slot))
    return tuple(told)


def named(work: Work, member: Member) -> str:
    """A name with its organisation: "Carla Smit (Woonstad)"."""
    if member.organisation_id is None:
        return member.name
    return f"{member.name} ({people.organisation(work.unit, member.organisation_id).name})"
