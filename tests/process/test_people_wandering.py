"""People who tap and type whatever comes up: there is always an answer, and every screen can be sent."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest
from sqlmodel import select

from bot.press import PressSeal
from process.incoming import Kind
from storage.tables import Address, Member
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, open_round
from tests.statements import Statements, full_scans

pytestmark = pytest.mark.one_database

WORDS = (
    "Carla",
    "16-3 10:00",
    "Woonstad\nPolitie",
    "10:30",
    "we moeten gewoon bellen",
    "  ",
    "x" * 200,
    "12 juni",
)
COMMANDS = ("menu", "stop", "overleg", "hulp", "privacy", "taal", "uitnodigen", "deelnemers", "xyzzy")
SEAL = PressSeal(b"a key of the tests")
BUTTON_TEXT = 64
"""Characters of a label that still show on a narrow phone, in two lines."""


async def wanders(guest: Guest, chance: Random) -> None:
    """One thing that somebody might do: mostly a button, sometimes an old one, words or something else."""
    bubbles = [bubble for bubble in guest.chat if bubble.labels]
    dice = chance.random()
    if bubbles and dice < 0.7:
        bubble = bubbles[-1] if dice < 0.55 else chance.choice(bubbles)
        choices = [choice for row in bubble.screen.rows for choice in row]
        outcome = await guest.presses(bubble, chance.choice(choices))
    elif dice < 0.85:
        outcome = await guest.types(chance.choice(WORDS))
    elif dice < 0.95:
        outcome = await guest.commands(chance.choice(COMMANDS))
    else:
        outcome = await guest.sends(chance.choice(list(Kind)))
    assert outcome.messages or outcome.toast or await is_a_stranger(guest)


async def is_a_stranger(guest: Guest) -> bool:
    """In no partnership: told once who Vinkje is, and then left in peace."""
    inside = await guest.counter.run(
        lambda unit: unit.session.exec(
            select(Member)
            .join(Address, Address.person_id == Member.person_id)
            .where(Address.address == guest.name, Member.left_at.is_(None))
        ).first()
    )
    return inside is None


@pytest.mark.parametrize("seed", range(3))
async def test_whatever_people_do_there_is_an_answer(
    statements: Statements, oost: Counter, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311  no secret
    guests = [*await everyone_in(oost), oost.guest("Jan")]
    await guests[-1].opens(guests[0].link_for("Woonstad"))
    await open_round(oost, "Navragen" if seed == 0 else "Balanscheck")
    for step in range(80):
        await wanders(chance.choice(guests), chance)
        if step % 20 == 19:
            await oost.passes(timedelta(hours=chance.choice((1, 30))))

    for guest in guests:
        for bubble in guest.chat:
            assert 0 < len(bubble.screen.text) < 4096
            for row in bubble.screen.rows:
                assert all(len(SEAL.write(choice.press, guest.name)) <= 64 for choice in row)
                assert all(0 < len(choice.label) <= BUTTON_TEXT for choice in row)
    ours = Statements([each for each in statements.sent if each.unit in {"desk", "clock"}])
    assert full_scans(oost.store, ours) == []
    members = await oost.run(lambda unit: list(unit.session.exec(select(Member))))
    active = [(each.person_id, each.partnership_id) for each in members if each.left_at is None]
    assert all(each.consent_version for each in members)
    assert len(active) == len(set(active))
