"""Optional questions: switched on for the next round of a flow, and asked in a round that has begun."""

from __future__ import annotations

from sqlalchemy import delete
from sqlmodel import col, select

from storage.tables import AskedExtra, ChosenExtra, Round
from storage.unit import Unit


def asked(unit: Unit, round_id: int) -> frozenset[str]:
    """The optional questions that are asked in a round."""
    return frozenset(unit.session.exec(select(AskedExtra.question).where(AskedExtra.round_id == round_id)))


def chosen(unit: Unit, partnership_id: int, flow: str) -> frozenset[str]:
    """The optional questions that are on for the next round of a flow."""
    return frozenset(
        unit.session.exec(
            select(ChosenExtra.question).where(
                ChosenExtra.partnership_id == partnership_id, ChosenExtra.flow == flow
            )
        )
    )


def switch(unit: Unit, partnership_id: int, flow: str, question: str, *, on: bool) -> None:
    """Switch an optional question on or off for the next round; two who do the same get the same."""
    if on:
        unit.session.exec(
            unit.insert(ChosenExtra)
            .values(partnership_id=partnership_id, flow=flow, question=question)
            .on_conflict_do_nothing(index_elements=["partnership_id", "flow", "question"])
        )
        return
    off = delete(ChosenExtra).where(
        col(ChosenExtra.partnership_id) == partnership_id,
        col(ChosenExtra.flow) == flow,
        col(ChosenExtra.question) == question,
    )
    unit.session.exec(off)


def take_along(unit: Unit, round_: Round) -> None:
    """Ask what was switched on in a round that opens; for the time after, all are off again."""
    on = chosen(unit, round_.partnership_id, round_.flow)
    unit.session.add_all(AskedExtra(round_id=round_.id, question=each) for each in sorted(on))
    off = delete(ChosenExtra).where(
        col(ChosenExtra.partnership_id) == round_.partnership_id, col(ChosenExtra.flow) == round_.flow
    )
    unit.session.exec(off)
    unit.session.flush()
