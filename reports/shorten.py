"""A talking sheet cut down until it fits one A4: what may stand on it, from roomy to tight.

Every version keeps what must be there: the first questions, how the answers differ, room to agree. The
template takes the first version that fits, so nothing is cut that had room.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports.values import Sheet, Topic


@dataclass(frozen=True)
class Limits:
    """How many topics, quotes per topic and things to keep stand on a sheet, and in how many characters."""

    topics: int
    quotes: int
    keep: int
    quote: int
    question: int = 200
    label: int = 50
    name: int = 34
    names: int = 24


LEVELS = (
    Limits(topics=5, quotes=10, keep=7, quote=280),
    Limits(topics=5, quotes=7, keep=5, quote=170),
    Limits(topics=5, quotes=5, keep=4, quote=130),
    Limits(topics=5, quotes=3, keep=3, quote=110),
    Limits(topics=5, quotes=2, keep=3, quote=100),
    Limits(topics=4, quotes=3, keep=3, quote=100),
    Limits(topics=4, quotes=2, keep=2, quote=100),
    Limits(topics=3, quotes=4, keep=2, quote=130),
    Limits(topics=3, quotes=3, keep=2, quote=100),
    Limits(topics=3, quotes=2, keep=2, quote=70, names=12),
    Limits(topics=2, quotes=3, keep=2, quote=90, names=12),
    Limits(topics=2, quotes=2, keep=1, quote=70, names=10, name=28, question=140),
    Limits(topics=2, quotes=0, keep=0, quote=60, names=3, name=16, question=80, label=30),
)
"""From roomy to tight: fewer and shorter quotes, then fewer topics, with words of at least two people still
beside each (one voice alone would steer). The last fits whatever comes."""


@dataclass(frozen=True)
class Version:
    """A sheet within limits. `left_out` holds the labels of topics that fell off whole; `shortened` says
    that something fell off anywhere."""

    sheet: Sheet
    limits: Limits
    left_out: tuple[str, ...]
    shortened: bool


def cut(text: str, most: int) -> str:
    """`text` in at most `most` characters, ended at a word and with "…" when something fell off."""
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    at_a_word = kept.rpartition(" ")[0]
    return (at_a_word if len(at_a_word) > most // 2 else kept).rstrip(" ,.;:-\u00ad") + "…"


def versions(sheet: Sheet) -> tuple[Version, ...]:
    """The sheet within each of the limits, roomy first."""
    return tuple(_within(sheet, limits) for limits in LEVELS)


def _within(sheet: Sheet, limits: Limits) -> Version:
    smaller = replace(
        sheet,
        partnership=cut(sheet.partnership, 80),
        title=cut(sheet.title, 50),
        date_line=cut(sheet.date_line, 60),
        footer=cut(sheet.footer, 120),
        discuss=tuple(_topic(topic, limits) for topic in sheet.discuss[: limits.topics]),
        keep=tuple(_quotes(sheet.keep[: limits.keep], limits)),
        absent=tuple(cut(name, limits.name) for name in sheet.absent),
    )
    left_out = tuple(cut(topic.label, limits.label) for topic in sheet.discuss[limits.topics :])
    return Version(smaller, limits, left_out, bool(left_out) or _lost_words(sheet, smaller))


def _topic(topic: Topic, limits: Limits) -> Topic:
    return replace(
        topic,
        label=cut(topic.label, limits.label),
        question=cut(topic.question, limits.question),
        organisations=tuple((cut(name, limits.name), cell) for name, cell in topic.organisations),
        quotes=_quotes(topic.quotes[: limits.quotes], limits),
    )


def _quotes(quotes: tuple[tuple[str, str], ...], limits: Limits) -> tuple[tuple[str, str], ...]:
    return tuple((cut(name, limits.name), cut(text, limits.quote)) for name, text in quotes)


def _lost_words(sheet: Sheet, smaller: Sheet) -> bool:
    pairs = zip(sheet.discuss, smaller.discuss, strict=False)
    return smaller.keep != sheet.keep or any(
        (topic.question, topic.quotes) != (less.question, less.quotes) for topic, less in pairs
    )
