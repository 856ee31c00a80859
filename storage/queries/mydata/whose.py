"""Whose things are read: the person, with what the parts look up."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from storage.tables import Member, Organisation, Partnership, Person, Round, Seat
from storage.unit import Unit

Value = str | int | bool | date | datetime | None
Row = tuple[tuple[str, Value], ...]
"""The fields of one thing that is kept, by name, in the order in which they are read."""


@dataclass(frozen=True)
class Whose:
    """The person, with what the parts look up."""

    unit: Unit
    person: Person
    members: dict[int, Member]

    def place(self, partnership: int | None) -> tuple[str, Value]:
        """Which partnership something is of."""
        found = self.unit.session.get(Partnership, partnership) if partnership is not None else None
        return ("partnership", found.name if found is not None else None)

    def party(self, organisation: int | None) -> tuple[str, Value]:
        """Which organisation something is for."""
        found = self.unit.session.get(Organisation, organisation) if organisation is not None else None
        return ("organisation", found.name if found is not None else None)


Read = Callable[[Whose], Iterable[Row]]
"""Reads one part."""


def seats(whose: Whose) -> list[tuple[Seat, Round]]:
    """Where they had a place in a round."""
    mine = (
        select(Seat, Round)
        .join(Round, col(Round.id) == col(Seat.round_id))
        .where(col(Seat.member_id).in_(whose.members))
        .order_by(col(Seat.id))
    )
    return list(whose.unit.session.exec(mine))


def of_round(whose: Whose, round_: Round) -> Row:
    """Which round something is of."""
    return (whose.place(round_.partnership_id), ("flow", round_.flow), ("number", round_.number))
