"""All texts by key, in both languages, checked before the first one is said.

A key is the path through its file: `join:` with `hello:` below it is `join.hello`. Each language has a
folder with one file per subject, `nl/joining.yaml` and `en/joining.yaml`; both hold the same keys with the
same gaps. A catalogue where that is not so is not made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flows.source import Complaint, Fields, Node, Place, Scalar, SourceError, load, read_text
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
        """Read `nl/*.yaml` and `en/*.yaml` in the folder. Raises SourceError with all that is wrong."""
        complaints: list[Complaint] = []
        texts = {language: _read_language(folder, language, complaints) for language in LANGUAGES}
        if not complaints:
            complaints = list(_differences(texts["nl"], texts["en"]))
        if complaints:
            raise SourceError(complaints)
        return cls(texts)

    @classmethod
    @cache
    def ours(cls) -> Catalogue:
        """The texts that come along, read once. Raises SourceError as `read` does."""
        return cls.read()

    @property
    def keys(self) -> frozenset[str]:
        """Every key there is."""
        return frozenset(self._texts["nl"])

    def entry(self, key: str, language: str) -> Entry:
        """The text itself. Raises TextError for a key that is not there."""
        try:
            return self._texts[_spoken(language)][key]
        except KeyError:
            raise TextError(f"there is no text {key!r}: add it to a file in texts/nl and texts/en") from None

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


def _read_language(folder: Path, language: str, complaints: list[Complaint]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    files = sorted((folder / language).glob("*.yaml"))
    if not files:
        complaints.append(Complaint(Place(language), "there are no texts here", "put them in *.yaml"))
    for path in files:
        try:
            root = load(read_text(path), f"{language}/{path.name}")
        except SourceError as error:
            complaints.extend(error.complaints)
            continue
        for key, node in _leaves(root, ""):
            if key in entries:
                what, fix = f"{key} stands in {entries[key].place.file} too", "keep one of the two"
                complaints.append(Complaint(node.place, what, fix))
            elif isinstance(entry := _entry(key, node), Entry):
                entries[key] = entry
            else:
                complaints.append(entry)
    return entries


def _entry(key: str, node: Node) -> Entry | Complaint:
    if not isinstance(node, Scalar):
        return Complaint(node.place, f"{key or 'this file'} is a list", "write keys and texts")
    try:
        return Entry(node.value, read(node.value), node.place)
    except TemplateError as error:
        return Complaint(node.place, f"{key}: {error}", error.fix)


def _leaves(node: Node, key: str) -> Iterator[tuple[str, Node]]:
    if not isinstance(node, Fields):
        yield key, node
        return
    for name, below in node.fields.items():
        yield from _leaves(below, f"{key}.{name}" if key else name)


def _differences(dutch: Mapping[str, Entry], english: Mapping[str, Entry]) -> Iterator[Complaint]:
    for one, other in ((dutch, english), (english, dutch)):
        for key in one.keys() - other.keys():
            file = _counterpart(one[key])
            yield Complaint(one[key].place, f"{key} is not in {file}", f"write it in {file} too")
    for key in dutch.keys() & english.keys():
        ours, theirs = dutch[key].template.gaps, english[key].template.gaps
        for name in sorted(ours.keys() ^ theirs.keys()):
            entry, other_entry = (dutch[key], english[key]) if name in ours else (english[key], dutch[key])
            file = other_entry.place.file
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


def _counterpart(entry: Entry) -> str:
    """The file in the other language where this text belongs."""
    language, _, file = entry.place.file.partition("/")
    return f"{LANGUAGES[1 - LANGUAGES.index(language)]}/{file}"
