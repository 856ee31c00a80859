"""Turns that all replicas take together, by the clock of the database."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Interval, func, literal, literal_column
from sqlmodel import col

from storage.tables import Turn
from storage.tables.columns import Instant
from storage.unit import Unit

FARTHEST = timedelta(seconds=10)
"""No turn lies farther ahead: a clock that was set back must not hold up everything until then."""


def take_turn(unit: Unit, name: str, apart: timedelta) -> timedelta:
    """Take the next turn of this name; gives how long to wait for it. Turns lie `apart`. PostgreSQL only.

    Units that take turns at the same time wait for each other, so commit at once.
    """
    now = literal_column("clock_timestamp()", Instant)
    step, farthest = literal(apart, Interval), literal(FARTHEST, Interval)
    row = unit.insert(Turn).values(name=name, free_at=now + step)
    begins = func.least(func.greatest(Turn.free_at, now), now + farthest)
    taken = row.on_conflict_do_update(index_elements=["name"], set_={"free_at": begins + step})
    free_at, instant = unit.session.exec(taken.returning(col(Turn.free_at), now)).one()
    wait: timedelta = free_at - apart - instant
    return max(wait, timedelta(0))
