"""Who is asked: a person as a flow knows them, and whom a stage or a question is for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What somebody does in a partnership; apart from the organisation that they answer for."""

    PARTNER = "partner"  # deelnemer
    COORDINATOR = "coordinator"  # coördinator
    OBSERVER = "observer"  # meelezer


class Layer(StrEnum):
    """Where in their organisation somebody works."""

    PRACTICE = "uitvoering"  # with residents
    POLICY = "leiding"
    BOARD = "bestuur"


class OrganisationSort(StrEnum):
    """What sort of organisation somebody answers for, as far as a flow asks one sort something else."""

    MUNICIPALITY = "gemeente"


ANSWERING = (Role.PARTNER, Role.COORDINATOR)
"""The roles that can be asked anything."""


@dataclass(frozen=True)
class Cast:
    """One person in a partnership, as far as a flow can tell them from others.

    `layer` and `organisation`, a number, are None for who answers for no organisation.
    """

    layer: Layer | None = None
    role: Role = Role.PARTNER
    organisation: int | None = None


PARTNER = Cast()
"""Somebody of whom nothing more is known."""


@dataclass(frozen=True)
class Who:
    """Whom something is for: one of these layers, in one of these roles. Empty means any of them.

    `sorts`: only for organisations of such a sort; `of_sort` are those that are (`flows.each` fills it in).
    `chosen`: only for the one organisation that the coordinator chooses for the round, `chosen_id`.
    """

    layers: tuple[Layer, ...] = ()
    roles: tuple[Role, ...] = ()
    sorts: tuple[OrganisationSort, ...] = ()
    of_sort: tuple[int, ...] | None = None
    chosen: bool = False
    chosen_id: int | None = None

    @property
    def is_everyone(self) -> bool:
        """Whether nobody is left out."""
        return not self.layers and not self.roles and not self.sorts and not self.chosen

    def includes(self, cast: Cast) -> bool:
        """Whether it is for this person."""
        in_layer = not self.layers or cast.layer in self.layers
        if self.sorts and cast.organisation not in (self.of_sort or ()):
            return False
        if self.chosen and (self.chosen_id is None or cast.organisation != self.chosen_id):
            return False
        return in_layer and (not self.roles or cast.role in self.roles)

    def of_chosen(self, organisation: int | None) -> Who:
        """The same, now that is known which organisation was chosen."""
        return replace(self, chosen_id=organisation) if self.chosen else self

    def overlaps(self, other: Who) -> bool:
        """Whether there can be a person for whom both are."""
        meet = _meet(self.layers, other.layers) and _meet(self.roles, other.roles)
        return meet and _meet(self.sorts, other.sorts)

    def reaches_beyond(self, other: Who) -> bool:
        """Whether this names a layer, role or sort that the other leaves out."""
        within = _within(self.layers, other.layers) and _within(self.roles, other.roles)
        return not (within and _within(self.sorts, other.sorts))

    def among(self, organisations: Iterable[tuple[int, OrganisationSort | None]]) -> Who:
        """The same, now that is known which organisations there are and of what sort."""
        if not self.sorts:
            return self
        return replace(self, of_sort=tuple(id_ for id_, sort in organisations if sort in self.sorts))


EVERYONE = Who()


def _meet(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return not some or not others or bool({*some} & {*others})


def _within(some: tuple[object, ...], others: tuple[object, ...]) -> bool:
    return not others or {*some} <= {*others}
