"""One call of the bot, read from whatever form it came in and checked against the schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from simulator.errors import bad_request
from simulator.schema import bot_api
from simulator.uploads import Upload

_EMPTY = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "action": "wrong parameter action in request",
}


@dataclass(frozen=True)
class Call:
    """A method with its parameters, as typed as the schema says, and the uploaded files by part name."""

    method: str
    values: Mapping[str, Any] = field(default_factory=dict)
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """The parameter, or the default when it was not given."""
        return self.values.get(name, default)

    def upload(self, name: str) -> Upload | None:
        """The file for a parameter: its own part, or the part that `attach://` names."""
        if name in self.uploads:
            return self.uploads[name]
        return self.attached(self.get(name))

    def attached(self, reference: object) -> Upload | None:
        """The part that `attach://…` points to; None for a file id. Raises ApiError without such a part."""
        if not isinstance(reference, str) or not reference.startswith("attach://"):
            return None
        part = reference.removeprefix("attach://")
        if part not in self.uploads:
            raise bad_request(f'there is no part "{part}" in the request')
        return self.uploads[part]


async def read_call(method: str, request: web.Request) -> Call:
    """The call in a request: query string, JSON, form or multipart. Raises ApiError for what does not fit."""
    values: dict[str, Any] = {name: _from_text(method, name, text) for name, text in request.query.items()}
    uploads: dict[str, Upload] = {}
    match request.content_type:
        case "application/json":
            values |= _from_json(await request.text())
        case "multipart/form-data":
            async for part in await request.multipart():
                if not isinstance(part, BodyPartReader) or part.name is None:
                    raise bad_request("can't parse the multipart request")
                if part.filename is None:
                    values[part.name] = _from_text(method, part.name, await part.text())
                else:
                    uploads[part.name] = Upload(part.filename, bytes(await part.read()))
        case "application/x-www-form-urlencoded":
            form = await request.post()
            values |= {name: _from_text(method, name, str(text)) for name, text in form.items()}
    call = Call(method, values, uploads)
    _check(call)
    return call


def _from_json(body: str) -> dict[str, Any]:
    if not body:
        return {}
    try:
        found = json.loads(body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise bad_request("can't parse request JSON object")
    return found


def _from_text(method: str, name: str, text: str) -> Any:
    """A value that came as text: numbers, booleans and JSON are read by the type that the schema gives."""
    parameter = bot_api().methods[method].get(name)
    types = parameter.types if parameter is not None else ("String",)
    if types == ("String",) or "InputFile" in types:
        return text
    try:
        return json.loads(text)
    except ValueError:
        if "String" in types or not text.startswith(("{", "[")):
            return text
        raise bad_request(f"can't parse {name} JSON object") from None


def _check(call: Call) -> None:
    parameters = bot_api().methods[call.method]
    named = dict(call.values)
    for name, parameter in parameters.items():
        if name in call.uploads and "InputFile" in parameter.types:
            named[name] = f"attach://{name}"
        if parameter.required and named.get(name) in (None, "") and name in _EMPTY:
            raise bad_request(_EMPTY[name])
    complaints = bot_api().fields_complaints(parameters, named, call.method)
    if complaints:
        raise bad_request(complaints[0])
