"""What is kept of somebody, in words that they know: titles, questions and answers as they read them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from bot.screens.reader import Reader
from flows.each import MARK
from flows.picking import named
from flows.question import Question
from flows.text import PLACEHOLDERS, UNSAID, Party
from process.rules.late import asked_of
from storage.queries.mydata import Part, Row, Value
from storage.tables import Organisation

_IN_WORDS = frozenset({"days", "kind", "language", "layer", "reach", "role", "slot", "state"})
"""Fields of which the words stand in the texts, as `mydata.<part>_<field>_<value>` or without the part."""


_UNSAID = dict.fromkeys(PLACEHOLDERS, UNSAID)
"""What stands for every placeholder: who was meant is in the fields beside it."""


def counted(part: Part) -> Part:
    """Messages by kind and by what became of them, with the last of each: hundreds would hide the rest."""
    if part.name != "messages":
        return part
    many: Counter[Row] = Counter()
    last: dict[Row, Value] = {}
    for row in part.rows:
        what = tuple(each for each in row if each[0] in ("kind", "state"))
        many[what] += 1
        last[what] = dict(row)["made_at"]
    return replace(part, rows=tuple((*what, ("count", many[what]), ("last", last[what])) for what in many))


def in_words(reader: Reader, part: str, row: Row) -> tuple[tuple[str, str], ...]:
    """The fields of one thing that have a value, as labels and words."""
    values = dict(row)
    return tuple(
        (reader.label(f"mydata.field_{name}"), _value(reader, part, name, values))
        for name, value in row
        if value is not None and value != ""
    )


def _value(reader: Reader, part: str, name: str, row: Mapping[str, Value]) -> str:
    value = row[name]
    if isinstance(value, bool):
        return reader.label("mydata.yes" if value else "mydata.no")
    if isinstance(value, datetime):
        return reader.label("mydata.moment", {"at": value.isoformat(), "year": value.year})
    if isinstance(value, date):
        return reader.label("mydata.day", {"at": value.isoformat(), "year": value.year})
    if name in _IN_WORDS:
        return ", ".join(_word(reader, part, name, each) for each in str(value).split(","))
    asked = _question(reader, row)
    match name:
        case "flow":
            flow = reader.shelf.flows.get(str(value))
            return str(value) if flow is None else flow.title.in_(reader.language)
        case "question" if asked is not None:
            return _asked(reader, row, asked)
        case "answer" | "was" | "now" if asked is not None:
            return _chosen(reader, asked, str(value))
    return str(value)


def _word(reader: Reader, part: str, name: str, value: str) -> str:
    """As it is kept when there is no word for it."""
    for key in (f"mydata.{part}_{name}_{value}", f"mydata.{name}_{value}"):
        if key in reader.catalogue.keys:
            return reader.label(key)
    return value


def _chosen(reader: Reader, asked: Question, value: str) -> str:
    """The labels of what was chosen, and the names of organisations; words as they are."""
    if not (asked.options or asked.is_choice):
        return value
    said = []
    for each in named(value):
        option = asked.option(each)
        if option is not None:
            said.append(option.label.in_(reader.language))
        else:
            party = _party(reader, each) if asked.kind == "party" else None
            said.append(party.name if party is not None else each)
    return ", ".join(said)


def _party(reader: Reader, number: str) -> Party | None:
    found = reader.unit.session.get(Organisation, int(number)) if number.isdecimal() else None
    return Party(found.id, found.name) if found is not None else None


def _question(reader: Reader, row: Mapping[str, Value]) -> Question | None:
    """The question as its author wrote it; what was asked about an organisation is about that one."""
    flow = reader.shelf.flows.get(str(row.get("flow")))
    question, _, about = asked_of(str(row.get("question"))).partition(MARK)
    if flow is None or not flow.has(question):
        return None
    found = flow.question(question)
    return replace(found, about=_party(reader, about)) if about else found


def _asked(reader: Reader, row: Mapping[str, Value], question: Question) -> str:
    """The question, and behind it what it is about when it hangs under another one.

    Of what was said after the reveal also that it was.
    """
    said = _in_its_place(reader, row, question)
    is_late = asked_of(str(row["question"])) != row["question"]
    return reader.label("mydata.reaction", {"question": said}) if is_late else said


def _in_its_place(reader: Reader, row: Mapping[str, Value], question: Question) -> str:
    text = question.asked_in(reader.language, _UNSAID)
    above = reader.shelf.flows[str(row["flow"])].root(question)
    return text if above.id == question.id else f"{text} ({(above.short or above.text).in_(reader.language)})"
