"""What waits for somebody who was out of reach, or comes on a new account: one message and never a heap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from zoneinfo import ZoneInfo

from process.acts import forms
from process.case import Case
from process.message import Ask, Opening, Review, Show
from process.outcome import Outcome, Outgoing
from process.rules import waking
from storage.queries import missed as missed_rows
from storage.queries import opening, partnerships
from storage.queries import people as people_rows
from storage.tables import Member, Snapshot


def missed(case: Case, said: Outcome) -> Outcome:
    """After `said`: what is being asked of this person; else the newest result that did not reach them.

    Nothing when `said` asks or shows something already.
    """
    if any(_asks(each) for each in said.messages if each.to == case.person.id):
        return Outcome()
    standing = forms.standing(case)
    if standing.messages:
        return standing
    return what_waits(case, people_rows.members_of_person(case.unit, case.person.id))


def what_waits(case: Case, members: Iterable[Member]) -> Outcome:
    """In these places: a round to answer, the one that closes first; else the newest result not received."""
    mine = {member.id: member for member in members}
    for seat, _, member in opening.open_seats(case.unit, case.person.id):
        if member.id in mine:
            return Outcome((case.reply(Opening(seat.id), anew=True),))
    newest = missed_rows.newest_result(case.unit, case.person.id, mine.values(), case.now)
    return Outcome((_shown(case, *newest),)) if newest is not None else Outcome()


def _shown(case: Case, snapshot: Snapshot, member: Member) -> Outgoing:
    """The result, not before the others have it."""
    zone = ZoneInfo(partnerships.partnership(case.unit, member.partnership_id).timezone)
    at = waking.next_office_hour(snapshot.made_at, zone, case.house.calendar)
    shown = case.reply(Show(snapshot.id, member.id, "result"), anew=True)
    return replace(shown, not_before=at if at > case.now else None)


def _asks(outgoing: Outgoing) -> bool:
    """Whether it holds something to do or to look at, and not only words about it."""
    return outgoing.wanted_floor is not None or isinstance(outgoing.message, Ask | Review | Opening | Show)
