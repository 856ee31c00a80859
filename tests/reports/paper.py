"""A small reader of the PDFs that we make: their pages, their words, their tags.

It knows just what Typst writes (plain objects, deflated streams, a ToUnicode map per font), so that the tests
need no other program. Anything else makes it fail, which is what a test wants.
"""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"\n(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_RUN = re.compile(rb"1 0 0 -1 [-\d.]+ ([-\d.]+) cm[^\n]*\nBT\b(.*?)\nET", re.DOTALL)
_LITERAL = rb"\(((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*)\)"  # may hold parentheses in pairs
_SHOWN = re.compile(
    rb"/ActualText(?:<FEFF([0-9A-F]+)>|"
    + _LITERAL
    + rb").*?EMC|/(f\d+) [\d.]+ Tf|"
    + _LITERAL
    + rb"|<([0-9A-Fa-f]+)>",
    re.DOTALL,
)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class Paper:
    """One PDF, read."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._objects = {int(number): body for number, body in _OBJECT.findall(content)}
        self._pages = [
            body
            for body in self._objects.values()
            if re.search(rb"/Type/Page\b", body) and b"/Contents" in body
        ]

    @property
    def pages(self) -> int:
        return len(self._pages)

    @property
    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page, in points."""
        boxes = [re.search(rb"/MediaBox\[0 0 ([\d.]+) ([\d.]+)\]", page) for page in self._pages]
        return [(float(box[1]), float(box[2])) for box in boxes if box]

    @property
    def tags(self) -> set[str]:
        """The kinds of structure: Title, H1, Table, TH, …"""
        return {name.decode() for name in re.findall(rb"/S/(\w+)", self._content)}

    @property
    def catalogue(self) -> str:
        return next(body.decode() for body in self._objects.values() if b"/Type/Catalog" in body)

    @property
    def properties(self) -> str:
        """The XMP metadata: title, language, and the standards that the file says it keeps to."""
        number = re.search(r"/Metadata (\d+) 0 R", self.catalogue)
        assert number
        return self._stream(int(number[1]), deflated=False).decode()

    def raw(self, words: bytes) -> bool:
        return words in self._content

    @property
    def text(self) -> str:
        """Every shown word, page after page, a space between runs."""
        words = " ".join(text for page in self._pages for _, text in self._runs(page))
        return re.sub(r"\s+", " ", words).replace("\u00ad", "")

    def height_of(self, words: str) -> float:
        """How high above the foot of the first page a run of text stands, in points."""
        return next(height for height, text in self._runs(self._pages[0]) if text == words)

    def _runs(self, page: bytes) -> list[tuple[float, str]]:
        resources = self._follow(page, b"Resources")
        fonts = dict(re.findall(rb"/(f\d+) (\d+) 0 R", resources))
        maps = {name: self._letters(int(number)) for name, number in fonts.items()}
        contents = re.search(rb"/Contents (\d+) 0 R", page)
        assert contents
        runs = _RUN.findall(self._stream(int(contents[1])))
        return [(float(height), _read(run, maps)) for height, run in runs]

    def _follow(self, body: bytes, name: bytes) -> bytes:
        number = re.search(rb"/" + name + rb" (\d+) 0 R", body)
        return self._objects[int(number[1])] if number else body

    def _letters(self, font: int) -> dict[int, str]:
        number = re.search(rb"/ToUnicode (\d+) 0 R", self._objects[font])
        assert number
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>", self._stream(int(number[1])))
        return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}

    def _stream(self, number: int, *, deflated: bool = True) -> bytes:
        body = self._objects[number].split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]
        return zlib.decompress(body) if deflated else body


def _read(run: bytes, maps: dict[bytes, dict[int, str]]) -> str:
    letters: dict[int, str] = {}
    found: list[str] = []
    for actual, plain, font, literal, hexadecimal in _SHOWN.findall(run):
        if actual:
            found.append(bytes.fromhex(actual.decode()).decode("utf-16-be"))
        elif plain:
            found.append(_unescaped(plain).decode("latin-1"))
        elif font:
            letters = maps[font]
        else:
            codes = bytes.fromhex(hexadecimal.decode()) if hexadecimal else _unescaped(literal)
            found.extend(letters[int.from_bytes(codes[i : i + 2], "big")] for i in range(0, len(codes), 2))
    return "".join(found)


def _unescaped(literal: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8)]) if code.isdigit() else _ESCAPES.get(code, code)

    return re.sub(rb"\\([0-7]{3}|.)", one, literal, flags=re.DOTALL)
