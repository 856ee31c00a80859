"""A document put into words and into what a template reads: printable strings, numbers and lists.

Data travels as JSON in one input of Typst and is placed as text, so nothing in it is ever read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, assert_never

from reports import papers, tables
from reports.fixed_words import fixed
from reports.glyphs import printable
from reports.heat_map import PHONE_POINTS, heat_map, heat_map_points
from reports.talking_sheet import talking_sheet
from reports.values import (
    Document,
    Form,
    Format,
    Handout,
    HeatMap,
    InviteCard,
    Matrix,
    MyData,
    Sheet,
    Tracks,
    Worksheet,
)

PHONE_PIXELS = 1080
PAGE_PPI = 150
WIDEST_PIXELS = 2160


@dataclass(frozen=True)
class Job:
    """One drawing for Typst: a template, its inputs, the format, and the pixels per inch of a PNG."""

    template: str
    inputs: Mapping[str, str]
    format: Format
    ppi: float


def compose(document: Document, format: Format) -> Job:
    """Put a document into words and make everything on it printable. Pure but for reading the words."""
    document = _printed(document)
    template, data, ppi = _contents(document)
    data = {"format": format, "lang": document.language, "words": fixed(document.language)} | data
    return Job(template, {"data": json.dumps(data, ensure_ascii=False)}, format, ppi)


def _contents(document: Document) -> tuple[str, dict[str, object], float]:  # noqa: PLR0911
    """Its template, what that reads, and the pixels per inch of a picture of it."""
    phone = 72 * PHONE_PIXELS / PHONE_POINTS
    match document:
        case HeatMap():
            points = heat_map_points(len(document.columns))
            ppi = 72 * min(PHONE_PIXELS / PHONE_POINTS, WIDEST_PIXELS / points)
            return "heatmap.typ", heat_map(document), ppi
        case Matrix():
            return "matrix.typ", tables.matrix(document), phone
        case Tracks():
            return "tracks.typ", tables.tracks(document), phone
        case Sheet():
            return "sheet.typ", talking_sheet(document), PAGE_PPI
        case Worksheet():
            return "worksheet.typ", tables.worksheet(document), PAGE_PPI
        case InviteCard():
            return "invite.typ", papers.invite(document), phone
        case Handout():
            return "handout.typ", papers.handout(document), PAGE_PPI
        case Form():
            return "form.typ", papers.form(document), PAGE_PPI
        case MyData():
            return "mydata.typ", papers.mydata(document), PAGE_PPI
        case _:
            assert_never(document)


def _printed(value: Any) -> Any:
    """The same value with every text in it printable, but for a link: that is ASCII and must stay whole."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, tuple):
        return tuple(_printed(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        names = [part.name for part in fields(value) if part.name != "link"]
        return replace(value, **{name: _printed(getattr(value, name)) for name in names})
    return value
