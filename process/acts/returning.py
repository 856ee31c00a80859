"""Back from leave: one message with what happened and what is still asked, and no heap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from process import posting
from process.acts import forms
from process.case import Case, Work
from process.message import Digest, Hand, Message, Notice, Opening, Openings, Show, WelcomeBack
from process.outcome import Copies, Outcome, Outgoing, Urgency
from process.registry import open_act, when_due
from process.rules import waking
from process.rules.attention import Attention
from storage.codec import UnreadableError, decode
from storage.queries import leave, opening, partnerships, people, stand_ins
from storage.tables import Appointment, Outbox, Person

_PASSED_BY = frozenset({Attention.REMINDER, Attention.IDEA, Attention.DIGEST})
"""What is of no use later: it stands in the menu."""


@dataclass(frozen=True)
class _Waited:
    """What the messages that waited come down to."""

    results: tuple[int, ...]
    aside: int


@when_due("return")
def due_to_return(work: Work, appointment: Appointment) -> Outcome:
    """The leave is over by the date that was said; a date that was changed since has its own appointment."""
    if not people.is_known(work.unit, appointment.subject):
        return Outcome()
    person = people.lock_person(work.unit, appointment.subject)
    if person.returns_at is None or work.now < person.returns_at:
        return Outcome()
    message, invites = _back(work, person)
    if message is None:
        return Outcome()
    counts = Attention.INVITATION if invites is not None else None
    return Outcome(
        (
            Outgoing(
                person.id,
                message,
                Urgency.NOTICE,
                copies=Copies.ONCE,
                not_before=_welcome(work, person),
                counts=counts,
                partnership=invites,
            ),
        )
    )


def _welcome(work: Work, person: Person) -> datetime:
    """Now; after a standstill of the bot, in the person's next hours."""
    mine = people.members_of_person(work.unit, person.id)
    zone = partnerships.partnership(work.unit, mine[0].partnership_id).timezone if mine else None
    calendar = work.house.calendar
    return waking.next_welcome(
        work.now, posting.waking_of(person), ZoneInfo(zone or work.house.timezone), calendar
    )


@open_act("present")
def present(case: Case) -> Outcome:
    """[Ik ben er weer]: earlier than was said."""
    message, _ = _back(case, case.person)
    if message is None:
        return case.says(Notice("away.over", {}, forms.menu_row(case)))
    return case.says(message)


@open_act("waited")
def waited(case: Case) -> Outcome:
    """What else waited during the leave, now that it is asked for."""
    messages = []
    for row in leave.aside(case.unit, case.person.id):
        leave.settle(case.unit, row, leave.FOLDED, case.now)
        if (message := _read(row)) is not None:
            messages.append(case.reply(message, anew=True))
    return Outcome(tuple(messages)) if messages else case.says(Notice("away.all_read"))


def _back(work: Work, person: Person) -> tuple[WelcomeBack | None, int | None]:
    """Off leave: the message, None when there is nothing to say, and a partnership that asks for answers."""
    waited = _gather(work, person)
    stand_ins.end_of_person(work.unit, person.id, work.now)
    leave.end(work.unit, person)
    seats = opening.open_seats(work.unit, person.id)
    if not seats and not waited.results and not waited.aside:
        return None, None
    message = WelcomeBack(tuple(seat.id for seat, _, _ in seats), waited.results, waited.aside)
    return message, seats[0][1].partnership_id if seats else None


def _gather(work: Work, person: Person) -> _Waited:
    results: list[int] = []
    aside = 0
    for row in leave.waiting(work.unit, person):
        message = _read(row)
        if isinstance(message, Show) and message.part == "result":
            results.append(message.snapshot)
        stands_aside = message is not None and not _is_folded(row, message)
        leave.settle(work.unit, row, leave.ASIDE if stands_aside else leave.FOLDED, work.now)
        aside += stands_aside
    return _Waited(tuple(dict.fromkeys(results)), aside)


def _is_folded(row: Outbox, message: Message) -> bool:
    """Whether the one message holds this: results and what is asked; or it is too late for it."""
    if row.counts in _PASSED_BY or row.wanted_floor is not None:
        return True
    return isinstance(message, Show | Hand | Opening | Openings | Digest | WelcomeBack)


def _read(row: Outbox) -> Message | None:
    """None for what was let go of since, or is of another version of the program."""
    try:
        return decode(row.message)
    except UnreadableError:
        return None
