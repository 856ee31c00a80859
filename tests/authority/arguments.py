"""What a press of every registered act can hold, taken from a world: nothing is left to whoever adds an act.

The first argument follows from the scope. The further ones are known by the name that the act gives its
parameter, so that an act with arguments of a kind we have already is in the matrix by itself.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from inspect import signature
from itertools import product

from flows.answers import State
from process.incoming import Argument, Press
from process.registry import Act, Scope
from process.states import FloorKind, Role, RoundStage
from storage.queries import floor
from storage.unit import Unit
from tests.authority.world import HOME, Side, World

ALL = os.environ.get("VINKJE_MATRIX") == "all"
"""Whether everything of next door is tried too, and by everybody: it takes some minutes."""

NOBODY = 10**15
"""An id that nothing has."""

Values = Callable[[Side], tuple[Argument, ...]]

VALUES: dict[str, Values] = {
    "member_id": lambda side: tuple(
        side.members[each].id for each in ("partner", "observer", "second", "former")
    ),
    "organisation": lambda side: (side.organisations[1], 0),
    "role": lambda side: (*(role.value for role in Role), "keeper"),
    "invite_id": lambda side: tuple(side.invites[:2]),
    "flow_id": lambda side: ("balanscheck", "none"),
    "how": lambda side: ("yes", "no", "partly", "missed", "drop", "help", "much", "call", "stop"),
    "task": lambda side: ("keeper", "coordinator", "none"),
    "draft": lambda side: tuple(side.drafts[1:3]),
    "language": lambda side: ("en", "xx"),
    "together": lambda side: ("phones", "cards", "none"),
    "colour": lambda side: ("red", "none", "all", "absent", "x"),
    "anew": lambda side: ("", "anew"),
    "size": lambda side: ("a3", "none"),
    "fill": lambda side: ("blank",),
    "option": lambda side: ("red", "yes", "0"),
    "state": lambda side: tuple(state.value for state in State),
    "question": lambda side: (0, 99),
    "event": lambda side: tuple(side.events),
    "inquiry_id": lambda side: tuple(side.inquiries),
    "topic": lambda side: (0, -1, 99),
    "does": lambda side: ("", "answer", "hand", "aloud", "pass", "withdraw", "confirmed", "back", "x"),
    "digest": lambda side: tuple(side.digests),
    "first": lambda side: tuple(side.digests),
    "page": lambda side: (0, 2),
    "ending_id": lambda side: tuple(side.endings),
    "version": lambda side: ("1", "none"),
    "months": lambda side: (12, 0),
    "anyway": lambda side: ("", "anyway"),
    "opens_at": lambda side: (0,),  # an opening of another time
    "meeting_id": lambda side: (0, 1, 2),
    "region": lambda side: ("zuid", "none"),
    "number": lambda side: (0, 99),
    "picked": lambda side: (0, 1),
    "instead": lambda side: (0, "unknown", "x"),
    "sure": lambda side: (0, 1),
    "switched": lambda side: (0, 1),
    "stand_in": lambda side: (1, NOBODY),
    "skip": lambda side: (0, 8),
    "reason_id": lambda side: tuple(side.reasons),
    "at": lambda side: (2_000_000_000,),  # an instant in 2033
    "moves": lambda side: (0, 1),
    "seen": lambda side: (0, "on"),
    "until": lambda side: ("2030-01-07", "none"),
    "day": lambda side: ("2030-01-07", "none"),
    "knowing": lambda side: ("", "last"),
    "asked_at": lambda side: (0,),  # long ago: a key that is destroyed does not come back with the world
}


def missing(act: Act) -> list[str]:
    """The parameters of an act that the matrix has no values for."""
    return [name for name in _rest(act) if name not in VALUES]


def presses(unit: Unit, world: World, side: Side, act: Act) -> Iterator[Press]:
    """Presses of this act at everything of its kind on this side.

    At home every further argument of both sides is tried; next door the subject alone has to be refused.
    """
    every = sorted({*_all(act, side), *_all(act, world.other(side.name))}, key=repr)
    for subject in _subjects(unit, world, side, act.scope):
        for rest in every if side.name == HOME or ALL else every[:1]:
            yield Press(act.name, (*subject, *rest))


def _all(act: Act, side: Side) -> Iterator[tuple[Argument, ...]]:
    return product(*(VALUES.get(name, _none)(side) for name in _rest(act)))


def _none(side: Side) -> tuple[Argument, ...]:
    """What nobody gave values for is reported by the name of its act, once."""
    return (side.partnership,)


def _rest(act: Act) -> list[str]:
    names = list(signature(act.run).parameters)
    return names[len(names) - act.rest :] if act.rest else []


def _subjects(unit: Unit, world: World, side: Side, scope: Scope) -> tuple[tuple[Argument, ...], ...]:
    """What the act can be about here: everything at home, and next door one of each kind unless ALL."""
    match scope:
        case Scope.NOTHING:
            return ((),) if side.name == HOME else ()
        case Scope.PARTNERSHIP:
            return ((side.partnership,),) if side.name == HOME else ((side.partnership,), (NOBODY,))
        case Scope.ROUND:
            every = [each.id for each in side.rounds.values()]
        case Scope.SEAT:
            mixed = sorted(side.seats, key=lambda place: place[0] != RoundStage.COLLECT)
            every = [side.seats[place].id for place in mixed]
            every = every if ALL else [*every[:5], *every[5::5]]
        case Scope.AGREEMENT:
            every = [each.id for each in side.agreements]
        case Scope.FLOOR:
            every = list(_versions(unit, side))
    return tuple((each,) for each in (every if side.name == HOME or ALL else every[-1:]))


def _versions(unit: Unit, side: Side) -> Iterator[int]:
    for member in side.members.values():
        held = floor.floor(unit, member.person_id)
        if held is not None and held.kind != FloorKind.NONE:
            yield held.version
