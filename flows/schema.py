"""The JSON schema of flow files, for editors: made from the model, so that it cannot fall behind.

It knows the shape of a file. What must hold between its parts is told by `vinkje flows lint`.
"""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path

from flows.cast import ANSWERING, Layer, OrganisationSort
from flows.followups import standard
from flows.hats import SCHEMA as HATS
from flows.kind import Kind
from flows.kinds import KINDS
from flows.lint.texts import MOST
from flows.openers import openers
from flows.question import ASKED, Colour, Share
from flows.read_flow import FIELDS, MOST_CHOSEN, SOURCE
from flows.read_questions import EACH, EVERYWHERE, ONLY_ON_TOP
from flows.read_who import ALL, CHOSEN
from flows.reading import ID
from flows.stages import Layout, Sheet, Show

FILE = Path(__file__).parent / "flow.schema.json"
"""Where the schema is kept, for `# yaml-language-server: $schema=…` in a flow file."""

Schema = dict[str, object]


def written() -> str:
    """The schema as it should stand in FILE."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> Schema:
    """The schema of one flow file."""
    properties: Schema = {
        "vinkje": {"const": 1},
        "flow": _ref("id"),
        "title": _text(MOST["title"]),
        "why": _text(MOST["why"]),
        "source": _fields({name: {"type": ["string", "integer"]} for name in SOURCE}, ["document"]),
        "minutes": {"type": "integer", "minimum": 1, "maximum": 60},
        "stages": {"type": "array", "items": _ref("stage"), "minItems": 1},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A flow of Vinkje",
        **_fields(properties, list(FIELDS)),
        "$defs": {
            "id": {"type": "string", "pattern": f"^{ID.pattern}$"},
            "text": _text(MOST["text"]),
            "rule": {"enum": list(standard())},
            "condition": _CONDITION,
            "who": _who(),
            "question": {"oneOf": [_question(kind, hanging=False) for kind in KINDS.values()]},
            "hanging": {"oneOf": [_question(KINDS[name], hanging=True) for name in KINDS if name != "grid"]},
            "stage": _stage(),
        },
    }


_CONDITION: Schema = {
    "type": "object",
    "minProperties": 1,
    "properties": {
        "all": {"type": "array", "items": {"$ref": "#/$defs/condition"}},
        "any": {"type": "array", "items": {"$ref": "#/$defs/condition"}},
        "not": {"$ref": "#/$defs/condition"},
    },
    "additionalProperties": {"type": "array", "items": {"type": "string"}},
}


def _question(kind: Kind, *, hanging: bool) -> Schema:
    strings = {"type": "array", "items": {"type": "string"}}
    known: Schema = {
        "id": _ref("id"),
        kind.name: _ref("text"),
        "short": _text(MOST["short"]),
        "share": {"enum": [*ASKED]} if hanging else _one_of(Share),
        "when": _ref("condition"),
        "covers": strings,
        "formerly": strings,
        "who": _ref("who"),
        "each": {"enum": [*EACH]},
        "optional": _text(MOST["optional"]),
        "reply": _text(MOST["reply"]),
        "beside": {**strings, "minItems": 1},
        "hat": {"type": "boolean"},
        "worded": _fields({layer.value: _ref("text") for layer in Layer}, []),
        "then": {"type": "array", "items": _ref("hanging")},
        **kind.schema(),
    }
    required = ["id", kind.name, *kind.required]
    names = {*required, *EVERYWHERE, *kind.optional}
    if hanging:
        required = ["id", kind.name, "when", *(name for name in kind.required if name != "short")]
        names -= set(ONLY_ON_TOP)
    return _fields({name: known[name] for name in known if name in names}, required)


def _who() -> Schema:
    words: dict[str, tuple[str, ...]] = {
        "layer": tuple(Layer),
        "role": ANSWERING,
        "sort": tuple(OrganisationSort),
    }
    named: Schema = {
        name: {"oneOf": [{"enum": [*known]}, {"type": "array", "items": {"enum": [*known]}, "minItems": 1}]}
        for name, known in words.items()
    }
    named["organisation"] = {"enum": [*CHOSEN]}
    return {"oneOf": [{"const": ALL}, {**_fields({**named}, []), "minProperties": 1}]}


def _stage() -> Schema:
    lasts = _fields({"workdays": {"type": "integer", "minimum": 1, "maximum": 60}}, ["workdays"])
    collect = _fields(
        {
            "who": _ref("who"),
            "share": {"enum": [*ASKED]},
            "together": {"enum": [True, False, "yes", "no"]},
            "lasts": lasts,
            "hats": HATS,
            "opener": {"enum": list(openers())},
            "questions": {"type": "array", "items": _ref("question"), "minItems": 1},
        },
        ["who", "share", "questions"],
    )
    return _fields(
        {
            "collect": collect,
            "reveal": _fields(
                {
                    "show": {"type": "array", "items": _one_of(Show)},
                    "tracks": {"type": "array", "items": _ref("id"), "minItems": 2},
                },
                ["show"],
            ),
            "relay": _fields({"lasts": lasts}, ["lasts"]),
            "choose": _fields(
                {
                    "most": {"type": "integer", "minimum": 1, "maximum": MOST_CHOSEN},
                    "from": {"type": "array", "items": _one_of(Colour), "minItems": 1},
                },
                ["most", "from"],
            ),
            "discuss": _fields(
                {
                    "sheet": _one_of(Sheet),
                    "worksheets": {"type": "array", "items": _one_of(Layout), "minItems": 1},
                },
                ["sheet"],
            ),
            "agree": _fields({"from": {"type": "array", "items": _one_of(Colour)}}, []),
        },
        [],
    )


def _fields(properties: Schema, required: list[str]) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": properties,
    }


def _text(most: int) -> Schema:
    language = {"type": "string", "minLength": 1, "maxLength": most}
    return _fields({"nl": language, "en": language}, ["nl", "en"])


def _one_of(kind: type[Enum]) -> Schema:
    return {"enum": [member.value for member in kind]}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
