"""Which texts the code asks for, found in its source: so that none is missing and none is kept for nothing.

A text counts as asked for when its key stands in the code as a literal, or when an f-string could build it
(`f"answer.{key}"`). A literal that looks like a key is a mistake when there is no such text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.source import Complaint, Place
from texts.catalogue import Catalogue

ROOT = Path(__file__).resolve().parent.parent
SPEAKING = ("bot", "process", "demo")
"""The packages that say something to people; what stands on paper has its words in reports."""

_KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")
_CALLS = frozenset({"Notice", "Button", "say", "label"})


@dataclass(frozen=True)
class Asked:
    """A key (or what an f-string builds) as a pattern, and where it stands; `surely` as the key of a call."""

    pattern: str
    place: Place
    surely: bool = False

    def covers(self, key: str) -> bool:
        """Whether this can be that key."""
        return re.fullmatch(self.pattern, key) is not None


def asked_for(files: Iterable[Path], root: Path = ROOT) -> list[Asked]:
    """Everything in these files that is a key, or may build one."""
    found: list[Asked] = []
    for file in files:
        tree = ast.parse(file.read_text("utf-8"))
        spoken = set(_spoken(tree))
        found.extend(_asked(tree, str(file.relative_to(root)), spoken))
    return found


def sources(root: Path = ROOT) -> Iterator[Path]:
    """The files of the packages that say something."""
    for package in SPEAKING:
        yield from sorted((root / package).rglob("*.py"))


def findings(texts: Catalogue, asked: Iterable[Asked]) -> Iterator[Complaint]:
    """Keys without a text, f-strings that no text fits, and texts that nobody asks for."""
    asked = list(asked)
    sections = {key.partition(".")[0] for key in texts.keys}
    for each in asked:
        about_texts = each.surely or re.split(r"\\?\.", each.pattern)[0] in sections
        if about_texts and not any(map(each.covers, texts.keys)):
            key = each.pattern.replace("\\", "")
            fix = "add it to a file in texts/nl and texts/en"
            yield Complaint(each.place, f"there is no text {key}", fix)
    for key in sorted(texts.keys):
        if not any(each.covers(key) for each in asked):
            yield Complaint(texts.entry(key, "nl").place, f"nobody says {key}", "remove it, also in English")


def _spoken(tree: ast.Module) -> Iterator[ast.AST]:
    """The literals that stand as the key of a call, or as `toast=`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name in _CALLS and node.args:
            yield from _branches(node.args[0])
        for keyword in node.keywords:
            if keyword.arg == "toast":
                yield from _branches(keyword.value)


def _branches(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    else:
        yield node


def _asked(tree: ast.Module, file: str, spoken: set[ast.AST]) -> Iterator[Asked]:
    nodes = list(ast.walk(tree))
    pieces = {part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        place = Place(file, getattr(node, "lineno", 1), getattr(node, "col_offset", 0) + 1)
        if node in pieces:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value):
            yield Asked(re.escape(node.value), place, surely=node in spoken)
        elif isinstance(node, ast.JoinedStr) and (pattern := _pattern(node)):
            yield Asked(pattern, place)


def _pattern(node: ast.JoinedStr) -> str | None:
    """The keys that an f-string can build; None when it does not begin like a key."""
    parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    first = parts[0]
    if not isinstance(first, str) or not re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z0-9_.]*", first):
        return None
    return "".join("[a-z0-9_]+" if part is None else re.escape(str(part)) for part in parts)
