"""The options of a question: how they are read, and which of them somebody means."""

from __future__ import annotations

from flows.answers import NotUnderstood, Picked, Tapped, Typed
from flows.picking import MOST_PICKED, NONE, named, written
from flows.question import Option, Question
from flows.reading import Reading
from flows.source import Fields, Node

LEAST, MOST = 2, 8
"""How many options a schema lets through; `lint` says how many fit a kind."""

_TEXT = {"$ref": "#/$defs/text"}

OPTION: dict[str, object] = {
    "oneOf": [
        _TEXT,
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["label", "means"],
            "properties": {"label": _TEXT, "means": _TEXT},
        },
    ]
}

OPTIONS: dict[str, object] = {
    "type": "object",
    "minProperties": LEAST,
    "maxProperties": MOST,
    "propertyNames": {"$ref": "#/$defs/id"},
    "additionalProperties": OPTION,
}
"""The schema of `options`."""


def read_options(node: Node, reading: Reading) -> tuple[Option, ...]:
    """Options in the order of the file: a text each, or a `label` with what it `means`."""
    return tuple(_read(name, inner, reading) for name, inner in reading.entries(node))


def read_none(node: Node, reading: Reading) -> tuple[Option, ...]:
    """The option that goes with no other, in the author's words."""
    return (Option(NONE, reading.text(node)),)


def _read(name: str, node: Node, reading: Reading) -> Option:
    if name == NONE:
        reading.refuse(node.place, f"'{NONE}' is a word of the language", "write it beside 'options'")
    if isinstance(node, Fields) and ("label" in node.fields or "means" in node.fields):
        fields = reading.fields(node, required=("label", "means"))
        return Option(name, reading.text(fields["label"]), reading.text(fields["means"]))
    return Option(name, reading.text(node))


def one_of(question: Question, given: Tapped | Picked | Typed) -> str | NotUnderstood:
    """The one option that was tapped, or whose label was typed."""
    match given:
        case Tapped(option) | Picked((option,)):
            return option if question.option(option) else NotUnderstood("unknown_option")
        case Picked():
            return NotUnderstood("tap_please")
        case Typed(text):
            meant = _meant(question, text)
            return meant if meant is not None else NotUnderstood("tap_please")


def some_of(question: Question, given: Tapped | Picked | Typed) -> str | NotUnderstood:
    """The options that were chosen, as one value in the order of the question; typed with commas between."""
    match given:
        case Tapped(option):
            chosen: tuple[str | None, ...] = (option,)
        case Picked(options):
            chosen = options
        case Typed(text):
            chosen = tuple(_meant(question, part) for part in text.replace("\n", ",").split(","))
            if None in chosen:
                return NotUnderstood("tap_several")
    known = tuple(option.id for option in question.options if option.id in chosen)
    if not known or len(known) < len(set(chosen)):
        return NotUnderstood("unknown_option")
    if len(known) > MOST_PICKED or (NONE in known and len(known) > 1):
        return NotUnderstood("tap_several")
    return written(known)


def still(question: Question, value: str | None) -> str | None:
    """A value without what is no option any more; None when nothing of it is left."""
    left = [option.id for option in question.picked(value)]
    return value if len(left) == len(named(value)) and left else written(left) or None


def _meant(question: Question, typed: str) -> str | None:
    said = typed.strip(" \n.,!").casefold()
    labels = [(option.id, option.label) for option in question.options]
    meant = [id_ for id_, label in labels if said in (label.nl.casefold(), label.en.casefold())]
    return meant[0] if len(meant) == 1 else None
