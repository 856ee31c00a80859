"""Who looks after a partnership, how far the question about it has gone, and what people said."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, update
from sqlmodel import col, select

from process.rules import keepers
from process.rules.attention import Attention
from process.rules.keepers import SIGNS_OF_LIFE, Asked, Step
from process.states import MeetingState, Role
from storage.queries import acting, attention, people
from storage.tables import Event, KeepingWatch, Meeting, Member, Outbox, Partnership, Passage, Round
from storage.unit import Unit


@dataclass(frozen=True)
class Offer:
    """Somebody offers to take something over: an event and who it is about; `beside` would be the deputy."""

    id: int
    member_id: int
    kind: str
    beside: int | None
    at: datetime


def watch(unit: Unit, partnership: Partnership, now: datetime) -> KeepingWatch:
    """How far it is with this partnership; calm from now on when nobody looked before."""
    found = unit.session.get(KeepingWatch, partnership.id)
    if found is None:
        found = KeepingWatch(partnership_id=partnership.id, since=now)
        unit.session.add(found)
        unit.session.flush()
    return found


def step_of(unit: Unit, partnership_id: int) -> Step:
    """How far it is, for who only looks."""
    found = unit.session.get(KeepingWatch, partnership_id)
    return found.step if found is not None else Step.CALM


def put(unit: Unit, row: KeepingWatch, to: keepers.Watch) -> None:
    """Keep how far it is."""
    row.step, row.since, row.cause, row.until = to.step, to.since, to.cause, to.until
    unit.session.add(row)
    unit.session.flush()


def give(unit: Unit, partnership: Partnership, *, keeper: Member | None, deputy: Member | None) -> None:
    """These two look after it from now on."""
    partnership.keeper_id = keeper.id if keeper is not None else None
    partnership.deputy_id = deputy.id if deputy is not None else None
    unit.session.add(partnership)
    acting.settle(unit, partnership.id)


def asked(unit: Unit, member: Member, since: datetime) -> Asked:
    """How somebody stands to a question of the ladder that was begun at `since`."""
    person = people.person(unit, member.person_id)
    told = attention.was_told(unit, person.id, member.partnership_id, Attention.KEEPER, since)
    return Asked(is_reached(unit, member), person.away_until, told, _waits(unit, member, since))


def is_reached(unit: Unit, member: Member) -> bool:
    """Whether messages can get to somebody at all."""
    return not member.paper and people.address_of(unit, member.person_id).reachable


def life_at(unit: Unit, partnership_id: int) -> datetime | None:
    """The last sign of life: something that people did, or a result that enough of them made."""
    done = unit.session.exec(
        select(func.max(Event.at)).where(
            Event.partnership_id == partnership_id, col(Event.kind).in_(SIGNS_OF_LIFE)
        )
    ).one()
    shown = unit.session.exec(
        select(func.max(Round.revealed_at)).where(Round.partnership_id == partnership_id)
    ).one()
    return max(filter(None, (done, shown)), default=None)


def met_at(unit: Unit, partnership_id: int, now: datetime) -> datetime | None:
    """When the last meeting that was not called off began."""
    found: datetime | None = unit.session.exec(
        select(func.max(Meeting.starts_at)).where(
            Meeting.partnership_id == partnership_id,
            Meeting.starts_at <= now,
            Meeting.state != MeetingState.CANCELLED,
        )
    ).one()
    return found


def coordinates(unit: Unit, partnership_id: int) -> bool:
    """Whether anybody coordinates this partnership."""
    mine = select(Member.id).where(
        Member.partnership_id == partnership_id,
        Member.role == Role.COORDINATOR,
        col(Member.left_at).is_(None),
    )
    return unit.session.exec(mine.limit(1)).first() is not None


def offer(unit: Unit, member: Member, kind: str, now: datetime, beside: int | None = None) -> Offer:
    """Note that somebody offers."""
    data = json.dumps({"beside": beside}) if beside is not None else None
    event = Event(partnership_id=member.partnership_id, kind=kind, member_id=member.id, at=now, data=data)
    unit.session.add(event)
    unit.session.flush()
    return Offer(event.id, member.id, kind, beside, now)


def last_offer(unit: Unit, partnership_id: int, kind: str, since: datetime) -> Offer | None:
    """The last offer of this kind by somebody who still takes part, from `since` on."""
    return _offer(
        unit.session.exec(
            select(Event)
            .join(Member, col(Member.id) == col(Event.member_id))
            .where(
                Event.partnership_id == partnership_id,
                Event.kind == kind,
                col(Event.at) >= since,
                col(Member.left_at).is_(None),
            )
            .order_by(col(Event.id).desc())
            .limit(1)
        ).first()
    )


def find_offer(unit: Unit, partnership_id: int, event_id: int) -> Offer | None:
    """An offer in this partnership, None when there is none under that number."""
    event = unit.session.get(Event, event_id)
    return _offer(event) if event is not None and event.partnership_id == partnership_id else None


def who_noted(unit: Unit, partnership_id: int, kind: str, event_id: int) -> set[int]:
    """The members who caused an event of this kind about another event."""
    found = unit.session.exec(
        select(Event.member_id).where(
            Event.partnership_id == partnership_id, Event.kind == kind, Event.data == str(event_id)
        )
    )
    return {each for each in found if each is not None}


def said(unit: Unit, member_id: int, kinds: tuple[str, ...], since: datetime) -> Event | None:
    """The last event of these kinds about a member, from `since` on."""
    return unit.session.exec(
        select(Event)
        .where(Event.member_id == member_id, col(Event.kind).in_(kinds), col(Event.at) >= since)
        .order_by(col(Event.id).desc())
        .limit(1)
    ).first()


def pause(unit: Unit, partnership: Partnership, until: date | None) -> None:
    """No round opens by itself until then; None: from now on again."""
    partnership.paused_until = until
    unit.session.add(partnership)
    unit.session.flush()


def drop_questions(unit: Unit, partnership_id: int, now: datetime) -> None:
    """What still waits to be asked about who looks after it is not asked any more."""
    unit.session.exec(
        update(Outbox)
        .where(
            col(Outbox.partnership_id) == partnership_id,
            col(Outbox.counts) == Attention.KEEPER,
            col(Outbox.done_at).is_(None),
            col(Outbox.state) == Passage.READY,
        )
        .values(state=Passage.DROPPED, done_at=now, detail="no longer asked")
    )


def _offer(event: Event | None) -> Offer | None:
    if event is None or event.member_id is None:
        return None
    beside = json.loads(event.data or "{}").get("beside")
    return Offer(event.id, event.member_id, event.kind, beside, event.at)


def _waits(unit: Unit, member: Member, since: datetime) -> bool:
    on_its_way = select(Outbox.id).where(
        Outbox.person_id == member.person_id,
        Outbox.partnership_id == member.partnership_id,
        Outbox.counts == Attention.KEEPER,
        col(Outbox.created_at) >= since,
        col(Outbox.done_at).is_(None),
    )
    return unit.session.exec(on_its_way.limit(1)).first() is not None
