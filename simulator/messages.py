"""A message as it stands in a chat, and its shape for the bot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from simulator.entities import FormattedText
from simulator.uploads import StoredFile


@dataclass(frozen=True)
class Button:
    """One button under a message: its label and the one thing that it does."""

    label: str
    wire: Mapping[str, Any]

    @property
    def data(self) -> str | None:
        """What a tap sends to the bot; None for a button that opens a link or copies a text."""
        return self.wire.get("callback_data")

    @property
    def url(self) -> str | None:
        """Where the button leads, if it is a link."""
        return self.wire.get("url")


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Attachment:
    """A picture or a document under a message."""

    kind: Literal["photo", "document"]
    file: StoredFile

    def wire(self) -> dict[str, Any]:
        """The field of the Message that holds it."""
        if self.kind == "photo":
            size = {"width": self.file.width, "height": self.file.height}
            return {"photo": [self.file.wire() | size]}
        named = {"file_name": self.file.name, "mime_type": self.file.mime_type}
        return {"document": self.file.wire() | named}


@dataclass(frozen=True)
class Message:
    """One message at one moment; an edit makes a new one with the same id."""

    chat_id: int
    message_id: int
    sender_id: int
    from_bot: bool
    date: datetime
    body: FormattedText = field(default_factory=lambda: FormattedText(""))
    attachment: Attachment | None = None
    keyboard: Keyboard = ()
    edited: datetime | None = None
    reply_to: int | None = None
    silent: bool = False
    protected: bool = False
    other: Mapping[str, Any] = field(default_factory=dict)
    """Fields of the Message that hold any other content: a voice message, a new member."""
    step: int = 0
    """When it was last sent or edited, counted over everything that happens in the simulator."""

    @property
    def text(self) -> str:
        """What a person reads: the text, or the caption under a picture or document."""
        return self.body.text

    @property
    def rows(self) -> list[list[str]]:
        """The labels of its buttons, row by row."""
        return [[button.label for button in row] for row in self.keyboard]

    @property
    def buttons(self) -> list[Button]:
        """Its buttons, in reading order."""
        return [button for row in self.keyboard for button in row]

    def reads_like(self, other: Message) -> bool:
        """Whether an edit from one to the other would change nothing."""
        return (self.body, self.attachment, self.keyboard) == (other.body, other.attachment, other.keyboard)

    def wire(self, chat: Mapping[str, Any], sender: Mapping[str, Any]) -> dict[str, Any]:
        """This message as a Message; a reply keyboard is never part of it, as with the real server."""
        found: dict[str, Any] = {
            "message_id": self.message_id,
            "from": dict(sender),
            "chat": dict(chat),
            "date": unix(self.date),
        }
        if self.edited is not None:
            found["edit_date"] = unix(self.edited)
        found |= self._content()
        if self.protected:
            found["has_protected_content"] = True
        if self.keyboard:
            rows = [[dict(button.wire) for button in row] for row in self.keyboard]
            found["reply_markup"] = {"inline_keyboard": rows}
        return found

    def _content(self) -> dict[str, Any]:
        under = "caption" if self.attachment or self.other else "text"
        found: dict[str, Any] = dict(self.other)
        if self.attachment is not None:
            found |= self.attachment.wire()
        if self.body.text:
            found[under] = self.body.text
        if self.body.entities:
            name = "caption_entities" if under == "caption" else "entities"
            found[name] = [entity.wire() for entity in self.body.entities]
        return found


def unix(moment: datetime) -> int:
    """Whole seconds since 1970, as the Bot API gives every date."""
    return int(moment.timestamp())
