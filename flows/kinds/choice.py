"""A choice: one of a few options. "Weet ik niet" comes by itself and is no option."""

from __future__ import annotations

from collections.abc import Mapping

from flows.answers import NotUnderstood, Tapped, Typed
from flows.followups import Rules
from flows.kind import Own
from flows.question import Option, Question
from flows.reading import Reading
from flows.source import Node


class Choice:
    """One button per option; a label that is typed out counts too."""

    name = "choice"
    typed = False
    required = ("options",)
    optional = ("then",)

    def read(self, fields: Mapping[str, Node], reading: Reading, _rules: Rules) -> Own:
        """Read `options`, in the order of the file."""
        entries = reading.entries(fields["options"])
        return Own(options=tuple(Option(name, reading.text(node)) for name, node in entries))

    def understand(self, question: Question, given: Tapped | Typed) -> str | NotUnderstood:
        """An option id."""
        if isinstance(given, Tapped):
            return given.option if question.option(given.option) else NotUnderstood("unknown_option")
        said = given.text.strip(" \n.,!").casefold()
        meant = [
            option.id
            for option in question.options
            if said in (option.label.nl.casefold(), option.label.en.casefold())
        ]
        return meant[0] if len(meant) == 1 else NotUnderstood("tap_please")

    def schema(self) -> dict[str, object]:
        """The schema of `options`."""
        return {
            "options": {
                "type": "object",
                "minProperties": 2,
                "maxProperties": 6,
                "propertyNames": {"$ref": "#/$defs/id"},
                "additionalProperties": {"$ref": "#/$defs/text"},
            }
        }


KIND = Choice()
