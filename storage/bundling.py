"""Invitations that are due together go as one message, when it is sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_
from sqlmodel import col, select

from process.message import Message, Opening, Openings
from process.rules.attention import Attention
from process.states import SeatState
from storage.codec import decode, encode
from storage.tables import Outbox, Passage, Seat
from storage.unit import Unit

OPENS = "open"
"""The kind of appointment that opens a round: an invitation waits for those that are due."""


def gather(unit: Unit, row: Outbox, now: datetime) -> None:
    """Put the other invitations that could go to this address now in this one, which nobody has sent yet.

    The caller holds the address. A message that was sent perhaps stays as it is: it may lie there already.
    """
    if row.counts is not Attention.INVITATION or row.attempts or row.state is not Passage.READY:
        return
    if not _seats(decode(row.message)):
        return
    with_it = [each for each in _others(unit, row, now) if _open(unit, _seats(decode(each.message)))]
    if not with_it:
        return
    seats = [seat for each in (row, *with_it) for seat in _seats(decode(each.message))]
    row.message, row.wanted_seat = encode(Openings(tuple(seats))), None
    for each in with_it:
        each.state, each.done_at, each.bundled_into = Passage.DROPPED, now, row.id
        each.detail = "went with another"


def _others(unit: Unit, row: Outbox, now: datetime) -> list[Outbox]:
    return list(
        unit.session.exec(
            select(Outbox)
            .where(
                Outbox.address_id == row.address_id,
                Outbox.person_id == row.person_id,
                Outbox.counts == Attention.INVITATION,
                Outbox.state == Passage.READY,
                Outbox.attempts == 0,
                Outbox.id != row.id,
                or_(col(Outbox.not_before).is_(None), col(Outbox.not_before) <= now),
            )
            .order_by(col(Outbox.id))
            .with_for_update()
        )
    )


def _seats(message: Message) -> tuple[int, ...]:
    match message:
        case Opening(seat=seat):
            return (seat,)
        case Openings(seats=seats):
            return seats
        case _:
            return ()


def _open(unit: Unit, seats: tuple[int, ...]) -> bool:
    """Whether these invite somebody still; what does not is dropped when its own turn comes."""
    held = [unit.session.get(Seat, each, populate_existing=True) for each in seats]
    return bool(held) and all(
        each is not None and each.state in (SeatState.INVITED, SeatState.BEGUN) for each in held
    )
