"""A flow as it was read, with where each part stands in the file: what the checks look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flows.model import Flow, Question
from flows.source import Place
from flows.text import Text

LIVE = "live"
"""What the places of a card for the talk begin with."""


@dataclass(frozen=True)
class Draft:
    """A readable flow whose parts are not yet held against each other.

    Keys of `places`: "title", "why", "stages.N", and for questions "N.id", "N.text", "N.when.ID",
    "N.options.ID" and so on, with N their position among `flow.questions`; of a card it is "live" with its
    position among `flow.cards`.
    """

    flow: Flow
    places: Mapping[str, Place]

    def at(self, number: int | str, part: str) -> Place:
        """Where a part stands; a part left out is placed at what it belongs to."""
        return self.places.get(f"{number}.{part}") or self.places[f"{number}.id"]

    def numbered(self) -> Iterator[tuple[int, Question]]:
        """Every declared question with its position."""
        return enumerate(self.flow.questions)

    def cards(self) -> Iterator[tuple[str, Question]]:
        """Every card for the talk with what its places are called by."""
        return ((f"{LIVE}{number}", card) for number, card in enumerate(self.flow.cards))

    def placed(self) -> Iterator[tuple[int | str, Question]]:
        """Every declared question and every card, with what its places are called by."""
        yield from self.numbered()
        yield from self.cards()

    def texts(self) -> Iterator[tuple[Place, Text, int | None]]:
        """Every text with its place and the position of the question it belongs to, if any."""
        yield self.places["title"], self.flow.title, None
        yield self.places["why"], self.flow.why, None
        for name, card in self.cards():
            for part, text in card.texts():
                yield self.at(name, part), text, None
        for number, question in self.numbered():
            for part, text in question.texts():
                yield self.at(number, part), text, number
