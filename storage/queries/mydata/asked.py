"""What a person asked another organisation, and answered one, through the bot."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from storage.queries import relay
from storage.queries.mydata.whose import Read, Row, Whose, of_round
from storage.tables import Inquiry, Round


def _inquiries(whose: Whose) -> Iterable[Row]:
    """Their own words alone, and not those of before the place went to their account."""
    about = (
        col(Inquiry.asker_id).in_(whose.members)
        | col(Inquiry.receiver_id).in_(whose.members)
        | col(Inquiry.handed_by).in_(whose.members)
        | col(Inquiry.answered_by).in_(whose.members)
    )
    rows = select(Inquiry, Round).join(Round, col(Round.id) == col(Inquiry.round_id)).where(about)
    for row, round_ in whose.unit.session.exec(rows.order_by(col(Inquiry.id))):
        asked, answered = row.asker_id in whose.members, row.answered_by in whose.members
        asks = asked and _is_since_moved(whose, row.asker_id, row)
        answers = row.answered_by is not None and answered and _is_since_moved(whose, row.answered_by, row)
        yield (
            *of_round(whose, round_),
            whose.party(row.organisation_id),
            ("question", row.question),
            ("asked_by_you", asked),
            ("words", relay.words(whose.unit, row) if asks else None),
            ("supposed", relay.supposed(whose.unit, row) if asks else None),
            ("state", row.known if asked else None),
            ("asked_of_you", row.receiver_id in whose.members or row.handed_by in whose.members),
            ("answer", relay.answered(whose.unit, row) if answers else None),
            ("at", row.asked_at if asked else row.answered_at),
        )


def _is_since_moved(whose: Whose, member_id: int, row: Inquiry) -> bool:
    since = whose.members[member_id].moved_at
    at = row.asked_at if member_id == row.asker_id else row.answered_at
    return since is None or (at is not None and at >= since)


PARTS: dict[str, Read] = {"inquiries": _inquiries}
