"""A tick: green, orange or red, with what green and red look like written beside it."""

from __future__ import annotations

from collections.abc import Mapping

from flows.answers import NotUnderstood, Picked, Tapped, Typed
from flows.followups import Rules
from flows.kind import Own
from flows.question import Colour, Ends, Option, Question
from flows.reading import Reading
from flows.source import Node

OPTIONS = tuple(Option(colour.value, colour.word) for colour in Colour)

# Only words that can mean one colour and nothing else; "2" or "oké" may mean anything.
_SAID = {
    Colour.GREEN: {"groen", "ja", "green", "yes", "🟢"},
    Colour.ORANGE: {"oranje", "twijfel", "orange", "doubtful", "🟠"},
    Colour.RED: {"rood", "nee", "red", "no", "🔴"},
}


class Tick:
    """Three buttons; a colour that is typed unmistakably counts too."""

    name = "tick"
    typed = False
    required = ("short", "ends")
    optional = ("then",)

    def read(self, fields: Mapping[str, Node], reading: Reading, _rules: Rules) -> Own:
        """Read `ends`."""
        ends = reading.fields(fields["ends"], required=("green", "red"))
        return Own(OPTIONS, Ends(reading.text(ends["green"]), reading.text(ends["red"])))

    def understand(self, _question: Question, given: Tapped | Picked | Typed) -> str | NotUnderstood:
        """A colour id."""
        if isinstance(given, Tapped):
            known = given.option in {colour.value for colour in Colour}
            return given.option if known else NotUnderstood("unknown_option")
        if isinstance(given, Picked):
            return NotUnderstood("tap_please")
        said = given.text.strip(" \n.,!").casefold()
        meant = {colour for colour, words in _SAID.items() if set(said.split()) & words}
        only_colours = all(any(word in words for words in _SAID.values()) for word in said.split())
        return meant.pop().value if len(meant) == 1 and only_colours else NotUnderstood("tap_please")

    def schema(self) -> dict[str, object]:
        """The schema of `ends`."""
        text = {"$ref": "#/$defs/text"}
        return {
            "ends": {
                "type": "object",
                "additionalProperties": False,
                "required": ["green", "red"],
                "properties": {"green": text, "red": text},
            }
        }


KIND = Tick()
