"""What is kept of an agreement: under which key, for how long, and what stays when somebody is forgotten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cryptography.exceptions import InvalidTag

from process.rules.keeping import Keeping
from process.states import AgreementState as State
from process.states import Reach
from storage import retention
from storage.queries import agreements, forgetting, mydata, people
from storage.store import Store
from storage.tables import Agreement
from storage.unit import Unit
from tests.agreeing.table import LIST, proposes
from tests.clock import A_MONDAY
from tests.process.counter import Counter
from tests.process.oost import everyone_in

pytestmark = pytest.mark.one_database


def made(unit: Unit, state: State, *, by: int, owner: int | None = None) -> Agreement:
    """An agreement in Thuis in Oost that stands like this."""
    row = agreements.propose(
        unit,
        partnership_id=1,
        topic=None,
        what=f"Canary {state.value}",
        due_on=date(2027, 1, 15),
        reach=Reach.EXTERN,
        proposed_by=by,
        now=A_MONDAY,
    )
    row.state, row.owner_id = state, owner
    row.accepted_at = A_MONDAY if owner is not None else None
    agreements.describe(unit, row, seen_by="Canary gezien", otherwise="Canary anders", why_back="Canary nee")
    return row


async def test_typed_words_are_nowhere_to_be_read_in_the_database(oost: Counter, store: Store) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("voorstel")
    await carla.types(LIST)
    await carla.types("over twee weken")
    await carla.taps("Fatima")
    await carla.taps("Tussen organisaties")
    found = await store.read(_dump, name="dump")
    await carla.taps("Zo voorstellen")
    assert LIST in carla.reads
    found += await store.read(_dump, name="dump")
    assert "wie welke huurder" not in found


def _dump(unit: Unit) -> str:
    connection = unit.session.connection()
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    return "".join(str(connection.exec_driver_sql(f"SELECT * FROM {name}").all()) for name in names)  # noqa: S608


async def test_words_of_another_agreement_do_not_open(oost: Counter) -> None:
    def swap(unit: Unit) -> None:
        one, other = (made(unit, State.PROPOSED, by=1) for _ in range(2))
        one.what = other.what
        with pytest.raises(InvalidTag):
            agreements.what(unit, one)

    await oost.run(swap)


async def test_my_data_holds_what_is_mine_and_nothing_else(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await proposes(carla, "Fatima", topic=None)

    def parts(unit: Unit, name: str) -> list[dict[str, object]]:
        person = people.person_at(unit, "counter", name)
        assert person is not None
        return [
            dict(row)
            for part in mydata.everything(unit, person)
            if part.name == "agreements"
            for row in part.rows
        ]

    mine = await oost.run(lambda unit: parts(unit, "Carla"))
    theirs = await oost.run(lambda unit: parts(unit, "Fatima"))
    assert [(each["what"], each["proposed_by_you"], each["asked_of_you"]) for each in mine] == [
        (LIST, True, False)
    ]
    assert [(each["proposed_by_you"], each["asked_of_you"]) for each in theirs] == [(False, True)]
    assert await oost.run(lambda unit: parts(unit, "Moniek")) == []


async def test_who_is_forgotten_leaves_what_was_agreed_and_takes_what_nobody_took_up(oost: Counter) -> None:
    await everyone_in(oost)

    def forget(unit: Unit) -> dict[str, tuple[State, int | None, str | None]]:
        rows = {
            "proposal": made(unit, State.PROPOSED, by=2),
            "agreed": made(unit, State.AGREED, by=2, owner=2),
            "done": made(unit, State.DONE, by=2, owner=2),
            "of another": made(unit, State.AGREED, by=2, owner=3),
        }
        for _ in range(2):  # a restore does it again
            forgetting.erase(unit, 2, A_MONDAY)
        return {name: (row.state, row.owner_id, agreements.what(unit, row)) for name, row in rows.items()}

    assert await oost.run(forget) == {
        "proposal": (State.WITHDRAWN, None, None),
        "agreed": (State.PROPOSED, None, "Canary agreed"),
        "done": (State.DONE, 2, "Canary done"),
        "of another": (State.AGREED, 3, "Canary agreed"),
    }


async def test_after_their_term_words_go_of_what_ended_and_of_nothing_that_stands(oost: Counter) -> None:
    await everyone_in(oost)

    def fade(unit: Unit, months: int) -> list[str | None]:
        now = A_MONDAY + timedelta(days=31 * months)
        retention.fade_agreements(unit, Keeping(), now)
        every = agreements.in_states(unit, 1, State)
        return [agreements.what(unit, row) for row in every]

    def make(unit: Unit) -> None:
        made(unit, State.DONE, by=1, owner=1)
        made(unit, State.AGREED, by=1, owner=1)

    await oost.run(make)
    assert await oost.run(lambda unit: fade(unit, 11)) == ["Canary done", "Canary agreed"]
    assert await oost.run(lambda unit: fade(unit, 13)) == [None, "Canary agreed"]
