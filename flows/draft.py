"""A flow as it was read, with where each part stands in the file: what the checks look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.model import Flow, Question
from flows.source import Place
from flows.text import Text


@dataclass(frozen=True)
class Draft:
    """A readable flow whose parts are not yet held against each other.

    Keys of `places`: "title", "why", "stages.N", and for questions "N.id", "N.text", "N.when.ID",
    "N.options.ID" and so on, with N their position among `flow.questions`.
    """

    flow: Flow
    places: Mapping[str, Place]

    def at(self, number: int | str, part: str) -> Place:
        """Where a part stands; a part left out is placed at what it belongs to."""
        return self.places.get(f"{number}.{part}") or self.places[f"{number}.id"]

    def numbered(self) -> Iterator[tuple[int, Question]]:
        """Every declared question with its position."""
        return enumerate(self.flow.questions)

    def texts(self) -> Iterator[tuple[Place, Text, int | None]]:
        """Every text with its place and the position of the question it belongs to, if any."""
        yield self.places["title"], self.flow.title, None
        yield self.places["why"], self.flow.why, None
        for number, question in self.numbered():
            yield self.at(number, "text"), question.text, number
            for layer, text in question.worded:
                yield self.at(number, f"worded.{layer}"), text, number
            if question.short:
                yield self.at(number, "short"), question.short, number
            if question.ends:
                yield self.at(number, "ends.green"), question.ends.green, number
                yield self.at(number, "ends.red"), question.ends.red, number
            for option in question.options:
                yield self.at(number, f"options.{option.id}"), option.label, number
