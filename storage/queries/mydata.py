"""Everything that is kept of one person, part by part; of nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlmodel import col, select

from storage import codec
from storage.queries import agreements, discussing, drafts, endings, forgetting, rounds
from storage.tables import (
    Address,
    Appointment,
    Card,
    Consent,
    Discussion,
    Disturbance,
    Draft,
    Event,
    FailedLink,
    Floor,
    Invite,
    Live,
    Member,
    Organisation,
    Outbox,
    Partnership,
    Person,
    Reason,
    Round,
    Seat,
    StandIn,
    StoredAnswer,
)
from storage.unit import Unit

Value = str | int | bool | date | datetime | None
Row = tuple[tuple[str, Value], ...]
"""The fields of one thing that is kept, by name, in the order in which they are read."""


@dataclass(frozen=True)
class Part:
    """One kind of thing that is kept, oldest first."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class _Whose:
    """The person, with what the parts look up."""

    unit: Unit
    person: Person
    members: dict[int, Member]

    def place(self, partnership: int | None) -> tuple[str, Value]:
        """Which partnership something is of."""
        found = self.unit.session.get(Partnership, partnership) if partnership is not None else None
        return ("partnership", found.name if found is not None else None)

    def party(self, organisation: int | None) -> tuple[str, Value]:
        """Which organisation something is for."""
        found = self.unit.session.get(Organisation, organisation) if organisation is not None else None
        return ("organisation", found.name if found is not None else None)


KNOWN = frozenset(
    {
        "address.person_id",
        "agreement.asked_id",
        "agreement.owner_id",
        "agreement.proposed_by",
        "answer.seat_id",
        "attention.person_id",
        "card.member_id",
        "consent.member_id",
        "consent.recorded_by",
        "discussion.written_by",
        "draft.person_id",
        "ending.asked_by",
        "ending_voice.member_id",
        "event.member_id",
        "failed_link.person_id",
        "floor.person_id",
        "floor.seat_id",
        "invite.made_by",
        "invite.member_id",
        "live.member_id",
        "member.person_id",
        "outbox.address_id",
        "outbox.person_id",
        "partnership.deputy_id",
        "partnership.keeper_id",
        "partnership.made_by",
        "reason.contested_by",
        "reason.given_by",
        "round.opened_by",
        "seat.filled_by",
        "seat.member_id",
        "stand_in.by_id",
        "stand_in.member_id",
    }
)
"""Every column that leads to a person: each is read below. A table that gets one belongs in a part here."""


def everything(unit: Unit, person: Person) -> tuple[Part, ...]:
    """All parts, those without anything in them too, in the order in which somebody would read them."""
    mine = unit.session.exec(select(Member).where(Member.person_id == person.id).order_by(col(Member.id)))
    whose = _Whose(unit, person, {each.id: each for each in mine})
    return tuple(Part(name, tuple(map(_plain, rows(whose)))) for name, rows in _PARTS.items())


def _plain(row: Row) -> Row:
    return tuple((name, value.value if isinstance(value, Enum) else value) for name, value in row)


def _account(whose: _Whose) -> Iterable[Row]:
    person = whose.person
    yield (
        ("language", person.language),
        ("days", person.days),
        ("slot", person.slot),
        ("away_until", person.away_until),
        ("since", person.created_at),
    )


def _addresses(whose: _Whose) -> Iterable[Row]:
    mine = select(Address).where(Address.person_id == whose.person.id).order_by(col(Address.id))
    for each in whose.unit.session.exec(mine):
        yield (("channel", each.channel), ("address", each.address), ("reachable", each.reachable))


def _memberships(whose: _Whose) -> Iterable[Row]:
    for each in whose.members.values():
        partnership = whose.unit.session.get_one(Partnership, each.partnership_id)
        yield (
            whose.place(each.partnership_id),
            whose.party(each.organisation_id),
            ("name", each.name),
            ("role", each.role),
            ("layer", each.layer),
            ("keeper", partnership.keeper_id == each.id),
            ("deputy", partnership.deputy_id == each.id),
            ("acting", bool(each.acting)),
            ("paper", each.paper),
            ("joined_at", each.joined_at),
            ("moved_at", each.moved_at),
            ("left_at", each.left_at),
        )


def _consents(whose: _Whose) -> Iterable[Row]:
    mine = select(Consent).where(col(Consent.member_id).in_(whose.members)).order_by(col(Consent.id))
    for each in whose.unit.session.exec(mine):
        yield (
            whose.place(whose.members[each.member_id].partnership_id),
            ("version", each.version),
            ("language", each.language),
            ("on_paper", each.recorded_by is not None),
            ("at", each.at),
        )


def _seats(whose: _Whose) -> list[tuple[Seat, Round]]:
    mine = (
        select(Seat, Round)
        .join(Round, col(Round.id) == col(Seat.round_id))
        .where(col(Seat.member_id).in_(whose.members))
        .order_by(col(Seat.id))
    )
    return list(whose.unit.session.exec(mine))


def _of_round(whose: _Whose, round_: Round) -> Row:
    return (whose.place(round_.partnership_id), ("flow", round_.flow), ("number", round_.number))


def _rounds(whose: _Whose) -> Iterable[Row]:
    for seat, round_ in _seats(whose):
        yield (
            *_of_round(whose, round_),
            whose.party(seat.organisation_id),
            ("layer", seat.layer),
            ("state", seat.state),
            ("sent_at", seat.sent_at),
            ("late", seat.late),
            ("typed_by_another", seat.filled_by is not None),
        )


def _answers(whose: _Whose) -> Iterable[Row]:
    """Only what this account gave: of a place that came from another account, what was answered since."""
    for seat, round_ in _seats(whose):
        since = whose.members[seat.member_id].moved_at
        opened = rounds.answers(whose.unit, seat.id)
        kept = select(StoredAnswer).where(StoredAnswer.seat_id == seat.id).order_by(col(StoredAnswer.id))
        for each in whose.unit.session.exec(kept):
            if since is not None and each.at < since:
                continue
            yield (
                *_of_round(whose, round_),
                ("question", each.question),
                ("state", opened[each.question].state.value),
                ("answer", opened[each.question].value),
                ("changes", each.revision - 1),
                ("message", each.source_ref),
                ("at", each.at),
            )


def _drafts(whose: _Whose) -> Iterable[Row]:
    mine = select(Draft).where(Draft.person_id == whose.person.id).order_by(col(Draft.id))
    for each in whose.unit.session.exec(mine):
        yield (("words", drafts.read(whose.unit, each)), ("at", each.at))


def _conversation(whose: _Whose) -> Iterable[Row]:
    floor = whose.unit.session.get(Floor, whose.person.id)
    if floor is not None:
        yield (
            ("kind", floor.kind),
            ("question", floor.question),
            ("form", floor.form),
            ("filled_in", floor.data),
            ("shown_at", floor.shown_at),
        )


def _links(whose: _Whose) -> Iterable[Row]:
    """Links they made, and links made for their place."""
    about = col(Invite.made_by).in_(whose.members) | col(Invite.member_id).in_(whose.members)
    for each in whose.unit.session.exec(select(Invite).where(about).order_by(col(Invite.id))):
        yield (
            whose.place(each.partnership_id),
            whose.party(each.organisation_id),
            ("role", each.role),
            ("made_by_you", each.made_by in whose.members),
            ("for_you", each.member_id in whose.members),
            ("uses_left", each.uses_left),
            ("made_at", each.created_at),
            ("until", each.expires_at),
            ("revoked_at", each.revoked_at),
        )


def _failed_links(whose: _Whose) -> Iterable[Row]:
    mine = select(FailedLink).where(FailedLink.person_id == whose.person.id).order_by(col(FailedLink.id))
    for each in whose.unit.session.exec(mine):
        yield (("at", each.at),)


def _events(whose: _Whose) -> Iterable[Row]:
    mine = select(Event).where(col(Event.member_id).in_(whose.members)).order_by(col(Event.id))
    for each in whose.unit.session.exec(mine):
        yield (whose.place(each.partnership_id), ("kind", each.kind), ("at", each.at))


def _agreements(whose: _Whose) -> Iterable[Row]:
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


def _reasons(whose: _Whose) -> Iterable[Row]:
    """Why nothing is done about a red tick, given by them, or contested by them."""
    about = col(Reason.given_by).in_(whose.members) | col(Reason.contested_by).in_(whose.members)
    rows = select(Reason, Round).join(Round, col(Round.id) == col(Reason.round_id)).where(about)
    for row, round_ in whose.unit.session.exec(rows.order_by(col(Reason.id))):
        yield (
            *_of_round(whose, round_),
            ("question", row.question),
            ("reason", agreements.reason_words(whose.unit, row)),
            ("given_by_you", row.given_by in whose.members),
            ("contested_by_you", row.contested_by in whose.members),
            ("at", row.at),
        )


def _decisions(whose: _Whose) -> Iterable[Row]:
    """What they wrote down of what was decided."""
    mine = select(Discussion, Round).join(Round, col(Round.id) == col(Discussion.round_id))
    mine = mine.where(col(Discussion.written_by).in_(whose.members)).order_by(col(Discussion.id))
    for row, round_ in whose.unit.session.exec(mine):
        yield (
            *_of_round(whose, round_),
            ("decided", discussing.words(whose.unit, row)),
            ("at", row.ended_at),
        )


def _started(whose: _Whose) -> Iterable[Row]:
    """Partnerships they founded, then rounds they opened."""
    founded = select(Partnership).where(Partnership.made_by == whose.person.id).order_by(col(Partnership.id))
    for partnership in whose.unit.session.exec(founded):
        yield (("partnership", partnership.name), ("at", partnership.created_at))
    opened = select(Round).where(col(Round.opened_by).in_(whose.members)).order_by(col(Round.id))
    for round_ in whose.unit.session.exec(opened):
        yield (*_of_round(whose, round_), ("at", round_.opened_at))


def _for_others(whose: _Whose) -> Iterable[Row]:
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
        yield (("kind", "filled"), *_of_round(whose, round_), ("at", seat.sent_at))
    led = select(Live, Round).join(Round, col(Round.id) == col(Live.round_id))
    for live, round_ in whose.unit.session.exec(led.where(col(Live.member_id).in_(whose.members))):
        yield (("kind", "led"), *_of_round(whose, round_), ("at", live.at))
    held = select(Card, Round).join(Round, col(Round.id) == col(Card.round_id))
    for card, round_ in whose.unit.session.exec(
        held.where(col(Card.member_id).in_(whose.members)).order_by(col(Card.id))
    ):
        yield (("kind", "card"), *_of_round(whose, round_), ("question", card.question), ("at", card.at))


def _endings(whose: _Whose) -> Iterable[Row]:
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


def _is_own(whose: _Whose, member_id: int, at: datetime) -> bool:
    since = whose.members[member_id].moved_at
    return since is None or at >= since


def _messages(whose: _Whose) -> Iterable[Row]:
    """What the bot sent or will send, as kinds: what they say is in the chat."""
    mine = select(Outbox).where(Outbox.person_id == whose.person.id).order_by(col(Outbox.id))
    for each in whose.unit.session.exec(mine):
        yield (
            ("kind", codec.kind_of(each.message)),
            ("state", each.state),
            ("made_at", each.created_at),
            ("done_at", each.done_at),
        )


def _disturbances(whose: _Whose) -> Iterable[Row]:
    mine = select(Disturbance).where(Disturbance.person_id == whose.person.id).order_by(col(Disturbance.id))
    for each in whose.unit.session.exec(mine):
        yield (whose.place(each.partnership_id), ("kind", each.kind), ("at", each.at))


def _stand_ins(whose: _Whose) -> Iterable[Row]:
    """Who stood in for them, and for whom they did."""
    about = col(StandIn.member_id).in_(whose.members) | col(StandIn.by_id).in_(whose.members)
    for each in whose.unit.session.exec(select(StandIn).where(about).order_by(col(StandIn.id))):
        own = whose.members.get(each.member_id) or whose.members[each.by_id]
        yield (
            whose.place(own.partnership_id),
            ("for_you", each.member_id in whose.members),
            ("at", each.asked_at),
            ("until", each.ended_at),
        )


def _appointments(whose: _Whose) -> Iterable[Row]:
    of_me = col(Appointment.kind).in_(forgetting.OF_A_PERSON) & (Appointment.subject == whose.person.id)
    seats = [seat.id for seat, _ in _seats(whose)]
    of_seats = col(Appointment.kind).in_(forgetting.OF_A_SEAT) & col(Appointment.subject).in_(seats)
    mine = select(Appointment).where(of_me | of_seats).order_by(col(Appointment.id))
    for each in whose.unit.session.exec(mine):
        yield (("kind", each.kind), ("at", each.due_at), ("state", each.state))


_PARTS: dict[str, Callable[[_Whose], Iterable[Row]]] = {
    "account": _account,
    "addresses": _addresses,
    "memberships": _memberships,
    "consents": _consents,
    "rounds": _rounds,
    "answers": _answers,
    "drafts": _drafts,
    "conversation": _conversation,
    "links": _links,
    "failed_links": _failed_links,
    "log": _events,
    "agreements": _agreements,
    "reasons": _reasons,
    "decisions": _decisions,
    "endings": _endings,
    "started": _started,
    "for_others": _for_others,
    "messages": _messages,
    "disturbances": _disturbances,
    "stand_ins": _stand_ins,
    "appointments": _appointments,
}

NAMES = tuple(_PARTS)
"""The names of the parts, in their order."""
