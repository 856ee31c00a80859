"""What tables and tracks are drawn from: words with signs, and nowhere a figure that counts them."""

from __future__ import annotations

from reports.fixed_words import say
from reports.glyphs import GAP
from reports.shorten import cut
from reports.values import Matrix, Said, Sign, Table, TableCell, Track, Tracks, Worksheet

SHAPES = 8
"""So many places have a shape of their own; what comes after them has its word alone."""
QUOTE = 280
"""The longest words in a cell; the whole of it stands in the overview."""


def matrix(drawn: Matrix) -> dict[str, object]:
    """Who says what about whom, as a picture for a phone."""
    return {
        "name": say("matrix.name", drawn.language, title=drawn.title, partnership=drawn.partnership),
        "partnership": cut(drawn.partnership, 80),
        "title": cut(drawn.title, 60) or GAP,
        "reading": cut(drawn.reading, 300),
        "note": cut(drawn.note, 200),
        "corrections": [cut(each, 160) for each in drawn.corrections],
        **_table(drawn.table),
    }


def worksheet(sheet: Worksheet) -> dict[str, object]:
    """A table on paper: what was said, or room to write it."""
    return {
        "name": say("worksheet.name", sheet.language, title=sheet.title, partnership=sheet.partnership),
        "partnership": cut(sheet.partnership, 80),
        "title": cut(sheet.title, 60) or GAP,
        "lead": cut(sheet.lead, 240),
        "corner": cut(sheet.corner, 60),
        "footer": cut(sheet.footer, 120),
        "wall": sheet.wall,
        "blank": sheet.blank,
        "corrections": [cut(each, 160) for each in sheet.corrections],
        **_table(sheet.table),
    }


def tracks(drawn: Tracks) -> dict[str, object]:
    """Steps under each other, tracks beside each other, and where each organisation stands."""
    names = [cut(name, 40) for name in drawn.organisations]
    return {
        "name": say("tracks.name", drawn.language, title=drawn.title, partnership=drawn.partnership),
        "partnership": cut(drawn.partnership, 80),
        "title": cut(drawn.title, 60) or GAP,
        "reading": cut(drawn.reading, 300),
        "note": cut(drawn.note, 200),
        "corrections": [cut(each, 160) for each in drawn.corrections],
        "tracks": [_track(each, names) for each in drawn.tracks],
    }


def _track(track: Track, names: list[str]) -> dict[str, object]:
    return {
        "name": cut(track.name, 40),
        "steps": [
            {
                "word": cut(word, 60),
                "there": [{"sign": _shape(place + 1), "word": names[place]} for place in there],
                "counts": place == track.counts,
            }
            for place, (word, there) in enumerate(zip(track.steps, track.there, strict=True))
        ],
    }


def _table(table: Table) -> dict[str, object]:
    return {
        "columns": [cut(name, 40) for name in table.columns],
        "rows": [
            {"name": cut(name, 60), "cells": [_cell(cell) for cell in cells]} for name, cells in table.rows
        ],
    }


def _cell(cell: TableCell) -> dict[str, object]:
    return {
        "own": cell.is_own,
        "said": [_said(each) for each in cell.said],
        "quotes": [cut(each, QUOTE) for each in cell.quotes],
    }


def _said(said: Said) -> dict[str, object]:
    sign = said.sign.value if isinstance(said.sign, Sign) else _shape(said.sign)
    return {"sign": sign, "word": cut(said.word, 40), "new": said.is_new}


def _shape(place: int) -> str:
    return f"shape-{place}" if place <= SHAPES else ""
