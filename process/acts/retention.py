"""How long texts and names are kept: a coordinator chooses, and hears what goes, a month before and after."""

from __future__ import annotations

from datetime import date

from process import posting
from process.acts.people import tell_coordinators
from process.acts.which import in_which
from process.case import Case, Work
from process.incoming import Argument, Press
from process.message import Button, Notice, Rows, Value
from process.outcome import Copies, Outcome
from process.registry import OnPartnership, Permission, command, partnership_act, when_due
from process.rules.cadence import day_of
from process.rules.keeping import TERMS
from storage import retention
from storage.queries import events, partnerships, people, rounds
from storage.tables import Appointment, Partnership


@command("bewaren", "keep", may=Permission.RUN)
def keeping_command(case: Case, payload: str) -> Outcome:
    """For how long?"""
    return in_which(case, "keeping", Permission.RUN)


@partnership_act("keeping", Permission.RUN)
def show(case: Case, on: OnPartnership) -> Outcome:
    """What is kept for how long, and the other terms there are, unless a law settles it."""
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    return case.says(_terms(case, partnership))


@partnership_act("keepfor", Permission.RUN)
def choose(case: Case, on: OnPartnership, months: Argument = 0) -> Outcome:
    """Another term from now on; the other coordinators hear it. Nothing goes within a month of it."""
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    now_kept = case.house.keeping.months_for(partnership.keep_months)
    if case.house.keeping.legal_duty or months not in TERMS or months == now_kept:
        return case.says(_terms(case, partnership))
    retention.choose(case.unit, partnership, int(months), case.now)
    events.note(case.unit, partnership.id, "kept_for", on.member.id, case.now, data=str(months))
    told = Notice(
        "keeping.told",
        {"name": on.member.name, "months": int(months)},
        ((_keeping_button(partnership.id),),),
        partnership.id,
    )
    said = Notice("keeping.chosen", {"months": int(months)}, _back(partnership.id), partnership.id)
    return case.says(said) + Outcome(tell_coordinators(case, partnership, told))


def legal_duty(work: Work) -> Notice | None:
    """What /privacy adds when a law says how long words are kept; None when the partnerships choose."""
    keeping = work.house.keeping
    if not keeping.legal_duty:
        return None
    return Notice("keeping.duty", {"months": keeping.months, "duty": keeping.legal_duty})


@when_due(retention.WILL_GO)
def tell_before(work: Work, appointment: Appointment) -> Outcome:
    """What goes on the day that the appointment names; nothing when another term was chosen since."""
    day = day_of(appointment.occurrence)
    going = [
        each.round
        for plan in retention.plan(work.unit, work.house.keeping, appointment.subject)
        for each in plan.rounds
        if each.goes_at.date() == day
    ]
    return _tell(work, appointment.subject, going, day, "will_go")


@when_due(retention.WENT)
def tell_after(work: Work, appointment: Appointment) -> Outcome:
    """What went on the day that the appointment names."""
    day = day_of(appointment.occurrence)
    went = [each.id for each in retention.emptied_on(work.unit, appointment.subject, day)]
    return _tell(work, appointment.subject, went, day, "went")


def _tell(work: Work, partnership_id: int, round_ids: list[int], day: date, what: str) -> Outcome:
    """To the coordinators, or to everyone when there is none: one round by name, of several how many.

    A round in which nobody answered has nothing to lose, and nobody hears of it.
    """
    round_ids = [each for each in round_ids if retention.was_answered(work.unit, each)]
    if not round_ids:
        return Outcome()
    partnership = partnerships.partnership(work.unit, partnership_id)
    events.note(work.unit, partnership_id, f"words_{what}", None, work.now)
    values: dict[str, Value] = {"day": day.isoformat(), "year": day.year}
    rows: Rows = ((_keeping_button(partnership_id),),)
    if len(round_ids) == 1:
        round_ = rounds.lock_round(work.unit, round_ids[0])
        closed = retention.ended_at(round_)
        values |= {"flow": round_.flow, "ended": closed.isoformat(), "ended_year": closed.year}
        if round_.revealed_at is not None:
            rows = ((Button("button.everything", Press("all", (round_.id,))),), *rows)
    else:
        values["rounds"] = len(round_ids)
    many = "one" if len(round_ids) == 1 else "many"
    notice = Notice(f"keeping.{what}_{many}", values, rows, partnership_id)
    members = people.members(work.unit, partnership_id)
    return Outcome(
        tuple(
            posting.notice(work, partnership, member, notice, copies=Copies.ONCE)
            for member in posting.coordinators(members) or members
        )
    )


def _terms(case: Case, partnership: Partnership) -> Notice:
    keeping = case.house.keeping
    months = keeping.months_for(partnership.keep_months)
    if keeping.legal_duty:
        values: dict[str, Value] = {"months": months, "duty": keeping.legal_duty}
        return Notice("keeping.fixed", values, _back(partnership.id), partnership.id)
    options = tuple(
        Button("button.keep_for", Press("keepfor", (partnership.id, each)), {"months": each})
        for each in TERMS
        if each != months
    )
    return Notice("keeping.now", {"months": months}, (options, *_back(partnership.id)), partnership.id)


def _keeping_button(partnership_id: int) -> Button:
    return Button("button.keeping", Press("keeping", (partnership_id,)))


def _back(partnership_id: int) -> Rows:
    return ((Button("button.run", Press("overleg", (partnership_id,))),),)
