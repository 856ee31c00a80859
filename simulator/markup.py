"""parse_mode HTML, read as the server reads it: strict, counted in bytes, in the server's words.

The rules are those of https://core.telegram.org/bots/api#html-style; the words of the complaints and the
offsets they name follow the behaviour of TDLib, on which the real server is built.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from simulator.entities import Entity, FormattedText, utf16_length
from simulator.errors import ApiError, bad_request

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler",
    "span": "spoiler", "code": "code", "pre": "pre", "blockquote": "blockquote", "a": "text_link",
}  # fmt: skip
_SPACE = b" \t\r\n\v\f"
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_REFERENCE = re.compile(rb"&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|(lt|gt|amp|quot));?")
_TOKEN = re.compile(rb"[A-Za-z0-9.\-]*")
_URL = re.compile(r"(?:(?:https?|tg|ton|mailto)://?)?[^\s/?#]+\.[^\s]+|(?:tg|mailto):\S+", re.IGNORECASE)


@dataclass(frozen=True)
class _Open:
    name: str
    at: int
    offset: int
    attributes: dict[str, str]


def parse_html(text: str) -> FormattedText:
    """The text without its tags, and the entities; raises ApiError 400 "can't parse entities: …"."""
    return _Reader(text.encode("utf-8", "surrogatepass")).read()


def _fault(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


class _Reader:
    """One pass over the bytes; `at` is where it stands."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[tuple[int, Entity]] = []

    def read(self) -> FormattedText:
        while self.at < len(self.source):
            if self.source[self.at] == ord("<"):
                self._tag()
            else:
                end = self.source.find(b"<", self.at)
                end = len(self.source) if end == -1 else end
                self._write(_decoded(self.source[self.at : end]))
                self.at = end
        if self.open:
            raise _fault(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        ordered = sorted(self.entities, key=lambda pair: (pair[1].offset, -pair[1].length, pair[0]))
        return FormattedText("".join(self.text), tuple(_joined([entity for _, entity in ordered])))

    def _write(self, piece: str) -> None:
        self.text.append(piece)
        self.offset += utf16_length(piece)

    def _tag(self) -> None:
        if self.source[self.at + 1 : self.at + 2] == b"/":
            self._end_tag()
        else:
            self._start_tag()

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._until(_SPACE + b">").decode("utf-8", "replace").lower()
        if self.at >= len(self.source):
            raise _fault(f"Unclosed start tag at byte offset {begin}")
        if name not in _KINDS:
            raise _fault(f'Unsupported start tag "{name}" at byte offset {begin}')
        attributes: dict[str, str] = {}
        while self._skip_space() != b">":
            key, value = self._attribute(name, begin)
            attributes.setdefault(key, value)
        self.at += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self.open.append(_Open(name, begin, self.offset, attributes))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        key = self._until(_SPACE + b"=>").decode("utf-8", "replace").lower()
        if not key:
            if self.at >= len(self.source):
                raise _fault(f"Unclosed start tag at byte offset {begin}")
            raise _fault(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
        following = self._skip_space()
        if (tag, key) == ("blockquote", "expandable") and following != b"=":
            return key, ""
        if following != b"=":
            reason = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
            raise _fault(f"{reason} at byte offset {begin}")
        self.at += 1
        opening = self._skip_space()
        if not opening:
            raise _fault(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return key, self._quoted(opening, begin) if opening in (b'"', b"'") else self._bare()

    def _quoted(self, quote: bytes, begin: int) -> str:
        end = self.source.find(quote, self.at + 1)
        if end == -1:
            raise _fault(f"Unclosed start tag at byte offset {begin}")
        value = _decoded(self.source[self.at + 1 : end])
        self.at = end + 1
        return value

    def _bare(self) -> str:
        start = self.at
        found = _TOKEN.match(self.source, self.at)
        value = found.group() if found else b""
        self.at += len(value)
        if self.source[self.at : self.at + 1] not in (b">", *(bytes([s]) for s in _SPACE)):
            raise _fault(f"Unexpected end of name token at byte offset {start}")
        return value.decode().lower()

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _fault(f"Unexpected end tag at byte offset {begin}")
        self.at += 2
        name = self._until(_SPACE + b">").decode("utf-8", "replace").lower()
        if self._skip_space() != b">":
            raise _fault(f"Unclosed end tag at byte offset {begin}")
        self.at += 1
        opened = self.open.pop()
        if name not in ("", opened.name):
            raise _fault(
                f'Unmatched end tag at byte offset {begin}, expected "</{opened.name}>", found "</{name}>"'
            )
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        length = self.offset - opened.offset
        kind, url, language = _KINDS[opened.name], None, None
        if not length:
            return
        if opened.name == "a":
            url = opened.attributes.get("href") or _slice(self.text, opened.offset)
            if not _URL.fullmatch(url):
                return  # a link that leads nowhere is plain text
        if opened.name == "code" and opened.attributes.get("class", "").startswith("language-"):
            language = opened.attributes["class"].removeprefix("language-") or None
        if opened.name == "blockquote" and "expandable" in opened.attributes:
            kind = "expandable_blockquote"
        self.entities.append((opened.at, Entity(kind, opened.offset, length, url, language)))

    def _until(self, stops: bytes) -> bytes:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops:
            self.at += 1
        return self.source[start : self.at]

    def _skip_space(self) -> bytes:
        """The first byte that is not white space; empty at the end."""
        while self.at < len(self.source) and self.source[self.at] in _SPACE:
            self.at += 1
        return self.source[self.at : self.at + 1]


def _slice(pieces: list[str], offset: int) -> str:
    units = "".join(pieces).encode("utf-16-le")
    return units[offset * 2 :].decode("utf-16-le")


def _decoded(raw: bytes) -> str:
    """Raw bytes with the character references that Telegram knows; all others stay as they are."""

    def character(found: re.Match[bytes]) -> bytes:
        decimal, hexadecimal, name = found.groups()
        if name:
            return _NAMED[name].encode()
        code = int(decimal) if decimal else int(hexadecimal, 16)
        if not 0 < code < 0x10FFFF:
            return found.group()
        return chr(code).encode("utf-8", "surrogatepass")

    try:
        return _REFERENCE.sub(character, raw).decode("utf-8")
    except UnicodeDecodeError:
        raise bad_request(
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ) from None


def _joined(entities: list[Entity]) -> list[Entity]:
    """`pre` around exactly one `code` with a language is one entity; elsewhere the language is dropped."""
    joined: list[Entity] = []
    languages = {(e.offset, e.length): e.language for e in entities if e.kind == "code" and e.language}
    pre = {(e.offset, e.length) for e in entities if e.kind == "pre"}
    for entity in entities:
        place = (entity.offset, entity.length)
        if entity.kind == "code" and entity.language:
            if place in pre:
                continue
            entity = Entity("code", *place)  # noqa: PLW2901
        elif entity.kind == "pre" and place in languages:
            entity = Entity("pre", *place, language=languages[place])  # noqa: PLW2901
        joined.append(entity)
    return joined
