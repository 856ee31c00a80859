"""A talking sheet cut down until it fits one A4: what may stand on it, from roomy to tight.

Every version keeps what must be there: the first questions, how the answers differ, room to agree. The
template takes the first version that fits, so nothing is cut that had room.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reports.values import Agreed, Sheet, Topic


@dataclass(frozen=True)
class Limits:
    """How many of each kind stand on a sheet, and in how many characters.

    `lines` is how many agreements, proposals and topics left over there are at most, of each kind; `line` is
    how long one may be. `first` is how long each line above everything may be; one always stays.
    """

    topics: int
    quotes: int
    keep: int
    quote: int
    lines: int = 3
    line: int = 90
    question: int = 200
    label: int = 50
    name: int = 34
    names: int = 24
    first: int = 180


LEAST_ACROSS = 3
"""With fewer lines than this what was asked of each other is left out whole."""

LEVELS = (
    Limits(topics=5, quotes=10, keep=7, quote=280, lines=8, line=200),
    Limits(topics=5, quotes=7, keep=5, quote=170, lines=6, line=140),
    Limits(topics=5, quotes=5, keep=4, quote=130, lines=5, line=120),
    Limits(topics=5, quotes=3, keep=3, quote=110, lines=4, line=110),
    Limits(topics=5, quotes=2, keep=3, quote=100, lines=4, line=100),
    Limits(topics=4, quotes=3, keep=3, quote=100),
    Limits(topics=4, quotes=2, keep=2, quote=100),
    Limits(topics=3, quotes=4, keep=2, quote=130),
    Limits(topics=3, quotes=3, keep=2, quote=100),
    Limits(topics=3, quotes=2, keep=2, quote=70, names=12, lines=2, line=80),
    Limits(topics=2, quotes=3, keep=2, quote=90, names=12, lines=2, line=80),
    Limits(topics=2, quotes=2, keep=1, quote=70, names=10, name=28, question=140, lines=2, line=70),
    Limits(topics=2, quotes=2, keep=1, quote=70, names=6, name=24, question=110, lines=1, line=60),
    Limits(topics=2, quotes=2, keep=0, quote=60, names=4, name=20, question=90, lines=1, line=50, first=90),
    Limits(topics=2, quotes=0, keep=0, quote=60, names=3, name=16, question=60, label=20, lines=0, first=28),
)
"""From roomy to tight: fewer and shorter quotes, then fewer topics, with words of at least two people still
beside each (one voice alone would steer). The last fits whatever comes."""


@dataclass(frozen=True)
class Left:
    """How many fell off whole, of each kind; the topics by their labels."""

    topics: tuple[str, ...]
    agreed: int
    proposed: int
    left: int
    across: int = 0
    asked: int = 0


@dataclass(frozen=True)
class Version:
    """A sheet within limits, and what is not on it; `shortened` says that something fell off anywhere."""

    sheet: Sheet
    limits: Limits
    missing: Left
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
    most = limits.lines
    across = most if most >= LEAST_ACROSS else 0  # all of it is on the worksheet and in the overview
    smaller = replace(
        sheet,
        partnership=cut(sheet.partnership, 80),
        title=cut(sheet.title, 50),
        date_line=cut(sheet.date_line, 60),
        footer=cut(sheet.footer, 120),
        discuss=tuple(_topic(topic, limits) for topic in sheet.discuss[: limits.topics]),
        first=tuple(cut(line, limits.first) for line in sheet.first[: 3 if across else 1]),
        across=tuple(
            (cut(name, limits.label), cut(said, limits.line)) for name, said in sheet.across[:across]
        ),
        keep=_quotes(sheet.keep[: limits.keep], limits),
        agreed=tuple(_agreed(each, limits) for each in sheet.agreed[:most]),
        proposed=tuple(
            (cut(what, limits.line), cut(who, limits.name)) for what, who in sheet.proposed[:most]
        ),
        left=tuple((cut(label, limits.label), cut(asked, limits.line)) for label, asked in sheet.left[:most]),
        asked=tuple((cut(whom, limits.line), cut(said, limits.quote)) for whom, said in sheet.asked[:most]),
        aloud_named=tuple(cut(label, limits.label) for label in sheet.aloud_named[:most]),
        absent=tuple(cut(name, limits.name) for name in sheet.absent),
    )
    missing = Left(
        topics=tuple(cut(topic.label, limits.label) for topic in sheet.discuss[limits.topics :]),
        agreed=len(sheet.agreed[most:]),
        proposed=len(sheet.proposed[most:]),
        left=len(sheet.left[most:]),
        asked=len(sheet.asked[most:]),
        across=len(sheet.across[across:]) if across else 0,
    )
    return Version(smaller, limits, missing, bool(missing.topics) or _lost_words(sheet, smaller))


def _agreed(each: Agreed, limits: Limits) -> Agreed:
    return replace(
        each, what=cut(each.what, limits.line), who=cut(each.who, limits.name), state=cut(each.state, 40)
    )


def _topic(topic: Topic, limits: Limits) -> Topic:
    return replace(
        topic,
        label=cut(topic.label, limits.label),
        question=cut(topic.question, limits.question),
        ask=cut(topic.ask, limits.question),
        organisations=tuple((cut(name, limits.name), cell) for name, cell in topic.organisations),
        quotes=_quotes(topic.quotes[: limits.quotes], limits),
        chosen=tuple((cut(word, limits.label), cut(who, limits.quote)) for word, who in topic.chosen),
    )


def _quotes(quotes: tuple[tuple[str, str], ...], limits: Limits) -> tuple[tuple[str, str], ...]:
    return tuple((cut(name, limits.name), cut(text, limits.quote)) for name, text in quotes)


def _lost_words(sheet: Sheet, smaller: Sheet) -> bool:
    topics = zip(sheet.discuss, smaller.discuss, strict=False)
    return (
        any(
            getattr(smaller, part) != getattr(sheet, part)
            for part in ("first", "keep", "agreed", "proposed", "left", "across", "asked")
        )
        or smaller.aloud_named != sheet.aloud_named
        or any((one.question, one.quotes) != (less.question, less.quotes) for one, less in topics)
    )
