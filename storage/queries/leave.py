"""Leave: what waits for somebody's hours waits until they are back, and then becomes one message."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, update
from sqlmodel import col, select

from process.outcome import Outgoing, Urgency
from storage.tables import Outbox, Passage, Person
from storage.unit import Unit

MARGIN = timedelta(hours=1)
"""So long after the return what waited would go by itself: the one message has been made by then."""

FOLDED = "in the message at the return"
ASIDE = "behind a button in the message at the return"


def begin(unit: Unit, person: Person, until: date, returns_at: datetime, now: datetime) -> None:
    """On leave through `until`; nothing goes to this person before `returns_at` (UTC)."""
    person.away_until, person.returns_at = until, returns_at
    person.away_since = person.away_since or now
    unit.session.add(person)
    unit.session.flush()
    unit.session.exec(update(Outbox).where(*_waits(person.id)).values(not_before=returns_at + MARGIN))


def end(unit: Unit, person: Person) -> None:
    """Back again."""
    person.away_until = person.returns_at = person.away_since = None
    unit.session.add(person)
    unit.session.flush()


def held_back(unit: Unit, outgoing: Outgoing) -> datetime | None:
    """From when on a message may go: one that waits for somebody's hours waits for their return as well."""
    at = outgoing.not_before
    if at is None or outgoing.urgency is Urgency.REPLY or outgoing.edit is not None:
        return at
    person = unit.session.get(Person, outgoing.to)
    if person is None or person.returns_at is None:
        return at
    return max(at, person.returns_at + MARGIN)


def waiting(unit: Unit, person: Person) -> list[Outbox]:
    """What waited for their return, oldest first; held until the unit ends."""
    if person.returns_at is None:
        return []
    return list(
        unit.session.exec(
            select(Outbox)
            .where(*_waits(person.id), col(Outbox.not_before) <= person.returns_at + MARGIN)
            .order_by(col(Outbox.id))
            .with_for_update()
        )
    )


def settle(unit: Unit, row: Outbox, detail: str, now: datetime) -> None:
    """This message does not go by itself any more."""
    row.state, row.done_at, row.detail = Passage.DROPPED, now, detail
    unit.session.add(row)
    unit.session.flush()


def aside(unit: Unit, person_id: int) -> list[Outbox]:
    """What stands behind the button, oldest first; of what was let go of since only the kind is left."""
    return list(
        unit.session.exec(
            select(Outbox)
            .where(Outbox.person_id == person_id, Outbox.detail == ASIDE)
            .order_by(col(Outbox.id))
        )
    )


def _waits(person_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(Outbox.person_id) == person_id,
        col(Outbox.done_at).is_(None),
        col(Outbox.state) == Passage.READY,
        col(Outbox.urgency) != Urgency.REPLY,
        col(Outbox.not_before).is_not(None),
        col(Outbox.edit).is_(None),
    )
