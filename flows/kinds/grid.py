"""A grid: the same question for each of a few rows, row after row.

It is read as one question for each row, of the kind that it is answered as: `party` without `options`, else
`many` or `choice`. So what holds for those questions holds for rows: counts, confidence, conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from flows.answers import NotUnderstood, Picked, Tapped, Typed
from flows.followups import Rules
from flows.kind import Own, RowOfGrid
from flows.options import OPTIONS, read_none, read_options
from flows.picking import Row
from flows.question import Question
from flows.reading import Reading
from flows.source import Node

LEAST, MOST = 2, 8
"""Rows of one grid."""


def rows_of(grid: Question, own: Own) -> tuple[Question, ...]:
    """The questions that a grid is read as: one for each row, called `grid.row`; none without rows."""
    return tuple(
        replace(
            grid,
            id=f"{grid.id}.{row.id}",
            kind=own.answered_as,
            text=row.text,
            short=row.short,
            formerly=tuple(f"{former}.{row.id}" for former in grid.formerly),
            row=Row(grid.id, grid.text, place, len(own.rows)),
        )
        for place, row in enumerate(own.rows, 1)
    )


class Grid:
    """Rows by options, or by the organisations; one tap for each row, or some with `several`."""

    name = "grid"
    typed = False
    required = ("rows",)
    optional = ("options", "several", "none")

    def read(self, fields: Mapping[str, Node], reading: Reading, _rules: Rules) -> Own:
        """Read `rows`, each with `short` and `text`, and what can be tapped at each of them."""
        rows: list[RowOfGrid] = []
        for name, node in reading.entries(fields["rows"]):
            row = reading.fields(node, required=("short", "text"))
            rows.append(RowOfGrid(name, reading.text(row["short"]), reading.text(row["text"])))
        options = read_options(fields["options"], reading) if "options" in fields else ()
        none = read_none(fields["none"], reading) if "none" in fields else ()
        several = "several" in fields and reading.yes(fields["several"])
        kind = "party" if not options else "many" if several else "choice"
        return Own(options=(*options, *none), several=several, rows=tuple(rows), answered_as=kind)

    def understand(self, _question: Question, _given: Tapped | Picked | Typed) -> NotUnderstood:
        """Nothing: its rows are answered, as questions of their own kind."""
        return NotUnderstood("unknown_question")

    def schema(self) -> dict[str, object]:
        """The schema of `rows`, and of what can be tapped."""
        text = {"$ref": "#/$defs/text"}
        row = {
            "type": "object",
            "additionalProperties": False,
            "required": ["short", "text"],
            "properties": {"short": text, "text": text},
        }
        rows = {
            "type": "object",
            "minProperties": LEAST,
            "maxProperties": MOST,
            "propertyNames": {"$ref": "#/$defs/id"},
            "additionalProperties": row,
        }
        return {"rows": rows, "options": OPTIONS, "several": {"type": "boolean"}, "none": text}


KIND = Grid()
