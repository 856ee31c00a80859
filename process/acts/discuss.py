"""Is it discussed? [Ja] [Deels] [Ging niet door]; and what becomes of a result that was not."""

from __future__ import annotations

from process import discussing, planning, posting
from process.acts import deciding
from process.acts.rounds import discussed_buttons
from process.case import Case, Work
from process.discussing import DECIDED, UNDISCUSSED
from process.incoming import Argument
from process.message import Notice
from process.outcome import Copies, Due, Outcome
from process.registry import OnRound, Permission, round_act, when_due
from process.rules.discussing import ANSWERED_WITHIN, Decision, Said
from process.states import Discussed, Role, RoundStage
from storage.queries import discussing as kept
from storage.queries import partnerships, people, rounds
from storage.tables import Appointment, Member, Round

UNANSWERED = "unanswered"
"""The kind of appointment at which "is it discussed?" has waited long enough."""
_MET = (Said.YES, Said.PARTLY, Said.MISSED)
_CHOSEN = (Said.STILL, Said.MERGE, Said.DROP)


@when_due("discussed")
def due_to_ask(work: Work, appointment: Appointment) -> Outcome:
    """Ask everyone whether the result was discussed; when nobody says so, what becomes of it is asked."""
    round_ = rounds.lock_round(work.unit, appointment.subject)
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    if not _is_open(work, round_) or planning.is_stale(appointment, round_.asks_at):
        return Outcome()
    asked = Notice("discuss.asked", {"flow": round_.flow}, discussed_buttons(round_), partnership.id)
    told = [
        posting.notice(work, partnership, member, asked, copies=Copies.ONCE)
        for member in people.members(work.unit, partnership.id)
        if member.role != Role.OBSERVER
    ]
    over = discussing.workdays_on(work, partnership, work.now, ANSWERED_WITHIN)
    return Outcome(tuple(told), (Due(UNANSWERED, round_.id, appointment.occurrence, over),))


@when_due(UNANSWERED)
def due_to_ask_what_becomes(work: Work, appointment: Appointment) -> Outcome:
    """Nobody settled whether it was discussed, and nothing else was asked or decided since."""
    round_ = rounds.lock_round(work.unit, appointment.subject)
    if not _is_open(work, round_) or planning.is_stale(appointment, round_.asks_at):
        return Outcome()
    return discussing.ask_all(work, round_)


@when_due(UNDISCUSSED)
def due_to_stay(work: Work, appointment: Appointment) -> Outcome:
    """Nothing was decided about what becomes of it: it stays, and everyone hears that."""
    round_ = rounds.lock_round(work.unit, appointment.subject)
    if not _is_open(work, round_) or not _is_asked(work, round_, int(appointment.occurrence)):
        return Outcome()
    return discussing.stay(work, round_, chosen=False)


@when_due(DECIDED)
def due_to_tell(work: Work, appointment: Appointment) -> Outcome:
    """Nobody wrote down what was decided: everyone hears how the round ended without it."""
    round_ = rounds.lock_round(work.unit, appointment.subject)
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    return discussing.tell(work, round_) if partnership.ended_at is None else Outcome()


@round_act("discussed", Permission.CONFIRM)
def discussed(case: Case, on: OnRound, how: Argument = "") -> Outcome:
    """Whether it was discussed, as somebody says; what was left over is asked first."""
    said = _said(how, _MET)
    ended = kept.discussion(case.unit, on.round.id)
    talked = ended is not None and ended.how is Discussed.TALKED
    if said is Said.PARTLY and (on.round.stage == RoundStage.REVEALED or talked):
        return deciding.ask_left(case, on)
    if said is None or on.round.stage != RoundStage.REVEALED:
        return case.says(Notice("discuss.already", partnership=on.round.partnership_id))
    return deciding.say(case, on.round, on.member, said)


@round_act("undiscussed", Permission.CONFIRM)
def undiscussed(case: Case, on: OnRound, how: Argument = "") -> Outcome:
    """Nog bespreken, samenvoegen of loslaten, as somebody says."""
    said = _said(how, _CHOSEN)
    if said is None or on.round.stage != RoundStage.REVEALED or not _is_asked(case, on.round):
        return case.says(Notice("discuss.chosen_already", partnership=on.round.partnership_id))
    return _choose(case, on.round, on.member, said)


def _choose(case: Case, round_: Round, member: Member, said: Said) -> Outcome:
    partnership = partnerships.partnership(case.unit, round_.partnership_id)
    match discussing.say(case, round_, member, said):
        case None:
            until = discussing.asked_until(case, partnership, round_)[1].isoformat()
            rows = discussing.choices(round_)  # who thinks again can say so
            return case.says(Notice("discuss.chosen", {"until": until}, rows, partnership.id))
        case Decision.STILL:
            mine = discussing.stays(case, partnership, round_, chosen=True)
            return case.says(mine) + discussing.stay(case, round_, member, chosen=True)
        case decision:
            ended = discussing.end(case, round_, decision, member)
            return deciding.shown(case, round_, member) + ended + discussing.tell(case, round_, member)


def _said(how: Argument, among: tuple[Said, ...]) -> Said | None:
    return next((each for each in among if each == how), None)


def _is_open(work: Work, round_: Round) -> bool:
    """Whether a result still has to be discussed, in a partnership that goes on."""
    partnership = partnerships.partnership(work.unit, round_.partnership_id)
    return round_.stage == RoundStage.REVEALED and partnership.ended_at is None


def _is_asked(work: Work, round_: Round, number: int | None = None) -> bool:
    """Whether all were asked what becomes of it (in the question of this number), and nothing is decided."""
    mark = kept.last_mark(work.unit, round_, (discussing.ASKED, discussing.STAYS))
    return mark is not None and mark.kind == discussing.ASKED and number in {None, mark.id}
