"""Your own data as two files: a document to read, and JSON for another program."""

from __future__ import annotations

import json
from datetime import date

from bot.channel import Attachment, Screen
from bot.screens.own_values import counted, in_words
from bot.screens.reader import Draft, Drawing, Reader
from process.acts.mydata import JSON
from process.message import Hand
from reports.values import DataPart, MyData
from storage.queries import mydata
from storage.queries.mydata import Part, Value


def draft(reader: Reader, message: Hand) -> Draft:
    """One of the two files, of the reader and nobody else, whoever the message names."""
    parts = mydata.everything(reader.unit, reader.person)
    if message.document == JSON:
        return Draft(Screen(reader.say("mydata.json"), attachment=_json(reader, parts)))
    name = f"{reader.label('mydata.file')}.pdf"
    drawing = Drawing(_document(reader, parts), "pdf", name, reader.label("mydata.title"))
    return Draft(Screen(reader.say("mydata.pdf")), drawing)


def _json(reader: Reader, parts: tuple[Part, ...]) -> Attachment:
    contents = {
        "responsible": reader.facts.responsible,
        "contact": reader.facts.contact,
        "language": reader.language,
        "parts": {
            part.name: {
                "about": reader.label(f"mydata.about_{part.name}"),
                "rows": [{name: _machine(value) for name, value in row} for row in part.rows],
            }
            for part in parts
        },
    }
    content = json.dumps(contents, ensure_ascii=False, indent=1).encode()
    name = f"{reader.label('mydata.file')}.json"
    return Attachment("document", name, content, reader.label("mydata.title"))


def _machine(value: Value) -> str | int | None:
    return value.isoformat() if isinstance(value, date) else value


def _document(reader: Reader, parts: tuple[Part, ...]) -> MyData:
    full = [part for part in parts if part.rows]
    empty = [reader.label(f"mydata.part_{part.name}") for part in parts if not part.rows]
    return MyData(
        title=reader.label("mydata.title"),
        lead=reader.label("mydata.lead"),
        language="en" if reader.language == "en" else "nl",
        parts=tuple(_part(reader, part) for part in full),
        rest=reader.label("mydata.empty", {"parts": ", ".join(empty)}) if empty else "",
        footer=reader.label("mydata.footer"),
    )


def _part(reader: Reader, part: Part) -> DataPart:
    return DataPart(
        reader.label(f"mydata.part_{part.name}"),
        reader.label(f"mydata.about_{part.name}"),
        tuple(in_words(reader, part.name, row) for row in counted(part).rows),
    )
