"""What happens to an agreement is kept, told to the log, and leads to the next question about it.

`process.rules.agreeing` decides; this carries it out. Without a step that the rules know nothing changes.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from process import posting
from process.case import Work
from process.message import Quoted, Rows
from process.outcome import Copies, Due, Outcome, Outgoing
from process.rules import agreeing
from process.rules.agreeing import PENDING, Step
from process.rules.attention import Attention
from process.rules.cadence import add_workdays, local_instant
from process.states import AgreementState as State
from process.states import RoundStage
from storage.queries import agreements, events, opening, partnerships, people
from storage.tables import Agreement, Member, Partnership, Round

KIND = "agreement"
"""The kind of appointment about one agreement; the occurrence is its turn and the number of the question."""

ASKS_AT = time(8)
"""From then on the person's own hours count."""
AFTER_MEETING = 2
"""Working days: the day after it everyone is asked whether it was discussed, and that settles most."""
DAY = timedelta(days=1)


def take(
    work: Work,
    row: Agreement,
    step: Step,
    by: Member | None,
    *,
    to: Member | None = None,
    due_on: date | None = None,
    ask_on: date | None = None,
) -> tuple[Due, ...] | None:
    """Take a step with an agreement that is held; None, and nothing changed, when it cannot be taken now.

    `by` is whose step it is (None: of the clock), `to` who is asked. Gives what is due next.
    """
    after = agreeing.after(row.state, step)
    if after is None:
        return None
    row.state = after
    if step is Step.ASK and to is not None:
        row.asked_id = to.id
    elif step in {Step.YES, Step.YES_AHEAD} and by is not None:
        row.owner_id, row.asked_id, row.accepted_at = by.id, None, work.now
    elif after in {State.PROPOSED, State.WITHDRAWN}:
        row.owner_id = row.asked_id = None
    row.due_on = due_on or row.due_on
    row.ask_on = ask_on
    row.asks = 0
    row.changed_at = work.now
    data = json.dumps({"agreement": row.id}, separators=(",", ":"))
    kind = f"agreement_{step.value}"
    events.note(work.unit, row.partnership_id, kind, by.id if by is not None else None, work.now, data=data)
    return plan(work, row, today_of(work, row))


def plan(work: Work, row: Agreement, today: date) -> tuple[Due, ...]:
    """What is due next about it, counted from a day; whatever was planned before does not happen any more."""
    row.turn += 1
    agreements.keep(work.unit, row)
    number, day = _next(work, row, today)
    if day is None:
        return ()
    partnership = partnerships.partnership(work.unit, row.partnership_id)
    at = local_instant(day, ASKS_AT, ZoneInfo(partnership.timezone))
    return (Due(KIND, row.id, f"{row.turn}:{number}", at),)


def today_of(work: Work, row: Agreement) -> date:
    """The day it is where the partnership is."""
    partnership = partnerships.partnership(work.unit, row.partnership_id)
    return day_in(partnership, work.now)


def day_in(partnership: Partnership, instant: datetime) -> date:
    """Which day an instant is, where the partnership is."""
    return instant.astimezone(ZoneInfo(partnership.timezone)).date()


def is_ahead(work: Work, round_id: int | None) -> bool:
    """Whether the meeting about this round is still to come: until then there are only proposals."""
    return _meeting_day(work, round_id) is not None


def yes(work: Work, row: Agreement) -> Step:
    """What a yes is now."""
    return Step.YES_AHEAD if is_ahead(work, row.round_id) else Step.YES


def met(work: Work, round_: Round, by: Member | None) -> Outcome:
    """The round was discussed: what somebody was willing to do is agreed."""
    due: tuple[Due, ...] = ()
    for each in agreements.about(work.unit, round_.id):
        held = agreements.lock(work.unit, each.id)
        due += (take(work, held, Step.MET, by) or ()) if held is not None else ()
    return Outcome(due=due)


def give_back(work: Work, member: Member) -> int:
    """Everything that was asked of a member, or is on their name, is the group's again; gives how much."""
    mine = (*agreements.asked_of(work.unit, member.id), *agreements.owned_by(work.unit, member.id))
    for each in mine:
        held = agreements.lock(work.unit, each.id)
        if held is not None:
            take(work, held, Step.BACK, member)
    return len(mine)


def notice(
    work: Work,
    partnership: Partnership,
    member: Member,
    row: Agreement,
    key: str,
    buttons: Rows = (),
    *,
    counts: Attention | None = None,
) -> Outgoing:
    """A message about an agreement that the bot starts: once, at the member's own hours."""
    said = Quoted(key, member.id, row.id, buttons=buttons)
    return posting.notice(
        work, partnership, member, said, copies=Copies.ONCE, slot=f"agreement:{row.id}", counts=counts
    )


def _next(work: Work, row: Agreement, today: date) -> tuple[int, date | None]:
    calendar = work.house.calendar
    if row.state in PENDING:
        return 0, max(row.ask_on, today + DAY) if row.ask_on is not None else None
    if row.state == State.WILLING:
        meeting = _meeting_day(work, row.round_id) or today
        return 0, add_workdays(meeting, AFTER_MEETING, calendar)
    asked = agreeing.next_question(row.state, row.asks, row.due_on, row.ask_on, today, calendar)
    return (asked.number, asked.day) if asked is not None else (0, None)


def _meeting_day(work: Work, round_id: int | None) -> date | None:
    round_ = opening.find_round(work.unit, round_id) if round_id is not None else None
    if round_ is None or round_.stage != RoundStage.REVEALED:
        return None
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    meeting = agreements.meeting_of(work.unit, round_, work.now)
    return day_in(partnership, meeting.starts_at) if meeting is not None else None


def owner_of(work: Work, row: Agreement) -> Member | None:
    """Who said yes, while they take part."""
    member = people.member(work.unit, row.owner_id) if row.owner_id is not None else None
    return member if member is not None and member.left_at is None else None
