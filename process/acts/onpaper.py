"""Who takes part on paper, for whom one may do something: the form to hand over, and typing it in."""

from __future__ import annotations

from process import authority, filling
from process.acts import people
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Hand, Notice, Rows
from process.outcome import Outcome
from process.registry import OnPartnership, OnSeat, Permission, partnership_act, seat_act
from process.states import RoundStage, SeatState
from storage.queries import opening, rounds
from storage.queries import people as people_rows
from storage.tables import Member, Round, Seat

FORM, RESULT, BLANK = "form", "result", "blank/"
"""Documents: the form of a seat, the result of a snapshot, and (with a flow's id behind it) an empty form."""

IN = " ✔"


@partnership_act("onpaper", Permission.FILL)
def show(case: Case, on: OnPartnership) -> Outcome:
    """Everybody on paper for whom this member may type in, with what can be done for each now."""
    partnership = on.member.partnership_id
    theirs = [
        each for each in people_rows.members(case.unit, partnership) if filling.may_type_for(on.member, each)
    ]
    round_ = rounds.open_round(case.unit, partnership)
    running = round_ if round_ is not None and round_.stage == RoundStage.COLLECT else None
    seats = [(each, _seat(case, running, each)) for each in theirs]
    listed = "\n".join(_line(case, member, seat) for member, seat in seats)
    rows = [row for member, seat in seats if seat is not None for row in _for_one(case, member, seat)]
    key = "onpaper.list" if theirs else "onpaper.nobody"
    if theirs and not rows:
        key = "onpaper.list_quiet"
    values = {"people": listed} if theirs else {}
    return case.says(Notice(key, values, (*rows, *_more(case, on)), partnership))


@seat_act("paperform", Permission.FILL)
def form_for(case: Case, on: OnSeat) -> Outcome:
    """The form of somebody on paper, to print and hand over."""
    return Outcome((case.reply(Hand(FORM, on.seat.id, on.member.id), anew=True),))


@seat_act("ownform")
def own_form(case: Case, on: OnSeat) -> Outcome:
    """[Op papier] under an invitation: the same questions on paper, to think over away from a screen."""
    return Outcome((case.reply(Hand(FORM, on.seat.id, on.member.id), anew=True),))


@partnership_act("blankform", Permission.INVITE)
def blank(case: Case, on: OnPartnership, flow_id: Argument = "") -> Outcome:
    """A form for anybody, of this flow; which one is asked first."""
    partnership = on.member.partnership_id
    flow = case.house.shelf.flows.get(str(flow_id))
    if flow is not None:
        return Outcome((case.reply(Hand(f"{BLANK}{flow.id}", partnership, on.member.id), anew=True),))
    rows = tuple(
        (Button("button.flow", Press("blankform", (partnership, each.id)), {"flow": each.id}),)
        for each in sorted(case.house.shelf.flows.values(), key=lambda each: each.id)
    )
    back = (Button("button.back", Press("onpaper", (partnership,))),)
    return case.says(Notice("onpaper.which_form", {}, (*rows, back), partnership))


@partnership_act("paperresult", Permission.READ)
def result(case: Case, on: OnPartnership) -> Outcome:
    """The last result as a document to print."""
    snapshot = opening.last_snapshot(case.unit, on.member.partnership_id, "overview")
    if snapshot is None:
        return case.says(Notice("result.none", partnership=on.member.partnership_id))
    return Outcome((case.reply(Hand(RESULT, snapshot.id, on.member.id), anew=True),))


def _seat(case: Case, round_: Round | None, member: Member) -> Seat | None:
    return rounds.seat_of(case.unit, round_.id, member.id) if round_ is not None else None


def _line(case: Case, member: Member, seat: Seat | None) -> str:
    organisation = people.organisation_of(case, member)
    sent = seat is not None and seat.state == SeatState.SENT
    return f"📄 {member.name} ({organisation}){IN if sent else ''}"


def _for_one(case: Case, member: Member, seat: Seat) -> Rows:
    values = {"name": member.name}
    if filling.has_colleague_on_phone(case.unit, seat):
        return ((Button("button.paper_form", Press("paperform", (seat.id,)), values),),)
    typed = Button("button.fill", Press("fill", (seat.id,)), values)
    if seat.state in (SeatState.SENT, SeatState.PASSED):
        return ((typed,),)
    return ((Button("button.paper_form", Press("paperform", (seat.id,)), values), typed),)


def _more(case: Case, on: OnPartnership) -> Rows:
    partnership = on.member.partnership_id
    rows: list[tuple[Button, ...]] = []
    if authority.may(on.member, Permission.INVITE):
        rows.append((Button("button.add_paper", Press("addpaper", (partnership,))),))
        rows.append((Button("button.blank_form", Press("blankform", (partnership,))),))
    if opening.last_snapshot(case.unit, partnership, "overview") is not None:
        rows.append((Button("button.paper_result", Press("paperresult", (partnership,))),))
    rows.append((Button("button.people", Press("people", (partnership,))),))
    return tuple(rows)
