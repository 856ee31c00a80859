"""The log of a partnership is added to and never rewritten, whoever holds the database."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from process.states import Change
from storage.queries import events, membership, people
from storage.store import Store
from storage.unit import Unit
from tests.clock import ManualClock

REWRITES = (
    "UPDATE event SET kind = 'joined'",
    "UPDATE event SET member_id = NULL",
    "DELETE FROM event",
)


def _logged(unit: Unit, clock: ManualClock) -> None:
    person = people.new_person(unit, "c", "1", "nl", clock.now())
    partnership, _ = membership.found(
        unit, name="Oost", doelgroep="", organisations=["A", "B"], made_by=person.id,
        timezone="Europe/Amsterdam", now=clock.now(),
    )  # fmt: skip
    events.note(unit, partnership.id, Change.MADE, None, clock.now())


@pytest.mark.parametrize("rewrite", REWRITES)
async def test_the_database_refuses_to_rewrite_it(store: Store, clock: ManualClock, rewrite: str) -> None:
    await store.run(lambda unit: _logged(unit, clock), name="log")
    with pytest.raises(Exception, match="only added to"):
        await store.run(lambda unit: unit.session.connection().execute(text(rewrite)), name="rewrite")
    kept = await store.read(
        lambda unit: unit.session.connection().execute(text("SELECT kind FROM event")).scalars().all(),
        name="look",
    )
    assert kept == ["made"]


async def test_with_a_partnership_that_ended_its_log_may_go(store: Store, clock: ManualClock) -> None:
    await store.run(lambda unit: _logged(unit, clock), name="log")

    def end(unit: Unit) -> int:
        connection = unit.session.connection()
        connection.execute(text("UPDATE partnership SET ended_at = created_at"))
        return connection.execute(text("DELETE FROM event")).rowcount

    assert await store.run(end, name="end") == 1
