"""Texts in two languages, with placeholders from a closed list.

Never `str.format`: a text comes from a file and a value from a person, and neither may reach into
objects. A value that looks like a placeholder is shown as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from flows.cast import OrganisationSort


class Language(Enum):
    """The languages every text exists in; Dutch comes first."""

    NL = "nl"
    EN = "en"


@dataclass(frozen=True)
class Text:
    """One text in both languages."""

    nl: str
    en: str

    def in_(self, language: Language | str) -> str:
        """Give the text in a language ("nl" or "en"); any other language reads Dutch."""
        return self.en if language in (Language.EN, "en") else self.nl


@dataclass(frozen=True)
class Party:
    """An organisation that a text is about or for: its number, its name, and its sort if that is known."""

    id: int
    name: str
    sort: OrganisationSort | None = None


PLACEHOLDERS = ("doelgroep", "partijen", "partnership", "organisatie")
"""What a text may name: the people it is for, the parties, the partnership, the reader's organisation."""

OTHER = "ander"
"""`{ander}` stands for the organisation that a question about each other one is about."""

ANSWER = "antwoord."
"""`{antwoord.ID}` stands for what this person answered before to the question ID."""

UNSAID = "…"
"""What stands where an answer was not given."""

_BRACES = re.compile(r"\{([^{}]*)\}")


def placeholders(text: str) -> tuple[str, ...]:
    """Every name between braces, in order, known or not."""
    return tuple(_BRACES.findall(text))


def stray_brace(text: str) -> bool:
    """Whether a brace is left over that opens or closes no placeholder."""
    return bool(re.search(r"[{}]", _BRACES.sub("", text)))


def fill(text: Text, language: Language | str, values: Mapping[str, str]) -> str:
    """Write a text out. `values` has placeholder names as keys (`partijen`, `antwoord.beeld`).

    An answer that was not given reads "…". Raises KeyError for any other placeholder without a value.
    """

    def value(found: re.Match[str]) -> str:
        name = found.group(1)
        if name.startswith(ANSWER):
            return values.get(name, UNSAID)
        return values[name]

    return _BRACES.sub(value, text.in_(language))
