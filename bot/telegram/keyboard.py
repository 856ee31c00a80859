"""Rows of choices → an inline keyboard whose labels can be read on a phone.

Telegram gives the buttons of a row equal widths and cuts off what does not fit, so a row is broken until its
longest label fits.
"""

from __future__ import annotations

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.channel import Choice, Link
from bot.press import PressSeal
from bot.telegram.letters import clean, units

_ROOM = {2: 18, 3: 11, 4: 7}
"""UTF-16 units of a label that a narrow phone (360 points) shows when so many buttons stand side by side."""


def keyboard(
    rows: tuple[tuple[Choice, ...], ...], seal: PressSeal, address: str, links: tuple[Link, ...] = ()
) -> InlineKeyboardMarkup | None:
    """The keyboard for `address`, links below the rest; None without buttons.

    ValueError when a press does not fit in a button.
    """

    def button(choice: Choice) -> InlineKeyboardButton:
        return InlineKeyboardButton(clean(choice.label), callback_data=seal.write(choice.press, address))

    laid = [[button(choice) for choice in row] for row in broken(rows)]
    laid += [[InlineKeyboardButton(clean(link.label), url=link.url)] for link in links]
    return InlineKeyboardMarkup(laid) if laid else None


def broken(rows: tuple[tuple[Choice, ...], ...]) -> list[tuple[Choice, ...]]:
    """The rows with their choices in the same order, broken so that every label has room."""
    found: list[tuple[Choice, ...]] = []
    for row in rows:
        width = _columns(row)
        found += [row[start : start + width] for start in range(0, len(row), width)]
    return found


def _columns(row: tuple[Choice, ...]) -> int:
    longest = max((units(choice.label) for choice in row), default=0)
    return next((n for n in range(min(len(row), 4), 1, -1) if longest <= _ROOM[n]), 1)
