"""A choice: one of a few options. "Weet ik niet" comes by itself and is no option."""

from __future__ import annotations

from collections.abc import Mapping

from flows.answers import NotUnderstood, Picked, Tapped, Typed
from flows.followups import Rules
from flows.kind import Own
from flows.options import OPTIONS, one_of, read_none, read_options
from flows.question import Question
from flows.reading import Reading
from flows.source import Node


class Choice:
    """One button per option; a label that is typed out counts too."""

    name = "choice"
    typed = False
    required = ("options",)
    optional = ("then", "none")

    def read(self, fields: Mapping[str, Node], reading: Reading, _rules: Rules) -> Own:
        """Read `options`, in the order of the file, and `none` as the last."""
        none = read_none(fields["none"], reading) if "none" in fields else ()
        return Own(options=(*read_options(fields["options"], reading), *none))

    def understand(self, question: Question, given: Tapped | Picked | Typed) -> str | NotUnderstood:
        """An option id."""
        return one_of(question, given)

    def schema(self) -> dict[str, object]:
        """The schema of `options` and `none`."""
        return {"options": OPTIONS, "none": {"$ref": "#/$defs/text"}}


KIND = Choice()
