"""Whether a result was talked about, and what becomes of one that was not.

An analysis that is not taken up in the partners' conversation is worth nothing (Weer Thuis §6.2), so a round
stays until it was talked about, or until people say what else becomes of it. One organisation does not speak
for the rest; two do, or who coordinates. Nothing ends because nobody answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flows.each import MARK
from process.rules.items import ChoiceItem, Item, Quote
from process.rules.overview import Overview

CONFIRMATIONS = 2
"""So many organisations confirm; a coordinator's word is enough by itself."""
ANSWERED_WITHIN = 5
"""Working days for "is it discussed?"; when nobody settled it then, all are asked what becomes of it."""
CHOSEN_WITHIN = 4
"""Working days for that choice; then the result stays and comes on the next sheet."""


class Said(StrEnum):
    """What somebody says about a result: whether it was discussed, and else what is to become of it."""

    YES = "yes"
    PARTLY = "partly"
    MISSED = "missed"
    STILL = "still"
    MERGE = "merge"
    DROP = "drop"


class Decision(StrEnum):
    """What is decided by what people said."""

    TALKED = "talked"
    MISSED = "missed"
    STILL = "still"
    MERGED = "merged"
    DROPPED = "dropped"


MEANS = {
    Said.YES: Decision.TALKED,
    Said.PARTLY: Decision.TALKED,
    Said.MISSED: Decision.MISSED,
    Said.STILL: Decision.STILL,
    Said.MERGE: Decision.MERGED,
    Said.DROP: Decision.DROPPED,
}


@dataclass(frozen=True)
class Voice:
    """What one person said, for which organisation, and whether they coordinate."""

    said: Said
    organisation: int | None
    leads: bool = False


def decided(voices: Iterable[Voice]) -> Decision | None:
    """What these voices, in the order in which they came, decide; None while they decide nothing.

    Of an organisation its last word counts. What was decided first holds.
    """
    last: dict[int, Decision] = {}
    for voice in voices:
        meant = MEANS[voice.said]
        if voice.leads:
            return meant
        if voice.organisation is None:
            continue
        last[voice.organisation] = meant
        if Counter(last.values())[meant] >= CONFIRMATIONS:
            return meant
    return None


def topics_of(shown: Overview) -> tuple[str, ...]:
    """What a round brings to the table: what differs, most different first, and what none may be shown of.

    Without any of these the questions that people answered in words; and last what somebody would rather
    talk about, as far as that can be named.
    """
    ticks = [item.question for item in shown.items if differs(item)]
    ticks += [item.question for item in shown.items if item.counts is None]
    ticks += [item.question for item in shown.choices if chose_apart(item)]
    first = ticks or [item.question for item in shown.words]
    return tuple(dict.fromkeys((*first, *named_aloud(shown))))


def differs(item: Item) -> bool:
    """Whether people do not all agree on green."""
    return item.counts is not None and bool(item.counts.orange or item.counts.red)


def chose_apart(item: ChoiceItem) -> bool:
    """Whether organisations chose something else than others: different places are what to talk about.

    What each says about another is never the same, and stands in a table of its own.
    """
    if MARK in item.question:
        return False
    chosen = {tuple(each.option for each in cell.options) for cell in item.cells if cell.options}
    return len(chosen) > 1


def named_aloud(shown: Overview) -> tuple[str, ...]:
    """The ticks about which somebody would rather talk, that can be named without telling who that is.

    In every overview their cell looks like a skipped one, or they gave a colour and no words. So a tick is
    named only when that holds in two organisations; the others are only counted.
    """
    wanted = {each.question for each in shown.aloud}
    return tuple(item.question for item in shown.items if item.question in wanted and _could_be_several(item))


def _could_be_several(item: Item) -> bool:
    behind = [quote.organisation for quote in _distinct(item)]
    if None in behind:
        return False
    spoke = Counter(behind)
    silent = [
        cell.organisation
        for cell in item.cells
        if cell.counts.passed or cell.counts.orange + cell.counts.red > spoke[cell.organisation]
    ]
    return len(set(silent)) >= CONFIRMATIONS


def _distinct(item: Item) -> tuple[Quote, ...]:
    """One quote for each person who spoke under a tick."""
    every = (*item.quotes, *(quote for choice in item.where for quote in choice.quotes))
    return tuple({quote.seat: quote for quote in every if not quote.late}.values())


Topic = tuple[int, str]
"""A round and its question."""


def talked_about(
    open_topics: Iterable[tuple[Topic, datetime]], round_: int, shown_at: datetime
) -> tuple[Topic, ...]:
    """Which topics left over before are done now that a round was talked about.

    They stood on its sheet. What was named as still open since it was shown (`shown_at`) is left over again,
    whoever named it: what one organisation still wants to talk about is not closed by another.
    """
    return tuple(topic for topic, named_at in open_topics if topic[0] != round_ and named_at < shown_at)
