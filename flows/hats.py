"""Hats: an organisation that takes part in more than one capacity can say in which it says something.

A municipality gives work out, works along, guides the process and answers to its council (Weer Thuis §5.2,
table 1). Which hats there are and for what sort of organisation is the author's; nobody has to choose one.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.cast import Who
from flows.options import OPTIONS, read_options
from flows.question import Option, Question
from flows.read_who import read_who
from flows.reading import Reading
from flows.source import Node
from flows.text import Text

FIELDS = ("who", "asks", "options")

SCHEMA: dict[str, object] = {
    "type": "object",
    "additionalProperties": False,
    "required": list(FIELDS),
    "properties": {"who": {"$ref": "#/$defs/who"}, "asks": {"$ref": "#/$defs/text"}, "options": OPTIONS},
}
"""The schema of `hats`."""


@dataclass(frozen=True)
class Hats:
    """The hats of a flow: whose they are, how is asked for them, and which there are."""

    who: Who
    asks: Text
    options: tuple[Option, ...]

    def under(self, question: Question) -> Question:
        """The tap that asks for the hat of an answer to this question; its id is `question.hat`."""
        return Question(
            id=f"{question.id}.hat",
            kind="choice",
            text=self.asks,
            options=self.options,
            share=question.share,
            under=question.id,
            formerly=tuple(f"{former}.hat" for former in question.formerly),
            who=self.who,
            hat=True,
        )


def read_hats(node: Node, reading: Reading) -> Hats:
    """Read the `hats` of a stage."""
    fields = reading.fields(node, required=FIELDS)
    return Hats(
        read_who(reading, fields["who"]),
        reading.text(fields["asks"]),
        read_options(fields["options"], reading),
    )
