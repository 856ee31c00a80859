"""What people ask one another after a reveal: who gets a question, what becomes of it, and the harvest.

Everything here runs with the round held: nobody gets more questions than `process.rules.relay` allows.
"""

from __future__ import annotations

from datetime import datetime, time

from process import meetings, posting
from process.case import Work, flow_of
from process.message import Harvest, Relayed
from process.outcome import Copies, Due, Outcome
from process.planning import zone_of
from process.rules import relay as rules
from process.rules import waking
from process.rules.attention import Attention
from process.rules.cadence import add_workdays, local_instant
from process.rules.relay import Asked, Candidate, Does, Known, Way
from process.states import Role, RoundStage, SeatState
from storage import appointments
from storage.queries import events, keepers, partnerships, people, rounds, stand_ins
from storage.queries import relay as kept
from storage.tables import Inquiry, Member, Partnership, Relay, Round

HARVEST, QUIET = "harvest", "relay_quiet"
"""Kinds of appointment of a round: its relay is over; perhaps it is, since everything was answered."""
REMIND, LOOK, CALLED = "relay_remind", "relay_look", "relay_called"
"""Kinds of appointment of a question: bring it up again, see who has it, hear what came of a call."""


def begin(work: Work, partnership: Partnership, round_: Round) -> Outcome:
    """A round is shown: from now on people can ask, when its flow says so and the sheet is still to come."""
    ends_at = _ends_at(work, partnership, round_)
    if ends_at is None or ends_at <= work.now:
        return Outcome()
    kept.begin(work.unit, round_.id, ends_at)
    return Outcome(due=(Due(HARVEST, round_.id, ends_at.isoformat(), ends_at),))


def is_offered(work: Work, round_: Round) -> bool:
    """Whether anything can be asked about a result; once its relay is over that is for the sheet."""
    return round_.stage == RoundStage.REVEALED and kept.relay(work.unit, round_.id) is not None


def is_over(work: Work, round_: Round) -> bool:
    """Whether nothing is carried any more."""
    row = kept.relay(work.unit, round_.id)
    return row is None or row.harvested_at is not None or round_.stage != RoundStage.REVEALED


def send(
    work: Work,
    round_: Round,
    asker: Member,
    organisation: int,
    question: str | None,
    words: str,
    supposed: str | None,
) -> tuple[Inquiry, Outcome]:
    """Give a question to somebody of an organisation; with nobody to give it to it is for the sheet."""
    over = is_over(work, round_)
    chosen = None if over else rules.receiver(candidates(work, round_, organisation))
    row = kept.ask(
        work.unit,
        round_.id,
        asker,
        organisation_id=organisation,
        question=question,
        receiver_id=chosen,
        way=Way.SHEET if chosen is None else Way.OPEN,
        known=Known.ASKED,
        words=words,
        supposed=supposed,
        now=work.now,
    )
    return row, hand_over(work, row)


def candidates(work: Work, round_: Round, organisation: int) -> list[Candidate]:
    """Who can be asked: who answered for this organisation, or stands in for them, and is there."""
    got = kept.received(work.unit, round_.id)
    found: dict[int, Candidate] = {}
    for seat in rounds.seats(work.unit, round_.id):
        if seat.organisation_id != organisation or seat.state != SeatState.SENT:
            continue
        member: Member | None = people.member(work.unit, seat.member_id)
        if member is not None and not is_there(work, member, organisation):
            member = stand_ins.stand_in_of(work.unit, member.id)
        if member is not None and is_there(work, member, organisation):
            found[member.id] = Candidate(member.id, got[member.id])
    return list(found.values())


def colleagues(work: Work, round_: Round, member: Member) -> list[Member]:
    """To whom a member can hand a question on."""
    got = kept.received(work.unit, round_.id)
    return [
        each
        for each in people.members(work.unit, member.partnership_id)
        if each.id != member.id
        and member.organisation_id is not None
        and is_there(work, each, member.organisation_id)
        and got[each.id] < rules.MOST
    ]


def is_there(work: Work, member: Member, organisation: int) -> bool:
    """Whether somebody answers for this organisation, can be reached by the bot, and is not on leave."""
    if member.left_at is not None or member.organisation_id != organisation or member.role == Role.OBSERVER:
        return False
    if not keepers.is_reached(work.unit, member):
        return False
    zone = zone_of(partnerships.partnership(work.unit, member.partnership_id))
    person = people.person(work.unit, member.person_id)
    return not posting.waking_of(person).is_away(work.now.astimezone(zone).date())


def hand_over(work: Work, row: Inquiry) -> Outcome:
    """The question to with whom it lies now, in their own hours, and when to bring it up again."""
    if row.receiver_id is None or row.way != Way.OPEN:
        return Outcome()
    member = people.member(work.unit, row.receiver_id)
    partnership = partnerships.partnership(work.unit, member.partnership_id)
    asked = posting.notice(work, partnership, member, Relayed(row.id, member.id), slot=_slot(row, member))
    zone = zone_of(partnership)
    day = add_workdays(work.now.astimezone(zone).date(), rules.REMINDED_ON, work.house.calendar)
    hours = posting.waking_of(people.person(work.unit, member.person_id))
    at = waking.next_welcome(local_instant(day, time(), zone), hours, zone, work.house.calendar)
    return Outcome((asked,), (Due(REMIND, row.id, str(member.id), at),))


def happens(work: Work, row: Inquiry, does: Does) -> bool:
    """Let this happen to a question when it still can; whether it did."""
    way = rules.after(row.way, does)
    if way is None:
        return False
    row.way, row.ended_at = way, work.now
    kept.keep(work.unit, row)
    return True


def look(work: Work, row: Inquiry) -> Outcome:
    """A question whose asker left is taken back; one with nobody goes to a colleague, or on the sheet."""
    if people.member(work.unit, row.asker_id).left_at is not None:
        happens(work, row, Does.TAKES_BACK)
        return Outcome()
    if row.way != Way.OPEN or row.organisation_id is None or row.receiver_id is None:
        return Outcome()
    if is_there(work, people.member(work.unit, row.receiver_id), row.organisation_id):
        return Outcome()
    round_ = rounds.lock_round(work.unit, row.round_id)
    row.receiver_id = rules.receiver(candidates(work, round_, row.organisation_id))
    if row.receiver_id is not None:
        kept.keep(work.unit, row)
        return hand_over(work, row)
    happens(work, row, Does.LOSES)
    return tell_asker(work, row, "nobody")


def look_at_all_of(work: Work, member: Member) -> None:
    """Somebody left, goes on leave, or is not reached any more: see at once who has what lay with them."""
    for row in kept.open_of(work.unit, member.id):
        appointments.keep(work.unit, Due(LOOK, row.id, work.now.isoformat(), work.now))


def tell_asker(work: Work, row: Inquiry, part: str) -> Outcome:
    """Who asked hears it at once, within office hours: they wait for it."""
    asker = people.member(work.unit, row.asker_id)
    if asker.left_at is not None or not keepers.is_reached(work.unit, asker):
        return Outcome()
    partnership = partnerships.partnership(work.unit, asker.partnership_id)
    told = posting.at_work(work, partnership, asker, Relayed(row.id, asker.id, part), slot=_slot(row, asker))
    return Outcome((told,))


def remind(work: Work, row: Inquiry) -> Outcome:
    """Bring an open question up again, once, when there is attention left for it."""
    running = kept.relay(work.unit, row.round_id)
    if row.receiver_id is None or row.reminded_at is not None or running is None:
        return Outcome()
    row.reminded_at = work.now
    kept.keep(work.unit, row)
    member = people.member(work.unit, row.receiver_id)
    partnership = partnerships.partnership(work.unit, member.partnership_id)
    reminder = posting.notice(
        work,
        partnership,
        member,
        Relayed(row.id, member.id, "reminder"),
        copies=Copies.ONCE,
        slot=_slot(row, member),
        counts=Attention.REMINDER,
    )
    return Outcome((reminder,))


def rests(work: Work, round_: Round) -> Outcome:
    """When everything is answered: look after some days whether the relay is over before its time."""
    if not rules.is_quiet(_asked(work, round_), work.now):
        return Outcome()
    zone = zone_of(partnerships.partnership(work.unit, round_.partnership_id))
    at = rules.quiet_at(work.now, zone, work.house.calendar)
    return Outcome(due=(Due(QUIET, round_.id, work.now.isoformat(), at),))


def has_rested(work: Work, round_: Round, since: datetime) -> bool:
    """Whether nothing happened after an instant, and everything was answered."""
    return rules.is_quiet(_asked(work, round_), since)


def still_runs_until(work: Work, partnership: Partnership, round_: Round, row: Relay) -> datetime | None:
    """Until when a relay goes on as things are now, such as a meeting that moved; None when it is over."""
    ends_at = _ends_at(work, partnership, round_)
    if ends_at is None or ends_at <= work.now:
        return None
    row.ends_at = ends_at
    work.unit.session.flush()
    return ends_at


def harvest(work: Work, round_: Round) -> Outcome:
    """The relay is over: everyone gets what was asked and answered, and the rest is for the sheet; once."""
    row = kept.relay(work.unit, round_.id)
    if row is None or row.harvested_at is not None:
        return Outcome()
    kept.harvest(work.unit, row, work.now)
    every = kept.of_round(work.unit, round_.id)
    for each in every:
        _settle(work, each)
    if not any(each.way in rules.ENDS for each in every):
        return Outcome()
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    events.note(work.unit, partnership.id, "relay_harvest", None, work.now, data=str(round_.id))
    members = people.members(work.unit, partnership.id)
    return Outcome(posting.to_all(work, partnership, members, lambda member: Harvest(round_.id, member.id)))


def _settle(work: Work, row: Inquiry) -> None:
    """What is open is for the sheet. Of who left meanwhile nothing goes to all."""
    if people.member(work.unit, row.asker_id).left_at is not None:
        happens(work, row, Does.TAKES_BACK)
    elif row.answered_by is not None and people.member(work.unit, row.answered_by).left_at is not None:
        kept.withdraw(work.unit, row)
        row.way = Way.SHEET
        kept.keep(work.unit, row)
    else:
        happens(work, row, Does.ENDS)


def _slot(row: Inquiry, member: Member) -> str:
    """What is said later about a question takes the place of what was not sent yet."""
    return f"relay:{row.id}:{member.id}"


def _asked(work: Work, round_: Round) -> list[Asked]:
    return [
        Asked(each.way, max(filter(None, (each.asked_at, each.ended_at))))
        for each in kept.of_round(work.unit, round_.id)
    ]


def _ends_at(work: Work, partnership: Partnership, round_: Round) -> datetime | None:
    stage = flow_of(work.unit, work.house.shelf, round_).relay
    if stage is None or round_.revealed_at is None:
        return None
    turn = meetings.turn_of(work, partnership, round_)
    sheet_at = turn.sheet_at if turn is not None else None
    return rules.ends_at(
        round_.revealed_at, stage.lasts_workdays, sheet_at, zone_of(partnership), work.house.calendar
    )
