"""Words that came while they were not asked for: kept at most a day, until it is clear where they go."""

from __future__ import annotations

from datetime import timedelta

from flows import engine
from process import conversation
from process.acts import answer, forms
from process.case import Case, Work, flow_of
from process.incoming import Press
from process.message import Button, Due, Notice, Outcome, Value
from process.registry import OnFloor, OnSeat, floor_act, open_act, seat_act, when_due
from process.states import FloorKind
from storage.queries import drafts, opening, partnerships, rounds
from storage.queries import floor as floor_rows
from storage.tables import Appointment, Floor, Round, Seat

KEPT = timedelta(days=1)


def ask_for_standing(case: Case, floor: Floor, text: str) -> Outcome:
    """Typed before the standing question was seen: does it belong there?"""
    if floor.seat_id is None or floor.question is None:
        return forms.standing(case)
    seat = rounds.seat(case.unit, floor.seat_id)
    round_, flow = conversation.flow_on_floor(case, seat)
    if flow.question(floor.question).kind != "words":
        return case.says(Notice("words.too_early", partnership=round_.partnership_id)) + forms.standing(case)
    due = _keep(case, text)
    yes = Press("mine", (floor.version,))
    return Outcome((case.reply(_asked(case, "belongs", seat, floor.question, yes)),), (due,))


def ask_for_open(case: Case, text: str) -> Outcome | None:
    """Typed while nothing was asked: is it for a typed question that waits somewhere? None without one."""
    waiting = []
    for seat, round_, _ in opening.open_seats(case.unit, case.person.id):
        flow = flow_of(case.unit, case.house.shelf, round_)
        step = engine.next_step(flow, conversation.sitting_of(case, round_, seat), case.now)
        if isinstance(step, engine.Ask) and step.question.kind == "words":
            waiting.append((seat, round_, step.question.id))
    if not waiting:
        return None
    due = _keep(case, text)
    if len(waiting) > 1:
        return Outcome((case.reply(_where([(seat, round_) for seat, round_, _ in waiting], case)),), (due,))
    seat, _, question = waiting[0]
    yes = Press("mine_at", (seat.id,))
    return Outcome((case.reply(_asked(case, "waiting", seat, question, yes)),), (due,))


@floor_act("mine")
def belongs(case: Case, on: OnFloor) -> Outcome:
    """Yes: the words answer the question that stands."""
    text = _take(case)
    if text is None:
        return Outcome(toast="toast.draft_gone") + forms.standing(case)
    return answer.typed(case, on, text)


@seat_act("mine_at")
def belongs_there(case: Case, on: OnSeat) -> Outcome:
    """Yes: the words answer the question that waits in this round."""
    text = _take(case)
    shown = conversation.go_on(case, on.round, on.seat)
    floor = floor_rows.floor(case.unit, case.person.id)
    if text is None or floor is None or floor.kind != FloorKind.QUESTION or floor.seat_id != on.seat.id:
        return shown
    return answer.typed(case, OnFloor(floor), text)


@open_act("not_mine")
def throw_away(case: Case) -> Outcome:
    """No: nothing of it is left."""
    drafts.wipe(case.unit, case.person.id)
    return case.says(Notice("words.wiped")) + forms.standing(case)


@when_due("wipe_draft")
def due_to_wipe(work: Work, appointment: Appointment) -> Outcome:
    """A day later: a draft that was not claimed is gone. A newer one has its own appointment."""
    draft = drafts.draft_of(work.unit, appointment.subject)
    if draft is not None and draft.at + KEPT <= work.now:
        drafts.wipe(work.unit, appointment.subject)
    return Outcome()


def _keep(case: Case, text: str) -> Due:
    """Several lines in a row are one draft; its day begins with the last one."""
    earlier = drafts.draft_of(case.unit, case.person.id)
    if earlier is not None:
        text = f"{drafts.read(case.unit, earlier)}\n{text}"
    draft = drafts.keep(case.unit, case.person.id, text, case.now)
    return Due("wipe_draft", case.person.id, str(draft.id), case.now + KEPT)


def _take(case: Case) -> str | None:
    draft = drafts.draft_of(case.unit, case.person.id)
    text = drafts.read(case.unit, draft) if draft is not None else None
    drafts.wipe(case.unit, case.person.id)
    return text


def _asked(case: Case, why: str, seat: Seat, question: str, yes: Press) -> Notice:
    round_ = rounds.lock_round(case.unit, seat.round_id)
    flow = flow_of(case.unit, case.house.shelf, round_)
    answers = rounds.answers(case.unit, seat.id)
    number, _ = engine.progress(flow, answers, flow.question(question))
    values: dict[str, Value] = {"number": number} if number is not None else {}
    rows = ((Button("button.yes_there", yes), Button("button.no_wipe", Press("not_mine"))),)
    key = f"words.{why}" if values else f"words.{why}_last"
    return Notice(key, values, rows, round_.partnership_id)


def _where(places: list[tuple[Seat, Round]], case: Case) -> Notice:
    """Questions wait in several partnerships: which one are the words for?"""
    rows = tuple(
        (
            Button(
                "button.partnership",
                Press("mine_at", (seat.id,)),
                {"name": partnerships.partnership(case.unit, round_.partnership_id).name},
            ),
        )
        for seat, round_ in places
    )
    return Notice("words.waiting_where", {}, (*rows, (Button("button.no_wipe", Press("not_mine")),)))
