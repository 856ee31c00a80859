"""What stands in an overview: counts and references, never own words.

Words are fetched when somebody reads, so that a text that was withdrawn or forgotten is gone everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from process.rules.counts import Counts
from process.rules.suppression import Withheld
from process.states import Layer


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
    is for fetching the words and never shown. `late`: said after the reveal. `hat` is the option under which
    it was said, if any.
    """

    seat: int
    question: str
    organisation: int | None = None
    member: int | None = None
    late: bool = False
    hat: str | None = None


@dataclass(frozen=True)
class OptionCount:
    """How many people chose an option."""

    option: str
    people: int


Hats = tuple[OptionCount, ...]
"""Under which hats an organisation answered, with how many people under each; most have none."""


@dataclass(frozen=True)
class Cell:
    """One organisation's counts; `organisation` None gathers who answers for none."""

    organisation: int | None
    counts: Counts
    hats: Hats = ()


@dataclass(frozen=True)
class LayerCell:
    """One layer's counts."""

    layer: Layer
    counts: Counts


@dataclass(frozen=True)
class ChoiceCell:
    """What one organisation chose: people per option that was chosen there, in the order of the flow.

    `people` chose something; None in an overview from before that was kept, when each chose one option.
    """

    organisation: int | None
    options: tuple[OptionCount, ...]
    hats: Hats = ()
    people: int | None = None


@dataclass(frozen=True)
class ChoiceItem:
    """A choice of one or several options: people per option in the order of the flow, and how many said
    "weet ik niet".

    Without options when withheld. `cells` has every organisation that was asked; it is empty when
    confidential, and under a tick. `before` is what was chosen the last time, None without one.
    """

    question: str
    confidential: bool
    options: tuple[OptionCount, ...]
    unknown: int = 0
    withheld: Withheld | None = None
    quotes: tuple[Quote, ...] = ()
    cells: tuple[ChoiceCell, ...] = ()
    before: tuple[OptionCount, ...] | None = None


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

    `counts` is None when withheld. `cells` has every organisation of which somebody was asked this, also
    those that did not answer (all zero), and together they are `counts`; `cells` and `layers` are empty when
    confidential. `before` is what the counts were last time. `turned_green`: each organisation with a red
    last time is green now, and nobody is red. `where` are the choices under the tick ("waar zit het
    vooral?"), `quotes` own words.
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
