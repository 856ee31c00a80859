"""Persons, where they can be reached, and links that failed them."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from process.states import DaySlot
from storage.tables.columns import NEVER_REUSED, Id, Instant, Word

WORKDAYS = "mo,tu,we,th,fr"


class Person(SQLModel, table=True):
    """Somebody who talks with the bot, in whichever partnerships; keeps how they want to be disturbed."""

    __tablename__ = "person"
    __table_args__ = (NEVER_REUSED,)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    language: str = Field(default="nl", max_length=2)
    days: str = Field(default=WORKDAYS, max_length=20)
    slot: DaySlot = Field(default=DaySlot.MORNING, sa_type=Word(DaySlot))
    away_until: date | None = None
    away_since: datetime | None = Field(default=None, sa_type=Instant)
    returns_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(sa_type=Instant)


class Sort(StrEnum):
    """What stands behind an address."""

    PERSON = "person"
    GROUP = "group"  # a chat of several people: hears that a result is there, and nothing of anybody


class Address(SQLModel, table=True):
    """Where a person is reached on one channel, or a group.

    Whoever sends there holds it until `lease_until` (the database's clock); `term` counts the holders, so
    that one who comes back late is recognised.
    """

    __tablename__ = "address"
    __table_args__ = (UniqueConstraint("channel", "address", name="address_place"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", sa_type=Id, index=True)
    channel: str = Field(max_length=16)
    address: str = Field(max_length=64)
    reachable: bool = True
    sort: Sort = Field(default=Sort.PERSON, sa_type=Word(Sort))
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    term: int = Field(default=0, sa_type=Id)


class FailedLink(SQLModel, table=True):
    """A link that somebody tried and that did not work; too many in an hour is guessing."""

    __tablename__ = "failed_link"
    __table_args__ = (Index("failed_link_person_at", "person_id", "at"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    person_id: int = Field(foreign_key="person.id", sa_type=Id)
    at: datetime = Field(sa_type=Instant)
