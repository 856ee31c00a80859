"""Names as people type them: of themselves, a partnership, an organisation. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 60
"""Characters: a name stands on buttons and in the first line of messages."""

_SPLIT = re.compile(r"[\n,;]+")
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINER = "\u200d"  # holds an emoji of several signs together


def read_name(text: str, longest: int = LONGEST) -> str | None:
    """One line without invisible signs; None when nothing is left or it is longer than `longest`."""
    visible = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace() or character == _JOINER or unicodedata.category(character) not in _INVISIBLE
    )
    name = " ".join(visible.split())
    return name if name.strip(_JOINER) and len(name) <= longest else None


def read_names(text: str) -> tuple[str, ...] | None:
    """Several names: one a line, or with commas between. None when one of them is no name."""
    names = [read_name(part) for part in _SPLIT.split(text) if part.strip()]
    return tuple(name for name in names if name) if names and all(names) else None


def without_doubles(names: tuple[str, ...]) -> tuple[str, ...]:
    """Each name once, as it was written first, whatever the capitals."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(name.casefold(), name)
    return tuple(kept.values())
