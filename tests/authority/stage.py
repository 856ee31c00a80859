"""One press at the desk, undone again: what it changed, and what everyone would have read of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table
from sqlmodel import SQLModel

from bot.screens.compose import draft_of
from bot.screens.reader import Reader
from process import desk
from process.incoming import Act, Incoming
from process.message import Message
from process.moment import Moment
from process.outcome import Outcome
from storage.queries import people
from storage.tables import Inbox, Member, Outbox
from storage.unit import Unit
from tests.authority.world import CHANNEL, Side, World
from tests.process.counter import FACTS, catalogue, house

_OF_THE_POST = {Inbox.__tablename__, Outbox.__tablename__}
Row = tuple[str, tuple[Any, ...]]
Rows = dict[Row, tuple[Any, ...]]


@dataclass(frozen=True)
class Screened:
    """What one person would read."""

    person: int
    text: str


@dataclass(frozen=True)
class Happened:
    """What one press led to: the rows that changed, whose they are, and what was to be read."""

    outcome: Outcome
    changed: frozenset[Row]
    owners: frozenset[tuple[str, int]]
    screens: tuple[Screened, ...]


class Stage:
    """The desk inside one unit that is thrown away."""

    def __init__(self, unit: Unit, world: World, moment: Moment) -> None:
        self.unit = unit
        self.world = world
        self._moment = moment
        self._queries = [
            (table, f"SELECT {', '.join(table.columns.keys())} FROM {table.name}")  # noqa: S608
            for table in SQLModel.metadata.sorted_tables
            if table.name not in _OF_THE_POST
        ]
        self._before = self.rows()

    def rows(self) -> Rows:
        """Every row of every table but the post."""
        connection = self.unit.session.connection()
        return {
            (table.name, _key(table, row)): tuple(row)
            for table, sql in self._queries
            for row in connection.exec_driver_sql(sql)
        }

    def does(self, who: str, act: Act) -> Happened:
        """Hand one act of this person to the desk, and undo it."""
        incoming = Incoming(CHANNEL, who, "k", self._moment.now, act, "nl", who)
        written = self._written()
        savepoint = self.unit.session.begin_nested()
        try:
            outcome = desk.attend(self.unit, self._moment, house(), incoming)
            self.unit.session.flush()
            after = self.rows() if self._written() != written else self._before
            changed = self._changed(after)
            owners = frozenset[tuple[str, int]]().union(
                *(_owners({**self._before, **after}, each, set()) for each in changed)
            )
            said = ((each.to, each.message) for each in outcome.messages)
            screens = tuple(
                Screened(to, text) for to, message in said if (text := self.composes(to, message)) is not None
            )
        finally:
            savepoint.rollback()
        return Happened(outcome, changed, owners, screens)

    def composes(self, person_id: int, message: Message) -> str | None:
        """Everything on the screen, the buttons and the drawing of a message, as this person would get it."""
        reader = Reader(self.unit, people.person(self.unit, person_id), catalogue(), house().shelf, FACTS)
        drafted = draft_of(reader, message)
        return repr(drafted) if drafted is not None else None

    def _written(self) -> int:
        """How many rows were ever written on this connection: looking at all of them takes its time."""
        raw: Any = self.unit.session.connection().connection.dbapi_connection
        return int(raw.total_changes)

    def _changed(self, after: Rows) -> frozenset[Row]:
        before = self._before
        return frozenset(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))

    def places(self, person_id: int) -> list[Member]:
        """Where this person takes part, before anything."""
        return people.members_of_person(self.unit, person_id)


def _key(table: Table, row: Any) -> tuple[Any, ...]:
    names = list(table.columns.keys())
    return tuple(row[names.index(column.name)] for column in table.primary_key)


def _owners(rows: Rows, key: Row, seen: set[Row]) -> set[tuple[str, int]]:
    """The partnerships and persons that a row is about, along its foreign keys."""
    name, values = key[0], rows.get(key)
    if name in {"partnership", "person"}:
        return {(name, key[1][0])}
    if values is None or key in seen:
        return set()
    seen.add(key)
    found: set[tuple[str, int]] = set()
    for column, value in zip(SQLModel.metadata.tables[name].columns, values, strict=True):
        for foreign in column.foreign_keys:
            if value is not None:
                found |= _owners(rows, (foreign.column.table.name, (value,)), seen)
    return found


def without_own_past(stage: Stage, screened: Screened, side: Side) -> str:
    """Who left may still read where their own things are: the name of the partnership, and their own."""
    if side.members["former"].person_id != screened.person:
        return screened.text
    own = ("verband", "former", *("gemeente", "woonstad", "zorgpunt"))
    return re.sub(f"Canary{side.name}({'|'.join(own)})", "", screened.text)
