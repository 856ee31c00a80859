"""Text with its entities: Telegram counts in UTF-16 units and reports faults in bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

_COMMAND = re.compile(r"(?<!\S)/([A-Za-z0-9_]{1,32})(@[A-Za-z0-9_]+)?(?!\S)")


def utf16_length(text: str) -> int:
    """The length that Telegram counts: a sign outside the basic plane, as most emoji, is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class Entity:
    """A stretch of formatted text; `offset` and `length` in UTF-16 units."""

    kind: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None

    def wire(self) -> dict[str, Any]:
        """This entity as a MessageEntity."""
        found: dict[str, Any] = {"type": self.kind, "offset": self.offset, "length": self.length}
        if self.url is not None:
            found["url"] = self.url
        if self.language is not None:
            found["language"] = self.language
        return found


@dataclass(frozen=True)
class FormattedText:
    """What a person reads, and the entities on it."""

    text: str
    entities: tuple[Entity, ...] = ()

    def trimmed(self) -> FormattedText:
        """Without white space at either end, as the server keeps it."""
        start = utf16_length(self.text) - utf16_length(self.text.lstrip())
        end = start + utf16_length(self.text.strip())
        kept = []
        for entity in self.entities:
            first, last = max(entity.offset, start), min(entity.offset + entity.length, end)
            if first < last:
                kept.append(replace(entity, offset=first - start, length=last - first))
        return FormattedText(self.text.strip(), tuple(kept))


def commands_in(text: str) -> tuple[Entity, ...]:
    """The bot_command entities that Telegram's apps put on a typed text."""
    return tuple(
        Entity("bot_command", utf16_length(text[: found.start()]), utf16_length(found.group()))
        for found in _COMMAND.finditer(text)
    )
