"""What the demo leaves behind: the conversation as a text and as a page of phones, and the files."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import StringIO
from pathlib import Path

from demo.printing import ZONE, Printer
from demo.recording import Entry, Recording
from simulator.transcript import Deed

_STYLE = Path(__file__).parent / "templates" / "phones.css"


def write(out: Path, recording: Recording, names: Sequence[str]) -> list[str]:
    """Write the text and the page; gives a line for everything that was left, and where."""
    text = StringIO()
    printer = Printer(text, names, in_colour=False)
    for entry in recording.entries:
        printer.show(entry)
    (out / "conversation.txt").write_text(text.getvalue(), encoding="utf-8")
    (out / "phones.html").write_text(page(recording, names), encoding="utf-8")
    return [
        f"{out / 'phones.html'}: seven phones, to open in a browser",
        f"{out / 'conversation.txt'}: everything that was said",
        f"{out / 'files'}: invitation cards, pictures of the results, talking sheets, worksheets (A4, A3)",
        f"{out / 'data'}: the encrypted database, its key, the settings and the log",
    ]


def page(recording: Recording, names: Sequence[str]) -> str:
    """A page with a phone for everyone, side by side."""
    phones = "\n".join(_phone(name, recording.of(name)) for name in names)
    return (
        '<!doctype html>\n<html lang="nl"><head><meta charset="utf-8"><title>Thuis in Oost</title>'
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head>\n<body><main>\n{phones}\n</main></body></html>\n"
    )


def _phone(name: str, entries: Sequence[Entry]) -> str:
    bubbles = []
    day = None
    for entry in entries:
        at = entry.event.at.astimezone(ZONE)
        if at.date() != day:
            day = at.date()
            bubbles.append(f'<li class="day">{at:%Y-%m-%d}</li>')
        bubbles.append(_bubble(entry))
    return f"<section><h2>{escape(name)}</h2><ol>\n" + "\n".join(bubbles) + "\n</ol></section>"


def _bubble(entry: Entry) -> str:
    event = entry.event
    kind = {Deed.TAPPED: "tap", Deed.ANSWERED: "toast", Deed.HAPPENED: "toast"}.get(
        event.deed, "bot" if entry.by_bot else "own"
    )
    words = "".join(
        f"<strong>{escape(run.text)}</strong>" if run.bold else escape(run.text) for run in entry.runs
    )
    rows = "".join(
        "<div>" + "".join(f"<span>{escape(label)}</span>" for label in row) + "</div>"
        for row in event.buttons
    )
    keyboard = f'<div class="rows">{rows}</div>' if rows else ""
    edited = " ✎" if event.deed in (Deed.EDITED, Deed.CORRECTED) else ""
    time = f"\n<time>{event.at.astimezone(ZONE):%H:%M}{edited}</time>"
    if kind in ("tap", "toast"):
        time = ""
    return f'<li class="{kind}">{_attachment(entry)}{words}{time}{keyboard}</li>'


def _attachment(entry: Entry) -> str:
    if entry.file is None:
        return ""
    address = escape(f"files/{entry.file}", quote=True)
    if entry.file.endswith(".png"):
        return f'<a href="{address}"><img src="{address}" alt="{escape(entry.event.text, quote=True)}"></a>'
    return f'<a href="{address}">📎 {escape(entry.file)}</a>\n'
