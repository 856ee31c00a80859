"""Words that may speak of somebody are not kept as an answer before their author has said so.

They wait as a draft, for a day at most. Who types something else meanwhile or answers otherwise has chosen
as well: one question has at most one text that waits.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from flows.answers import Answer
from process import conversation
from process.case import Case, Work
from process.incoming import Press
from process.message import Ask, Button, Notice, Rows
from process.outcome import Due, Outcome, Outgoing
from process.rules.sensitive import Address, BirthDate, Email, MemberName, Personal, Phone, look
from process.rules.sensitive.names import first_name
from process.states import FloorKind, RoundStage
from storage.queries import floor as floor_rows
from storage.queries import held as held_rows
from storage.queries import opening, people, rounds
from storage.queries.held import Held
from storage.tables import Floor, Round, Seat

KEPT = timedelta(days=1)

_ASKED = {
    Phone: "sensitive.ask_phone",
    Email: "sensitive.ask_email",
    BirthDate: "sensitive.ask_birth_date",
    Address: "sensitive.ask_address",
    MemberName: "sensitive.ask_name",
}


def to_ask(case: Case, round_: Round, seat: Seat, answer: Answer) -> str | None:
    """The text that asks about what these words hold; None when nothing in them needs it.

    What stands in the person's answer to the same question already was shared with their consent.
    """
    if answer.value is None:
        return None
    others = _others(case, round_, seat)
    before = rounds.answers(case.unit, seat.id).get(answer.question)
    known = _pieces(before.value, others) if before is not None and before.value is not None else set()
    keys = {key for key, _ in _pieces(answer.value, others) - known}
    if not keys:
        return None
    return keys.pop() if len(keys) == 1 else "sensitive.ask_several"


def ask(case: Case, round_: Round, held: Held, key: str) -> Outcome:
    """Keep the words aside and ask whether they may be shared as they are."""
    kept = held_rows.hold(case.unit, case.person.id, held)
    until = kept.since + KEPT
    notice = Notice(key, {"until": until.isoformat()}, _choices(kept), round_.partnership_id)
    due = Due("wipe_draft", case.person.id, str(kept.draft), until)
    return Outcome((_shown(case, kept, notice),), (due,))


def wiped(work: Work, person_id: int, held: Held) -> Outcome:
    """After a day without a choice: the question stands in the place of what was asked about its words."""
    floor = floor_rows.floor(work.unit, person_id)
    round_ = opening.find_round(work.unit, rounds.seat(work.unit, held.seat_id).round_id)
    if not stands(floor, held.seat_id, held.question) or floor is None or floor.ref is None:
        return Outcome()
    if round_ is None or round_.stage != RoundStage.COLLECT:
        return Outcome()
    question = Ask(held.seat_id, held.question, floor.version)
    return Outcome((Outgoing(person_id, question, edit=floor.ref),))


def stands(floor: Floor | None, seat_id: int, question: str) -> bool:
    """Whether this question holds the person's attention."""
    if floor is None or floor.kind != FloorKind.QUESTION:
        return False
    return (floor.seat_id, floor.question) == (seat_id, question)


def _others(case: Case, round_: Round, seat: Seat) -> list[str]:
    """The names of the others; who bears the author's own first name is not meant by it."""
    names = {member.id: member.name for member in people.members(case.unit, round_.partnership_id)}
    own = names.pop(seat.member_id, "")
    return [name for name in names.values() if first_name(name) != first_name(own)]


def _pieces(text: str, members: list[str]) -> set[tuple[str, str]]:
    """What the text holds, as the question about it and the words themselves."""
    return {
        (_ASKED[type(each)], text[each.start : each.end].casefold())
        for each in look(text, members)
        if isinstance(each, Personal)
    }


def _choices(held: Held) -> Rows:
    about = (held.seat_id, held.draft)
    return (
        (
            Button("button.as_is", Press("as_is", about)),
            Button("button.otherwise", Press("otherwise", about)),
        ),
        (Button("button.aloud", Press("rather_aloud", about)),),
    )


def _shown(case: Case, held: Held, notice: Notice) -> Outgoing:
    """In the place of the question that stands, on a floor of its own: so it is known when it was seen."""
    floor = floor_rows.floor(case.unit, case.person.id)
    if floor is None or not stands(floor, held.seat_id, held.question):
        return case.reply(notice)
    before = floor.ref
    floor = floor_rows.set_floor(
        case.unit,
        case.person.id,
        FloorKind.QUESTION,
        seat_id=held.seat_id,
        question=held.question,
        data=conversation.seen_on(floor),
    )
    shown = case.reply(notice, retire=before if before != case.tapped else None)
    return replace(shown, wanted_floor=floor.version)
