"""Messages on their way out: kept with the act that caused them, taken one per address, settled by receipt.

ready ── claim ──> sending ── note ──> sent | unknown | dead
  │                   └── not delivered, or may go twice ──> ready
  └── no longer wanted ──> dropped
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import case, func, literal_column, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from process.message import Ask, Differs, GroupLine, Hand, Message, Review
from process.outcome import Copies, Outgoing, Urgency
from process.rules.attention import MONTHLY
from process.states import SeatState
from storage import bundling
from storage.codec import decode, encode
from storage.heads import heads
from storage.queries import attention, groups, leave
from storage.queries.people import address_of
from storage.tables import Address, Floor, Outbox, Passage, Sort
from storage.tables.columns import Instant
from storage.unit import Unit

LEASE_SECONDS = 25
"""Longer than all time-outs of one sending together (20 s)."""
MAY_REPEAT = 2


@dataclass(frozen=True)
class Claimed:
    """A message to send now. `term` proves that the address is still ours when the receipt comes."""

    id: int
    person_id: int
    address_id: int
    channel: str
    address: str
    term: int
    message: Message
    urgency: Urgency
    edit: str | None
    retire: str | None
    wanted_floor: int | None


@dataclass(frozen=True)
class Delivered:
    """It is there; `ref` names it on its channel.

    `as_it_was`: it was to be corrected, and could not be changed.
    """

    ref: str
    as_it_was: bool = False


@dataclass(frozen=True)
class Postponed:
    """It is surely not there; nothing more to this address before `at` (UTC)."""

    at: datetime


@dataclass(frozen=True)
class Relocated:
    """It is surely not there; what was reached there is reached at the address `to` since."""

    to: str


@dataclass(frozen=True)
class Uncertain:
    """It may be there."""


@dataclass(frozen=True)
class Undeliverable:
    """It is not there and never will be; `detail` for the operator, without any text of the message.

    `gone`: nothing can be delivered to this address any more.
    """

    gone: bool
    detail: str


@dataclass(frozen=True)
class Unwanted:
    """When it came to putting it into words there was nothing left to say."""


Delivery = Delivered | Postponed | Relocated | Uncertain | Undeliverable | Unwanted


def enqueue(unit: Unit, outgoing: Outgoing, now: datetime) -> int:
    """Keep a message for delivery and give its id; it takes the place of unsent ones with its slot.

    To somebody who cannot be reached it is dead at once. Raises ValueError for anything to a group that is
    not a `GroupLine`, and for a `GroupLine` to a person.
    """
    if outgoing.slot is not None:
        unit.session.exec(
            update(Outbox)
            .where(
                col(Outbox.person_id) == outgoing.to,
                col(Outbox.slot) == outgoing.slot,
                col(Outbox.done_at).is_(None),
                col(Outbox.state) == Passage.READY,
            )
            .values(state=Passage.DROPPED, done_at=now, detail="replaced")
        )
    address = address_of(unit, outgoing.to)
    if (address.sort is Sort.GROUP) is not isinstance(outgoing.message, GroupLine):
        raise ValueError(f"a {type(outgoing.message).__name__} is nothing for a {address.sort.value}")
    row = Outbox(
        address_id=address.id,
        person_id=outgoing.to,
        message=encode(outgoing.message),
        urgency=outgoing.urgency,
        copies=outgoing.copies,
        slot=outgoing.slot,
        wanted_floor=outgoing.wanted_floor,
        wanted_seat=outgoing.wanted_seat,
        not_before=leave.held_back(unit, outgoing),
        not_after=outgoing.not_after,
        counts=outgoing.counts,
        partnership_id=outgoing.partnership,
        edit=outgoing.edit,
        retire=outgoing.retire,
        created_at=now,
    )
    if not address.reachable:
        _finish(row, Passage.DEAD, now, "unreachable")
    unit.session.add(row)
    unit.session.flush()
    return row.id


def claim(
    unit: Unit,
    now: datetime,
    limit: int,
    lease_seconds: float = LEASE_SECONDS,
    *,
    budget: int = MONTHLY,
) -> list[Claimed]:
    """Take at most `limit` messages to send, replies first, and lease their addresses.

    One per address: the oldest that may go now, bulk after the rest, so that order holds per person. A
    notice with a reply behind it has the turn of that reply: no crowd of others keeps it back. What is no
    longer wanted, or does not fit in the `budget` of a person's attention, is dropped on the way; as an
    address has one sender, no two messages take the same place in it. A message whose sender died is sent
    again only if it may appear twice and did not yet.
    """
    leased_at = _database_now(unit)
    claimed: list[Claimed] = []
    while len(claimed) < limit:
        places = {"now": now, "leased_at": leased_at, "most": limit - len(claimed)}
        found = unit.session.exec(heads(), params=places).all()
        taken = 0
        for row, address, floor, seat in found:
            if _still_goes(unit, row, floor, seat, now) and _fits(unit, row, now, budget):
                bundling.gather(unit, row, now)
                claimed.append(_lease(row, address, leased_at + timedelta(seconds=lease_seconds)))
                taken += 1
        unit.session.flush()
        if taken == len(found):
            break
    return claimed


def note(unit: Unit, claimed: Claimed, delivery: Delivery, now: datetime) -> bool:
    """Settle a message by what became of it and let its address go.

    Comes the receipt after the lease was lost to another sender, then that sender settles it. True when this
    receipt is the first to say that the person cannot be reached any more.
    """
    if isinstance(delivery, Delivered):
        _shown(unit, claimed, delivery.ref, now)
    address = unit.session.exec(
        select(Address)
        .where(Address.id == claimed.address_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()
    if address is None or address.term != claimed.term:
        return False
    address.lease_until = None
    was_reachable = address.reachable
    row = unit.session.get(Outbox, claimed.id, populate_existing=True)
    if row is not None:  # otherwise its reader was forgotten while it went
        _settle(unit, row, address, delivery, now)
        if row.state in (Passage.SENT, Passage.UNKNOWN):
            attention.note(unit, row, now)
        unit.session.add(row)
    unit.session.add(address)
    unit.session.flush()
    return was_reachable and not address.reachable


def _settle(unit: Unit, row: Outbox, address: Address, delivery: Delivery, now: datetime) -> None:
    match delivery:
        case Delivered(ref):
            row.ref = ref
            _finish(row, Passage.SENT, now)
        case Postponed(at):
            row.state, row.claimed_until = Passage.READY, at
            row.attempts -= 1
        case Relocated(to):
            row.state = Passage.READY
            row.attempts -= 1
            groups.move(unit, address.channel, address.address, to)
        case Uncertain() if _may_go_twice(row):
            row.state = Passage.READY
        case Uncertain():
            _finish(row, Passage.UNKNOWN, now)
        case Unwanted():
            _finish(row, Passage.DROPPED, now)
        case Undeliverable(gone, detail):
            _finish(row, Passage.DEAD, now, detail)
            if gone:
                _give_up(unit, address, now)


def overslept(unit: Unit, before: datetime) -> list[Outbox]:
    """What waited for somebody's hours, could have gone before that instant, and nobody has begun to send."""
    return list(
        unit.session.exec(
            select(Outbox)
            .where(
                col(Outbox.done_at).is_(None),
                Outbox.state == Passage.READY,
                Outbox.attempts == 0,
                col(Outbox.urgency) != Urgency.REPLY,
                col(Outbox.edit).is_(None),
                col(Outbox.not_before) < before,
            )
            .with_for_update(skip_locked=True)
        )
    )


def let_go(unit: Unit) -> None:
    """Take back what a sender that died still holds; for the start, before anything is claimed.

    An SQLite file has one sender, so that every lease in it is of one that is gone, and nobody has to wait
    for it to run out. On PostgreSQL another replica may be sending: there it runs out.
    """
    if not unit.is_postgres:
        unit.session.exec(
            update(Address).where(col(Address.lease_until).is_not(None)).values(lease_until=None)
        )


def next_due(unit: Unit) -> datetime | None:
    """When a message may go next (UTC; past when one waits now), None when none waits.

    Messages behind one that is being sent do not count: its receipt is the moment to look again.
    """
    other = aliased(Outbox)
    patience = (
        select(func.max(other.claimed_until))
        .where(col(other.address_id) == col(Outbox.address_id), col(other.done_at).is_(None))
        .scalar_subquery()
    )
    may_go = func.coalesce(Outbox.not_before, Outbox.created_at)
    earliest = case((patience > may_go, patience), else_=may_go)
    first = (
        select(func.min(earliest, type_=Instant))
        .join(Address, col(Address.id) == col(Outbox.address_id))
        .where(
            col(Outbox.done_at).is_(None),
            or_(col(Address.lease_until).is_(None), col(Address.lease_until) <= _database_now(unit)),
        )
    )
    found: datetime | None = unit.session.exec(first).one()
    return found


def pending(unit: Unit) -> int:
    """How many messages are open: waiting for their time or being sent."""
    return unit.session.exec(select(func.count()).where(col(Outbox.done_at).is_(None))).one()


def waits_for(unit: Unit, person_id: int) -> bool:
    """Whether something is on its way to this person."""
    mine = select(Outbox.id).where(Outbox.person_id == person_id, col(Outbox.done_at).is_(None))
    return unit.session.exec(mine.limit(1)).first() is not None


def _still_goes(unit: Unit, row: Outbox, floor: int | None, seat: SeatState | None, now: datetime) -> bool:
    """Whether to send it; otherwise it is settled here."""
    wanted = (
        (row.not_after is None or now < row.not_after)
        and (row.wanted_floor is None or row.wanted_floor == floor)
        and (row.wanted_seat is None or seat in (SeatState.INVITED, SeatState.BEGUN))
    )
    if row.state is Passage.SENDING and not (wanted and _may_go_twice(row)):
        _finish(row, Passage.UNKNOWN, now, "its sender stopped")
        attention.note(unit, row, now)
        return False
    if not wanted:
        _finish(row, Passage.DROPPED, now, "no longer wanted")
        return False
    return True


def _fits(unit: Unit, row: Outbox, now: datetime, budget: int) -> bool:
    """Whether the person's attention allows it; otherwise it is settled here."""
    if attention.fits(unit, row, now, budget):
        return True
    _finish(row, Passage.DROPPED, now, "enough this month")
    return False


def _lease(row: Outbox, address: Address, until: datetime) -> Claimed:
    address.lease_until = until
    address.term += 1
    row.state = Passage.SENDING
    row.attempts += 1
    row.claimed_until = None
    return Claimed(
        id=row.id,
        person_id=row.person_id,
        address_id=address.id,
        channel=address.channel,
        address=address.address,
        term=address.term,
        message=decode(row.message),
        urgency=row.urgency,
        edit=row.edit,
        retire=row.retire,
        wanted_floor=row.wanted_floor,
    )


def _may_go_twice(row: Outbox) -> bool:
    return row.copies is Copies.TWICE and row.attempts < MAY_REPEAT


def _finish(row: Outbox, state: Passage, now: datetime, detail: str | None = None) -> None:
    row.state, row.done_at, row.detail = state, now, detail
    message = decode(row.message)
    if isinstance(message, Hand) and message.secret is not None:
        row.message = encode(replace(message, secret=None))


def _shown(unit: Unit, claimed: Claimed, ref: str, now: datetime) -> None:
    """The floor remembers which message shows it, and since when; before any lock on an address.

    A question or a check carries the version of its floor; a page of a form is only wanted on its own floor.
    """
    message = claimed.message
    version = message.version if isinstance(message, Ask | Review | Differs) else claimed.wanted_floor
    if version is None:
        return
    unit.session.exec(
        update(Floor)
        .where(col(Floor.person_id) == claimed.person_id, col(Floor.version) == version)
        .values(ref=ref, shown_at=func.coalesce(Floor.shown_at, now))
    )


def _give_up(unit: Unit, address: Address, now: datetime) -> None:
    address.reachable = False
    waiting = select(Outbox).where(
        Outbox.address_id == address.id, col(Outbox.done_at).is_(None), Outbox.state == Passage.READY
    )
    for row in unit.session.exec(waiting):
        _finish(row, Passage.DEAD, now, "unreachable")
        unit.session.add(row)


def _database_now(unit: Unit) -> datetime:
    """Leases run by one clock for all replicas: the server's. All who use an SQLite file share a machine."""
    if not unit.is_postgres:
        return datetime.now(UTC)
    return unit.session.exec(select(literal_column("clock_timestamp()", Instant))).one()
