"""How the question whether a partnership ends is settled, and what ending means: everything of it stops."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from process import alone, digests, grouping, keeping_alive, planning, posting
from process.case import Work
from process.message import Ending, Notice
from process.outcome import Due, Outcome, Outgoing
from process.rules import ending as rules
from process.rules.ending import Asked, Reason, State
from process.rules.keepers import OPEN
from process.states import Role, RoundStage
from storage.queries import (
    endings,
    events,
    floor,
    invites,
    keepers,
    partnerships,
    people,
    rounds,
)
from storage.tables import Ending as Question
from storage.tables import Member, Partnership
from storage.unit import Unit

KIND = "ending"
"""The kind of appointment: the time is over in which something can be said to it."""


def may_ask(unit: Unit, partnership: Partnership, member: Member) -> bool:
    """Who may ask it of all: who coordinates, keeps an eye on it or stands by.

    When nobody does, and while everyone is asked who takes that over, everyone may.
    """
    if keepers.step_of(unit, partnership.id) in OPEN:
        return True
    members = people.members(unit, partnership.id)
    leading = {each.id for each in posting.coordinators(members)}
    looking = {partnership.keeper_id, partnership.deputy_id} & {each.id for each in members}
    return member.id in leading | looking or not (leading | looking)


def is_asked(member: Member) -> bool:
    """Whether this member has a say: everyone who answers for an organisation."""
    return member.organisation_id is not None and member.role != Role.OBSERVER


def asked(unit: Unit, row: Question) -> tuple[Asked, ...]:
    """Everyone who has a say, with what they said."""
    said = {voice.member_id: voice.agrees for voice in endings.voices(unit, row.id)}
    return tuple(
        Asked(member.organisation_id, said.get(member.id))
        for member in people.members(unit, row.partnership_id)
        if is_asked(member) and member.organisation_id is not None
    )


def ask(work: Work, partnership: Partnership, member: Member, reason: Reason, words: str | None) -> Outcome:
    """Ask it of all, of who asks too."""
    today = work.now.astimezone(ZoneInfo(partnership.timezone)).date()
    row = endings.ask(
        work.unit,
        partnership_id=partnership.id,
        asked_by=member.id,
        reason=reason,
        words=words,
        asked_at=work.now,
        until=rules.until(today, ZoneInfo(partnership.timezone), work.house.calendar),
    )
    events.note(work.unit, partnership.id, "ending_asked", member.id, work.now)
    if is_asked(member):
        endings.say(work.unit, row, member.id, agrees=True, words=None, now=work.now)
    told = tell_all(work, partnership, row, besides=member)
    return Outcome(told, (Due(KIND, row.id, "1", row.until),)) + consider(work, partnership, row)


def consider(work: Work, partnership: Partnership, row: Question) -> Outcome:
    """Settle it when it can be settled, and tell all how it went; otherwise nothing happens."""
    if row.state != State.ASKED:
        return Outcome()
    state = rules.judge(asked(work.unit, row), row.until, work.now)
    if state is State.ASKED:
        return Outcome()
    endings.settle(work.unit, row, state, work.now)
    if state is State.AGREED:
        return _end(work, partnership, row)
    against = next((voice for voice in endings.voices(work.unit, row.id) if not voice.agrees), None)
    whose = against.member_id if against is not None and state is State.OBJECTED else None
    events.note(work.unit, partnership.id, f"ending_{state.value}", whose, work.now)
    return Outcome(tell_all(work, partnership, row))


def take_back(work: Work, partnership: Partnership, row: Question, member: Member) -> Outcome:
    """Who asked takes it back; the others hear it."""
    endings.settle(work.unit, row, State.WITHDRAWN, work.now)
    events.note(work.unit, partnership.id, "ending_withdrawn", member.id, work.now)
    return Outcome(tell_all(work, partnership, row, besides=member))


def tell_all(
    work: Work, partnership: Partnership, row: Question, *, besides: Member | None = None
) -> tuple[Outgoing, ...]:
    """Everybody hears how it stands, observers too."""
    others = [
        each for each in people.members(work.unit, partnership.id) if besides is None or each.id != besides.id
    ]
    return posting.to_all(work, partnership, others, lambda member: Ending(row.id, member.id))


def reopen(work: Work, partnership: Partnership, member: Member) -> Outcome:
    """It goes on: who opened it again is named to everybody, and the next round is planned anew."""
    partnerships.reopen(work.unit, partnership)
    events.note(work.unit, partnership.id, "reopened", member.id, work.now)
    others = (each for each in people.members(work.unit, partnership.id) if each.id != member.id)
    notice = Notice("ending.reopened", {"name": member.name}, (), partnership.id)
    told = posting.to_all(work, partnership, others, lambda _: notice)
    rhythm = planning.agree(work, partnership)
    looked_after = keeping_alive.begin_anew(work, partnership)
    return Outcome(told, (digests.plan(work, partnership), looked_after)) + rhythm


def wants_on(work: Work, partnership: Partnership, member: Member) -> bool:
    """Note that this member's organisation wants to go on; whether that is enough to open it again."""
    since = (partnership.ended_at or work.now).isoformat()
    events.note(work.unit, partnership.id, "reopening", member.id, work.now, data=since)
    if posting.leads(member):
        return True
    willing = events.organisations_that_noted(work.unit, partnership.id, "reopening", since)
    return len(willing) >= rules.REOPENING


def _end(work: Work, partnership: Partnership, row: Question) -> Outcome:
    """It ends now: a round that runs is left without showing anything, and no link lets anybody in."""
    standing, ended = rounds.open_round(work.unit, partnership.id), Outcome()
    if standing is not None and standing.stage in {RoundStage.COLLECT, RoundStage.TOO_FEW}:
        round_ = rounds.lock_round(work.unit, standing.id)
        ended = alone.end_round(work, round_, RoundStage.SKIPPED)
        floor.leave_seats(work.unit, [seat.id for seat in rounds.seats(work.unit, round_.id)])
    elif standing is not None:
        ended = alone.let_go(work, standing)
    invites.revoke_all(work.unit, partnership.id, work.now)
    grouping.ended(work, partnership)
    events.note(work.unit, partnership.id, "ended", row.asked_by, work.now, data=str(row.id))
    partnerships.end(work.unit, partnership, work.now)
    return Outcome(tell_all(work, partnership, row)) + ended
