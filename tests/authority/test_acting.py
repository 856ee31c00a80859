"""While nobody coordinates, the keeper may what needs one, here alone; nobody else may more than before."""

from __future__ import annotations

import pytest

from process import authority, registry
from process.incoming import Tap
from process.registry import Act
from process.states import Role
from storage.queries import keepers, partnerships, roles
from storage.store import Store
from storage.unit import Unit
from tests.authority.arguments import presses
from tests.authority.stage import Stage
from tests.authority.world import HOME, World
from tests.clock import ManualClock

pytestmark = pytest.mark.one_database
NEEDS_ONE = [act for act in registry.ACTS.values() if act.may in authority.ACTING]


def _without_coordinator(unit: Unit, world: World) -> None:
    """Both coordinators stepped back; the partner is the keeper and the colleague the deputy."""
    side = world.sides[HOME]
    partnership = partnerships.partnership(unit, side.partnership)
    keepers.give(unit, partnership, keeper=side.members["partner"], deputy=side.members["colleague"])
    for each in ("coordinator", "second"):
        roles.set_role(unit, side.members[each], Role.OBSERVER)
    unit.session.flush()


@pytest.mark.parametrize(
    ("who", "acts"), [("partner", True), ("colleague", False), ("second", False), ("former", False)]
)
async def test_only_the_keeper_does_what_needs_a_coordinator(
    store: Store, clock: ManualClock, world: World, who: str, acts: bool
) -> None:
    moment = clock.moment()

    def play(unit: Unit) -> set[str]:
        _without_coordinator(unit, world)
        stage = Stage(unit, world, moment)
        return {act.name for act in NEEDS_ONE if _does_something(unit, stage, act, f"{HOME} {who}")}

    did = await store.run(play, name="acting")
    assert {"makelink", "takenout", "makerole"} <= did if acts else did == set(), did


def _does_something(unit: Unit, stage: Stage, act: Act, who: str) -> bool:
    """Whether any press of this act at home changes anything; next door none ever does."""
    next_door = stage.world.other(HOME)
    for press in list(presses(unit, stage.world, next_door, act))[:3]:
        assert not stage.does(who, Tap(press, "m1", "t")).changed, f"{who}: {press}"
    at_home = list(presses(unit, stage.world, stage.world.sides[HOME], act))[:24]
    return any(stage.does(who, Tap(press, "m1", "t")).changed for press in at_home)
