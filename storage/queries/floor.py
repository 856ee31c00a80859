"""What holds a person's attention."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import update
from sqlmodel import col, select

from process.states import FloorKind
from storage.tables import Floor
from storage.unit import Unit


def floor(unit: Unit, person_id: int) -> Floor | None:
    """The floor as it is now, None for a person who was never asked anything."""
    return unit.session.exec(
        select(Floor).where(Floor.person_id == person_id).execution_options(populate_existing=True)
    ).first()


def set_floor(
    unit: Unit,
    person_id: int,
    kind: FloorKind,
    *,
    seat_id: int | None = None,
    question: str | None = None,
    form: str | None = None,
    data: str | None = None,
) -> Floor:
    """Give the floor to something else, under the next version; nothing shows it yet.

    A version never comes back, so a button under an older one is known to be stale for ever.
    """
    held = {
        "kind": kind,
        "seat_id": seat_id,
        "question": question,
        "form": form,
        "data": data,
        "ref": None,
        "shown_at": None,
    }
    statement = unit.insert(Floor).values(person_id=person_id, version=1, **held)
    statement = statement.on_conflict_do_update(
        index_elements=["person_id"], set_={**held, "version": col(Floor.version) + 1}
    )
    fresh = {"populate_existing": True}
    return unit.session.scalars(statement.returning(Floor), execution_options=fresh).one()


def leave_seats(unit: Unit, seat_ids: Iterable[int]) -> None:
    """Whoever is being asked something in one of these seats is asked nothing any more."""
    unit.session.exec(
        update(Floor)
        .where(col(Floor.seat_id).in_(list(seat_ids)))
        .values(kind=FloorKind.NONE, seat_id=None, question=None, version=col(Floor.version) + 1)
    )
