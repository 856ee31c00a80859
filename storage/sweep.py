"""Letting go of what is no longer needed: once a day, and as often as you like with the same result."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, update
from sqlmodel import SQLModel, col, select

from storage import codec, inbox
from storage.queries import groups
from storage.tables import Address, Disturbance, Draft, FailedLink, Floor, Member, Outbox, Partnership, Person
from storage.unit import Unit

MESSAGES_KEPT = timedelta(days=3)
"""So long after it is settled a message keeps what it says; then only its kind and what became of it."""
_SAYING = tuple(kind for kind in codec.KINDS if kind not in {"show", "hand"})
"""The kinds that say something themselves. An overview or a sheet holds numbers only, and has to be found
again when words in it are taken back."""
TRACES_KEPT = timedelta(days=30)
ATTENTION_KEPT = timedelta(days=60)
"""A month for the budget, and longer than anybody waits for an answer to a question of the bot."""
LINKS_KEPT = timedelta(days=1)
DRAFTS_KEPT = timedelta(days=1)
STRANGERS_KEPT = timedelta(days=30)
"""Without a membership, ever, and without a message to them for so long."""


@dataclass(frozen=True)
class Swept:
    """How many of each went: messages lost their contents, the others are gone."""

    emptied: int
    messages: int
    events: int
    disturbances: int
    links: int
    drafts: int
    strangers: int


def sweep(unit: Unit, now: datetime) -> Swept:
    """Take away all that is past its time at `now` (UTC)."""
    return Swept(
        emptied=_empty_messages(unit, now - MESSAGES_KEPT),
        messages=_gone(unit, Outbox, col(Outbox.done_at) < now - TRACES_KEPT),
        events=inbox.sweep(unit, now),
        disturbances=_gone(unit, Disturbance, col(Disturbance.at) < now - ATTENTION_KEPT),
        links=_gone(unit, FailedLink, col(FailedLink.at) < now - LINKS_KEPT),
        drafts=_gone(unit, Draft, col(Draft.at) < now - DRAFTS_KEPT),
        strangers=_strangers(unit, now - STRANGERS_KEPT),
    )


def _empty_messages(unit: Unit, before: datetime) -> int:
    emptied = 0
    for kind in _SAYING:
        bare = codec.bare(kind)
        full = update(Outbox).where(
            col(Outbox.done_at) < before,
            col(Outbox.message).startswith(bare.removesuffix("}}"), autoescape=True),
            col(Outbox.message) != bare,
        )
        emptied += unit.session.exec(full.values(message=bare)).rowcount
    return emptied


def _strangers(unit: Unit, before: datetime) -> int:
    """Persons that nothing hangs on; somebody who writes again is simply new."""
    hangs_on = (
        exists().where(col(Member.person_id) == col(Person.id)),
        exists().where(col(Partnership.made_by) == col(Person.id)),
        exists().where(col(Draft.person_id) == col(Person.id)),
        exists().where(col(FailedLink.person_id) == col(Person.id)),
        groups.linked_persons(),
        exists().where(
            col(Outbox.person_id) == col(Person.id),
            or_(col(Outbox.done_at).is_(None), col(Outbox.created_at) >= before),
        ),
    )
    free = select(Person.id).where(col(Person.created_at) < before, *(~each for each in hangs_on))
    gone = list(unit.session.exec(free.with_for_update(skip_locked=True)))
    for table in (Disturbance, Outbox, Floor, Address):
        _gone(unit, table, col(table.person_id).in_(gone))
    return _gone(unit, Person, col(Person.id).in_(gone))


def _gone(unit: Unit, table: type[SQLModel], which: object) -> int:
    return unit.session.exec(delete(table).where(which)).rowcount  # type: ignore[arg-type]
