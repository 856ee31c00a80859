"""Party: one of the organisations of this partnership, or several; never a person.

Which these are is known where the flow is used: `flows.each` writes them out as the options.
"""

from __future__ import annotations

from collections.abc import Mapping

from flows.answers import NotUnderstood, Picked, Tapped, Typed
from flows.followups import Rules
from flows.kind import Own
from flows.options import one_of, read_none, some_of
from flows.question import Question
from flows.reading import Reading
from flows.source import Node


class Party:
    """A button for each organisation, and one for none of them ("nog niemand") where the author wants it."""

    name = "party"
    typed = False
    required = ()
    optional = ("then", "several", "none", "others")

    def read(self, fields: Mapping[str, Node], reading: Reading, _rules: Rules) -> Own:
        """Read `several`, `none` and `others`."""
        none = read_none(fields["none"], reading) if "none" in fields else ()
        several, others = (name in fields and reading.yes(fields[name]) for name in ("several", "others"))
        return Own(options=none, several=several, others=others)

    def understand(self, question: Question, given: Tapped | Picked | Typed) -> str | NotUnderstood:
        """The numbers of the chosen organisations, or NONE."""
        return some_of(question, given) if question.several else one_of(question, given)

    def schema(self) -> dict[str, object]:
        """The schema of `several`, `none` and `others`."""
        yes = {"type": "boolean"}
        return {"several": yes, "none": {"$ref": "#/$defs/text"}, "others": yes}


KIND = Party()
