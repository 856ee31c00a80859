"""The layers of organisations beside each other: shown for all of them or for none.

Organisation and layer are never crossed, also not by who subtracts one from the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from process.states import Layer

LAYER_PEOPLE, LAYER_ORGANISATIONS = 3, 2

Place = tuple[Layer | None, int | None]
"""Layer and organisation of one person."""


def layers_apart(people: Iterable[Place]) -> frozenset[Layer]:
    """The layers that may be shown side by side, from (layer, organisation) of everyone who answered.

    All of them or none: each needs three people of two organisations, and so do the people without a layer
    when there are any, because a group that is left out can be found by subtraction. One group alone says
    nothing that the total does not.
    """
    groups: dict[Layer | None, list[int | None]] = {}
    for layer, organisation in people:
        groups.setdefault(layer, []).append(organisation)
    large = all(
        len(group) >= LAYER_PEOPLE and len(set(group) - {None}) >= LAYER_ORGANISATIONS
        for group in groups.values()
    )
    places = frozenset((layer, organisation) for layer, group in groups.items() for organisation in group)
    if len(groups) == 1 or not large or _can_be_crossed(places):
        return frozenset()
    return frozenset(layer for layer in groups if layer is not None)


def _can_be_crossed(places: frozenset[Place]) -> bool:
    """Whether the totals tell what one layer of one organisation answered, of an organisation that has more.

    The totals per organisation and per layer fix a part exactly when nothing else joins the two: without that
    part its layer and its organisation no longer hang together (bridges; Gusfield, "A graph theoretic
    approach to statistical data security", 1988).
    """
    spread = [place for place in places if sum(place[1] == other for _, other in places) > 1]
    return any(not _joined(places - {place}, place) for place in spread)


def _joined(places: frozenset[Place], ends: Place) -> bool:
    """Whether a way leads from a layer to an organisation over people who are in both."""
    layers, organisations = {ends[0]}, set[int | None]()
    while True:
        found = {organisation for layer, organisation in places if layer in layers}
        wider = {layer for layer, organisation in places if organisation in found}
        if ends[1] in found:
            return True
        if found == organisations and wider <= layers:
            return False
        organisations, layers = found, layers | wider
