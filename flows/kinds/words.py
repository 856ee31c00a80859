"""Words: an open question, answered by typing."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from flows.answers import NotUnderstood, Picked, Tapped, Typed
from flows.followups import FollowUp, Rules
from flows.kind import Own
from flows.question import Question
from flows.reading import Reading
from flows.source import Node

MOST_CHARACTERS = 2_000
"""How long a typed answer may be, in characters."""


class Words:
    """Any text that says something, up to 2,000 characters."""

    name = "words"
    typed = True
    required = ()
    optional = ("follow", "keep")

    def read(self, fields: Mapping[str, Node], reading: Reading, rules: Rules) -> Own:
        """Read `follow`: names of follow-up rules."""
        found: list[FollowUp] = []
        for node in reading.items(fields["follow"]) if "follow" in fields else ():
            name = reading.one_of(node, tuple(rules))
            found.append(rules[name])
        return Own(follow=tuple(found))

    def understand(self, _question: Question, given: Tapped | Picked | Typed) -> str | NotUnderstood:
        """The text as it was typed; only what cannot be stored (NUL, half a character) is taken out."""
        if not isinstance(given, Typed):
            return NotUnderstood("type_please")
        text = given.text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if all(unicodedata.category(character)[0] in "ZC" for character in text):
            return NotUnderstood("empty")
        if len(text) > MOST_CHARACTERS:
            return NotUnderstood("too_long", {"length": str(len(text)), "most": str(MOST_CHARACTERS)})
        return text

    def schema(self) -> dict[str, object]:
        """The schema of `follow` and `keep`."""
        return {
            "follow": {"type": "array", "items": {"$ref": "#/$defs/rule"}},
            "keep": {"type": "boolean"},
        }


KIND = Words()
