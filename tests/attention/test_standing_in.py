"""A stand-in hears of what is somebody's own while they are away, and of nothing before a yes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from process import posting
from process.acts import standing_in
from process.message import Notice
from process.outcome import Outcome
from process.rules.attention import Attention
from process.states import Role
from storage.queries import leave, membership, people, stand_ins
from storage.tables import Member
from tests.attention.year import Stretch, stretch

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def colleague(life: Stretch) -> Member:
    """Bram, of the same organisation."""
    partnership, anna = life.places[0]
    bram = people.new_person(life.unit, "console", "bram", "nl", life.clock.now())
    return membership.new_member(
        life.unit, person_id=bram.id, partnership_id=partnership.id, organisation_id=anna.organisation_id,
        layer=None, role=Role.PARTNER, name="Bram", consent="1", now=life.clock.now(),
    )  # fmt: skip


def heard(life: Stretch, kind: Attention | None) -> list[int]:
    """Who else hears of a message to Anna that counts as this."""
    partnership, anna = life.places[0]
    said = Notice("hello", partnership=partnership.id)
    posted = Outcome((posting.notice(life.work, partnership, anna, said, counts=kind),))
    return [each.to for each in standing_in.passed_on(life.work, posted).messages]


@pytest.mark.parametrize("kind", [Attention.AGREEMENT, Attention.KEEPER])
def test_what_is_her_own_goes_to_the_stand_in_from_the_yes_to_the_return(kind: Attention) -> None:
    with stretch(MONDAY) as life:
        bram = colleague(life)
        life.leaves(7)
        asked = stand_ins.ask(life.unit, life.places[0][1].id, bram.id, life.clock.now())
        assert heard(life, kind) == []
        stand_ins.accept(life.unit, asked, life.clock.now())
        assert heard(life, kind) == [bram.person_id]
        stand_ins.end_of_person(life.unit, life.person.id, life.clock.now())
        leave.end(life.unit, life.person)
        assert heard(life, kind) == []


@pytest.mark.parametrize("kind", [None, Attention.INVITATION, Attention.REMINDER, Attention.DIGEST])
def test_what_everyone_gets_is_not_passed_on(kind: Attention | None) -> None:
    with stretch(MONDAY) as life:
        bram = colleague(life)
        life.leaves(7)
        asked = stand_ins.ask(life.unit, life.places[0][1].id, bram.id, life.clock.now())
        stand_ins.accept(life.unit, asked, life.clock.now())
        assert heard(life, kind) == []
