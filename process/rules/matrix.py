"""Who says what about whom: the answers to a question about each other organisation, laid side by side.

It is read from revealed overviews alone. What organisations need of each other and bring is no arithmetic
(Weer Thuis §6.2): a cell holds what was said, and nowhere how many said it, how much, or who says most.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.each import MARK
from flows.model import Flow, Question, Share
from flows.picking import NONE
from process.rules.items import Cell, ChoiceCell, Party
from process.rules.overview import Overview

Place = tuple[int, int]
"""Who says it, and the organisation that it is about."""

_COLOURS = ("green", "orange", "red")


@dataclass(frozen=True)
class Changed:
    """What an organisation says about another now and did not say the last time, and the other way round."""

    by: int
    about: int
    new: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True)
class Matrix:
    """One question about each other organisation.

    `question` is its id as it was written, `asked` are those that it became, one for each organisation.
    `parties` say something. `said` holds options or colours in the order of the question; `before` is the
    same of the last time, None when there was none.
    """

    question: str
    asked: tuple[Question, ...]
    parties: tuple[Party, ...]
    said: Mapping[Place, tuple[str, ...]]
    before: Mapping[Place, tuple[str, ...]] | None = None

    def at(self, by: int, about: int) -> tuple[str, ...]:
        """What is said there; nothing when nobody answered."""
        return self.said.get((by, about), ())

    def changed(self, by: int, about: int) -> Changed:
        """What is new there, and what was said the last time and is not now.

        Nothing where there was no answer on one of both times: silence takes nothing back.
        """
        now, then = self.at(by, about), (self.before or {}).get((by, about), ())
        if not now or not then:
            return Changed(by, about, (), ())
        new = tuple(each for each in now if each not in then and each != NONE)
        return Changed(by, about, new, tuple(each for each in then if each not in now and each != NONE))

    @property
    def changes(self) -> tuple[Changed, ...]:
        """Every place where something changed, row after row."""
        places = ((party.id, asked.about.id) for party in self.parties for asked in self.asked if asked.about)
        found = (self.changed(by, about) for by, about in places)
        return tuple(each for each in found if each.new or each.gone)


def asked_of_each(flow: Flow) -> tuple[tuple[str, tuple[Question, ...]], ...]:
    """The questions with buttons about each organisation that all may see, each with those that it became."""
    found: dict[str, list[Question]] = {}
    for question in flow.questions:
        if question.about is not None and question.under is None and _is_drawn(question):
            found.setdefault(_written(question), []).append(question)
    return tuple((id_, tuple(asked)) for id_, asked in found.items())


def matrices(flow: Flow, shown: Overview, before: Overview | None) -> tuple[Matrix, ...]:
    """Each question about each organisation to which somebody said something, in the order of the flow."""
    now, then = _cells(shown), _cells(before) if before is not None else None
    found = (
        Matrix(
            id_,
            asked,
            shown.organisations,
            _places(asked, now),
            _places(asked, then) if then is not None else None,
        )
        for id_, asked in asked_of_each(flow)
    )
    return tuple(each for each in found if each.said)


def _is_drawn(question: Question) -> bool:
    return question.kind != "words" and question.share in (Share.NAME, Share.ORGANISATION)


def _written(question: Question) -> str:
    return question.id.partition(MARK)[0]


_Cells = Mapping[str, tuple[Cell | ChoiceCell, ...]]


def _cells(shown: Overview) -> _Cells:
    ticks: dict[str, tuple[Cell | ChoiceCell, ...]] = {item.question: item.cells for item in shown.items}
    return ticks | {item.question: item.cells for item in shown.choices}


def _places(asked: tuple[Question, ...], cells: _Cells) -> dict[Place, tuple[str, ...]]:
    found: dict[Place, tuple[str, ...]] = {}
    for question in asked:
        for id_ in (question.id, *question.formerly):
            for cell in cells.get(id_, ()):
                said = _said(question, cell)
                if question.about is not None and cell.organisation is not None and said:
                    found.setdefault((cell.organisation, question.about.id), said)
    return found


def _said(question: Question, cell: Cell | ChoiceCell) -> tuple[str, ...]:
    """What stands in a cell, as far as the question still knows it."""
    if isinstance(cell, Cell):
        return tuple(each for each in _COLOURS if getattr(cell.counts, each))
    chosen = {each.option for each in cell.options if each.people}
    return tuple(option.id for option in question.options if option.id in chosen)
