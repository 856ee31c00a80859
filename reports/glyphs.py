"""What the shipped font can print, and text brought down to that.

A tagged PDF is refused when one character has no glyph, and people type whatever their keyboard has. So
text is made printable before it reaches a template: nothing is interpreted, nothing is drawn as an empty box.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
GAP = "[…]"
LONGEST_WORD = 30
SOFT_HYPHEN = "\u00ad"
_GAPS = re.compile(rf"(?:{re.escape(GAP)}\s*)+")  # one gap for a whole run of words


@cache
def printable_characters() -> frozenset[str]:
    """The characters that every shipped font file has a glyph for."""
    covered = [_covered(path.read_bytes()) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset(chr(code) for code in frozenset.intersection(*covered))


def printable(text: str) -> str:
    """`text` on one line, in characters that the font has.

    Letters are replaced by their plain form where they have one; words in a script that the font lacks
    become "[…]"; emoji, controls, and marks that turn the direction of text vanish (or become "[…]" when
    nothing else was said). A word of more than 30 characters may be broken at every tenth.
    """
    line = " ".join(_in_glyphs(unicodedata.normalize("NFC", text)).split())
    if not line and text.strip():
        return GAP if any(_is_visible(character) for character in text) else ""
    return " ".join(_breakable(word) for word in line.split(" "))


def _in_glyphs(text: str) -> str:
    return _GAPS.sub(GAP + " ", "".join(_replacement(character) for character in text))


def _replacement(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category[0] == "C":  # controls, direction marks, lone surrogates, private use
        return ""
    if character in printable_characters():
        return character
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and all(part in printable_characters() for part in plain):
        return plain
    return GAP if category[0] in "LN" else ""


def _is_visible(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ"


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD:
        return word
    return SOFT_HYPHEN.join(word[start : start + 10] for start in range(0, len(word), 10))


def _covered(font: bytes) -> frozenset[int]:
    """The code points in a TrueType file's `cmap` (OpenType, 'cmap' table, formats 4 and 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == b"cmap":
            return _code_points(font, offset)
    raise ValueError("the font file has no cmap table; ship a TrueType font")


def _code_points(font: bytes, cmap: int) -> frozenset[int]:
    found: set[int] = set()
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", font, cmap + 8 + 8 * number)[0]
        kind = struct.unpack_from(">H", font, start)[0]
        if kind == 12:
            for group in range(struct.unpack_from(">I", font, start + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * group)
                found.update(range(first, last + 1))
        elif kind == 4:
            segments = struct.unpack_from(">H", font, start + 6)[0] // 2
            lasts = struct.unpack_from(f">{segments}H", font, start + 14)
            firsts = struct.unpack_from(f">{segments}H", font, start + 16 + 2 * segments)
            for first, last in zip(firsts, lasts, strict=True):
                found.update(range(first, last + 1))
    return frozenset(found - {0xFFFF})
