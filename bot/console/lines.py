"""A screen → lines of text with numbered buttons, and a typed line → what the person did."""

from __future__ import annotations

from collections.abc import Mapping

from bot.channel import Rich, Screen
from process.incoming import Act, Command, Press, Tap, Words

LITERAL = "="
"""A line that starts with this is typed text, whatever follows: `=3` answers 3 and taps nothing."""

_RULE = "─" * 40


def lines(screen: Screen, first: int, file: str | None = None) -> list[str]:
    """The screen as it is printed, buttons numbered from `first`; `file` is where its attachment is."""
    found = [_RULE]
    for paragraph in screen.paragraphs:
        found += [*_plain(paragraph).split("\n"), ""]
    if screen.attachment is not None:
        found += [f"📎 {file or screen.attachment.name}: {screen.attachment.alt}", ""]
    number = first
    for row in screen.rows:
        found.append("  ".join(f"[{number + place}] {choice.label}" for place, choice in enumerate(row)))
        number += len(row)
    found += [f"{link.label}: {link.url}" for link in screen.links]
    return found


def act_of(line: str, ref: str, buttons: Mapping[int, tuple[str, Press | None]]) -> Act:
    """What a typed line does: a number that stands on a button taps it, `/name` is a command, else words.

    `buttons` gives the message and the press of each number, without a press when it was taken away;
    `ref` names the line itself.
    """
    text = line.strip()
    if text.startswith(LITERAL):
        return Words(text.removeprefix(LITERAL), ref)
    if text.isdecimal() and int(text) in buttons:
        message, press = buttons[int(text)]
        return Tap(press, message, ref)
    if text.startswith("/") and (words := text[1:].split(maxsplit=1)):
        name, *payload = words
        return Command(name.lower(), payload[0] if payload else "")
    return Words(text, ref)


def _plain(paragraph: Rich) -> str:
    return "".join(f"*{span.text}*" if span.strong else span.text for span in paragraph)
