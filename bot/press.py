"""Button data that only we can have written, for one address, within Telegram's 64 bytes.

A press travels through the hands of its reader and comes back. It is written as `act.arg.arg` followed by
a 64-bit HMAC-SHA256 tag over the address and those words, so that nobody can make up a press, change one,
or use one that was made for somebody else. Only characters that are safe in an address bar are used.
"""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from hashlib import sha256

from process.incoming import Argument, Press

LIMIT = 64
"""Bytes that a button can carry: Bot API, InlineKeyboardButton.callback_data."""

_TAG_BYTES = 8
_TAG_LENGTH = 11
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_TO_ESCAPE = re.compile(r"[^A-Za-z0-9_-]")
_ESCAPED = re.compile(rb"~([0-9a-f]{2})")
_SIGNS = ("0", "1")  # an integer starts with its sign: 0 for plus, 1 for minus


class PressSeal:
    """Writes presses into button data and reads them back, with a secret `key` of at least 16 bytes."""

    def __init__(self, key: bytes) -> None:
        if len(key) < 16:
            raise ValueError("the key of the press seal needs at least 16 bytes")
        self._key = key

    def write(self, press: Press, address: str) -> str:
        """The data for a button shown at `address`; ValueError when it does not fit in 64 bytes."""
        words = ".".join([_escape(press.act), *(_write_argument(each) for each in press.args)])
        data = words + self._tag(words.encode(), address)
        if len(data) > LIMIT:
            raise ValueError(f"the press {press.act!r} takes {len(data)} bytes; a button carries {LIMIT}")
        return data

    def read(self, data: str, address: str) -> Press | None:
        """The press, or None when we did not write this data for this address. Never raises."""
        given = data.encode("utf-8", "surrogatepass")
        words, tag = given[:-_TAG_LENGTH], given[-_TAG_LENGTH:]
        if len(given) > LIMIT or not hmac.compare_digest(tag, self._tag(words, address).encode()):
            return None
        act, *args = words.split(b".")
        return Press(_unescape(act), tuple(_read_argument(each) for each in args))

    def _tag(self, words: bytes, address: str) -> str:
        place = address.encode("utf-8", "surrogatepass")
        digest = hmac.digest(self._key, b"%d:%s%s" % (len(place), place, words), sha256)
        return urlsafe_b64encode(digest[:_TAG_BYTES]).decode().rstrip("=")


def _write_argument(argument: Argument) -> str:
    if isinstance(argument, int):
        return _SIGNS[argument < 0] + _base36(abs(argument))
    if argument.startswith(_SIGNS):
        return f"~{ord(argument[0]):02x}" + _escape(argument[1:])
    return _escape(argument)


def _read_argument(word: bytes) -> Argument:
    if word[:1] in (b"0", b"1"):
        return int(word[1:], 36) * (-1 if word[:1] == b"1" else 1)
    return _unescape(word)


def _escape(text: str) -> str:
    return _TO_ESCAPE.sub(lambda found: "".join(f"~{byte:02x}" for byte in found[0].encode()), text)


def _unescape(word: bytes) -> str:
    return _ESCAPED.sub(lambda found: bytes.fromhex(found[1].decode()), word).decode()


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits or "0"
