"""Two bots, one database: what has to happen happens once, whoever does it and whoever dies."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
from datetime import UTC, datetime

import httpx
import pytest
from sqlmodel import col, select

from simulator import Fault
from storage.queries import rounds
from storage.tables import Inbox, Invite, Member, Outbox, Passage, Seat
from storage.tables.post import Receipt
from storage.unit import Unit
from tests.conversations.rounds import starts
from tests.conversations.thuis_in_oost import GREEN, ORANGE, RED, founded, link_for, sends, together
from tests.replicas.conftest import Pair, heard, said

pytestmark = pytest.mark.slow

CROWD = int(os.environ.get("VINKJE_CROWD", "15"))
"""People who take the last use of a link at once; `make proofs` does it with fifty."""
OPENS = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)  # twelve working days before the meeting of 16 December
TAKEOVER = 30.0
"""Seconds in which the other has taken over what a dead one was sending."""


def sent(unit: Unit, kind: str, part: str | None = None) -> list[int]:
    """To whom messages of this kind went, by person, whatever became of them."""
    rows = unit.session.exec(select(Outbox).order_by(col(Outbox.id)))
    messages = ((row.person_id, json.loads(row.message).get(kind)) for row in rows)
    return [person for person, told in messages if told is not None and told.get("part") == part]


async def test_a_planned_opening_and_a_reveal_come_once_and_what_is_measured_holds_nobody(
    pair: Pair,
) -> None:
    async with pair.prepared() as town:
        people = await together(town)
    before = {name: len(person.pictures) for name, person in people.items()}
    await pair.start()
    pair.simulator.settle = pair.settle
    pair.set_clock(OPENS)
    for person in people.values():
        await person.waits_for("Balanscheck", within=30)
    await pair.settle()
    for person in people.values():
        await sends(person, GREEN, GREEN, ORANGE, RED, GREEN)
    for name, person in people.items():
        await pair.simulator.happens(
            lambda name=name, person=person: len(person.pictures) > before[name],  # type: ignore[misc]
            within=30,
        )
    await pair.settle()
    async with httpx.AsyncClient() as client:
        told = [(await client.get(f"{each.status}/metrics")).text for each in pair.both]
    assert await pair.stop() == [0, 0]
    assert {name: len(person.pictures) - 1 for name, person in people.items()} == before
    openings = await pair.store.read(lambda unit: sent(unit, "opening"), name="openings")
    shown = await pair.store.read(lambda unit: sent(unit, "show", "result"), name="shown")
    assert len(openings) == len(set(openings)) == 7
    assert len(shown) == len(set(shown)) == 7
    words = [*people, *(person.name for person in people.values()), "Oost", "Woonstad", "Linde"]
    numbers = [str(person.id) for person in people.values()]
    assert all('vinkje_updates_total{verdict="acknowledged"}' in text for text in told)
    assert [word for word in words + numbers for text in told if word in text] == []
    for replica in pair.both:
        log = replica.log.read_text("utf-8")
        assert [word for word in [*words, *numbers, pair.simulator.token] if word in log] == []


async def test_when_one_is_killed_while_it_sends_the_other_takes_over(pair: Pair) -> None:
    async with pair.prepared() as town:
        people = await together(town)
    await pair.start()
    pair.simulator.webhooks = [pair.one.hook]
    pair.simulator.faults.next("sendMessage", Fault.hang(), times=len(people))
    before = {name: heard(person) for name, person in people.items()}
    await asyncio.gather(*(person.says("/menu") for person in people.values()))
    await pair.simulator.happens(lambda: len(pair.simulator.faults.happened) == len(people))
    assert {name: heard(person) for name, person in people.items()} == before
    pair.simulator.webhooks = [pair.two.hook]
    await pair.one.ends(signal.SIGKILL)
    await pair.simulator.happens(
        lambda: all(heard(person) > before[name] for name, person in people.items()), within=TAKEOVER
    )
    pair.simulator.settle = pair.settle
    await people["Carla"].says("/hulp")
    assert await pair.two.ends(signal.SIGTERM) == 0
    grown = {name: heard(person) - before[name] for name, person in people.items()}
    assert grown == dict.fromkeys(people, 1) | {"Carla": 2}


@pytest.mark.parametrize(("repeated", "at_once"), [(0.02, 0.05), (0.3, 0.3)])
async def test_what_is_delivered_again_or_to_both_at_once_counts_once(
    pair: Pair, repeated: float, at_once: float
) -> None:
    async with pair.prepared() as town:
        people = await together(town)
        await starts(people["Moniek"], "Balanscheck")
    await pair.start()
    pair.simulator.settle = pair.settle
    seed = random.randrange(10**6)  # noqa: S311
    print(f"seed {seed}")
    pair.simulator.redeliver(repeated, random.Random(seed), at_once=at_once)  # noqa: S311
    colours = (ORANGE, GREEN, RED, GREEN, GREEN)
    await asyncio.gather(
        *(
            sends(person, *colours, words=(f"{name} een", f"{name} twee"), keep=f"{name} goed")
            for name, person in people.items()
        )
    )
    await pair.settle()
    assert await pair.stop() == [0, 0]

    def answered(unit: Unit) -> dict[str, list[str]]:
        seats = unit.session.exec(select(Seat, Member).join(Member, col(Member.id) == col(Seat.member_id)))
        return {
            member.name: [str(answer.value) for answer in rounds.answers(unit, seat.id).values()]
            for seat, member in seats
        }

    found = await pair.store.read(answered, name="answered")
    for name, person in people.items():
        expected = [
            "orange",
            "doel",
            f"{name} een",
            "green",
            "red",
            "praten",
            f"{name} twee",
            "green",
            "green",
        ]
        assert found[person.name] == [*expected, f"{name} goed"]
        assert said(person, "Klaar, dank je!") == 1
    failed = select(Inbox).where(Inbox.state == Receipt.FAILED)
    assert await pair.store.read(lambda unit: unit.session.exec(failed).all(), name="failed") == []
    stuck = select(Outbox).where(col(Outbox.state).in_([Passage.UNKNOWN, Passage.DEAD, Passage.SENDING]))
    assert await pair.store.read(lambda unit: unit.session.exec(stuck).all(), name="stuck") == []


async def test_of_a_crowd_who_take_the_last_use_of_a_link_at_once_one_gets_in(pair: Pair) -> None:
    async with pair.prepared() as town:
        link = link_for(await founded(town), "Woonstad")

        def last_use(unit: Unit) -> None:
            for invite in unit.session.exec(select(Invite).where(col(Invite.partnership_id).is_not(None))):
                invite.uses_left = 1
                unit.session.add(invite)

        await town.store.run(last_use, name="last use")
    await pair.start()
    crowd = [pair.simulator.person(f"Gast {number}") for number in range(CROWD)]
    for label in ("", "Ik doe mee", "Gast", "Uitvoering", "Ochtend"):
        await asyncio.gather(
            *(person.taps(label, within=60) if label else person.opens(link) for person in crowd)
        )
    await pair.simulator.confirmed(within=60)
    await pair.settle()
    assert await pair.stop() == [0, 0]
    members = select(Member).where(col(Member.name).startswith("Gast"))
    got_in = await pair.store.read(lambda unit: unit.session.exec(members).all(), name="members")
    assert len(got_in) == 1
    refused = sum("werkt niet" in person.screen.text for person in crowd)
    assert refused == CROWD - 1
