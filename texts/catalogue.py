"""All texts by key, in both languages, checked before the first one is said.

A key is the path through the file: `join:` with `hello:` below it is `join.hello`. Both files hold the
same keys with the same gaps; a catalogue that does not is not made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.source import Complaint, Fields, Node, Place, Scalar, SourceError, load_file
from texts.rich import Rich
from texts.template import Template, TemplateError, Values, read

LANGUAGES = ("nl", "en")
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """One text in one language, as written, as read, and where it stands."""

    source: str
    template: Template
    place: Place


class TextError(Exception):
    """A text was asked for that cannot be said: an unknown key, or a value that is missing or unfit.

    The message names the key, the place in the file, and what to do.
    """


class Catalogue:
    """Every text, by key and language: "en", and any other language reads Dutch. Immutable once read."""

    def __init__(self, texts: Mapping[str, Mapping[str, Entry]]) -> None:
        self._texts = texts

    @classmethod
    def read(cls, folder: Path = _PACKAGE) -> Catalogue:
        """Read `nl.yaml` and `en.yaml` from the folder. Raises SourceError with everything that is wrong."""
        complaints: list[Complaint] = []
        texts = {language: _read_file(folder / f"{language}.yaml", complaints) for language in LANGUAGES}
        if not complaints:
            complaints = list(_differences(texts["nl"], texts["en"]))
        if complaints:
            raise SourceError(complaints)
        return cls(texts)

    @property
    def keys(self) -> frozenset[str]:
        """Every key there is."""
        return frozenset(self._texts["nl"])

    def entry(self, key: str, language: str) -> Entry:
        """The text itself. Raises TextError for a key that is not there."""
        try:
            return self._texts[_spoken(language)][key]
        except KeyError:
            raise TextError(f"there is no text {key!r}: add it to texts/nl.yaml and texts/en.yaml") from None

    def say(self, key: str, language: str, values: Values | None = None) -> tuple[Rich, ...]:
        """The paragraphs of a message. `values["zone"]` names the time zone in which dates are told.

        Raises TextError for an unknown key, and for a value that is missing or unfit.
        """
        entry = self.entry(key, language)
        try:
            return entry.template.fill(_spoken(language), values or {})
        except TemplateError as error:
            raise TextError(f"{entry.place}: {key}: {error} — fix: {error.fix}") from None

    def label(self, key: str, language: str, values: Values | None = None) -> str:
        """The words alone, for a button, a toast or a terminal. Raises TextError as `say` does."""
        paragraphs = self.say(key, language, values)
        return "\n\n".join("".join(span.text for span in paragraph) for paragraph in paragraphs)


def _spoken(language: str) -> str:
    return language if language in LANGUAGES else LANGUAGES[0]


def _read_file(path: Path, complaints: list[Complaint]) -> dict[str, Entry]:
    try:
        root = load_file(path)
    except SourceError as error:
        complaints.extend(error.complaints)
        return {}
    entries: dict[str, Entry] = {}
    for key, node in _leaves(root, ""):
        if not isinstance(node, Scalar):
            complaints.append(
                Complaint(node.place, f"{key or 'this file'} is a list", "write keys and texts")
            )
            continue
        try:
            entries[key] = Entry(node.value, read(node.value), node.place)
        except TemplateError as error:
            complaints.append(Complaint(node.place, f"{key}: {error}", error.fix))
    return entries


def _leaves(node: Node, key: str) -> Iterator[tuple[str, Node]]:
    if not isinstance(node, Fields):
        yield key, node
        return
    for name, below in node.fields.items():
        yield from _leaves(below, f"{key}.{name}" if key else name)


def _differences(dutch: Mapping[str, Entry], english: Mapping[str, Entry]) -> Iterator[Complaint]:
    for one, other, name in ((dutch, english, "en.yaml"), (english, dutch, "nl.yaml")):
        for key in one.keys() - other.keys():
            yield Complaint(one[key].place, f"{key} is not in {name}", f"write it in {name} too")
    for key in dutch.keys() & english.keys():
        ours, theirs = dutch[key].template.gaps, english[key].template.gaps
        for name in sorted(ours.keys() ^ theirs.keys()):
            entry, file = (dutch[key], "en.yaml") if name in ours else (english[key], "nl.yaml")
            yield Complaint(
                entry.place,
                f"{key}: the gap {{{name}}} is not in {file}",
                f"use it in {file} too, or in neither",
            )
        for name in sorted(ours.keys() & theirs.keys()):
            if (ours[name] == "a date") != (theirs[name] == "a date"):
                yield Complaint(
                    dutch[key].place,
                    f"{key}: {{{name}}} is a date in only one of the languages",
                    "say it with :day, :time or :moment in both",
                )
