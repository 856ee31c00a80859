"""How a round goes on: opened, seats filled, stages passed, a snapshot frozen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from process.rules.suppression import Promise
from process.states import RoundStage, SeatState
from storage.queries import joint as joint_rows
from storage.queries.forgetting import NOBODY
from storage.tables import Appointment, FlowRevision, Member, Person, Round, Seat, Snapshot
from storage.unit import Unit


def keep_flow(unit: Unit, flow: str, revision: str, source: str, now: datetime) -> None:
    """Keep the source of a flow as it is now; the same revision is kept once."""
    unit.session.exec(
        unit.insert(FlowRevision)
        .values(flow=flow, revision=revision, source=source, created_at=now)
        .on_conflict_do_nothing(index_elements=["flow", "revision"])
    )


def flow_source(unit: Unit, flow: str, revision: str) -> str:
    """The source of a kept revision. Raises LookupError."""
    found = unit.session.get(FlowRevision, (flow, revision))
    if found is None:
        raise LookupError(f"flow {flow} was never kept at revision {revision}")
    return found.source


def new_round(
    unit: Unit,
    *,
    partnership_id: int,
    flow: str,
    revision: str,
    opened_at: datetime,
    closes_at: datetime,
    opened_by: int | None,
    promise: Promise | None = None,
    joint: bool = False,
    only: int | None = None,
) -> Round:
    """Open a round; its number counts the rounds of this flow in this partnership from 1.

    What is promised now about confidential answers is kept: the round holds to it to its end. `joint`: each
    organisation answers together. `only` is the organisation that is asked where a flow asks one of them.
    """
    last = unit.session.exec(
        select(func.max(Round.number)).where(Round.partnership_id == partnership_id, Round.flow == flow)
    ).one()
    round_ = Round(
        partnership_id=partnership_id,
        flow=flow,
        revision=revision,
        number=(last or 0) + 1,
        opened_at=opened_at,
        closes_at=closes_at,
        opened_by=opened_by,
        counts_from=promise.counts_from if promise is not None else None,
        words_from=promise.words_from if promise is not None else None,
        joint=joint,
        only_id=only,
    )
    unit.session.add(round_)
    unit.session.flush()
    return round_


def new_seat(unit: Unit, round_: Round, member: Member) -> Seat:
    """Invite a member, with the organisation and layer that they have today."""
    seat = Seat(
        round_id=round_.id,
        member_id=member.id,
        organisation_id=member.organisation_id,
        layer=member.layer,
    )
    unit.session.add(seat)
    unit.session.flush()
    joint_rows.take_place(unit, round_, seat)
    return seat


def find_round(unit: Unit, round_id: int) -> Round | None:
    """The round with this id, if there is one; not held."""
    return unit.session.get(Round, round_id)


def find_seat(unit: Unit, seat_id: int) -> Seat | None:
    """The seat with this id, if there is one."""
    return unit.find(Seat, seat_id)


def set_seat(unit: Unit, seat: Seat, state: SeatState, *, at: datetime | None = None) -> None:
    """How far this person is; `at` is when they sent."""
    seat.state = state
    seat.sent_at = at
    unit.session.add(seat)
    unit.session.flush()


def seats_with_people(unit: Unit, round_id: int) -> list[tuple[Seat, Member, Person]]:
    """Who was invited, in the order of invitation, with who they are now."""
    return list(
        unit.session.exec(
            select(Seat, Member, Person)
            .join(Member, col(Member.id) == col(Seat.member_id))
            .join(Person, col(Person.id) == col(Member.person_id))
            .where(Seat.round_id == round_id)
            .order_by(col(Seat.id))
        )
    )


def still_in(unit: Unit, round_id: int) -> list[tuple[Seat, Member, Person]]:
    """The same, without those who left before they sent: nobody waits for an answer of theirs."""
    return [
        (seat, member, person)
        for seat, member, person in seats_with_people(unit, round_id)
        if member.left_at is None or seat.state == SeatState.SENT
    ]


def open_seats(unit: Unit, person_id: int) -> list[tuple[Seat, Round, Member]]:
    """Where this person can still answer: seats in rounds that collect, that were not sent or passed."""
    return list(
        unit.session.exec(
            select(Seat, Round, Member)
            .join(Member, col(Member.id) == col(Seat.member_id))
            .join(Round, col(Round.id) == col(Seat.round_id))
            .where(
                Member.person_id == person_id,
                col(Member.left_at).is_(None),
                Round.stage == RoundStage.COLLECT,
                col(Seat.state).in_((SeatState.INVITED, SeatState.BEGUN)),
            )
            .order_by(col(Round.closes_at), col(Seat.id))
        )
    )


def last_sent(unit: Unit, person_id: int) -> tuple[Round, Seat] | None:
    """Where this person sent last, in a round that still collects."""
    return unit.session.exec(
        select(Round, Seat)
        .join(Seat, col(Seat.round_id) == col(Round.id))
        .join(Member, col(Member.id) == col(Seat.member_id))
        .where(
            Member.person_id == person_id,
            col(Member.left_at).is_(None),
            Round.stage == RoundStage.COLLECT,
            Seat.state == SeatState.SENT,
        )
        .order_by(col(Seat.sent_at).desc())
        .limit(1)
    ).first()


def set_stage(unit: Unit, round_: Round, stage: RoundStage, *, at: datetime) -> None:
    """A round passes to another stage; the instant is kept where the stage has one."""
    round_.stage = stage
    if stage in {RoundStage.REVEALED, RoundStage.TOO_FEW}:
        round_.closed_at = at
    if stage == RoundStage.REVEALED:
        round_.revealed_at = at
    if stage in {RoundStage.SETTLED, RoundStage.SKIPPED}:
        round_.settled_at = at
    unit.session.add(round_)
    unit.session.flush()


def prolong(unit: Unit, round_: Round, closes_at: datetime) -> None:
    """Collect again, until a later instant."""
    round_.stage = RoundStage.COLLECT
    round_.closes_at = closes_at
    round_.closed_at = None
    round_.extended = True
    unit.session.add(round_)
    unit.session.flush()


def freeze(unit: Unit, round_: Round, kind: str, contents: str, now: datetime) -> Snapshot:
    """Keep what is shown of a round; it never changes afterwards."""
    snapshot = Snapshot(round_id=round_.id, kind=kind, contents=contents, made_at=now)
    unit.session.add(snapshot)
    unit.session.flush()
    return snapshot


def snapshot(unit: Unit, round_id: int, kind: str) -> Snapshot | None:
    """What was frozen of a round, None while it is sealed."""
    return unit.session.exec(
        select(Snapshot).where(Snapshot.round_id == round_id, Snapshot.kind == kind)
    ).first()


def snapshot_by_id(unit: Unit, snapshot_id: int) -> Snapshot | None:
    """A frozen snapshot, None when it was erased."""
    return unit.session.get(Snapshot, snapshot_id)


def last_snapshot(unit: Unit, partnership_id: int, kind: str) -> Snapshot | None:
    """What was frozen last in a partnership."""
    return unit.session.exec(
        select(Snapshot)
        .join(Round, col(Round.id) == col(Snapshot.round_id))
        .where(Round.partnership_id == partnership_id, Snapshot.kind == kind)
        .order_by(col(Snapshot.id).desc())
        .limit(1)
    ).first()


def revealed_rounds(unit: Unit, partnership_id: int, flow: str) -> list[Round]:
    """The rounds of a flow that were revealed in a partnership, oldest first."""
    return list(
        unit.session.exec(
            select(Round)
            .where(
                Round.partnership_id == partnership_id,
                Round.flow == flow,
                col(Round.revealed_at).is_not(None),
            )
            .order_by(col(Round.number))
        )
    )


def senders(unit: Unit, round_id: int) -> frozenset[int]:
    """The members who sent in a round."""
    return frozenset(
        unit.session.exec(
            select(Seat.member_id).where(Seat.round_id == round_id, Seat.state == SeatState.SENT)
        )
    )


def persons(unit: Unit, partnership_id: int) -> dict[int, int]:
    """Who each membership of a partnership belongs to, also of those who left; not of who was forgotten."""
    found = unit.session.exec(
        select(Member.id, Member.person_id).where(
            Member.partnership_id == partnership_id, Member.name != NOBODY
        )
    )
    return dict(found.all())


def next_planned(unit: Unit, kind: str, subject: int) -> datetime | None:
    """When the next appointment of this kind for a subject is due, None when there is none."""
    return unit.session.exec(
        select(Appointment.due_at)
        .where(
            Appointment.kind == kind,
            Appointment.subject == subject,
            col(Appointment.done_at).is_(None),
        )
        .order_by(col(Appointment.due_at))
        .limit(1)
    ).first()
