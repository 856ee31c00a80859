"""The Bot API's own description of itself: which fields a method takes and which an object has.

`api/bot-api.json` holds names, types and required flags of the methods that the simulator has. The same
check reads what a bot sends and, in the tests, what the simulator sends.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

ARRAY = "Array of "
INTEGER_BITS = 52


@dataclass(frozen=True)
class Field:
    """One parameter of a method, or one field of an object."""

    name: str
    types: tuple[str, ...]
    required: bool
    const: str | None
    """The only value that it may have, where that tells variants of a type apart."""


@dataclass(frozen=True)
class Schema:
    """Methods, objects and variants by their Bot API names."""

    methods: dict[str, dict[str, Field]]
    returns: dict[str, tuple[str, ...]]
    objects: dict[str, dict[str, Field]]
    variants: dict[str, tuple[str, ...]]

    def method(self, name: str) -> str | None:
        """The name as documented (case does not matter to the server), None without such a method."""
        return next((known for known in self.methods if known.lower() == name.lower()), None)

    def complaints(self, types: tuple[str, ...], value: object, where: str) -> list[str]:
        """What is wrong with `value` as one of `types`, empty when nothing is; `where` names it."""
        tried = [self._complaints(kind, value, where) for kind in types]
        if any(not found for found in tried):
            return []
        if len(tried) == 1:
            return tried[0]
        best = [found for kind, found in zip(types, tried, strict=True) if self._resembles(kind, value)]
        return best[0] if len(best) == 1 else [f'field "{where}" must be of type {" or ".join(types)}']

    def _resembles(self, kind: str, value: object) -> bool:
        return isinstance(value, dict) and bool(self.objects.get(kind, {}).keys() & value.keys())

    def _complaints(self, kind: str, value: object, where: str) -> list[str]:
        if kind in _PRIMITIVES:
            return [] if _is_primitive(kind, value) else [f'field "{where}" must be of type {kind}']
        if kind.startswith(ARRAY):
            if not isinstance(value, list):
                return [f'field "{where}" must be of type Array']
            item = kind.removeprefix(ARRAY)
            return [c for i, each in enumerate(value) for c in self._complaints(item, each, f"{where}[{i}]")]
        if kind in self.variants:
            return self._variant_complaints(kind, value, where)
        if kind not in self.objects:
            return [f'field "{where}" is of type {kind}, which this simulator does not have']
        return self._object_complaints(kind, value, where)

    def _variant_complaints(self, kind: str, value: object, where: str) -> list[str]:
        tried = {variant: self._complaints(variant, value, where) for variant in self.variants[kind]}
        if any(not found for found in tried.values()):
            return []
        for variant, found in tried.items():
            if isinstance(value, dict) and self._wears_name_of(variant, value):
                return found
        return [f'field "{where}" must be of type {kind}']

    def _wears_name_of(self, variant: str, value: dict[str, Any]) -> bool:
        marks = [field for field in self.objects.get(variant, {}).values() if field.const is not None]
        return bool(marks) and all(value.get(field.name) == field.const for field in marks)

    def _object_complaints(self, kind: str, value: object, where: str) -> list[str]:
        if not isinstance(value, dict):
            return [f'field "{where}" must be of type Object']
        return self.fields_complaints(self.objects[kind], value, kind, f"{where}.")

    def fields_complaints(
        self, fields: dict[str, Field], value: dict[str, Any], owner: str, prefix: str = ""
    ) -> list[str]:
        """What is wrong with the fields of one object, or with the parameters of one method."""
        found = [f'unknown field "{prefix}{name}" in {owner}' for name in value if name not in fields]
        for field in fields.values():
            where = prefix + field.name
            if field.name not in value:
                found += [f'field "{where}" is required in {owner}'] if field.required else []
                continue
            found += self.complaints(field.types, value[field.name], where)
            if field.const is not None and value[field.name] != field.const:
                found.append(f'field "{where}" must be "{field.const}" in {owner}')
        return found


_PRIMITIVES = {"Integer", "String", "Boolean", "Float", "True", "InputFile"}


def _is_primitive(kind: str, value: object) -> bool:
    match kind:
        case "Integer":
            return type(value) is int and abs(value) < 2**INTEGER_BITS
        case "Float":
            return type(value) in (int, float)
        case "Boolean":
            return type(value) is bool
        case "True":
            return value is True
        case _:  # a file is named by a string: file_id, or attach:// and the part that holds it
            return type(value) is str


def _fields(raw: dict[str, Any]) -> dict[str, Field]:
    return {
        name: Field(name, tuple(entry["types"]), entry.get("required", False), entry.get("const"))
        for name, entry in raw.items()
    }


@cache
def bot_api() -> Schema:
    """The schema in `api/bot-api.json`, read once."""
    raw = json.loads(files("simulator").joinpath("api/bot-api.json").read_text("utf-8"))
    methods, types = raw["methods"], raw["types"]
    variants = {name: tuple(entry["subtypes"]) for name, entry in types.items() if "subtypes" in entry}
    return Schema(
        methods={name: _fields(entry["fields"]) for name, entry in methods.items()},
        returns={name: tuple(entry["returns"]) for name, entry in methods.items()},
        objects={name: _fields(types[name].get("fields", {})) for name in types.keys() - variants.keys()},
        variants=variants,
    )
