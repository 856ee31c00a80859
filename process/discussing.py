"""What people say of a result is kept, and what `process.rules.discussing` makes of it is carried out.

A round that was shown ends when it was talked about, goes along to the next one, or is let go; and everyone
hears how. Whatever else happens it stays, and that is told as well.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from process import agreeing, alone, meetings, planning, posting
from process.case import Work
from process.incoming import Press
from process.message import Button, Notice, Rows, Show
from process.outcome import Copies, Due, Outcome
from process.rules import discussing as rules
from process.rules import overview
from process.rules.cadence import add_workdays, local_instant
from process.rules.discussing import Decision, Said, Voice
from process.states import Discussed, Role, RoundStage
from storage.queries import discussing, events, opening, partnerships, people
from storage.tables import Member, Partnership, Round

KINDS = {
    Said.YES: "discussed",
    Said.PARTLY: "discussed",  # what is left is kept beside it
    Said.MISSED: "discussed_missed",
    Said.STILL: "round_still",
    Said.MERGE: "round_merge",
    Said.DROP: "round_drop",
}
"""What somebody says, as a kind of event."""
_SAID = {"discussed": Said.YES, **{kind: said for said, kind in KINDS.items() if kind != "discussed"}}
ASKED, STAYS = "round_undiscussed", "round_stays"
"""All were asked what becomes of it; it stays for the next meeting. After either, people speak anew."""
_ENDS = {
    Decision.TALKED: (Discussed.TALKED, "round_settled"),
    Decision.MERGED: (Discussed.MERGED, "round_merged"),
    Decision.DROPPED: (Discussed.DROPPED, "round_dropped"),
}

UNDISCUSSED, DECIDED = "undiscussed", "decided"
"""Kinds of appointment: the choice what becomes of it is over; everyone hears how a round ended."""
WRITING_TAKES = timedelta(hours=4)
"""So long everyone's message waits for one line on what was decided."""
AT = time(9)


def say(work: Work, round_: Round, member: Member, said: Said) -> Decision | None:
    """Keep what a member says of a round that is held; gives what is decided by it, None when nothing is."""
    events.note(work.unit, round_.partnership_id, KINDS[said], member.id, work.now, data=str(round_.id))
    heard = discussing.said_since(work.unit, round_, _SAID, (ASKED, STAYS))
    return rules.decided(
        Voice(_SAID[kind], each.organisation_id, posting.leads(each))
        for kind, each in heard
        if each.left_at is None
    )


def end(work: Work, round_: Round, decision: Decision, by: Member | None) -> Outcome:
    """The round is settled. Everyone hears it once what was decided is written down, or after some hours."""
    how, kind = _ENDS[decision]
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    _settle_topics(work, round_, how)
    ended = alone.end_round(work, round_, RoundStage.SETTLED)
    events.note(work.unit, partnership.id, kind, None, work.now, data=str(round_.id))
    discussing.end(work.unit, round_, how, work.now)
    due = Due(DECIDED, round_.id, "1", work.now + WRITING_TAKES)
    outcome = Outcome(due=(due,)) + ended
    if how is Discussed.TALKED:
        meetings.was_held(work, round_)
        outcome += agreeing.met(work, round_, by)
    return outcome + planning.agree_unless_chosen(work, partnership)


def _settle_topics(work: Work, round_: Round, how: Discussed) -> None:
    unit, partnership = work.unit, round_.partnership_id
    left = discussing.open_topics(unit, partnership)
    match how:
        case Discussed.TALKED:
            done = rules.talked_about(left, round_.id, round_.revealed_at or work.now)
            discussing.close(unit, partnership, done, work.now)
        case Discussed.MERGED:
            brought = ((round_.id, asked) for asked in topics(work, round_))
            discussing.leave_over(unit, partnership, brought, work.now)
        case Discussed.DROPPED:
            discussing.close(unit, partnership, (topic for topic, _ in left), work.now)


def topics(work: Work, round_: Round) -> tuple[str, ...]:
    """What a shown round brings to the table, as its questions."""
    frozen = opening.snapshot(work.unit, round_.id, "overview")
    return rules.topics_of(overview.from_json(frozen.contents)) if frozen is not None else ()


def tell(work: Work, round_: Round, besides: Member | None = None) -> Outcome:
    """Everyone hears how a round ended and what was decided; once."""
    row = discussing.lock_discussion(work.unit, round_.id)
    frozen = opening.snapshot(work.unit, round_.id, "overview")
    if row is None or row.told_at is not None or frozen is None:
        return Outcome()
    discussing.set_told(work.unit, row, work.now)
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    members = [each for each in people.members(work.unit, partnership.id) if each != besides]
    about = frozen.id
    shown = posting.to_all(
        work, partnership, members, lambda each: Show(about, each.id, "decided"), copies=Copies.ONCE
    )
    return Outcome(shown)


def fell_through(work: Work, round_: Round, besides: Member | None = None) -> Outcome:
    """The meeting did not go on: the round hangs on the next one, and all are asked what becomes of it."""
    named = ((round_.id, question) for question in discussing.named(work.unit, round_.id))
    discussing.close(work.unit, round_.partnership_id, named, work.now)  # the whole of it is open again
    return meetings.fell_through(work, round_) + ask_all(work, round_, besides)


def ask_all(work: Work, round_: Round, besides: Member | None = None) -> Outcome:
    """Ask everyone who can say so what becomes of a result that was not discussed; there is a term to it."""
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    events.note(work.unit, partnership.id, ASKED, None, work.now, data=str(round_.id))
    mark, at = asked_until(work, partnership, round_)
    asked = question(partnership, round_, at.isoformat())
    told = [
        posting.notice(work, partnership, each, asked, copies=Copies.ONCE)
        for each in people.members(work.unit, partnership.id)
        if each.role != Role.OBSERVER and each != besides
    ]
    return Outcome(tuple(told), (Due(UNDISCUSSED, round_.id, str(mark), at),))


def asked_until(work: Work, partnership: Partnership, round_: Round) -> tuple[int, datetime]:
    """Which question what becomes of it was the last, and until when (UTC) there is a choice.

    Raises LookupError when it was never asked.
    """
    asked = discussing.last_mark(work.unit, round_, (ASKED,))
    if asked is None:
        raise LookupError(f"nobody asked what becomes of round {round_.id}")
    return asked.id, workdays_on(work, partnership, asked.at, rules.CHOSEN_WITHIN)


def question(partnership: Partnership, round_: Round, until: str) -> Notice:
    """Nog bespreken, samenvoegen of loslaten? `until` is when the choice is over (UTC)."""
    return Notice("discuss.becomes", {"flow": round_.flow, "until": until}, choices(round_), partnership.id)


def choices(round_: Round) -> Rows:
    """[Nog bespreken] [Samenvoegen] [Loslaten]."""
    return tuple(
        (Button(f"button.undiscussed_{said}", Press("undiscussed", (round_.id, said))),)
        for said in (Said.STILL, Said.MERGE, Said.DROP)
    )


def stay(work: Work, round_: Round, besides: Member | None = None, *, chosen: bool) -> Outcome:
    """It stays and comes on the next sheet; everyone hears it. `chosen`: people said so."""
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    events.note(work.unit, partnership.id, STAYS, None, work.now, data=str(round_.id))
    members = [each for each in people.members(work.unit, partnership.id) if each != besides]
    notice = stays(work, partnership, round_, chosen=chosen)
    return Outcome(posting.to_all(work, partnership, members, lambda _: notice, copies=Copies.ONCE))


def stays(work: Work, partnership: Partnership, round_: Round, *, chosen: bool) -> Notice:
    """That it stays, and for which meeting."""
    meeting = partnerships.next_meeting(work.unit, partnership.id, work.now)
    if meeting is None:
        key = "discuss.stays_chosen_open" if chosen else "discuss.stays_open"
        return Notice(key, {"flow": round_.flow}, (), partnership.id)
    key = "discuss.stays_chosen" if chosen else "discuss.stays"
    return Notice(key, {"flow": round_.flow, "when": meeting.starts_at.isoformat()}, (), partnership.id)


def workdays_on(work: Work, partnership: Partnership, since: datetime, days: int) -> datetime:
    """Nine o'clock (as UTC), so many working days after an instant."""
    zone = ZoneInfo(partnership.timezone)
    day = add_workdays(since.astimezone(zone).date(), days, work.house.calendar)
    return local_instant(day, AT, zone)
