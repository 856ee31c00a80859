"""From nodes to values: every conversion that can fail, failing with a complaint.

A `Reading` goes on after a fault and gives a harmless value, so that an author hears of every fault
in one go; `finish` raises when there was one. What comes out before `finish` is not to be used.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from enum import Enum
from typing import TypeVar

from flows.source import Complaint, Fields, Items, Node, Place, Scalar, SourceError
from flows.text import Text

Member = TypeVar("Member", bound=Enum)

_NOWHERE = Scalar("", Place("?"))
ID = re.compile(r"[a-z][a-z0-9_]{0,31}")
"""What an id looks like."""


class Reading:
    """Reads one file; collects `complaints`."""

    def __init__(self) -> None:
        self.complaints: list[Complaint] = []

    def refuse(self, where: Place, what: str, fix: str) -> None:
        """Note a fault and go on; a field that is missing was noted already."""
        if where is not _NOWHERE.place:
            self.complaints.append(Complaint(where, what, fix))

    def finish(self) -> None:
        """Raise SourceError when anything was wrong."""
        if self.complaints:
            raise SourceError(self.complaints)

    def fields(
        self, node: Node, required: Iterable[str] = (), optional: Iterable[str] = ()
    ) -> dict[str, Node]:
        """The fields of a mapping; unknown and missing keys are faults, and missing ones read empty."""
        required = tuple(required)
        known = (*required, *optional)
        if not isinstance(node, Fields):
            self.refuse(node.place, "here belong fields (key: value)", f"write {_listed(known)}")
            return dict.fromkeys(required, _NOWHERE)
        for key in node.fields:
            if key not in known and " " in key and "nl" in known:
                self.refuse(
                    node.places[key], "a comma ends this text too early", "put it between double quotes"
                )
            elif key not in known:
                near = difflib.get_close_matches(key, known, 1)
                fix = f"did you mean '{near[0]}'?" if near else f"remove it; known here: {_listed(known)}"
                self.refuse(node.places[key], f"unknown key '{key}'", fix)
        for key in required:
            if key not in node.fields:
                self.refuse(node.place, f"'{key}' is missing", f"add '{key}:'")
        return dict.fromkeys(required, _NOWHERE) | dict(node.fields)

    def entries(self, node: Node) -> list[tuple[str, Node]]:
        """The entries of a mapping whose keys the author makes up; each key must be an id."""
        if not isinstance(node, Fields):
            self.refuse(
                node.place,
                "here belong fields (key: value)",
                "write one entry per line, with an id before the colon",
            )
            return []
        for key in node.fields:
            self._check_id(key, node.places[key])
        return list(node.fields.items())

    def items(self, node: Node) -> tuple[Node, ...]:
        """The items of a list."""
        if isinstance(node, Items):
            return node.items
        self.refuse(node.place, "here belongs a list", "write [a, b], or one item per line after a dash")
        return ()

    def word(self, node: Node) -> str:
        """One value as text, not empty."""
        if node is _NOWHERE:
            return ""
        if not isinstance(node, Scalar):
            self.refuse(node.place, "here belongs one value", "write a single text or number")
            return ""
        if not node.value.strip():
            self.refuse(node.place, "this is empty", "fill it in, or remove the key")
        return node.value

    def words(self, node: Node) -> tuple[str, ...]:
        """A list of single values."""
        return tuple(self.word(item) for item in self.items(node))

    def id(self, node: Node) -> str:
        """An id: small letters, digits and underscores."""
        value = self.word(node)
        if value:
            self._check_id(value, node.place)
        return value

    def number(self, node: Node, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self.word(node)
        if value and re.fullmatch(r"\d{1,9}", value, re.ASCII) and least <= int(value) <= most:
            return int(value)
        if value:
            self.refuse(node.place, f"'{value}' is no number from {least} to {most}", "write it in digits")
        return least

    def yes(self, node: Node) -> bool:
        """True or false, also written as yes or no."""
        return self.one_of(node, ("true", "false", "yes", "no")) in ("true", "yes")

    def one_of(self, node: Node, known: tuple[str, ...]) -> str:
        """One of a closed list."""
        value = self.word(node)
        if value in known:
            return value
        if value:
            near = difflib.get_close_matches(value, known, 1)
            fix = f"did you mean '{near[0]}'?" if near else f"choose from {_listed(known)}"
            self.refuse(node.place, f"unknown value '{value}'", fix)
        return known[0]

    def member(self, node: Node, kind: type[Member]) -> Member:
        """One member of an enum, by its value."""
        return kind(self.one_of(node, tuple(str(member.value) for member in kind)))

    def members(self, node: Node, kind: type[Member]) -> tuple[Member, ...]:
        """Members of an enum, each once, in the order of the enum."""
        found = {self.member(item, kind) for item in self.items(node)}
        return tuple(member for member in kind if member in found)

    def text(self, node: Node) -> Text:
        """A text in both languages."""
        if node is _NOWHERE:
            return Text("", "")
        if isinstance(node, Scalar):
            self.refuse(node.place, "a text in one language only", "write {nl: …, en: …}")
            return Text("", "")
        fields = self.fields(node, required=("nl", "en"))
        return Text(self.word(fields["nl"]), self.word(fields["en"]))

    def _check_id(self, value: str, place: Place) -> None:
        if not ID.fullmatch(value):
            self.refuse(
                place, f"'{value}' cannot be an id", "use a-z, 0-9 and _, beginning with a letter, at most 32"
            )


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
