"""Several invitations in one message: its first line names no partnership beside another."""

from __future__ import annotations

from bot.channel import Choice, Screen
from bot.screens.invitation import opening_draft
from bot.screens.reader import Draft, Place, Reader, place_of
from process.incoming import Press
from process.message import Opening, Openings, Value
from process.states import RoundStage, SeatState
from texts.rich import Rich, Span


def draft(reader: Reader, message: Openings) -> Draft | None:
    """Each round with its day and a button; of what was answered or closed since nothing is said."""
    places = [place for seat in message.seats if (place := open_place(reader, seat)) is not None]
    if len(places) < 2:
        return opening_draft(reader, Opening(places[0].seat.id)) if places else None
    minutes = sum(place.flow.minutes for place in places)
    first = reader.say("invited.several", {"n": len(places), "minutes": minutes})
    rows = tuple((button_of(reader, place),) for place in places)
    return Draft(Screen((*first, *(line_of(reader, place) for place in places)), rows))


def open_place(reader: Reader, seat_id: int) -> Place | None:
    """A seat that can still be answered by this reader."""
    place = place_of(reader, seat_id)
    if place is None or place.round.stage != RoundStage.COLLECT:
        return None
    return place if place.seat.state in (SeatState.INVITED, SeatState.BEGUN) else None


def line_of(reader: Reader, place: Place) -> Rich:
    """The partnership, the questions and until when."""
    values: dict[str, Value] = {
        "flow": place.flow.id,
        "until": place.round.closes_at.isoformat(),
        "zone": place.partnership.timezone,
    }
    said = reader.label("invited.one", values)
    return (Span(place.partnership.name, strong=True), Span(f"\n{said}"))


def button_of(reader: Reader, place: Place) -> Choice:
    """To the invitation itself: who sees it, and the questions."""
    return reader.button(
        "button.invited", Press("invited", (place.seat.id,)), {"partnership": place.partnership.name}
    )
