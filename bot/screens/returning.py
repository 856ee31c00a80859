"""Back from leave: what happened and what is still asked, partnership by partnership, in one message."""

from __future__ import annotations

from bot.channel import Choice, Screen
from bot.screens.invitations import button_of, open_place
from bot.screens.reader import Draft, Place, Reader, Rows
from process.incoming import Press
from process.message import Value, WelcomeBack
from storage.queries import opening, partnerships, people
from storage.tables import Partnership, Round
from texts.rich import Rich, Span


def draft(reader: Reader, message: WelcomeBack) -> Draft | None:
    """Its first line names no partnership: a locked screen shows one beside another to nobody."""
    places = [place for seat in message.seats if (place := open_place(reader, seat)) is not None]
    results = [found for snapshot in message.results if (found := _result(reader, snapshot)) is not None]
    if not places and not results and not message.waiting:
        return None
    said = [
        *(_happened(reader, partnership, round_) for partnership, round_ in results),
        *(_asked(reader, place) for place in places),
    ]
    more = reader.say("away.waiting", {"n": message.waiting}) if message.waiting else ()
    rows: Rows = (
        *((button_of(reader, place),) for place in places),
        *((_result_button(reader, partnership),) for partnership, _ in results),
        *(((reader.button("button.waited", Press("waited"), {"n": message.waiting}),),) if more else ()),
        ((reader.button("button.menu", Press("menu"))),),
    )
    return Draft(Screen((*reader.say("away.back"), *said, *more), rows))


def _asked(reader: Reader, place: Place) -> Rich:
    closes = place.round.closes_at
    values: dict[str, Value] = {
        "flow": place.flow.id,
        "until": closes.isoformat(),
        "zone": place.partnership.timezone,
    }
    return _under(place.partnership, reader.label("away.asked", values))


def _happened(reader: Reader, partnership: Partnership, round_: Round) -> Rich:
    return _under(partnership, reader.label("away.result", {"flow": round_.flow}))


def _under(partnership: Partnership, said: str) -> Rich:
    return (Span(partnership.name, strong=True), Span(f"\n{said}"))


def _result(reader: Reader, snapshot_id: int) -> tuple[Partnership, Round] | None:
    """A result in a place that the reader still holds."""
    snapshot = opening.snapshot_by_id(reader.unit, snapshot_id)
    round_ = opening.find_round(reader.unit, snapshot.round_id) if snapshot is not None else None
    if round_ is None or people.member_in(reader.unit, reader.person.id, round_.partnership_id) is None:
        return None
    return partnerships.partnership(reader.unit, round_.partnership_id), round_


def _result_button(reader: Reader, partnership: Partnership) -> Choice:
    return reader.button(
        "button.result_of", Press("result", (partnership.id,)), {"partnership": partnership.name}
    )
