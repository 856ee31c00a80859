"""A link: 128 bits that nothing here keeps, a last use that one person gets, and nothing after its end.

`VINKJE_LAST_USES=200` lets fifty people redeem the last use of a link at once so many times.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier, Lock

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel, col, select

from bot import keeping
from process import desk, terms
from process.incoming import Incoming, Press, Tap
from process.moment import Moment
from process.states import FloorKind, Role
from storage.queries import floor, invites, membership, people
from storage.store import Store
from storage.tables import Invite, Member
from storage.unit import Unit
from tests.authority.world import CHANNEL
from tests.clock import A_MONDAY
from tests.conftest import KEY
from tests.postgres import Postgres
from tests.process.counter import Counter, Guest, house
from tests.process.oost import everyone_in

TIMES = int(os.environ.get("VINKJE_LAST_USES", "5"))
AT_ONCE = 50
WEEK, HOUR = timedelta(days=7), timedelta(hours=1)
BROKEN = "Deze link werkt niet (meer)."


@pytest.fixture
def stores(postgres: Postgres) -> Iterator[tuple[Store, Store]]:
    with postgres.database() as url:
        both = (Store.open(url, KEY), Store.open(url, KEY))
        yield both
        for store in both:
            store.close()


def _almost_in(unit: Unit, turn: int) -> int:
    """A link with one use left, and fifty people who are at the last page behind it."""
    maker = people.new_person(unit, CHANNEL, f"maker {turn}", "nl", A_MONDAY)
    partnership, (oost, _) = membership.found(
        unit, name=f"Oost {turn}", doelgroep="gezinnen", organisations=["Gemeente", "Woonstad"],
        made_by=maker.id, timezone="Europe/Amsterdam", now=A_MONDAY,
    )  # fmt: skip
    invite = invites.new_invite(
        unit, f"token {turn}", Role.PARTNER, uses=1, expires_at=A_MONDAY + WEEK, now=A_MONDAY,
        partnership_id=partnership.id, organisation_id=oost.id,
    )  # fmt: skip
    entries = {
        "invite": str(invite.id), "partnership": str(partnership.id), "organisation": str(oost.id),
        "role": "partner", "welcome": terms.VERSION, "called": "Iemand", "layer": "uitvoering",
    }  # fmt: skip
    for number in range(AT_ONCE):
        person = people.new_person(unit, CHANNEL, f"{turn}-{number}", "nl", A_MONDAY)
        floor.set_floor(unit, person.id, FloorKind.FORM, form="join", data=json.dumps(entries))
    return invite.id


class Start:
    """The first unit of each store waits for that of the other; a unit that is run again does not."""

    def __init__(self) -> None:
        self._barrier, self._lock, self._waiting = Barrier(2), Lock(), {0, 1}

    def together(self, side: int) -> None:
        with self._lock:
            first = side in self._waiting
            self._waiting.discard(side)
        if first:
            self._barrier.wait(timeout=20)


async def _redeem(store: Store, side: int, address: str, start: Start) -> None:
    def work(unit: Unit) -> None:
        start.together(side)
        tap = Tap(Press("f", (1, "morning")), "m1", "t")
        incoming = Incoming(CHANNEL, address, address, A_MONDAY, tap, "nl", address)
        keeping.keep(unit, desk.attend(unit, Moment(A_MONDAY), house(), incoming), A_MONDAY)

    await store.run(work, name="desk")


async def test_of_fifty_at_two_replicas_one_gets_the_last_use(stores: tuple[Store, Store]) -> None:
    for turn in range(TIMES):
        invite = await stores[0].run(lambda unit, turn=turn: _almost_in(unit, turn), name="made")  # type: ignore[misc]
        start = Start()
        await asyncio.gather(*(_redeem(stores[n % 2], n % 2, f"{turn}-{n}", start) for n in range(AT_ONCE)))

        def look(unit: Unit, invite: int = invite) -> tuple[int, int]:
            kept = unit.session.get(Invite, invite)
            assert kept is not None
            members = unit.session.exec(select(Member).where(Member.partnership_id == kept.partnership_id))
            return kept.uses_left, len(members.all())

        assert await stores[1].read(look, name="look") == (0, 1)


@pytest.mark.one_database
async def test_wrong_over_used_and_revoked_links_cannot_be_told_apart(oost: Counter) -> None:
    moniek = oost.guest("Moniek")
    token = moniek.link_for("Woonstad")
    states = ({"uses_left": 0}, {"revoked_at": A_MONDAY}, {"expires_at": A_MONDAY}, {})
    seen = set()
    for number, state in enumerate(states):
        await oost.run(lambda unit, state=state: _set(unit, state))  # type: ignore[misc]
        guest = oost.guest(f"Jan {number}")
        await guest.opens(token if state else "no-such-token-at-all00")
        seen.add((guest.reads, tuple(guest.labels)))
    assert len(seen) == 1
    assert BROKEN in next(iter(seen))[0]


@pytest.mark.one_database
async def test_after_five_in_an_hour_no_link_is_looked_up_and_an_hour_later_it_is(oost: Counter) -> None:
    jan, link = oost.guest("Jan"), oost.guest("Moniek").link_for("Woonstad")
    for number in range(5):
        await jan.opens(f"guess {number}")
    await jan.opens(link)
    assert BROKEN in jan.reads
    oost.clock.move(HOUR)
    await jan.opens(link)
    assert "Thuis in Oost" in jan.reads


@pytest.mark.one_database
async def test_who_opened_a_link_before_its_end_is_not_let_in_after_it(oost: Counter) -> None:
    link = oost.guest("Moniek").link_for("Woonstad")
    for number, state in enumerate(({"revoked_at": A_MONDAY}, {"revoked_at": None, "expires_at": A_MONDAY})):
        jan = oost.guest(f"Jan {number}")
        await oost.run(lambda unit: _set(unit, {"revoked_at": None, "expires_at": A_MONDAY + WEEK}))
        await _up_to_the_last_page(jan, link)
        await oost.run(lambda unit, state=state: _set(unit, state))  # type: ignore[misc]
        await jan.taps("Ochtend")
        assert BROKEN in jan.reads


@pytest.mark.one_database
async def test_a_link_has_128_bits_and_stands_nowhere_once_it_is_handed_over(oost: Counter) -> None:
    tokens = {Moment(A_MONDAY).token() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(len(base64.urlsafe_b64decode(f"{token}==")) * 8 >= 128 for token in tokens)

    moniek, _, _ = await everyone_in(oost)
    links = [moniek.link_for("Woonstad"), moniek.link_for("Zorgpunt")]
    kept = await oost.run(_everything)
    assert not [link for link in links if link in kept]


async def _up_to_the_last_page(guest: Guest, link: str) -> None:
    await guest.opens(link)
    for label in ("Ik doe mee", guest.name, "Uitvoering"):
        await guest.taps(label)


def _set(unit: Unit, values: dict[str, object]) -> None:
    for each in unit.session.exec(select(Invite).where(col(Invite.partnership_id).is_not(None))):
        for name, value in values.items():
            setattr(each, name, value)
        unit.session.add(each)


def _everything(unit: Unit) -> str:
    """All that the database holds, as text."""
    connection = unit.session.connection()
    return "\n".join(
        repr(tuple(row))
        for table in SQLModel.metadata.sorted_tables
        for row in connection.execute(text(f"SELECT * FROM {table.name}"))  # noqa: S608
    )
