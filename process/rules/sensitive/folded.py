"""A text as it is read and not as it is written: one plain sign for each that shows, none for the others."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_UNSEEN = {"Cc", "Cf", "Mn", "Me", "Cs", "Co", "Cn"}
_LOOKS_LIKE = (
    {"\u2212": "-"}  # a minus is no dash to Unicode
    | dict.fromkeys("\u00b7\u2022\u2219\u22c5\u2024\u3002", ".")
    | dict.fromkeys("\u2018\u2019\u02bc\u00b4", "'")
)


@dataclass(frozen=True)
class Folded:
    """The plain signs, and for each of them where it stood in the text as it was typed."""

    plain: str
    lower: str
    at: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The place in the typed text of plain signs `start` up to `end`; at least one sign."""
        return self.at[start], self.at[end - 1] + 1


def fold(text: str) -> Folded:
    """Digits of every script become 0-9, letters lose their accents, and what takes no room is gone.

    >>> fold("BSN\\uff11\\u200b2\\u0663 Zo\\u00eb").plain
    'BSN123 Zoe'
    """
    signs = [(sign, number) for number, sign in enumerate(map(_plain, text)) if sign]
    plain = "".join(sign for sign, _ in signs)
    return Folded(plain, plain.lower(), tuple(number for _, number in signs))


@lru_cache(maxsize=4096)
def _plain(sign: str) -> str:
    """One sign, or nothing. Never more than one, so that places stay easy to find again."""
    if sign == "\n" or (sign.isascii() and sign.isprintable()):
        return sign
    if sign.isspace():
        return "\n" if sign in "\r\v\f\u2028\u2029\x85" else " "
    if sign in _LOOKS_LIKE:
        return _LOOKS_LIKE[sign]
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(sign)
    if category == "Pd":
        return "-"
    base = unicodedata.normalize("NFKD", sign)[0]
    if category in _UNSEEN or unicodedata.category(base) in _UNSEEN:
        return ""
    return base if len(base.lower()) == 1 else "?"
