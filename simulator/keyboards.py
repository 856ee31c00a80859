"""The checks on reply_markup that go beyond its types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.errors import ApiError, bad_request
from simulator.messages import Button, Keyboard

DATA_BYTES = 64
BUTTONS = 100
ROW = 8
_LABEL_FIELDS = {"text", "style", "icon_custom_emoji_id"}
_PROTOCOLS = ("http", "https", "tg", "ton")


def inline_keyboard(markup: Mapping[str, Any] | None) -> Keyboard:
    """The inline keyboard in a reply_markup; empty for none. Raises ApiError as Telegram does."""
    rows = (markup or {}).get("inline_keyboard") or []
    keyboard = tuple(tuple(_button(raw) for raw in row) for row in rows if row)
    if sum(len(row) for row in keyboard) > BUTTONS or any(len(row) > ROW for row in keyboard):
        raise bad_request("reply markup is too long")
    return keyboard


def reply_keyboard(markup: Mapping[str, Any]) -> tuple[tuple[str, ...], ...] | None:
    """The labels of a reply keyboard, () when it is taken away, None when the markup says nothing of it."""
    if "keyboard" in markup:
        return tuple(
            tuple(button if isinstance(button, str) else button["text"] for button in row)
            for row in markup["keyboard"]
        )
    return () if "remove_keyboard" in markup else None


def _button(raw: Mapping[str, Any]) -> Button:
    actions = [name for name in raw if name not in _LABEL_FIELDS]
    if not raw["text"].strip():
        raise _button_fault("Button text must be non-empty")
    if not actions or raw[actions[0]] == "":
        raise _button_fault("Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise _button_fault("exactly one action field must be used")
    if not 1 <= len(raw.get("callback_data", "x").encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in raw:
        _check_url(raw["url"])
    return Button(raw["text"], raw)


def _button_fault(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _check_url(url: str) -> None:
    protocol, found, rest = url.partition("://")
    if found and protocol.lower() not in _PROTOCOLS:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
    host = (rest if found else url).split("/")[0]
    if not host or ("." not in host and protocol not in ("tg", "ton")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
