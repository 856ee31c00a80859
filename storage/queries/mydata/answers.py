"""What a person answered in rounds, or is answering now."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from storage.queries import drafts, rounds
from storage.queries import joint as joint_rows
from storage.queries.mydata.whose import Read, Row, Whose, of_round, seats
from storage.tables import Correction, Draft, Floor, Round, Seat


def _rounds(whose: Whose) -> Iterable[Row]:
    for seat, round_ in seats(whose):
        yield (
            *of_round(whose, round_),
            whose.party(seat.organisation_id),
            ("layer", seat.layer),
            ("state", seat.state),
            ("sent_at", seat.sent_at),
            ("late", seat.late),
            ("typed_by_another", seat.filled_by is not None),
            *_with_colleagues(whose, seat),
        )


def _with_colleagues(whose: Whose, seat: Seat) -> Row:
    """Where their organisation answers together: whether they put it to the others, and agree to it."""
    joint = joint_rows.of_seat(whose.unit, seat)
    if joint is None:
        return ()
    return (
        ("put_to_colleagues", joint.put_by == seat.member_id),
        ("agrees", seat.id in joint_rows.agreed(whose.unit, joint)),
    )


def _answers(whose: Whose) -> Iterable[Row]:
    """Only what this account gave: of a place that came from another account, what was answered since.

    Of what an organisation answers together, what they wrote themselves.
    """
    for seat, round_ in seats(whose):
        since = whose.members[seat.member_id].moved_at
        for each, answer in rounds.given(whose.unit, seat):
            if since is not None and each.at < since:
                continue
            yield (
                *of_round(whose, round_),
                ("question", each.question),
                ("state", answer.state.value),
                ("answer", answer.value),
                ("for_you_alone", each.alone or None),
                ("changes", each.revision - 1),
                ("message", each.source_ref),
                ("at", each.at),
            )


def _corrections(whose: Whose) -> Iterable[Row]:
    """What they changed after a reveal, or had changed for them; for the account that holds the place."""
    theirs = {seat.id: seat for seat, _ in seats(whose)}
    mine = col(Correction.seat_id).in_(theirs) | col(Correction.by_id).in_(whose.members)
    kept = select(Correction, Round).join(Round, col(Round.id) == col(Correction.round_id)).where(mine)
    for each, round_ in whose.unit.session.exec(kept.order_by(col(Correction.id))):
        own = theirs.get(each.seat_id or 0)
        since = whose.members[own.member_id].moved_at if own is not None else None
        if since is not None and each.at < since:
            continue
        yield (
            *of_round(whose, round_),
            ("question", each.question),
            ("was", each.was if own is not None else None),
            ("state", each.state.value),
            ("now", each.value if own is not None else None),
            ("typed_by_another", own is not None and each.by_id is not None),
            ("at", each.at),
        )


def _drafts(whose: Whose) -> Iterable[Row]:
    mine = select(Draft).where(Draft.person_id == whose.person.id).order_by(col(Draft.id))
    for each in whose.unit.session.exec(mine):
        yield (("words", drafts.read(whose.unit, each)), ("at", each.at))


def _conversation(whose: Whose) -> Iterable[Row]:
    floor = whose.unit.session.get(Floor, whose.person.id)
    if floor is not None:
        yield (
            ("kind", floor.kind),
            ("question", floor.question),
            ("form", floor.form),
            ("filled_in", floor.data),
            ("shown_at", floor.shown_at),
        )


PARTS: dict[str, Read] = {
    "rounds": _rounds,
    "answers": _answers,
    "corrections": _corrections,
    "drafts": _drafts,
    "conversation": _conversation,
}
