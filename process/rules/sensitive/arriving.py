"""What comes in, and the text that a person typed in it: a message, an edit, a command, under a picture."""

from __future__ import annotations

from dataclasses import replace

from process.incoming import Act, Command, Edited, Incoming, Other, Words
from process.rules.sensitive.findings import Bsn
from process.rules.sensitive.folded import fold
from process.rules.sensitive.numbers import numbers_in

_LINK = "start"
"""The command behind which the token of a link stands: nobody typed that."""


def typed_in(act: Act) -> tuple[str, str | None]:
    """The typed text and the message that holds it; an empty text for what was not typed."""
    match act:
        case Words(text, ref) | Edited(text, ref):
            return text, ref
        case Other(ref=ref, caption=caption):
            return caption, ref
        case Command(name, payload, ref) if name != _LINK:
            return payload, ref
        case _:
            return "", None


def holds_bsn(text: str) -> bool:
    """Whether a citizen service number stands in the text."""
    return any(isinstance(each, Bsn) for each in numbers_in(fold(text)))


def storable(incoming: Incoming) -> Incoming:
    """The same, without its text when a citizen service number stands in that: for whoever sets it aside."""
    act = incoming.act
    if not holds_bsn(typed_in(act)[0]):
        return incoming
    match act:
        case Words() | Edited():
            return replace(incoming, act=replace(act, text=""))
        case Command():
            return replace(incoming, act=replace(act, payload=""))
        case Other():
            return replace(incoming, act=replace(act, caption=""))
        case _:
            return incoming
