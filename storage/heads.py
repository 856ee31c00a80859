"""Whose turn it is: the query for the first message of every address that may go now."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Integer, and_, bindparam, case, exists, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from process.outcome import Urgency
from process.rules.attention import Attention
from storage import bundling
from storage.tables import Address, Appointment, Floor, Outbox, Seat
from storage.tables.columns import Instant


@cache
def heads() -> Any:
    """The first message of every address that nobody holds, with what it depends on.

    An invitation waits while another round is to be opened: they go together. Put together once: that
    takes longer than asking the database. Takes `now`, `leased_at`, `most`.
    """
    now, leased_at = bindparam("now", type_=Instant), bindparam("leased_at", type_=Instant)
    earlier, waiting, reply = aliased(Outbox), aliased(Outbox), aliased(Outbox)
    is_bulk, earlier_is_bulk = (col(row.urgency) == Urgency.BULK for row in (Outbox, earlier))
    opens_now = exists().where(
        col(Appointment.kind) == bundling.OPENS,
        col(Appointment.done_at).is_(None),
        col(Appointment.due_at) <= now,
    )
    waits, earlier_waits = (
        and_(col(row.counts).is_not(None), col(row.counts) == Attention.INVITATION, opens_now)
        for row in (Outbox, earlier)
    )
    goes_first = exists().where(
        col(earlier.address_id) == col(Outbox.address_id),
        col(earlier.done_at).is_(None),
        or_(col(earlier.not_before).is_(None), col(earlier.not_before) <= now),
        ~earlier_waits,
        or_(
            and_(~earlier_is_bulk, is_bulk),
            and_(earlier_is_bulk == is_bulk, col(earlier.id) < col(Outbox.id)),
        ),
    )
    asked_patience = exists().where(
        col(waiting.address_id) == col(Outbox.address_id),
        col(waiting.done_at).is_(None),
        col(waiting.claimed_until) > now,
    )
    reply_waits = exists().where(
        col(reply.address_id) == col(Outbox.address_id),
        col(reply.done_at).is_(None),
        col(reply.urgency) == Urgency.REPLY,
        or_(col(reply.not_before).is_(None), col(reply.not_before) <= now),
    )
    turn = case((reply_waits, 0), (col(Outbox.urgency) == Urgency.NOTICE, 1), else_=2)
    return (
        select(Outbox, Address, Floor.version, Seat.state)
        .join(Address, col(Address.id) == col(Outbox.address_id))
        .outerjoin(Floor, col(Floor.person_id) == col(Outbox.person_id))
        .outerjoin(Seat, col(Seat.id) == col(Outbox.wanted_seat))
        .where(
            col(Outbox.done_at).is_(None),
            or_(col(Outbox.not_before).is_(None), col(Outbox.not_before) <= now),
            or_(col(Address.lease_until).is_(None), col(Address.lease_until) <= leased_at),
            ~goes_first,
            ~asked_patience,
            ~waits,
        )
        .order_by(turn, col(Outbox.id))
        .limit(bindparam("most", type_=Integer))
        .with_for_update(of=[Outbox, Address], skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    )
