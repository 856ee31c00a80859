"""The overview of a round: what everyone gets at the reveal, frozen from then on.

Counts and references; own words are not in it. They are fetched when somebody reads, so that a text that
was withdrawn or forgotten is gone everywhere. Never a score, a mean, or a ranking of organisations.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal

from pydantic import ConfigDict, TypeAdapter

from process.rules.counts import Counts
from process.rules.suppression import Withheld
from process.rules.turnout import Turnout


@dataclass(frozen=True)
class Party:
    """An invited organisation, and whether one of its people sent."""

    id: int
    name: str
    answered: bool


@dataclass(frozen=True)
class Quote:
    """Where own words are: the answer of `seat` to `question`.

    `organisation` and `member` are who the reader may see behind it; both None when confidential. `seat`
    is for fetching the words and never shown. `late`: said after the reveal.
    """

    seat: int
    question: str
    organisation: int | None = None
    member: int | None = None
    late: bool = False


@dataclass(frozen=True)
class Cell:
    """One organisation's counts; `organisation` None gathers who answers for none."""

    organisation: int | None
    counts: Counts


@dataclass(frozen=True)
class LayerCell:
    """One layer's counts."""

    layer: str
    counts: Counts


@dataclass(frozen=True)
class OptionCount:
    """How many people chose an option."""

    option: str
    people: int


@dataclass(frozen=True)
class ChoiceItem:
    """A choice: people per option in the order of the flow, empty when withheld."""

    question: str
    confidential: bool
    options: tuple[OptionCount, ...]
    withheld: Withheld | None = None
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class WordsItem:
    """An open question: references to what was said."""

    question: str
    confidential: bool
    quotes: tuple[Quote, ...]
    withheld: Withheld | None = None


@dataclass(frozen=True)
class Item:
    """One tick.

    `counts` is None when withheld. `cells` has every invited organisation, also those that did not answer
    (all zero), and together they are `counts`; `cells` and `layers` are empty when confidential. `before`
    is what the counts were last time. `turned_green`: each organisation with a red last time is green now,
    and nobody is red. `where` are the choices under the tick ("waar zit het vooral?"), `quotes` own words.
    """

    question: str
    confidential: bool
    counts: Counts | None
    withheld: Withheld | None = None
    cells: tuple[Cell, ...] = ()
    layers: tuple[LayerCell, ...] = ()
    before: Counts | None = None
    turned_green: bool = False
    where: tuple[ChoiceItem, ...] = ()
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Aloud:
    """So many people would rather talk about this question. Who, and for whom, is in no overview."""

    question: str
    people: int


@dataclass(frozen=True)
class Overview:
    """Everything a round shows. `items` begin with what differs most; the rest is in the flow's order.

    `number` counts the rounds of this flow with this partnership from 1; `made_at` is aware.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    partnership: int
    flow: str
    revision: str
    number: int
    made_at: datetime
    turnout: Turnout
    organisations: tuple[Party, ...]
    items: tuple[Item, ...]
    choices: tuple[ChoiceItem, ...] = ()
    words: tuple[WordsItem, ...] = ()
    keep: tuple[WordsItem, ...] = ()
    aloud: tuple[Aloud, ...] = ()
    version: Literal[1] = 1

    def item(self, question: str) -> Item | None:
        """The tick with this id, if it is there."""
        return next((item for item in self.items if item.question == question), None)

    def to_json(self) -> str:
        """Write it down; `from_json` gives an equal overview back."""
        return _adapter().dump_json(self).decode()

    @staticmethod
    def from_json(kept: str) -> Overview:
        """Read what `to_json` wrote. Raises ValueError for anything else, also for a version not known."""
        return _adapter().validate_json(kept)


@cache
def _adapter() -> TypeAdapter[Overview]:
    return TypeAdapter(Overview)
