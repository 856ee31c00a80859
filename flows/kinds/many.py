"""Many: any of the options, tapped on and off. Where nothing fits, an option says so (`none`)."""

from __future__ import annotations

from collections.abc import Mapping

from flows.answers import NotUnderstood, Picked, Tapped, Typed
from flows.followups import Rules
from flows.kind import Own
from flows.options import OPTIONS, read_none, read_options, some_of
from flows.question import Question
from flows.reading import Reading
from flows.source import Node


class Many:
    """Buttons to tap on and off; labels that are typed with commas between count too."""

    name = "many"
    typed = False
    required = ("options",)
    optional = ("then", "none")

    def read(self, fields: Mapping[str, Node], reading: Reading, _rules: Rules) -> Own:
        """Read `options` in the order of the file, and `none` as the last."""
        none = read_none(fields["none"], reading) if "none" in fields else ()
        return Own(options=(*read_options(fields["options"], reading), *none), several=True)

    def understand(self, question: Question, given: Tapped | Picked | Typed) -> str | NotUnderstood:
        """The ids of the chosen options."""
        return some_of(question, given)

    def schema(self) -> dict[str, object]:
        """The schema of `options` and `none`."""
        return {"options": OPTIONS, "none": {"$ref": "#/$defs/text"}}


KIND = Many()
