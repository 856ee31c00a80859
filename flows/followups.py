"""Neutral follow-up questions, by rule and never by guess.

A rule has a name, the question it asks, and the phrases that call for it. Only the words decide:
how short an answer is does not matter, "geen tijd" is an answer (Weer Thuis §4.2: talk about
motives before solutions).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from flows.reading import Reading
from flows.source import load_file
from flows.text import Text


@dataclass(frozen=True)
class FollowUp:
    """One rule. `phrases` are looked for as whole words, in any language and any case."""

    name: str
    asks: Text
    phrases: tuple[str, ...]
    covers: tuple[str, ...] = ()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        phrases = (r"\s+".join(map(re.escape, phrase.split())) for phrase in self.phrases)
        return re.compile(rf"\b(?:{'|'.join(phrases)})\b", re.IGNORECASE)

    def fits(self, words: str) -> bool:
        """Whether an answer in these words calls for this question."""
        return self._pattern.search(words.replace("’", "'")) is not None


Rules = Mapping[str, FollowUp]
"""The rules that a flow may name, by name."""

STANDARD = Path(__file__).parent / "library" / "followups.yaml"


@cache
def standard() -> Rules:
    """The rules that come with Vinkje. Raises SourceError when their file is broken."""
    reading = Reading()
    rules: dict[str, FollowUp] = {}
    top = reading.fields(load_file(STANDARD), required=("vinkje", "rules"))
    reading.one_of(top["vinkje"], ("1",))
    for name, node in reading.entries(top["rules"]):
        fields = reading.fields(node, required=("asks", "phrases"), optional=("covers",))
        phrases = reading.fields(fields["phrases"], required=("nl", "en"))
        rules[name] = FollowUp(
            name=name,
            asks=reading.text(fields["asks"]),
            phrases=reading.words(phrases["nl"]) + reading.words(phrases["en"]),
            covers=reading.words(fields["covers"]) if "covers" in fields else (),
        )
    reading.finish()
    return rules
