"""What an overview still shows when words and names have gone: counts, and of no one person alone.

They go for everybody when their term is over, or of one person who was forgotten. The words themselves are
elsewhere; here go the references to them, and the counts that would be the answer of one person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from process.rules.items import ChoiceItem, Item, Quote, WordsItem
from process.rules.overview import Overview

Sent = Mapping[int | None, int]
"""How many people of each organisation sent; None gathers who answered for none."""
Apart = frozenset[int | None]
"""Organisations whose counts stand by themselves, and not in the totals only."""
Quotes = Callable[[tuple[Quote, ...]], tuple[Quote, ...]]

ENOUGH = 2
"""People whose answers together are nobody's in particular."""


def faded(overview: Overview, sent: Sent) -> Overview:
    """The overview without references to words and people, in which an organisation of one stands in totals.

    Fading once more changes nothing.
    """
    large = frozenset(each for each in _standing(overview) if sent.get(each, 0) >= ENOUGH)
    apart = _not_by_subtraction(large, sent)
    missing = tuple(each for each in overview.turnout.missing if each in apart)
    shown = _with(overview, apart, lambda quotes: ())
    return replace(shown, turnout=replace(shown.turnout, missing=missing))


def without(overview: Overview, seat: int, organisation: int | None, sent: Sent) -> Overview:
    """The overview in which nobody can tell what `seat` of `organisation` answered or wrote.

    Were they the only one of their organisation who sent, it stands in the totals only.
    """
    apart = _standing(overview)
    if sent.get(organisation, 0) == 1:
        apart = _not_by_subtraction(apart - {organisation}, sent)
    return _with(
        overview,
        apart,
        lambda quotes: tuple(
            replace(each, organisation=None, member=None, hat=None) if each.seat == seat else each
            for each in quotes
        ),
    )


def _standing(overview: Overview) -> Apart:
    ticks = {cell.organisation for item in overview.items for cell in item.cells}
    choices = {cell.organisation for item in overview.choices for cell in item.cells}
    return frozenset(ticks | choices | {party.id for party in overview.organisations})


def _not_by_subtraction(apart: Apart, sent: Sent) -> Apart:
    """What is in the totals only follows by subtraction: is it one person, then the smallest joins it."""
    if sum(count for each, count in sent.items() if each not in apart) != 1:
        return apart
    others = sorted((each for each in apart if sent.get(each)), key=lambda each: (sent[each], each or 0))
    return apart - frozenset(others[:1])


def _with(overview: Overview, apart: Apart, quotes: Quotes) -> Overview:
    def choice(item: ChoiceItem) -> ChoiceItem:
        cells = tuple(cell for cell in item.cells if cell.organisation in apart)
        return replace(item, quotes=quotes(item.quotes), cells=cells)

    def words(item: WordsItem) -> WordsItem:
        return replace(item, quotes=quotes(item.quotes))

    def tick(item: Item) -> Item:
        return replace(
            item,
            cells=tuple(cell for cell in item.cells if cell.organisation in apart),
            where=tuple(choice(each) for each in item.where),
            quotes=quotes(item.quotes),
        )

    return replace(
        overview,
        organisations=tuple(party for party in overview.organisations if party.id in apart),
        items=tuple(tick(each) for each in overview.items),
        choices=tuple(choice(each) for each in overview.choices),
        words=tuple(words(each) for each in overview.words),
        keep=tuple(words(each) for each in overview.keep),
    )
