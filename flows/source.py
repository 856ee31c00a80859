"""One strict YAML reader for flows, texts and settings alike.

YAML is friendlier than it is safe: `no` becomes False, `1.10` becomes 1.1, a second key silently
wins, an alias makes a small file huge. Here every scalar stays the text that stands in the file until
a model converts it, and everything that is not plain data is refused with file, line and column.
Whatever the input is, the outcome is a node or a SourceError; never another exception.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 32
MOST_NODES = 50_000

# What nobody sees in an editor: control characters, odd line ends, marks that turn the writing round.
_INVISIBLE = re.compile(
    "[^\n\r\x20-\x7e\xa0-\u200a\u200c\u200d\u2010-\u2027\u202f-\u205f\u2070-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# libyaml only: the parser written in Python is slower and stumbles over a question mark before a comma.
_LOADER = yaml.CSafeLoader


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands: file name, line and column, both counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Complaint:
    """One thing that is wrong in a file: where, what, and what to do about it.

    `kind` is a name for what `load` itself complains of, with the `detail` that differs, for who says it in
    another language; empty for the rest.
    """

    where: Place
    what: str
    fix: str
    kind: str = field(default="", compare=False)
    detail: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.where}: {self.what} — fix: {self.fix}"


class SourceError(Exception):
    """A file cannot be used. `complaints` holds everything found, in the order of the file."""

    def __init__(self, complaints: list[Complaint] | tuple[Complaint, ...]) -> None:
        self.complaints = tuple(sorted(complaints, key=lambda complaint: complaint.where))
        super().__init__("\n".join(map(str, self.complaints)))


@dataclass(frozen=True)
class Scalar:
    """One value, exactly the text of the file: `no` is "no" and `1.10` is "1.10"."""

    value: str
    place: Place


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True)
class Fields:
    """A mapping in the order of the file; `places` says where each key stands."""

    fields: Mapping[str, Node]
    places: Mapping[str, Place]
    place: Place


Node = Scalar | Items | Fields


def load_file(path: Path) -> Node:
    """Read a file as `load` does; a file that cannot be read is a SourceError too."""
    return load(read_text(path), path.name)


def read_text(path: Path) -> str:
    """The text of a file. Raises SourceError when it cannot be read, is too large, or is no UTF-8."""
    try:
        with path.open("rb") as file:
            return _as_text(file.read(MOST_BYTES + 1), path.name)
    except OSError as error:
        why = error.strerror or "unknown reason"
        what, fix = f"cannot read this file: {why}", "check that it exists and may be read"
        raise SourceError([Complaint(Place(path.name), what, fix, "unreadable", why)]) from None


def load(source: str | bytes, name: str) -> Node:
    """Turn the text of one file into nodes. `name` is how complaints call the file.

    Raises SourceError for anything but one document of plain mappings, lists and scalars.
    """
    text = _as_text(source, name)
    _refuse_invisible(text, name)
    try:
        return _Builder(name, yaml.parse(text, Loader=_LOADER)).document()
    except yaml.YAMLError as error:
        raise SourceError([_explain(error, name)]) from None


def _as_text(source: str | bytes, name: str) -> str:
    try:
        data = source.encode("utf-8") if isinstance(source, str) else source
        if len(data) > MOST_BYTES:
            raise SourceError([Complaint(Place(name), "this file is larger than 1 MiB", "split it", "large")])
        return data.decode("utf-8-sig")
    except UnicodeError:
        fault = Complaint(Place(name), "this file is not UTF-8 text", "save it again as UTF-8", "not_utf8")
        raise SourceError([fault]) from None


def _refuse_invisible(text: str, name: str) -> None:
    found = _INVISIBLE.search(text)
    if found is None:
        return
    before = text[: found.start()]
    line = before.count("\n") + 1
    place = Place(name, line, found.start() - (before.rfind("\n") + 1) + 1)
    if found.group() == "\t":
        raise SourceError([Complaint(place, "a tab", "use spaces; in a quoted text write \\t", "tab")])
    sign = f"U+{ord(found.group()):04X}"
    raise SourceError([Complaint(place, f"an invisible character ({sign})", "remove it", "invisible", sign)])


def _explain(error: yaml.YAMLError, name: str) -> Complaint:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name)
    problem = getattr(error, "problem", None) or "this is not YAML"
    if "alias" in problem:
        fix = "write the value out; quote a text that starts with *"
        return Complaint(place, "an alias (*name) to nothing", fix, "alias")
    if "mapping values are not allowed" in problem:
        fix = "put the whole text between double quotes"
        return Complaint(place, "a colon where none can be", fix, "colon")
    if "block end" in problem or "'-' indicator" in problem or "expected ',' or" in problem:
        fix = "check the indentation and the brackets just above"
        return Complaint(place, "the structure breaks here", fix, "structure")
    fix = "check quotes, brackets and indentation here"
    return Complaint(place, f"this is not YAML ({problem})", fix, "not_yaml", problem)


class _Builder:
    """Builds nodes from the parser's events, refusing what is not plain data."""

    def __init__(self, name: str, events: Iterator[Any]) -> None:
        self._name = name
        self._events = events
        self._nodes = 0

    def document(self) -> Node:
        self._next()  # start of the stream
        start = self._next()
        if isinstance(start, yaml.StreamEndEvent):
            raise self._refuse(start, "this file is empty", "fill it or remove it", "empty")
        if start.version or start.tags:
            raise self._refuse(start, "a % directive", "remove the line", "directive")
        node = self._node(self._next(), 1)
        self._next()  # end of the document
        more = self._next()
        if not isinstance(more, yaml.StreamEndEvent):
            fix = "remove the --- or make it a file of its own"
            raise self._refuse(more, "a second document in one file", fix, "second")
        return node

    def _next(self) -> Any:
        return next(self._events)

    def _node(self, event: Any, depth: int) -> Node:
        self._check(event, depth)
        place = self._place(event)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(place, depth)
        return self._fields(place, depth)

    def _items(self, place: Place, depth: int) -> Items:
        items: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return Items(tuple(items), place)

    def _fields(self, place: Place, depth: int) -> Fields:
        fields: dict[str, Node] = {}
        places: dict[str, Place] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, depth)
            if key in fields:
                first = str(places[key].line)
                what = f"'{key}' stands here twice (first on line {first})"
                raise self._refuse(event, what, "keep one of the two", "twice", first)
            places[key] = self._place(event)
            fields[key] = self._node(self._next(), depth + 1)
        return Fields(fields, places, place)

    def _key(self, event: Any, depth: int) -> str:
        self._check(event, depth)
        if not isinstance(event, yaml.ScalarEvent) or not event.value:
            raise self._refuse(event, "a key that is not a word", "write one word before the colon", "key")
        if event.value == "<<":
            raise self._refuse(event, "a merge key (<<)", "write the fields out", "merge")
        return str(event.value)

    def _check(self, event: Any, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise self._refuse(event, f"more than {MOST_NODES} values", "split the file", "many")
        if depth > MOST_DEPTH:
            raise self._refuse(event, f"nested more than {MOST_DEPTH} deep", "make it flatter", "deep")
        if isinstance(event, yaml.AliasEvent):
            fix = "write the value out; quote a text that starts with *"
            raise self._refuse(event, "an alias (*name)", fix, "alias")
        if event.anchor:
            fix = "remove it; quote a text that starts with &"
            raise self._refuse(event, "an anchor (&name)", fix, "anchor")
        if event.tag:
            fix = "remove it; quote a text that starts with !"
            raise self._refuse(event, "a tag (!name)", fix, "tag")

    def _place(self, event: Any) -> Place:
        return Place(self._name, event.start_mark.line + 1, event.start_mark.column + 1)

    def _refuse(self, event: Any, what: str, fix: str, kind: str, detail: str = "") -> SourceError:
        return SourceError([Complaint(self._place(event), what, fix, kind, detail)])
