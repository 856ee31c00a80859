"""To whom and when: messages that the bot starts, kept to each person's hours."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from process.case import Work
from process.message import Message
from process.outcome import Copies, Outgoing, Urgency
from process.rules import waking
from process.rules.attention import Attention
from process.states import Role
from storage.queries import people
from storage.tables import Member, Partnership, Person


def coordinators(members: Iterable[Member]) -> tuple[Member, ...]:
    """Those who coordinate, or else who stands in for them."""
    return tuple(filter(leads, members))


def leads(member: Member) -> bool:
    """Whether a member does what needs a coordinator: by role, or while nobody has that role."""
    return member.role == Role.COORDINATOR or bool(member.acting)


def waking_of(person: Person) -> waking.Waking:
    """When this person may be disturbed."""
    return waking.Waking.of(person.days, person.slot, person.away_until)


def welcome_moment(work: Work, partnership: Partnership, member: Member) -> datetime:
    """The first instant from now at which this person wants to be disturbed."""
    person = people.person(work.unit, member.person_id)
    return waking.next_welcome(
        work.now, waking_of(person), ZoneInfo(partnership.timezone), work.house.calendar
    )


def notice(
    work: Work,
    partnership: Partnership,
    member: Member,
    message: Message,
    *,
    copies: Copies = Copies.TWICE,
    slot: str | None = None,
    wanted_seat: int | None = None,
    counts: Attention | None = None,
) -> Outgoing:
    """A message that the bot starts: it waits for the person's own hours.

    `counts` is what it takes of their attention, None when they asked for it or wait for it. What no longer
    fits when its turn comes is not sent: `storage.queries.attention.was_told` knows what was.
    """
    return Outgoing(
        member.person_id,
        message,
        Urgency.NOTICE,
        copies=copies,
        slot=slot,
        wanted_seat=wanted_seat,
        not_before=welcome_moment(work, partnership, member),
        counts=counts,
        partnership=partnership.id,
    )


def at_work(
    work: Work, partnership: Partnership, member: Member, message: Message, *, slot: str | None = None
) -> Outgoing:
    """What somebody waits for: within office hours whatever part of the day they chose, and not on leave."""
    person = people.person(work.unit, member.person_id)
    at = waking.next_office_hour(
        work.now, ZoneInfo(partnership.timezone), work.house.calendar, person.away_until
    )
    return Outgoing(member.person_id, message, Urgency.NOTICE, slot=slot, not_before=at)


def to_all(
    work: Work,
    partnership: Partnership,
    members: Iterable[Member],
    message: Callable[[Member], Message],
    *,
    copies: Copies = Copies.TWICE,
) -> tuple[Outgoing, ...]:
    """The same to everyone in one batch, within office hours: no one hears a result before another."""
    at = waking.next_office_hour(work.now, ZoneInfo(partnership.timezone), work.house.calendar)
    return tuple(
        Outgoing(member.person_id, message(member), Urgency.BULK, copies=copies, not_before=at)
        for member in members
    )
