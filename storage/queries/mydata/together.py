"""What a person did for or with the others: agreements, reasons, decisions, endings, papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from storage.queries import agreements, choosing, discussing, endings, remarks
from storage.queries.mydata.whose import Read, Row, Whose, of_round
from storage.tables import (
    Card,
    Consent,
    Discussion,
    Event,
    GroupChat,
    Live,
    Member,
    Partnership,
    Reason,
    Round,
    Seat,
)


def _events(whose: Whose) -> Iterable[Row]:
    mine = select(Event).where(col(Event.member_id).in_(whose.members)).order_by(col(Event.id))
    for each in whose.unit.session.exec(mine):
        yield (whose.place(each.partnership_id), ("kind", each.kind), ("at", each.at))


def _agreements(whose: Whose) -> Iterable[Row]:
    """What they proposed, were asked, or said yes to; the words belong to the partnership."""
    mine = {row.id: row for each in whose.members for row in agreements.of_member(whose.unit, each)}
    for row in mine.values():
        yield (
            whose.place(row.partnership_id),
            ("what", agreements.what(whose.unit, row)),
            ("seen_by", agreements.seen_by(whose.unit, row)),
            ("otherwise", agreements.otherwise(whose.unit, row)),
            ("due_on", row.due_on),
            ("reach", row.reach),
            ("state", row.state),
            ("proposed_by_you", row.proposed_by in whose.members),
            ("asked_of_you", row.asked_id in whose.members),
            ("yours", row.owner_id in whose.members),
            ("accepted_at", row.accepted_at if row.owner_id in whose.members else None),
            ("made_at", row.created_at),
            ("changed_at", row.changed_at),
        )


def _reasons(whose: Whose) -> Iterable[Row]:
    """Why nothing is done about a red tick, given by them, or contested by them."""
    about = col(Reason.given_by).in_(whose.members) | col(Reason.contested_by).in_(whose.members)
    rows = select(Reason, Round).join(Round, col(Round.id) == col(Reason.round_id)).where(about)
    for row, round_ in whose.unit.session.exec(rows.order_by(col(Reason.id))):
        yield (
            *of_round(whose, round_),
            ("question", row.question),
            ("reason", agreements.reason_words(whose.unit, row)),
            ("given_by_you", row.given_by in whose.members),
            ("contested_by_you", row.contested_by in whose.members),
            ("at", row.at),
        )


def _decisions(whose: Whose) -> Iterable[Row]:
    """What they wrote down of what was decided."""
    mine = select(Discussion, Round).join(Round, col(Round.id) == col(Discussion.round_id))
    mine = mine.where(col(Discussion.written_by).in_(whose.members)).order_by(col(Discussion.id))
    for row, round_ in whose.unit.session.exec(mine):
        yield (
            *of_round(whose, round_),
            ("decided", discussing.words(whose.unit, row)),
            ("at", row.ended_at),
        )


def _topics(whose: Whose) -> Iterable[Row]:
    """What they choose to work on, while it is not settled; after that nobody's choice is kept."""
    for row, round_ in choosing.of_members(whose.unit, whose.members):
        for question in choosing.picks_of(row):
            yield (*of_round(whose, round_), ("question", question), ("at", row.sent_at))


def _started(whose: Whose) -> Iterable[Row]:
    """Partnerships they founded, then rounds they opened."""
    founded = select(Partnership).where(Partnership.made_by == whose.person.id).order_by(col(Partnership.id))
    for partnership in whose.unit.session.exec(founded):
        yield (("partnership", partnership.name), ("at", partnership.created_at))
    opened = select(Round).where(col(Round.opened_by).in_(whose.members)).order_by(col(Round.id))
    for round_ in whose.unit.session.exec(opened):
        yield (*of_round(whose, round_), ("at", round_.opened_at))


def _for_others(whose: Whose) -> Iterable[Row]:
    """What they wrote down here for who takes part on paper, and what they did for all in a meeting."""
    written = select(Consent, Member).join(Member, col(Member.id) == col(Consent.member_id))
    for consent, other in whose.unit.session.exec(
        written.where(col(Consent.recorded_by).in_(whose.members)).order_by(col(Consent.id))
    ):
        yield (("kind", "consent"), whose.place(other.partnership_id), ("at", consent.at))
    filled = select(Seat, Round).join(Round, col(Round.id) == col(Seat.round_id))
    for seat, round_ in whose.unit.session.exec(
        filled.where(col(Seat.filled_by).in_(whose.members)).order_by(col(Seat.id))
    ):
        yield (("kind", "filled"), *of_round(whose, round_), ("at", seat.sent_at))
    led = select(Live, Round).join(Round, col(Round.id) == col(Live.round_id))
    for live, round_ in whose.unit.session.exec(led.where(col(Live.member_id).in_(whose.members))):
        yield (("kind", "led"), *of_round(whose, round_), ("at", live.at))
    asked = select(GroupChat).where(col(GroupChat.asked_by).in_(whose.members))
    for chat in whose.unit.session.exec(asked.order_by(col(GroupChat.id))):
        yield (("kind", "group"), whose.place(chat.partnership_id), ("at", chat.linked_at))
    held = select(Card, Round).join(Round, col(Round.id) == col(Card.round_id))
    for card, round_ in whose.unit.session.exec(
        held.where(col(Card.member_id).in_(whose.members)).order_by(col(Card.id))
    ):
        yield (("kind", "card"), *of_round(whose, round_), ("question", card.question), ("at", card.at))


def _endings(whose: Whose) -> Iterable[Row]:
    """What they asked, then what they said themselves; words of another account before it are not theirs."""
    for asked in endings.asked_by(whose.unit, whose.members):
        said = endings.words(whose.unit, asked) if _is_own(whose, asked.asked_by, asked.asked_at) else None
        yield (whose.place(asked.partnership_id), ("kind", "asked"), ("words", said), ("at", asked.asked_at))
    for voice in endings.said_by(whose.unit, whose.members):
        own = _is_own(whose, voice.member_id, voice.at)
        yield (
            whose.place(whose.members[voice.member_id].partnership_id),
            ("kind", "agreed" if voice.agrees else "objected"),
            ("words", endings.voice_words(whose.unit, voice) if own else None),
            ("at", voice.at),
        )


def _remarks(whose: Whose) -> Iterable[Row]:
    """What they said to the group on coming in or leaving, from the account that holds the place now."""
    for row in remarks.of_members(whose.unit, whose.members):
        said = remarks.words(whose.unit, row) if _is_own(whose, row.member_id, row.at) else None
        yield (whose.place(row.partnership_id), ("kind", row.kind), ("words", said), ("at", row.at))


def _is_own(whose: Whose, member_id: int, at: datetime) -> bool:
    since = whose.members[member_id].moved_at
    return since is None or at >= since


PARTS: dict[str, Read] = {
    "log": _events,
    "agreements": _agreements,
    "reasons": _reasons,
    "decisions": _decisions,
    "topics": _topics,
    "endings": _endings,
    "remarks": _remarks,
    "started": _started,
    "for_others": _for_others,
}
