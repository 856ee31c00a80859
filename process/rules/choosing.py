"""Choosing together what to work on, among the ticks that somebody is not content with.

One organisation is one voice, however many of its people tap: one party does not decide for the rest (Weer
Thuis §5.1). What comes out names topics only: no figures, no order among them, nobody's choice. Where as many
organisations want one as another, people decide that at the table, and never the bot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flows.model import Choose, Flow
from process.rules.items import Item
from process.rules.overview import Overview


@dataclass(frozen=True)
class Voice:
    """What one person of an organisation chose: ids of questions."""

    organisation: int
    picks: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of it, each in the order of the flow.

    `chosen` are clear. `tied` share the places that are left, or are more than there is place for. `named`
    are all others that somebody chose.
    """

    chosen: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def first(self) -> tuple[str, ...]:
        """What the talk begins with."""
        return (*self.chosen, *self.tied)


def candidates(flow: Flow, choose: Choose, shown: Overview) -> tuple[str, ...]:
    """The ticks to choose from, in the order of the flow: somebody gave one of the colours, as all saw."""
    items = {item.question: item for item in shown.items}
    return tuple(tick.id for tick in flow.ticks if tick.id in items and _is_named(choose, items[tick.id]))


def is_choice(choose: Choose, among: tuple[str, ...]) -> bool:
    """Whether there is anything to choose: with no more topics than places they are simply all there."""
    return len(among) > choose.most


def outcome(voices: Iterable[Voice], most: int, among: tuple[str, ...]) -> Outcome:
    """What is chosen when each organisation that wants a topic counts for one."""
    wanted = {topic: set[int]() for topic in among}
    for voice in voices:
        for topic in voice.picks:
            if topic in wanted:
                wanted[topic].add(voice.organisation)
    support = {topic: len(by) for topic, by in wanted.items() if by}
    if len(support) <= most:
        return Outcome(chosen=tuple(topic for topic in among if topic in support))
    bar = sorted(support.values(), reverse=True)[most - 1]
    above = tuple(topic for topic in among if support.get(topic, 0) > bar)
    at = tuple(topic for topic in among if support.get(topic) == bar)
    below = tuple(topic for topic in among if 0 < support.get(topic, 0) < bar)
    if len(above) + len(at) == most:
        return Outcome(tuple(topic for topic in among if topic in (*above, *at)), (), below)
    return Outcome(above, at, below)


def toggled(picks: tuple[str, ...], topic: str, most: int) -> tuple[str, ...] | None:
    """What is chosen after a tap on a topic; None when there is no place left."""
    if topic in picks:
        return tuple(each for each in picks if each != topic)
    return (*picks, topic) if len(picks) < most else None


def _is_named(choose: Choose, item: Item) -> bool:
    counts = item.counts
    return counts is not None and any(getattr(counts, colour.value) for colour in choose.from_)
