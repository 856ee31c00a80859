"""What an overview still shows when texts and names have gone: counts, and of no one person alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from process.rules.items import ChoiceItem, Item, WordsItem
from process.rules.overview import Overview

Apart = frozenset[int | None]
"""Organisations whose counts stand by themselves; None gathers who answers for none."""

ENOUGH = 2
"""People whose answers together are nobody's in particular."""


def faded(overview: Overview, sent: Mapping[int | None, int]) -> Overview:
    """The overview without references to words and people; `sent` says how many people each organisation had.

    An organisation of which one person sent stands only in the totals. What is left out is never found by
    subtracting the rest from the totals: when it would be the answers of one person, the smallest of the
    others is left out with it. Fading once more changes nothing.
    """
    apart = apart_still(overview, sent)
    return replace(
        overview,
        organisations=tuple(party for party in overview.organisations if party.id in apart),
        items=tuple(_item(item, apart) for item in overview.items),
        choices=tuple(_choice(choice) for choice in overview.choices),
        words=tuple(_words(words) for words in overview.words),
        keep=tuple(_words(words) for words in overview.keep),
        turnout=replace(
            overview.turnout, missing=tuple(each for each in overview.turnout.missing if each in apart)
        ),
    )


def apart_still(overview: Overview, sent: Mapping[int | None, int]) -> Apart:
    """The organisations of an overview whose counts may still stand by themselves."""
    shown = {cell.organisation for item in overview.items for cell in item.cells}
    shown |= {party.id for party in overview.organisations}
    hidden = {each for each in sent if each not in shown or sent[each] < ENOUGH}
    apart = sorted(
        (each for each in shown if sent.get(each, 0) >= ENOUGH), key=lambda each: (sent[each], each or 0)
    )
    if sum(sent[each] for each in hidden) == 1:
        apart = apart[1:]
    return frozenset(apart)


def _item(item: Item, apart: Apart) -> Item:
    return replace(
        item,
        cells=tuple(cell for cell in item.cells if cell.organisation in apart),
        where=tuple(_choice(choice) for choice in item.where),
        quotes=(),
    )


def _choice(choice: ChoiceItem) -> ChoiceItem:
    return replace(choice, quotes=())


def _words(words: WordsItem) -> WordsItem:
    return replace(words, quotes=())
