"""Words with emphasis, for any channel."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Span:
    """A run of text, plain or strong. The text is literal: the channel escapes it."""

    text: str
    strong: bool = False


Rich = tuple[Span, ...]
"""One paragraph. A line break inside a span stays a line break."""
