"""How a question to another organisation sounds: to one that is not open a wording is offered.

Open questions without judgement, opinion or advice (ANNA and OMA, Weer Thuis §4.2). Rules decide,
never a guess; they stand in `relay_wording.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from flows.reading import Reading
from flows.source import Node, load_file
from flows.text import Text
from process.rules.sensitive import MemberName, look

FILE = Path(__file__).with_suffix(".yaml")
_NO_WORDS = r"(?!)"


@dataclass(frozen=True)
class Rule:
    """One sort of question that is not open: what it is known by, and the wording that is offered instead."""

    name: str
    offers: Text
    phrases: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()

    def fits(self, words: str) -> bool:
        """Whether a question in these words is of this sort."""
        text = _plain(words)
        return self._anywhere.search(text) is not None or self._first.search(text) is not None

    @cached_property
    def _anywhere(self) -> re.Pattern[str]:
        return _whole_words(self.phrases)

    @cached_property
    def _first(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, self.begins))
        return re.compile(rf"(?:^|[.!?]\s+)(?:{words})\b" if words else _NO_WORDS, re.IGNORECASE)


@dataclass(frozen=True)
class Wording:
    """All rules, in their order, and what makes a complaint about a person."""

    rules: tuple[Rule, ...]
    persons: tuple[str, ...]
    complaints: tuple[str, ...]

    def rule(self, name: str) -> Rule | None:
        """The rule of this name."""
        return next((each for each in self.rules if each.name == name), None)

    def rule_for(self, words: str) -> Rule | None:
        """The first rule that fits a question; None for an open one."""
        return next((each for each in self.rules if each.fits(words)), None)

    def is_complaint(self, words: str, members: Iterable[str]) -> bool:
        """Whether this complains about a person: one of these members, or somebody who is pointed at."""
        if self._complained.search(_plain(words)) is None:
            return False
        named = any(isinstance(each, MemberName) for each in look(words, members))
        return named or self._pointed.search(_plain(words)) is not None

    @cached_property
    def _complained(self) -> re.Pattern[str]:
        return _whole_words(self.complaints)

    @cached_property
    def _pointed(self) -> re.Pattern[str]:
        return _whole_words(self.persons)


@cache
def standard() -> Wording:
    """The rules that come with Vinkje. Raises SourceError when their file is broken."""
    reading = Reading()
    top = reading.fields(load_file(FILE), required=("vinkje", "rules", "complaint"))
    reading.one_of(top["vinkje"], ("1",))
    rules = []
    for name, node in reading.entries(top["rules"]):
        fields = reading.fields(node, required=("offers",), optional=("phrases", "begins"))
        rules.append(
            Rule(
                name,
                reading.text(fields["offers"]),
                _both(reading, fields["phrases"]) if "phrases" in fields else (),
                _both(reading, fields["begins"]) if "begins" in fields else (),
            )
        )
    about = reading.fields(top["complaint"], required=("persons", "phrases"))
    persons, complaints = _both(reading, about["persons"]), _both(reading, about["phrases"])
    reading.finish()
    return Wording(tuple(rules), persons, complaints)


def _both(reading: Reading, node: Node) -> tuple[str, ...]:
    """The phrases of both languages: people type either."""
    fields = reading.fields(node, required=("nl", "en"))
    return reading.words(fields["nl"]) + reading.words(fields["en"])


def _whole_words(phrases: Iterable[str]) -> re.Pattern[str]:
    parts = [r"\s+".join(map(re.escape, phrase.split())) for phrase in phrases]
    return re.compile(rf"\b(?:{'|'.join(parts)})\b" if parts else _NO_WORDS, re.IGNORECASE)


def _plain(words: str) -> str:
    return words.replace("’", "'").strip()
