"""What is sent to a person, and planned for them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from storage import codec
from storage.queries import forgetting
from storage.queries.mydata.whose import Read, Row, Whose, seats
from storage.tables import Appointment, Outbox


def _messages(whose: Whose) -> Iterable[Row]:
    """What the bot sent or will send, as kinds: what they say is in the chat."""
    mine = select(Outbox).where(Outbox.person_id == whose.person.id).order_by(col(Outbox.id))
    for each in whose.unit.session.exec(mine):
        yield (
            ("kind", codec.kind_of(each.message)),
            ("state", each.state),
            ("made_at", each.created_at),
            ("done_at", each.done_at),
        )


def _appointments(whose: Whose) -> Iterable[Row]:
    of_me = col(Appointment.kind).in_(forgetting.OF_A_PERSON) & (Appointment.subject == whose.person.id)
    mine_in = [seat.id for seat, _ in seats(whose)]
    of_seats = col(Appointment.kind).in_(forgetting.OF_A_SEAT) & col(Appointment.subject).in_(mine_in)
    mine = select(Appointment).where(of_me | of_seats).order_by(col(Appointment.id))
    for each in whose.unit.session.exec(mine):
        yield (("kind", each.kind), ("at", each.due_at), ("state", each.state))


PARTS: dict[str, Read] = {
    "messages": _messages,
    "appointments": _appointments,
}
