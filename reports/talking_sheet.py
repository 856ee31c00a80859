"""What the talking sheet is set from: its versions from roomy to tight."""

from __future__ import annotations

from collections.abc import Iterable

from reports.fixed_words import say
from reports.glyphs import GAP
from reports.shorten import Version, cut, versions
from reports.values import COLOURS, Cell, Sheet, Sign, Topic


def talking_sheet(sheet: Sheet) -> dict[str, object]:
    """The sheet in every version; the template takes the first that fits."""
    name = say("sheet.name", sheet.language, title=sheet.title, partnership=sheet.partnership)
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
        "more": say("sheet.more", language, names=left_out) if left_out else "",
        "first": sheet.first,
        "live": sheet.live,
        "across": sheet.across,
        "across_more": _and(missing.across, language),
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
        "asked": sheet.asked,
        "asked_more": _and(missing.asked, language),
        "aloud": _aloud(sheet),
        "absent": say("sheet.absent", language, names=absent) if absent else "",
        "shortened": say("sheet.shortened", language) if version.shortened else "",
    }


def _and(others: int, language: str) -> str:
    return say("sheet.others", language, n=others) if others else ""


def _aloud(sheet: Sheet) -> str:
    """How many topics somebody would rather talk about, and which, as far as they are named."""
    if not sheet.aloud:
        return ""
    others = sheet.aloud - len(sheet.aloud_named)
    if not sheet.aloud_named:
        return say("sheet.aloud", sheet.language, n=sheet.aloud)
    named = [*sheet.aloud_named, *([_and(others, sheet.language)] if others > 0 else [])]
    return say("sheet.aloud_named", sheet.language, names=", ".join(named))


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
        "chosen": topic.chosen,
        "quotes": topic.quotes,
        "corrections": [cut(each, 160) for each in topic.corrections],
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
    return say("sheet.part", language, name=name, n=cell.signs.count(sign), all=len(cell.signs))


def _list(names: Iterable[str], language: str, most: int) -> str:
    named = list(names)
    others = len(named) - most
    shown = named[:most] + ([say("sheet.others", language, n=others)] if others > 0 else [])
    return ", ".join(shown)
