"""Choosing together after a reveal: everyone is asked, and hears what came of it at the same moment.

Everything here runs with the round held. Until it is settled nobody sees what anybody chose, not how many did
either; whether there is enough to show is decided as for answers (`process.rules.gate`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flows.model import Flow
from process import meetings, posting
from process.case import Work, cast_at, flow_of
from process.incoming import Press
from process.message import Button, Notice, Rows, Show
from process.outcome import Due, Outcome, Outgoing
from process.planning import zone_of
from process.rules import choosing as rules
from process.rules import gate, overview
from process.rules.around import CLOSES_AT
from process.rules.cadence import add_workdays, local_instant
from process.rules.choosing import Voice
from process.rules.turnout import Attendance
from process.states import Role, RoundStage, SeatState
from storage.queries import choosing as kept
from storage.queries import events, keepers, opening, partnerships, people
from storage.tables import Choosing, Member, Partnership, Round, TopicVoice

CLOSE = "choosing"
"""The kind of appointment at which it closes."""
CHOSEN = "chosen"
"""The part of `Show` that says what came of it."""
BEFORE_SHEET = timedelta(minutes=30)
"""It closes so long before the talking sheet, which begins with what came of it."""
WITHOUT_MEETING = 3
"""Working days for it where no meeting is planned."""
LEAST = timedelta(hours=2)
"""With less time than this before it would close nobody is asked: it is done at the table."""


def begin(work: Work, partnership: Partnership, round_: Round) -> Outcome:
    """A round is shown: when its flow lets people choose, they are asked in the batch of the result."""
    flow, closes_at = flow_of(work.unit, work.house.shelf, round_), _closes_at(work, partnership, round_)
    if flow.choose is None or not rules.is_choice(flow.choose, topics(work, round_, flow)):
        return Outcome()
    if closes_at - work.now < LEAST:
        return Outcome()
    row = kept.begin(work.unit, round_.id, closes_at)
    asked = [member for _, member in _choosers(work, round_)]
    told = posting.to_all(work, partnership, asked, lambda _: question(work, partnership, round_, row, ()))
    at = closes_at + gate.GRACE
    return Outcome(told, (Due(CLOSE, round_.id, closes_at.isoformat(), at),))


def topics(work: Work, round_: Round, flow: Flow) -> tuple[str, ...]:
    """What can be chosen of a shown round."""
    frozen = opening.snapshot(work.unit, round_.id, "overview")
    if frozen is None or flow.choose is None:
        return ()
    return rules.candidates(flow, flow.choose, overview.from_json(frozen.contents))


def open_row(work: Work, round_: Round) -> Choosing | None:
    """The choosing of a round while people can still choose."""
    row = kept.choosing(work.unit, round_.id)
    if row is None or row.settled_at is not None or round_.stage != RoundStage.REVEALED:
        return None
    return row


def may_choose(work: Work, round_: Round, member: Member) -> bool:
    """Whether somebody was invited to the round for an organisation, and still takes part."""
    return any(each.id == member.id for _, each in _choosers(work, round_))


def question(
    work: Work, partnership: Partnership, round_: Round, row: Choosing, picks: tuple[str, ...]
) -> Notice:
    """What are we going to work on? With a mark at what this person chose so far."""
    flow = flow_of(work.unit, work.house.shelf, round_)
    most = flow.choose.most if flow.choose is not None else 0
    return Notice(
        "choosing.asked",
        {"most": most, "until": row.closes_at.isoformat(), "flow": round_.flow},
        _rows(topics(work, round_, flow), round_, picks),
        partnership.id,
    )


def consider(work: Work, round_: Round) -> Outcome:
    """Settle it when nobody is left to wait for, or its time is over; otherwise nothing happens."""
    row = open_row(work, round_)
    if row is None:
        return Outcome()
    match gate.verdict(_attendances(work, round_), row.closes_at, work.now):
        case gate.Opens():
            return _settle(work, round_, row)
        case gate.TooFew():
            return _too_few(work, round_, row)
        case _:
            return Outcome()


def before_sheet(work: Work, round_: Round) -> Outcome:
    """The talking sheet goes out: what was chosen until now counts, whatever the announced time was."""
    row = open_row(work, round_)
    if row is None:
        return Outcome()
    row.closes_at = work.now - gate.GRACE
    return consider(work, round_)


def let_go(work: Work, round_: Round) -> None:
    """The round is settled before this is: nobody's choice is kept, and nothing came of it."""
    row = kept.choosing(work.unit, round_.id)
    if row is not None and row.settled_at is None:
        kept.settle(work.unit, row, rules.Outcome(), work.now)


def _settle(work: Work, round_: Round, row: Choosing) -> Outcome:
    flow = flow_of(work.unit, work.house.shelf, round_)
    sent = {each.member_id: kept.picks_of(each) for each in _sent(work, round_)}
    voices = (
        Voice(organisation, sent[member.id])
        for organisation, member in _choosers(work, round_)
        if member.id in sent
    )
    most = flow.choose.most if flow.choose is not None else 0
    found = rules.outcome(voices, most, topics(work, round_, flow))
    kept.settle(work.unit, row, found, work.now)
    events.note(work.unit, round_.partnership_id, "round_chosen", None, work.now, data=str(round_.id))
    return Outcome(_to_all(work, round_))


def _too_few(work: Work, round_: Round, row: Choosing) -> Outcome:
    """Too few chose to say anything of all of them; who chose what goes, and the table takes it up."""
    kept.settle(work.unit, row, rules.Outcome(), work.now)
    return Outcome(_to_all(work, round_))


def _to_all(work: Work, round_: Round) -> tuple[Outgoing, ...]:
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    frozen = opening.snapshot(work.unit, round_.id, "overview")
    if frozen is None:
        return ()
    members, shown = people.members(work.unit, partnership.id), frozen.id
    return posting.to_all(work, partnership, members, lambda member: Show(shown, member.id, CHOSEN))


def _rows(among: Iterable[str], round_: Round, picks: tuple[str, ...]) -> Rows:
    listed = tuple(
        (
            Button(
                "button.topic_on" if topic in picks else "button.topic_off",
                Press("choose", (round_.id, number)),
                {"round": round_.id, "question": topic},
            ),
        )
        for number, topic in enumerate(among)
    )
    done = Button("button.topics_done" if picks else "button.topics_none", Press("chosen", (round_.id,)))
    return (*listed, (done,))


def _choosers(work: Work, round_: Round) -> list[tuple[int, Member]]:
    """Who was invited for an organisation, still takes part and can be asked, with that organisation.

    Who answers for another one by now is not asked for the old one; what they chose before counts.
    """
    sent = {each.member_id for each in _sent(work, round_)}
    return [
        (seat.organisation_id, member)
        for seat, member, _ in opening.still_in(work.unit, round_.id)
        if seat.organisation_id is not None
        and _is_there(work, member)
        and (member.organisation_id == seat.organisation_id or member.id in sent)
    ]


def _is_there(work: Work, member: Member) -> bool:
    """Whether somebody can choose; what the bot cannot send is nobody's silence."""
    here = member.left_at is None and member.role != Role.OBSERVER
    return here and keepers.is_reached(work.unit, member)


def _sent(work: Work, round_: Round) -> list[TopicVoice]:
    return [each for each in kept.voices(work.unit, round_.id) if each.sent_at is not None]


def _attendances(work: Work, round_: Round) -> tuple[Attendance, ...]:
    """Everyone who can choose as the gate counts them: who chose nothing passed."""
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    today = work.now.astimezone(ZoneInfo(partnership.timezone)).date()
    sent = {each.member_id: kept.picks_of(each) for each in _sent(work, round_)}
    found = []
    for seat, member, person in opening.still_in(work.unit, round_.id):
        if seat.organisation_id is None or not _is_there(work, member):
            continue
        if member.organisation_id != seat.organisation_id and member.id not in sent:
            continue
        state = SeatState.INVITED
        if member.id in sent:
            state = SeatState.SENT if sent[member.id] else SeatState.PASSED
        away = person.away_until is not None and person.away_until >= today
        found.append(Attendance(member.id, seat.organisation_id, state, away, cast_at(seat, member)))
    return tuple(found)


def _closes_at(work: Work, partnership: Partnership, round_: Round) -> datetime:
    """Just before the sheet; without a meeting some working days on, at the hour at which rounds close."""
    turn = meetings.turn_of(work, partnership, round_)
    if turn is not None:
        return turn.sheet_at - BEFORE_SHEET
    zone = zone_of(partnership)
    day = add_workdays(work.now.astimezone(zone).date(), WITHOUT_MEETING, work.house.calendar)
    return local_instant(day, CLOSES_AT, zone)
