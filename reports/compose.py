"""A document put into words and into what a template reads: printable strings, numbers and lists.

Data travels as JSON in one input of Typst and is placed as text, so nothing in it is ever read as markup.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, assert_never

import segno

from reports.glyphs import GAP, printable
from reports.shorten import Version, cut, versions
from reports.values import (
    COLOURS,
    Cell,
    Document,
    Form,
    Format,
    FormQuestion,
    Handout,
    HeatMap,
    InviteCard,
    MyData,
    Sheet,
    Sign,
    Topic,
)
from texts.catalogue import Catalogue
from texts.template import Value

MOST_ROWS = 24
PHONE_POINTS = 360
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


@cache
def words() -> Catalogue:
    """The fixed words of the documents, in both languages. Raises `SourceError` when a file is wrong."""
    return Catalogue.read(Path(__file__).parent / "words")


def compose(document: Document, format: Format) -> Job:
    """Put a document into words and make everything on it printable. Pure but for reading the words."""
    document = _printed(document)
    match document:
        case HeatMap():
            points = heat_map_points(len(document.columns))
            ppi = 72 * min(PHONE_PIXELS / PHONE_POINTS, WIDEST_PIXELS / points)
            return _job("heatmap.typ", document.language, _heat_map(document), format, ppi)
        case Sheet():
            return _job("sheet.typ", document.language, _sheet(document), format, PAGE_PPI)
        case InviteCard():
            ppi = 72 * PHONE_PIXELS / PHONE_POINTS
            return _job("invite.typ", document.language, _invite(document), format, ppi)
        case Handout():
            return _job("handout.typ", document.language, _handout(document), format, PAGE_PPI)
        case Form():
            return _job("form.typ", document.language, _form(document), format, PAGE_PPI)
        case MyData():
            return _job("mydata.typ", document.language, _mydata(document), format, PAGE_PPI)
        case _:
            assert_never(document)


def heat_map_points(columns: int) -> float:
    """How wide a heat map is, in points: a phone for up to six organisations, then wider with each."""
    return PHONE_POINTS + 52 * max(0, columns - 6)


def _job(template: str, language: str, data: dict[str, object], format: Format, ppi: float) -> Job:
    data = {"format": format, "lang": language, "words": _fixed(language)} | data
    return Job(template, {"data": json.dumps(data, ensure_ascii=False)}, format, ppi)


def _fixed(language: str) -> dict[str, str]:
    catalogue = words()
    plain = sorted(key for key in catalogue.keys if not catalogue.entry(key, language).template.gaps)
    return {key: catalogue.label(key, language) for key in plain}


def _say(key: str, language: str, **values: Value) -> str:
    return words().label(key, language, values)


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


def _heat_map(map_: HeatMap) -> dict[str, object]:
    left = len(map_.rows) - MOST_ROWS
    given = {sign.value for row in map_.rows for cell in row.cells for sign in cell.signs}
    empty = any(not cell.signs for row in map_.rows for cell in row.cells)
    return {
        "name": _say("heat.name", map_.language, title=map_.title, partnership=map_.partnership),
        "width": heat_map_points(len(map_.columns)),
        "partnership": cut(map_.partnership, 80),
        "title": cut(map_.title, 60) or GAP,
        "subtitle": cut(map_.subtitle, 120),
        "columns": [cut(name, 32) for name in map_.columns],
        "rows": [
            {
                "label": cut(row.label, 90),
                "cells": [_counts(cell) for cell in row.cells],
                "total": list(zip(_names(COLOURS), row.total, strict=True)),
            }
            for row in map_.rows[:MOST_ROWS]
        ],
        "legend": [name for name in _names(Sign) if name in given] + (["none"] if empty else []),
        "more": _say("heat.more", map_.language, n=left) if left > 0 else "",
        "note": cut(map_.note, 200),
        "signs": "heat.cards" if map_.by_card else "heat.legend",
    }


def _names(signs: Iterable[Sign]) -> list[str]:
    return [sign.value for sign in signs]


def _counts(cell: Cell) -> list[tuple[str, int]]:
    return [(sign.value, count) for sign, count in cell.counts()]


def _sheet(sheet: Sheet) -> dict[str, object]:
    name = _say("sheet.name", sheet.language, title=sheet.title, partnership=sheet.partnership)
    return {
        "name": cut(name, 200),
        "wall": sheet.wall,
        "agreed_space": sheet.agreed_space,
        "footer": cut(sheet.footer, 120),
        "versions": [_version(version) for version in versions(sheet)],
    }


def _version(version: Version) -> dict[str, object]:
    sheet, missing = version.sheet, version.missing
    language, most = sheet.language, version.limits.names
    left_out = _list(missing.topics, language, 6)
    absent = _list(sheet.absent, language, most)
    return {
        "partnership": sheet.partnership,
        "title": sheet.title or GAP,
        "date_line": sheet.date_line,
        "topics": [_topic(topic, language, most) for topic in sheet.discuss],
        "more": _say("sheet.more", language, names=left_out) if left_out else "",
        "keep": sheet.keep,
        "agreed": [
            {"what": each.what, "who": each.who, "state": each.state, "mark": each.mark.value}
            for each in sheet.agreed
        ],
        "agreed_more": _and(missing.agreed, language),
        "proposed": sheet.proposed,
        "proposed_more": _and(missing.proposed, language),
        "left": sheet.left,
        "left_more": _and(missing.left, language),
        "aloud": _aloud(sheet),
        "absent": _say("sheet.absent", language, names=absent) if absent else "",
        "shortened": _say("sheet.shortened", language) if version.shortened else "",
    }


def _and(others: int, language: str) -> str:
    return _say("sheet.others", language, n=others) if others else ""


def _aloud(sheet: Sheet) -> str:
    """How many topics somebody would rather talk about, and which, as far as they are named."""
    if not sheet.aloud:
        return ""
    others = sheet.aloud - len(sheet.aloud_named)
    if not sheet.aloud_named:
        return _say("sheet.aloud", sheet.language, n=sheet.aloud)
    named = [*sheet.aloud_named, *([_and(others, sheet.language)] if others > 0 else [])]
    return _say("sheet.aloud_named", sheet.language, names=", ".join(named))


def _topic(topic: Topic, language: str, most: int) -> dict[str, object]:
    return {
        "label": topic.label,
        "question": topic.question or topic.label or GAP,
        "ask": topic.ask,
        "counts": [
            {"sign": sign.value, "count": count, "names": _who(topic, sign, language, most)}
            for sign, count in zip(COLOURS, topic.counts, strict=True)
        ]
        if topic.counts is not None
        else [],
        "unknown": _who(topic, Sign.UNKNOWN, language, most),
        "quotes": topic.quotes,
    }


def _who(topic: Topic, sign: Sign, language: str, most: int) -> str:
    """The organisations that gave a sign, "Gemeente (1 van 2)" where its people differ."""
    names = [
        name if cell.signs.count(sign) == len(cell.signs) else _part(name, cell, sign, language)
        for name, cell in topic.organisations
        if sign in cell.signs
    ]
    return _list(names, language, most)


def _part(name: str, cell: Cell, sign: Sign, language: str) -> str:
    return _say("sheet.part", language, name=name, n=cell.signs.count(sign), all=len(cell.signs))


def _list(names: Iterable[str], language: str, most: int) -> str:
    named = list(names)
    others = len(named) - most
    shown = named[:most] + ([_say("sheet.others", language, n=others)] if others > 0 else [])
    return ", ".join(shown)


def _invite(card: InviteCard) -> dict[str, object]:
    drawing = io.BytesIO()
    segno.make(card.link, error="m", micro=False).save(
        drawing, kind="svg", border=4, xmldecl=False, svgns=True, light="#fff"
    )
    return {
        "name": cut(_say("invite.name", card.language, partnership=card.partnership), 200),
        "partnership": cut(card.partnership, 80),
        "lead": _say("invite.lead", card.language, organisation=cut(card.organisation, 60))
        if card.organisation
        else _say("invite.anyone", card.language),
        "link": card.link,
        "qr": drawing.getvalue().decode(),
        "alt": _say("invite.code", card.language, link=card.link),
        "until": _say("invite.until", card.language, date=card.valid_until) if card.valid_until else "",
    }


def _form(form: Form) -> dict[str, object]:
    name = _say("form.name", form.language, title=form.title, partnership=form.partnership)
    return {
        "name": cut(name, 200),
        "partnership": form.partnership,
        "title": form.title or GAP,
        "whose": form.whose,
        "lead": form.lead,
        "until": form.until,
        "seen": form.seen,
        "questions": [_asked(question, form.language) for question in form.questions],
        "terms": form.terms,
        "signs": form.signs,
        "footer": cut(form.footer, 120),
    }


def _asked(question: FormQuestion, language: str) -> dict[str, object]:
    ends = dict(zip(("green", "red"), question.ends, strict=True)) if question.ends is not None else {}
    return {
        "number": question.number,
        "text": question.text or GAP,
        "boxes": [
            {"label": box.label, "sign": box.sign.value if box.sign is not None else ""}
            for box in question.boxes
        ],
        "ends": [(name, _say(f"form.ends_{name}", language, **{name: text})) for name, text in ends.items()],
        "written": question.written,
        "condition": question.condition,
        "seen": question.seen,
        "below": [_asked(each, language) for each in question.below],
    }


HANDOUT_PARTS = ("what", "asks", "sees", "mind", "join", "stop")


def _handout(page: Handout) -> dict[str, object]:
    values = {
        "partnership": cut(page.partnership, 80),
        "asker": cut(page.asker, 60),
        "responsible": cut(page.responsible, 60),
        "contact": cut(page.contact, 60),
    }

    def said(key: str) -> str:
        return _say(f"handout.{key}", page.language, **values)

    return {
        "name": said("name"),
        "partnership": values["partnership"],
        "title": said("title"),
        "lead": said("lead"),
        "parts": [{"head": said(part), "text": said(f"{part}_text")} for part in HANDOUT_PARTS],
        "footer": said("footer"),
    }


def _mydata(data: MyData) -> dict[str, object]:
    return {
        "name": cut(data.title, 200),
        "title": data.title,
        "lead": data.lead,
        "parts": [
            {"name": part.name, "about": part.about, "rows": [list(map(list, row)) for row in part.rows]}
            for part in data.parts
        ],
        "rest": data.rest,
        "footer": cut(data.footer, 120),
    }
