"""The desk: what comes in is met, known, judged and given to the act it asks for.

Everything has a way out: what cannot be done is answered with what can.
"""

from __future__ import annotations

from process import acts, authority, registry
from process.acts import elsewhere, groups, reopening, sensitive, standing_in, unreachable, which, words
from process.case import Case, House
from process.incoming import Back, Command, Edited, Gone, Grouped, Incoming, Other, Press, Tap, Words
from process.moment import Moment
from process.outcome import Outcome
from storage.queries import membership, people
from storage.unit import Unit

__all__ = ["acts", "attend"]


def attend(unit: Unit, moment: Moment, house: House, incoming: Incoming) -> Outcome:
    """Handle one incoming act inside `unit`; the outcome is what should be sent and kept."""
    person = people.person_at(unit, incoming.channel, incoming.address)
    if person is None:
        person = people.new_person(
            unit, incoming.channel, incoming.address, incoming.language or "nl", moment.now
        )
    people.lock_person(unit, person.id)
    case = Case(unit, moment, house, incoming, person)
    if isinstance(incoming.act, Gone | Grouped):
        return _handled(case)
    # who acts is there, whatever became of the last message
    is_back = membership.set_reachable(unit, incoming.channel, incoming.address, reachable=True)
    said = _handled(case)
    said += standing_in.passed_on(case, said)
    return unreachable.is_back(case, said) if is_back else said


def _handled(case: Case) -> Outcome:
    return sensitive.gate(case, _dispatched)


def _dispatched(case: Case) -> Outcome:
    match case.incoming.act:
        case Command(name, payload):
            return _command(case, name, payload)
        case Tap(press):
            return _tap(case, press)
        case Words(text, ref):
            return words.typed(case, text, ref)
        case Edited(text, ref):
            return words.edited(case, text, ref)
        case Grouped() as news:
            return groups.happened(case, news)
        case Gone() | Back() | Other():
            return elsewhere.happened(case, case.incoming.act)


def _command(case: Case, name: str, payload: str) -> Outcome:
    entry = registry.COMMANDS.get(name)
    if entry is None:
        return elsewhere.unknown_command(case)
    if not authority.may_somewhere(case.unit, case.person, entry.may):
        return which.nowhere(case)
    return entry.run(case, payload)


def _tap(case: Case, press: Press | None) -> Outcome:
    act = registry.ACTS.get(press.act) if press is not None else None
    if press is None or act is None:
        return elsewhere.dead_button(case)
    match authority.judge(case.unit, case.person, act, press.args):
        case authority.Granted(args):
            return act.run(case, *args)
        case authority.Stale():
            return elsewhere.stale_button(case)
        case authority.Over(member):
            return reopening.over(case, member)
        case authority.Denied():
            return elsewhere.not_allowed(case)
