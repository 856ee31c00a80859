"""From YAML to who is asked: `everyone`, or the layers, roles and organisations that are."""

from __future__ import annotations

from flows.cast import ANSWERING, EVERYONE, Layer, OrganisationSort, Role, Who
from flows.reading import Reading
from flows.source import Fields, Items, Node

ALL = "everyone"
SOME = ("{layer: […]}", "{role: […]}", "{sort: …}", "{organisation: chosen}")

CHOSEN = ("chosen",)
"""Which organisation something can be for: the one that the coordinator chooses when the round is started."""


def read_who(reading: Reading, node: Node) -> Who:
    """Whom a stage or a question is for; a single layer or role needs no list."""
    if not isinstance(node, Fields):
        reading.one_of(node, (ALL, *SOME))
        return EVERYONE
    if not node.fields:
        reading.refuse(node.place, "this is for nobody", f"write {', '.join((ALL, *SOME))}")
    fields = reading.fields(node, optional=("layer", "role", "sort", "organisation"))
    layers = _words(reading, fields["layer"], tuple(Layer)) if "layer" in fields else ()
    roles = _words(reading, fields["role"], ANSWERING) if "role" in fields else ()
    sorts = _words(reading, fields["sort"], tuple(OrganisationSort)) if "sort" in fields else ()
    return Who(
        tuple(each for each in Layer if each in layers),
        tuple(each for each in Role if each in roles),
        tuple(each for each in OrganisationSort if each in sorts),
        chosen="organisation" in fields and bool(reading.one_of(fields["organisation"], CHOSEN)),
    )


def _words(reading: Reading, node: Node, known: tuple[str, ...]) -> tuple[str, ...]:
    items = node.items if isinstance(node, Items) else (node,)
    if not items:
        reading.refuse(node.place, "this is for nobody", "name one, or leave the line out")
    return tuple(reading.one_of(item, known) for item in items)
