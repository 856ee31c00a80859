"""Pictures and sheets: counted for everyone, and drawn for one partnership only, for drawing takes time."""

from __future__ import annotations

from collections import Counter

from reports.values import Document, Format
from reports.worker import Studio


class Easel(Studio):
    """Draws what belongs to the partnership `drawn`; of the rest it only keeps the count, by kind."""

    def __init__(self, drawn: str | None) -> None:
        super().__init__()
        self._for = drawn
        self.asked: Counter[str] = Counter()
        self.drawn = 0

    async def draw(self, document: Document, format: Format) -> bytes:
        """A drawing, or nothing at all in its place."""
        self.asked[f"{type(document).__name__}.{format}"] += 1
        if self._for is None or getattr(document, "partnership", None) != self._for:
            return b""
        self.drawn += 1
        return await super().draw(document, format)
