"""From a settings file and the environment to plain values, and from what is wrong to words.

Each complaint says where (file:line:column, or the variable), which key, what is wrong and how to fix it, in
the operator's language. A value is shown only where it cannot be a secret.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bot.nearest import nearest
from flows.source import MOST_BYTES, Fields, Items, Node, Place, Scalar, SourceError, load_file
from texts.catalogue import LANGUAGES, Catalogue

PREFIX = "VINKJE_"
CONFIG = "VINKJE_CONFIG"
"""The variable that names the settings file; not a setting itself."""

Key = tuple[str, ...]
"""A key as its parts: ("telegram", "token")."""


@dataclass(frozen=True)
class Misfit:
    """Something wrong at a key: `kind` names the text `settings.<kind>`, `values` fill it."""

    key: Key
    kind: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Raw:
    """What was written, before any check: nested values, and where each key stands."""

    language: str
    file: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[Key, Place | str] = field(default_factory=dict)

    def place(self, key: Key) -> Place | str:
        """Where a key stands (in the file, or as a variable), or else what is nearest above it."""
        for length in range(len(key), 0, -1):
            if key[:length] in self.places:
                return self.places[key[:length]]
        return self.file or "config.yaml"


class SettingsError(Exception):
    """The configuration cannot be used. `complaints` are lines for the operator, without any secret."""

    def __init__(self, wrong: Iterable[Misfit], raw: Raw) -> None:
        texts = Catalogue.ours()
        found = sorted(
            ((raw.place(misfit.key), misfit) for misfit in wrong), key=lambda each: _order(each[0])
        )
        self.complaints = tuple(_in_words(misfit, place, raw.language, texts) for place, misfit in found)
        super().__init__("\n".join(self.complaints))


class BrokenFileError(SettingsError):
    """The file is not even YAML of the kind we read."""

    def __init__(self, error: SourceError, language: str) -> None:
        texts = Catalogue.ours()
        self.complaints = tuple(
            _in_words(Misfit((), f"yaml_{each.kind}", {"detail": each.detail}), each.where, language, texts)
            for each in error.complaints
        )
        Exception.__init__(self, "\n".join(self.complaints))


def spoken_language(environ: Mapping[str, str]) -> str:
    """The operator's language, "nl" or "en": VINKJE_LANGUAGE, else that of the terminal."""
    for name in ("VINKJE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environ.get(name):
            return "nl" if environ[name].lower().startswith("nl") else "en"
    return "en"


def gather(path: Path | None, environ: Mapping[str, str], model: type[BaseModel]) -> Raw:
    """Everything that was written, the environment on top. Raises SettingsError for what cannot be read."""
    raw = Raw(spoken_language(environ))
    if path is not None:
        raw.file = path.name
        try:
            root = load_file(path)
        except SourceError as error:
            raise BrokenFileError(error, _chosen(path) or raw.language) from None
        if not isinstance(root, Fields):
            raise SettingsError([Misfit((), "section", {"example": "language: nl"})], raw)
        raw.values = _plain(root, (), raw)
        if raw.values.get("language") in LANGUAGES:
            raw.language = raw.values["language"]
    for name, value in sorted(environ.items()):
        if name.startswith(PREFIX) and name != CONFIG and value:
            _put(raw, name, value, model)
    return raw


def _chosen(path: Path) -> str | None:
    """The language that a file asks for which is not YAML: good enough to say so in."""
    try:
        found = re.search(rb"^language: *(nl|en)\b", path.read_bytes()[:MOST_BYTES], re.MULTILINE)
    except OSError:
        return None
    return found[1].decode() if found else None


def misfits(error: ValidationError, raw: Raw, model: type[BaseModel]) -> Iterator[Misfit]:
    """What pydantic found, in our own kinds."""
    for found in error.errors(include_url=False, include_input=False):
        key = tuple(part for part in found["loc"] if isinstance(part, str))
        context = {name: str(value) for name, value in found.get("ctx", {}).items()}
        kind = _KINDS.get(found["type"], found["type"])
        if kind == "unknown":
            context = {"near": _likely(key, model)}
            kind = "unknown" if context["near"] else "unknown_far"
        elif kind == "choice":
            context["expected"] = context["expected"].replace("'", "").replace(" or ", ", ")
        yield Misfit(key, kind, context)


def known_keys(model: type[BaseModel], above: Key = ()) -> Iterator[Key]:
    """Every key there is, sections themselves included."""
    for name, info in model.model_fields.items():
        yield (*above, name)
        if section := _section(info.annotation):
            yield from known_keys(section, (*above, name))


_KINDS = {
    "extra_forbidden": "unknown",
    "missing": "missing",
    "model_type": "section",
    "model_attributes_type": "section",
    "tuple_type": "list",
    "string_type": "text",
    "path_type": "text",
    "int_parsing": "number",
    "int_type": "number",
    "greater_than_equal": "number",
    "less_than_equal": "number",
    "literal_error": "choice",
}
"""pydantic's names for what is wrong → ours; our own checks already use our names."""


def _plain(node: Node, key: Key, raw: Raw) -> Any:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [_plain(item, key, raw) for item in node.items]
    values = {}
    for name, below in node.fields.items():
        raw.places[*key, name] = node.places[name]
        value = _plain(below, (*key, name), raw)
        if value not in ("", {}):  # nothing was filled in
            values[name] = value
    return values


def _put(raw: Raw, name: str, value: str, model: type[BaseModel]) -> None:
    key = tuple(name.removeprefix(PREFIX).lower().split("__"))
    raw.places[key] = name
    section: Any = raw.values
    for part in key[:-1]:
        section = section.setdefault(part, {})
        if not isinstance(section, dict):
            return  # the section itself is wrong; its own complaint says so
    section[key[-1]] = value.split(os.pathsep) if key == ("flows", "folders") else value


def _section(annotation: Any) -> type[BaseModel] | None:
    options = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    return next((o for o in options if isinstance(o, type) and issubclass(o, BaseModel)), None)


def _likely(key: Key, model: type[BaseModel]) -> str:
    known = [".".join(each) for each in known_keys(model)]
    by_last = {each.rpartition(".")[2]: each for each in reversed(known)}
    near = nearest(".".join(key), known)
    if near is None and (last := nearest(key[-1], by_last)):
        near = by_last[last]
    return near or ""


def _order(place: Place | str) -> tuple[bool, int, int]:
    return (False, place.line, place.column) if isinstance(place, Place) else (True, 0, 0)


def _in_words(misfit: Misfit, place: Place | str, language: str, texts: Catalogue) -> str:
    kind = misfit.kind if f"settings.{misfit.kind}.what" in texts.keys else "unfit"
    key = ".".join(misfit.key)
    values = {"key": key, **misfit.values}
    what, fix = (texts.label(f"settings.{kind}.{part}", language, values) for part in ("what", "fix"))
    line = texts.label("settings.line", language, {"what": what, "fix": fix})
    return f"{place}: {key + ': ' if key else ''}{line}"
