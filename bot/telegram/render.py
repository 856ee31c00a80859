"""A screen in words → the HTML that Telegram takes, in as many parts as its limits need.

This is the one place where text is escaped. A text is cut after it is put in HTML, because escaping makes it
longer; lengths count UTF-16 units of that HTML, never less than Telegram counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from bot.channel import Rich, Span
from bot.telegram.letters import clean, units

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
"""UTF-16 units of a message and of the text under a picture: Bot API, sendMessage and sendPhoto."""

_PIECE = re.compile(r"\S+\s*|\s+")


def html(paragraphs: tuple[Rich, ...]) -> str:
    """All paragraphs as one HTML text, an empty line between them."""
    return "\n\n".join("".join(_tagged(span) for span in paragraph) for paragraph in paragraphs).strip()


def parts(paragraphs: tuple[Rich, ...], limit: int = TEXT_LIMIT) -> list[str]:
    """The HTML in parts of at most `limit` units, cut between paragraphs where that is possible.

    A longer paragraph is cut between words, and a longer word anywhere. No part is empty.
    """
    found: list[str] = []
    current: tuple[Rich, ...] = ()
    for paragraph in paragraphs:
        for piece in _fitting(paragraph, limit):
            if current and units(html((*current, piece))) > limit:
                found.append(html(current))
                current = ()
            current = (*current, piece)
    return [part for part in [*found, html(current)] if part]


def _fitting(paragraph: Rich, limit: int) -> Iterator[Rich]:
    """The paragraph, or pieces of it that each fit."""
    if units(html((paragraph,))) <= limit:
        yield paragraph
        return
    current: list[Span] = []
    size = 0
    for span in _words(paragraph, limit):
        length = units(_tagged(span))
        if current and size + length > limit:
            yield tuple(current)
            current, size = [], 0
        current.append(span)
        size += length
    yield tuple(current)


def _words(paragraph: Rich, limit: int) -> Iterator[Span]:
    """The spans cut into words with the space behind them, and words that do not fit into pieces."""
    longest = max(1, (limit - units("<b></b>")) // units("&amp;"))
    for span in paragraph:
        for word in _PIECE.findall(span.text):
            if units(_tagged(Span(word, span.strong))) <= limit:
                yield Span(word, span.strong)
                continue
            for start in range(0, len(word), longest):
                yield Span(word[start : start + longest], span.strong)


def _tagged(span: Span) -> str:
    text = escape(clean(span.text), quote=False)
    return f"<b>{text}</b>" if span.strong and text.strip() else text
