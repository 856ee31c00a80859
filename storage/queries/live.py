"""A round in the meeting, and the cards that were held up for it."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from flows.answers import Answer, State
from flows.question import Colour
from process.rules.gate import Voice
from process.rules.sealed import Sealed
from process.states import SeatState, Together
from storage.tables import Card, Live, Member, Round, Seat
from storage.unit import Unit


def begin(unit: Unit, round_: Round, how: Together, by: Member, ref: str | None, now: datetime) -> Live:
    """From now on a round is done in the meeting; `ref` is the message of `by` that shows how far it is."""
    live = of_round(unit, round_.id) or Live(round_id=round_.id, how=how, member_id=by.id, at=now)
    live.how, live.member_id, live.ref, live.at = how, by.id, ref, now
    unit.session.add(live)
    unit.session.flush()
    return live


def of_round(unit: Unit, round_id: int) -> Live | None:
    """How a round is done in the meeting; None when it is not."""
    return unit.session.exec(
        select(Live).where(Live.round_id == round_id).execution_options(populate_existing=True)
    ).first()


def put(
    unit: Unit,
    round_: Round,
    organisation: int,
    question: str,
    colour: Colour | None,
    by: Member,
    now: datetime,
) -> None:
    """The card of an organisation at a question, in place of an earlier one; None: it held up none."""
    kept = {"colour": colour, "member_id": by.id, "at": now}
    place = {"round_id": round_.id, "organisation_id": organisation, "question": question}
    unit.session.exec(
        unit.insert(Card).values(**place, **kept).on_conflict_do_update(index_elements=list(place), set_=kept)
    )


def cards(unit: Unit, round_id: int) -> dict[tuple[str, int], Colour | None]:
    """What was typed in so far, by question and organisation; for who leads the round."""
    rows = select(Card).where(Card.round_id == round_id).execution_options(populate_existing=True)
    return {(row.question, row.organisation_id): row.colour for row in unit.session.exec(rows)}


def sealed(unit: Unit, round_id: int) -> Sealed[tuple[Voice, ...]]:
    """The cards as one voice for each organisation, sealed: only the gate opens it.

    Nobody is behind such a voice by themselves: its `member` is the organisation, below zero.
    """
    said: dict[int, dict[str, Answer]] = {}
    for (question, organisation), colour in sorted(cards(unit, round_id).items()):
        answer = Answer(question, State.GIVEN, colour.value) if colour else Answer(question, State.PASSED)
        said.setdefault(organisation, {})[question] = answer
    return Sealed(tuple(Voice(0, -each, each, None, answers) for each, answers in said.items()))


def behind(unit: Unit, round_: Round) -> Counter[int | None]:
    """How many people are behind what a shown round says of each organisation.

    Who sent; where cards were held up, everyone who had a seat for that organisation.
    """
    seats = select(Seat.organisation_id).where(Seat.round_id == round_.id)
    live = of_round(unit, round_.id)
    if live is None or live.how is not Together.CARDS:
        seats = seats.where(Seat.state == SeatState.SENT)
    return Counter(unit.session.exec(seats.order_by(col(Seat.id))))


def by_cards(unit: Unit, round_id: int) -> bool:
    """Whether cards were held up in this round."""
    live = of_round(unit, round_id)
    return live is not None and live.how is Together.CARDS


def forget(unit: Unit, round_: Round, organisation: int | None) -> None:
    """The cards of an organisation of one are that person's: nothing is left of them."""
    if behind(unit, round_)[organisation] == 1:
        unit.session.exec(
            delete(Card).where(col(Card.round_id) == round_.id, col(Card.organisation_id) == organisation)
        )
