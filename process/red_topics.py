"""The red ticks of a partnership about which nothing was agreed: "nee" asks for something to be done."""

from __future__ import annotations

from dataclasses import dataclass

from process.rules import agreeing, overview
from process.rules.agreeing import Covered
from process.rules.items import Item
from storage.queries import agreements, opening, rounds
from storage.tables import Round
from storage.unit import Unit


@dataclass(frozen=True)
class RedTopic:
    """A tick that somebody answered with "nee"."""

    round: Round
    question: str


def without_agreement(unit: Unit, partnership_id: int) -> tuple[RedTopic, ...]:
    """Of the last shown round of each flow, without what is agreed, done since, or has a standing reason."""
    covered = _covered(unit, partnership_id)
    return tuple(
        RedTopic(round_, question)
        for round_ in last_shown(unit, partnership_id)
        for question in agreeing.needs_something(
            round_.flow, round_.number, red_of(unit, round_), covered, _reasoned(unit, round_)
        )
    )


def last_shown(unit: Unit, partnership_id: int) -> tuple[Round, ...]:
    """The last round of each flow that was shown."""
    last: dict[str, Round] = {}
    for each in rounds.rounds(unit, partnership_id):
        if each.revealed_at is not None:
            last[each.flow] = each
    return tuple(last.values())


def red_of(unit: Unit, round_: Round) -> tuple[str, ...]:
    """The ticks of a shown round that somebody answered with "nee", in the order of its overview."""
    return tuple(item.question for item in _items(unit, round_) if item.counts and item.counts.red)


def gave_red(unit: Unit, round_: Round, question: str) -> frozenset[int] | None:
    """The organisations that gave red to a tick; None when nobody may know."""
    cells = next((item.cells for item in _items(unit, round_) if item.question == question), ())
    if not cells:
        return None
    return frozenset(cell.organisation for cell in cells if cell.counts.red and cell.organisation is not None)


def _items(unit: Unit, round_: Round) -> tuple[Item, ...]:
    frozen = opening.snapshot(unit, round_.id, "overview")
    return overview.from_json(frozen.contents).items if frozen is not None else ()


def _reasoned(unit: Unit, round_: Round) -> tuple[str, ...]:
    return tuple(each.question for each in agreements.reasons(unit, round_.id) if each.contested_at is None)


def _covered(unit: Unit, partnership_id: int) -> tuple[Covered, ...]:
    of = {each.id: each for each in rounds.rounds(unit, partnership_id)}
    return tuple(
        Covered(of[each.round_id].flow, each.question, each.state, of[each.round_id].number)
        for each in agreements.with_topic(unit, partnership_id)
        if each.round_id is not None and each.question is not None
    )
