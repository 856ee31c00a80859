"""A page to hand to somebody new: within three taps of the menu, and for who invites only."""

from __future__ import annotations

import pytest

from bot.screens import handout
from bot.screens.reader import Draft, Reader
from process.acts.explaining import HANDOUT
from process.message import Hand
from reports.values import Handout
from storage.queries import people
from storage.unit import Unit
from tests.process.counter import FACTS, Counter, catalogue, house
from tests.process.oost import everyone_in, make_oost

pytestmark = pytest.mark.one_database


async def test_a_coordinator_finds_it_beside_the_links(counter: Counter) -> None:
    moniek = await make_oost(counter)
    await moniek.commands("uitnodigen")
    await moniek.taps("Uitleg om door te geven")
    assert isinstance(moniek.chat[-1].meant, Hand)
    assert moniek.chat[-1].meant.document == HANDOUT
    assert "voor wie nog niet meedoet" in moniek.reads


async def test_it_names_the_partnership_and_whom_to_turn_to_and_is_not_made_for_another(
    counter: Counter,
) -> None:
    await make_oost(counter)
    await everyone_in(counter)

    def drafts(unit: Unit) -> tuple[Draft | None, Draft | None]:
        moniek, carla = (people.person_at(unit, "counter", name) for name in ("Moniek", "Carla"))
        assert moniek is not None
        assert carla is not None
        place = people.members_of_person(unit, moniek.id)[0]
        page = Hand(HANDOUT, place.partnership_id, place.id)
        readers = (Reader(unit, who, catalogue(), house().shelf, FACTS) for who in (moniek, carla))
        mine, hers = (handout.draft(reader, page) for reader in readers)
        return mine, hers

    mine, hers = await counter.run(drafts)
    assert hers is None
    assert mine is not None
    assert mine.drawing is not None
    page = mine.drawing.document
    assert page == Handout("Thuis in Oost", "Moniek", FACTS.responsible, FACTS.contact, "nl")
