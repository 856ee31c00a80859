"""After the reveal: who said what since, and the buttons to say something still or to change it."""

from __future__ import annotations

from bot.channel import Choice
from bot.screens.frozen import Frozen
from bot.screens.reader import Rows
from process import authority
from process.incoming import Press
from process.registry import Permission
from process.rules.items import Quote
from process.rules.late import late_question, may_react, topics
from process.states import SeatState, Together
from storage.queries import late, people, rounds


class Reactions:
    """What was said afterwards about each topic of one overview, looked up once."""

    def __init__(self, frozen: Frozen) -> None:
        """Read all reactions of the round."""
        self._found = late.reactions(frozen.reader.unit, frozen.round.id)

    def to(self, question: str) -> tuple[Quote, ...]:
        """What was said about this topic, by organisation."""
        return tuple(
            Quote(each.seat, each.question, each.organisation, late=True)
            for each in self._found
            if each.question == late_question(question)
        )


def react_row(frozen: Frozen) -> Rows:
    """[Toch nog reageren], under the result of who had not sent."""
    seat = rounds.seat_of(frozen.reader.unit, frozen.round.id, frozen.member.id)
    state = seat.state if seat is not None else None
    if frozen.gone is not None or not may_react(state) or not topics(frozen.shown, frozen.flow):
        return ()
    if not authority.may(frozen.member, Permission.ANSWER):
        return ()
    return ((frozen.reader.button("button.react", Press("react", (frozen.round.id,))),),)


def own_row(frozen: Frozen) -> Rows:
    """[Mijn antwoorden], for who has something in this result; one for each whom they typed in for."""
    if frozen.gone is not None:
        return ()
    reader = frozen.reader
    rows: list[tuple[Choice, ...]] = []
    for seat in rounds.seats(reader.unit, frozen.round.id):
        if seat.member_id == frozen.member.id:
            by_cards = frozen.shown.together is Together.CARDS and seat.organisation_id is not None
            if by_cards or seat.late or seat.state == SeatState.SENT:
                rows.insert(0, (reader.button("button.own_answers", Press("own", (seat.id,))),))
        elif seat.filled_by == frozen.member.id and seat.state == SeatState.SENT:
            name = {"name": people.member(reader.unit, seat.member_id).name}
            rows.append((reader.button("button.answers_of", Press("own", (seat.id,)), name),))
    return tuple(rows)
