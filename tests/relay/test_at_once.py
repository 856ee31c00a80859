"""Everybody asks the same organisation in the same instant: nobody gets more than three, on both databases.

`VINKJE_RELAY_ASKS` is how many ask at once in the test of the suite (24).
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter as Tally
from random import Random

import pytest

from process import relaying
from process.case import Work
from process.rules.relay import MOST, Way
from process.states import Layer, Role, RoundStage, SeatState
from storage.queries import membership, opening, people, relay, rounds
from storage.store import Store
from storage.tables import Member
from storage.unit import Unit
from tests.clock import A_MONDAY, ManualClock
from tests.process.counter import house

ASKS = int(os.environ.get("VINKJE_RELAY_ASKS", "24"))
ANSWERERS = 3


def build(unit: Unit) -> tuple[int, list[int], int]:
    """A shown round: three people answered for Woonstad, and as many ask as are to; gives the ids."""
    now = A_MONDAY
    founder = people.new_person(unit, "counter", "founder", "nl", now)
    partnership, (oost, woonstad) = membership.found(
        unit, name="Oost", doelgroep="", organisations=("Oost", "Woonstad"), made_by=founder.id,
        timezone="Europe/Amsterdam", now=now,
    )  # fmt: skip
    flow = house().shelf.flows["anna"]
    opening.keep_flow(unit, flow.id, flow.revision, flow.source_text, now)
    round_ = opening.new_round(
        unit, partnership_id=partnership.id, flow=flow.id, revision=flow.revision, opened_at=now,
        closes_at=now, opened_by=None,
    )  # fmt: skip
    askers = []
    for number in range(ANSWERERS + ASKS):
        answers = number < ANSWERERS
        person = people.new_person(unit, "counter", str(number), "nl", now)
        member = membership.new_member(
            unit, person_id=person.id, partnership_id=partnership.id,
            organisation_id=(woonstad if answers else oost).id, layer=Layer.PRACTICE, role=Role.PARTNER,
            name=f"P{number}", consent="1", now=now,
        )  # fmt: skip
        if answers:
            opening.set_seat(unit, opening.new_seat(unit, round_, member), SeatState.SENT)
        else:
            askers.append(member.id)
    opening.set_stage(unit, round_, RoundStage.REVEALED, at=now)
    relay.begin(unit, round_.id, now.replace(year=2027))
    return round_.id, askers, woonstad.id


async def test_nobody_gets_more_than_three_however_many_ask_and_hand_on_at_once(
    store: Store, clock: ManualClock
) -> None:
    round_id, askers, organisation = await store.run(build, name="world")
    chance = Random(3)  # noqa: S311

    def asks(unit: Unit, member_id: int) -> None:
        work = Work(unit, clock.moment(), house())
        round_ = rounds.lock_round(unit, round_id)
        relaying.send(work, round_, people.member(unit, member_id), organisation, None, "Wat nu?", None)

    def hands_on(unit: Unit, pick: int) -> None:
        work = Work(unit, clock.moment(), house())
        round_ = rounds.lock_round(unit, round_id)
        rows = [
            row for row in relay.of_round(unit, round_id) if row.way == Way.OPEN and row.handed_by is None
        ]
        if not rows:
            return
        row = rows[pick % len(rows)]
        assert row.receiver_id is not None
        holder: Member = people.member(unit, row.receiver_id)
        free = relaying.colleagues(work, round_, holder)
        if free:
            row.receiver_id, row.handed_by = free[pick % len(free)].id, holder.id
            relay.keep(unit, row)

    deeds = [store.run(lambda unit, who=who: asks(unit, who), name="asks") for who in askers]
    deeds += [
        store.run(lambda unit, pick=pick: hands_on(unit, pick), name="hands on") for pick in range(ASKS // 2)
    ]
    chance.shuffle(deeds)
    await asyncio.gather(*deeds)
    rows = await store.run(lambda unit: relay.of_round(unit, round_id), name="look")
    got = Tally(each for row in rows for each in (row.receiver_id, row.handed_by) if each is not None)
    assert len(rows) == ASKS
    assert max(got.values()) <= MOST
    assert {row.way for row in rows} == {Way.OPEN, Way.SHEET}
    assert all((row.way == Way.OPEN) == (row.receiver_id is not None) for row in rows)


async def test_a_harvest_in_the_midst_of_questions_leaves_nothing_open(
    store: Store, clock: ManualClock
) -> None:
    round_id, askers, organisation = await store.run(build, name="world")

    def asks(unit: Unit, member_id: int) -> None:
        work = Work(unit, clock.moment(), house())
        round_ = rounds.lock_round(unit, round_id)
        relaying.send(work, round_, people.member(unit, member_id), organisation, None, "Wat nu?", None)

    def harvests(unit: Unit) -> None:
        relaying.harvest(Work(unit, clock.moment(), house()), rounds.lock_round(unit, round_id))

    deeds = [store.run(lambda unit, who=who: asks(unit, who), name="asks") for who in askers[:12]]
    deeds.insert(6, store.run(harvests, name="harvest"))
    deeds.append(store.run(harvests, name="harvest"))
    await asyncio.gather(*deeds)
    rows = await store.run(lambda unit: relay.of_round(unit, round_id), name="look")
    assert [row.way for row in rows] == [Way.SHEET] * 12


@pytest.mark.one_database
async def test_the_harvest_is_told_once(store: Store, clock: ManualClock) -> None:
    round_id, askers, organisation = await store.run(build, name="world")

    def both(unit: Unit) -> list[int]:
        work = Work(unit, clock.moment(), house())
        round_ = rounds.lock_round(unit, round_id)
        relaying.send(work, round_, people.member(unit, askers[0]), organisation, None, "Wat nu?", None)
        return [len(relaying.harvest(work, round_).messages) for _ in range(2)]

    assert await store.run(both, name="harvests") == [ANSWERERS + ASKS, 0]
