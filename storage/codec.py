"""Messages as JSON and back: a row of the outbox may be read by a later version of the program."""

from __future__ import annotations

import json
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from process.message import Message

# One message under the name of its class. Rows outlive a release: a class keeps its name, and a field that
# is added has a default.
_FIELDS: Any = {kind.__name__.lower(): (kind | None, None) for kind in get_args(Message)}
_Envelope: type[BaseModel] = create_model(
    "_Envelope", __config__=ConfigDict(strict=True, extra="forbid", frozen=True), **_FIELDS
)


class UnreadableError(ValueError):
    """The text is no message that this program knows. Holds nothing of the text."""


KINDS = tuple(_FIELDS)
"""The kinds of message, as they stand in a row."""


def kind_of(text: str) -> str:
    """The kind of a kept message, also of one without contents; "?" when this program has no such kind."""
    try:
        kinds = list(json.loads(text))
    except ValueError:
        return "?"
    return str(kinds[0]) if len(kinds) == 1 and kinds[0] in KINDS else "?"


def bare(kind: str) -> str:
    """What is kept of a message of this kind once its contents are gone."""
    return json.dumps({kind: {}}, separators=(",", ":"))


def encode(message: Message) -> str:
    """The message as JSON, always the same text for the same message."""
    fields: Any = {type(message).__name__.lower(): message}
    return _Envelope.model_construct(**fields).model_dump_json(exclude_none=True)


def decode(text: str) -> Message:
    """The message again. Raises UnreadableError for anything that `encode` cannot have written."""
    try:
        envelope = _Envelope.model_validate_json(text)
    except ValidationError as error:
        raise UnreadableError(f"not a message: {error.error_count()} fields are wrong") from None
    held = [message for _, message in envelope if message is not None]
    if len(held) != 1:
        raise UnreadableError(f"not a message: it holds {len(held)}")
    only: Message = held[0]
    return only
