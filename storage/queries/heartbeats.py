"""When parts of the program last said that they live, or last did what they do now and then."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from storage.tables import Heartbeat
from storage.unit import Unit


def beat(unit: Unit, name: str, at: datetime) -> None:
    """Note it under this name; two replicas may do so for the first time at once."""
    row = unit.insert(Heartbeat).values(name=name, at=at)
    unit.session.exec(row.on_conflict_do_update(index_elements=["name"], set_={"at": at}))


def last_beat(unit: Unit, name: str, *, held: bool = False) -> datetime | None:
    """When that was, None when it never was.

    `held`: another unit that asks so waits until this one ends, and then sees what it noted.
    """
    mine = select(Heartbeat.at).where(Heartbeat.name == name)
    return unit.session.exec(mine.with_for_update() if held else mine).first()


def beats(unit: Unit) -> dict[str, datetime]:
    """All of them, by name."""
    return {beat.name: beat.at for beat in unit.session.exec(select(Heartbeat))}
