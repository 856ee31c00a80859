"""Pictures, sheets, cards, questions and links: each only for whom it is, whoever's number stands in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from process.acts import mydata
from process.incoming import Command
from process.message import Ask, Digest, Ending, Hand, Log, Message, Opening, Review, Show, Welcome
from process.states import RoundStage
from storage.queries import floor
from storage.store import Store
from storage.unit import Unit
from tests.authority.stage import Screened, Stage, without_own_past
from tests.authority.world import HOME, KINDS, OUTSIDE, SIDES, Side, World
from tests.clock import ManualClock

pytestmark = pytest.mark.one_database
EVERYBODY = (*OUTSIDE, *(f"{HOME} {role}" for role in KINDS))
PAPERS = ("sheet", "invite", mydata.PDF, mydata.JSON)
PARTS = ("result", "all", "digest")


def _messages(unit: Unit, side: Side) -> Iterator[Message]:
    """Everything that can be shown of a side, with every place of that side in it."""
    for role in KINDS:
        member = side.members[role]
        held = floor.floor(unit, member.person_id)
        version = held.version if held is not None else 0
        yield Log(member.id)
        for page in (0, 1):
            yield from (Digest(each, member.id, each, page) for each in side.digests)
        yield from (Ending(each, member.id) for each in side.endings)
        for snapshot in side.snapshots[:1]:
            yield from (Show(snapshot, member.id, part) for part in PARTS)
        for subject in (side.snapshots[0], side.invites[0]):
            yield from (Hand(paper, subject, member.id, secret="link") for paper in PAPERS)
        for (stage, _), seat in side.seats.items():
            if stage == RoundStage.COLLECT:
                yield from (Opening(seat.id), Ask(seat.id, "doelen", version), Review(seat.id, version))
        yield Welcome(side.invites[0], version)


@pytest.mark.parametrize("who", EVERYBODY)
async def test_a_document_is_composed_only_for_whom_it_is(
    store: Store, clock: ManualClock, world: World, who: str
) -> None:
    moment, person = clock.moment(), world.people[who]

    def play(unit: Unit) -> int:
        stage = Stage(unit, world, moment)
        home = {each.partnership_id for each in stage.places(person.id)}
        for side in world.sides.values():
            for message in _messages(unit, side):
                if isinstance(message, Welcome) and message.version == 100 * person.id:
                    continue  # this is an invitation to them
                text = stage.composes(person.id, message) or ""
                if side.partnership not in home:
                    mine = without_own_past(stage, Screened(person.id, text), side)
                    assert f"Canary{side.name}" not in mine, f"{who}: {message} shows {text}"
                _no_sealed_words_of_others(stage, Screened(person.id, text), f"{who}: {message}")
        return len(home)

    assert await store.run(play, name="documents") == (
        1 if who.startswith(HOME) and "former" not in who else 0
    )


@pytest.mark.parametrize("who", EVERYBODY)
async def test_a_link_shows_one_partnership_and_changes_only_what_is_asked_of_the_one_who_opens_it(
    store: Store, clock: ManualClock, world: World, who: str
) -> None:
    moment, person = clock.moment(), world.people[who]

    def play(unit: Unit) -> None:
        stage = Stage(unit, world, moment)
        for side in world.sides.values():
            for kind, token in side.tokens.items():
                happened, where = stage.does(who, Command("start", token)), f"{who}: {side.name} {kind}"
                at_home = side.partnership in {each.partnership_id for each in stage.places(person.id)}
                for screened in happened.screens:
                    for other in world.sides.values():
                        works = kind in {"partner", "observer", "coordinator"}
                        if other is not side or not (works or at_home):
                            theirs = {each.partnership_id for each in stage.places(screened.person)}
                            if other.partnership not in theirs:
                                assert f"Canary{other.name}" not in screened.text, (
                                    f"{where} shows {screened.text}"
                                )
                    _no_sealed_words_of_others(stage, screened, where)
                assert {name for name, _ in happened.changed} <= {"floor", "failed_link"}, where
                assert {each for each in happened.owners if each[0] == "partnership"} == set(), where

    await store.run(play, name="links")


def _no_sealed_words_of_others(stage: Stage, screened: Screened, where: str) -> None:
    for name in SIDES:
        for role, member in stage.world.sides[name].members.items():
            if member.person_id != screened.person:
                assert f"Sealed{name}{role}" not in screened.text, f"{where} shows {screened.text}"
