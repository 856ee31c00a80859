"""The text of a message or caption, as the bot gave it and as it then stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.entities import Entity, FormattedText, utf16_length
from simulator.errors import bad_request
from simulator.markup import parse_html

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
_LIMITS = {
    "text": (TEXT_LIMIT, "message is too long"),
    "caption": (CAPTION_LIMIT, "message caption is too long"),
}


def wording(values: Mapping[str, Any], name: str, entities: str) -> FormattedText:
    """The parameter `name` with its parse_mode or entities applied, white space at the ends removed.

    Raises ApiError when it cannot be parsed or is too long: 4096 UTF-16 units of text after parsing, 1024 of
    caption (https://core.telegram.org/bots/api#sendmessage). The simulator reads HTML only.
    """
    raw = values.get(name) or ""
    mode = values.get("parse_mode") or ""
    if mode.lower() == "html":
        body = parse_html(raw)
    elif mode:
        raise bad_request("unsupported parse_mode")
    else:
        body = FormattedText(raw, tuple(_entity(raw, each) for each in values.get(entities) or ()))
    body = body.trimmed()
    limit, complaint = _LIMITS[name]
    if utf16_length(body.text) > limit:
        raise bad_request(complaint)
    if name == "text" and not body.text:
        raise bad_request("text must be non-empty" if raw.strip() else "message text is empty")
    return body


def _entity(text: str, raw: Mapping[str, Any]) -> Entity:
    start, end, size = raw["offset"], raw["offset"] + raw["length"], utf16_length(text)
    if start < 0:
        raise bad_request(f"receive an entity with incorrect offset {start}")
    if start > size:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
    if end > size:
        raise bad_request(
            f"entity beginning at UTF-16 offset {start} ends after the end of the text at UTF-16 offset {end}"
        )
    return Entity(raw["type"], start, raw["length"], raw.get("url"), raw.get("language"))
