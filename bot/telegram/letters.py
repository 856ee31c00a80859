"""Text as Telegram counts and accepts it."""

from __future__ import annotations


def units(text: str) -> int:
    """The length of `text` in UTF-16 code units, which is how Telegram counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def clean(text: str) -> str:
    """The text with every NUL and every half of a surrogate pair replaced by U+FFFD.

    JSON may carry both; a database refuses the first and UTF-8 cannot hold the second.
    """
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\0", "\ufffd")
