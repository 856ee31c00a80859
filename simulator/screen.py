"""A chat drawn as text, and finding a button on it."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.chats import Chat
from simulator.messages import Message

SHOWN = 12


def labels_like(wanted: str, labels: Sequence[str]) -> int | None:
    """Which label is meant: the same, else the only one that contains it. AssertionError when two do."""
    if wanted in labels:
        return labels.index(wanted)
    found = [index for index, label in enumerate(labels) if wanted in label]
    if len(found) > 1:
        raise AssertionError(f"[{wanted}] can mean {[labels[index] for index in found]}")
    return found[0] if found else None


def shown(chat: Chat, since: int) -> str:
    """The lowest messages of a chat, with ▸ before what came or changed since step `since`."""
    messages = list(chat.messages.values())[-SHOWN:]
    lines = [f"── {chat.title} ──"]
    for message in messages:
        lines += _drawn(message, "▸" if message.from_bot and message.step > since else " ")
    return "\n".join(lines if messages else [*lines, "  (nothing)"])


def _drawn(message: Message, mark: str) -> list[str]:
    who = "bot" if message.from_bot else "   "
    text = message.text.splitlines() or [f"({', '.join(message.other)})" if message.other else ""]
    lines = [f"{mark} {who} │ {text[0]}", *(f"      │ {line}" for line in text[1:])]
    if message.attachment is not None:
        lines.append(f"      │ 📎 {message.attachment.file.name}")
    return lines + [f"      │ {' '.join(f'[{label}]' for label in row)}" for row in message.rows]
