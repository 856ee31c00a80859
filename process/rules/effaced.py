"""What is left in a frozen overview of one person who was forgotten: counts, and nothing that leads to them.

Their words are elsewhere and gone. Where they alone answered for an organisation, its cell is their answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from process.rules.items import ChoiceItem, Item, Quote, WordsItem
from process.rules.overview import Overview

Sent = Mapping[int | None, int]
"""How many people of each organisation sent; None gathers who answered for none."""


def efface(shown: Overview, seat: int, organisation: int | None, sent: Sent) -> Overview:
    """The overview in which nobody can tell what `seat` of `organisation` answered.

    An organisation of which one person sent stands in the totals only, and so does the smallest of the others
    when the totals less the rest would give that one answer back.
    """
    hidden = _hidden(shown, organisation, sent)

    def unsigned(quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
        return tuple(replace(q, organisation=None, member=None) if q.seat == seat else q for q in quotes)

    def below(item: ChoiceItem) -> ChoiceItem:
        return replace(item, quotes=unsigned(item.quotes))

    def words(item: WordsItem) -> WordsItem:
        return replace(item, quotes=unsigned(item.quotes))

    def tick(item: Item) -> Item:
        return replace(
            item,
            cells=tuple(cell for cell in item.cells if cell.organisation not in hidden),
            where=tuple(below(each) for each in item.where),
            quotes=unsigned(item.quotes),
        )

    return replace(
        shown,
        organisations=tuple(party for party in shown.organisations if party.id not in hidden),
        items=tuple(tick(each) for each in shown.items),
        choices=tuple(below(each) for each in shown.choices),
        words=tuple(words(each) for each in shown.words),
        keep=tuple(words(each) for each in shown.keep),
    )


def _hidden(shown: Overview, organisation: int | None, sent: Sent) -> frozenset[int | None]:
    if sent.get(organisation, 0) != 1:
        return frozenset()
    apart: set[int | None] = {party.id for party in shown.organisations}
    apart |= {cell.organisation for item in shown.items for cell in item.cells}
    others = sorted((sent[each], each or 0, each) for each in apart - {organisation} if sent.get(each, 0))
    in_totals_only = sum(count for each, count in sent.items() if each not in apart or each == organisation)
    beside = {others[0][2]} if in_totals_only == 1 and others else set()
    return frozenset({organisation, *beside})
