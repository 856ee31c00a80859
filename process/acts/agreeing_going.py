"""How it goes with something that was agreed: it comes back before its date, once after it, and no more.

Its owner says gelukt, bijna, another day, first at home, or help; help and no answer are for the meeting, and
the group hears of it without a reproach. Nobody is asked after done.
"""

from __future__ import annotations

from process import agreeing, posting
from process.acts.agreeing import asked_rows, back, changed_meanwhile, going_rows, met_rows
from process.acts.agreeing_asked import tell_proposer
from process.case import Case, Work
from process.message import Quoted, Rows
from process.outcome import Outcome
from process.registry import OnAgreement, Permission, Whose, agreement_act, when_due
from process.rules.agreeing import PENDING, Step
from process.rules.attention import Attention
from process.states import AgreementState as State
from storage.queries import agreements, attention, partnerships, people
from storage.tables import Agreement, Appointment, Member, Partnership

AFTER_ITS_DATE, NO_ANSWER = 2, 3
"""The numbers of the question after the date, and of what follows when it has no answer."""


@agreement_act("ag_done", Permission.AGREE, Whose.OWNER)
def done(case: Case, on: OnAgreement) -> Outcome:
    """Gelukt."""
    return _go(case, on, Step.DONE)


@agreement_act("ag_nearly", Permission.AGREE, Whose.OWNER)
def nearly(case: Case, on: OnAgreement) -> Outcome:
    """Bijna: asked again only after its date."""
    return _go(case, on, Step.NEARLY)


@agreement_act("ag_help", Permission.AGREE, Whose.OWNER)
def help_needed(case: Case, on: OnAgreement) -> Outcome:
    """Hulp nodig: everyone hears so, and it goes on the next sheet."""
    said = _go(case, on, Step.HELP)
    if on.agreement.state != State.HELP:
        return said
    partnership = partnerships.partnership(case.unit, on.member.partnership_id)
    others = [each for each in people.members(case.unit, partnership.id) if each.id != on.member.id]
    return said + Outcome(
        tuple(
            agreeing.notice(
                case,
                partnership,
                each,
                on.agreement,
                "agreeing.help_asked",
                back(each),
                counts=Attention.IDEA,
            )
            for each in others
        )
    )


@agreement_act("ag_met", Permission.AGREE, Whose.OWNER)
def was_agreed(case: Case, on: OnAgreement) -> Outcome:
    """Yes, this was agreed in the meeting."""
    return _go(case, on, Step.MET)


@agreement_act("ag_let_go", Permission.AGREE, Whose.PROPOSER)
def let_go(case: Case, on: OnAgreement) -> Outcome:
    """Loslaten: a proposal that nobody said yes to, by who made it or a coordinator."""
    asked = on.agreement.asked_id
    said = _go(case, on, Step.WITHDRAW)
    if on.agreement.state != State.WITHDRAWN:
        return said
    told = tell_proposer(case, on.member, on.agreement, "agreeing.told_let_go")
    if asked is not None and asked not in {on.member.id, on.agreement.proposed_by}:
        partnership = partnerships.partnership(case.unit, on.member.partnership_id)
        member = people.member(case.unit, asked)
        told += (agreeing.notice(case, partnership, member, on.agreement, "agreeing.told_let_go"),)
    return said + Outcome(told)


def _go(case: Case, on: OnAgreement, step: Step) -> Outcome:
    due = agreeing.take(case, on.agreement, step, on.member)
    if due is None:
        return changed_meanwhile(case, on)
    key = f"agreeing.said_{step.value}"
    said = Quoted(key, on.member.id, on.agreement.id, buttons=back(on.member))
    return case.says(said) + Outcome(due=due)


@when_due(agreeing.KIND)
def due_to_ask(work: Work, appointment: Appointment) -> Outcome:
    """The next question about an agreement, unless something happened to it since that was planned."""
    row = agreements.lock(work.unit, appointment.subject)
    turn, _, number = appointment.occurrence.partition(":")
    if row is None or str(row.turn) != turn:
        return Outcome()
    partnership = partnerships.partnership(work.unit, row.partnership_id)
    if partnership.ended_at is not None:
        return Outcome()
    if row.state in PENDING:
        return _asked_again(work, partnership, row)
    member = agreeing.owner_of(work, row)
    if member is None:
        return Outcome()
    if row.state == State.WILLING:
        if agreeing.is_ahead(work, row.round_id):  # the meeting was moved
            return Outcome(due=agreeing.plan(work, row, agreeing.today_of(work, row)))
        row.turn += 1
        agreements.keep(work.unit, row)
        return _to(work, partnership, member, row, "agreeing.due_met", met_rows(row))
    return _how_it_goes(work, partnership, member, row, int(number))


def _asked_again(work: Work, partnership: Partnership, row: Agreement) -> Outcome:
    member = people.member(work.unit, row.asked_id) if row.asked_id is not None else None
    if member is None or member.left_at is not None:
        return Outcome()
    row.ask_on = None
    row.turn += 1
    agreements.keep(work.unit, row)
    return _to(work, partnership, member, row, "agreeing.due_asked", asked_rows(row))


def _how_it_goes(
    work: Work, partnership: Partnership, member: Member, row: Agreement, number: int
) -> Outcome:
    """A question counts as asked when it reached its reader; what the bot did not send is no silence."""
    if number == NO_ANSWER and not _was_asked(work, member, row):
        number = AFTER_ITS_DATE
    if number == NO_ANSWER:
        return Outcome(due=agreeing.take(work, row, Step.UNANSWERED, None) or ())
    key = "agreeing.due_after" if number == AFTER_ITS_DATE else "agreeing.due"
    asks = _to(work, partnership, member, row, key, going_rows(row))
    row.asks = number
    reaches = posting.welcome_moment(work, partnership, member)
    day = agreeing.day_in(partnership, reaches)
    return asks + Outcome(due=agreeing.plan(work, row, day))


def _was_asked(work: Work, member: Member, row: Agreement) -> bool:
    """Whether a question about an agreement reached them since it stands as it does."""
    told = attention.was_told(
        work.unit, member.person_id, row.partnership_id, Attention.AGREEMENT, row.changed_at
    )
    return told is not None


def _to(
    work: Work, partnership: Partnership, member: Member, row: Agreement, key: str, buttons: Rows
) -> Outcome:
    said = agreeing.notice(work, partnership, member, row, key, buttons, counts=Attention.AGREEMENT)
    return Outcome((said,))
