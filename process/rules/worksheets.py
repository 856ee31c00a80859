"""Which worksheets a flow can be taken to the table with: generic layouts over what it asks."""

from __future__ import annotations

from dataclasses import dataclass

from flows.model import Flow, Layout, Question, Share
from process.rules.matrix import asked_of_each


@dataclass(frozen=True)
class Worksheet:
    """A layout and the questions that it lays out.

    In a matrix these are one question about each organisation, in a grid its rows, in columns the open ones.
    """

    layout: Layout
    asked: tuple[Question, ...]


def worksheets_of(flow: Flow) -> tuple[Worksheet, ...]:
    """In the order of the layouts that the flow names; a matrix and a grid make a worksheet each."""
    found = (
        Worksheet(layout, asked) for layout in flow.worksheets for asked in _LAYOUTS[layout](flow) if asked
    )
    return tuple(found)


def _matrices(flow: Flow) -> tuple[tuple[Question, ...], ...]:
    return tuple(asked for _, asked in asked_of_each(flow))


def _columns(flow: Flow) -> tuple[tuple[Question, ...], ...]:
    return (
        tuple(
            question
            for question in _open_to_all(flow)
            if question.kind == "words" and question.about is None and not question.keeps
        ),
    )


def _grids(flow: Flow) -> tuple[tuple[Question, ...], ...]:
    found: dict[str, list[Question]] = {}
    for question in _open_to_all(flow):
        if question.row is not None:
            found.setdefault(question.row.grid, []).append(question)
    return tuple(map(tuple, found.values()))


def _open_to_all(flow: Flow) -> tuple[Question, ...]:
    return tuple(
        question
        for question in flow.questions
        if question.under is None and question.share in (Share.NAME, Share.ORGANISATION)
    )


_LAYOUTS = {Layout.MATRIX: _matrices, Layout.COLUMNS: _columns, Layout.GRID: _grids}
