"""Carla at a typed question, and everything that the database holds in the meantime."""

from __future__ import annotations

from sqlalchemy import text as sql
from sqlmodel import select

from storage.queries import drafts, rounds
from storage.store import Store
from storage.tables import Draft, Seat
from storage.unit import Unit
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, open_round

BSN = "123456782"
FIRST, SECOND = "nodig om goed mee te kunnen doen", "ten minste in orde"
"""Of the first two questions that Carla gets."""


async def at_the_words(oost: Counter) -> Guest:
    """Carla of Woonstad stands at the first typed question; Moniek and Fatima take part as well."""
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Navragen")
    await carla.taps("Beginnen")
    return carla


async def answers(store: Store) -> list[str]:
    """Every typed answer that is kept, of anybody."""

    def look(unit: Unit) -> list[str]:
        seats = unit.session.exec(select(Seat)).all()
        given = [each for seat in seats for each in rounds.answers(unit, seat.id).values()]
        return [each.value or each.state.value for each in given]

    return await store.run(look, name="test")


async def waiting(store: Store) -> list[str]:
    """All words that wait somewhere."""

    def look(unit: Unit) -> list[str]:
        return [drafts.read(unit, each) for each in unit.session.exec(select(Draft)).all()]

    return await store.run(look, name="test")


async def everything(store: Store) -> str:
    """Every column of every table, and the words that are encrypted there."""

    def look(unit: Unit) -> str:
        names = (
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            if unit.is_postgres
            else "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        )
        tables = [name for (name,) in unit.session.execute(sql(names))]
        rows = [row for name in tables for row in unit.session.execute(sql(f'SELECT * FROM "{name}"'))]  # noqa: S608
        return repr([tuple(row) for row in rows])

    kept = await store.run(look, name="test")
    return "\n".join([kept, *await answers(store), *await waiting(store)])
