"""Every working day: does it live, and does anybody look after it? What follows is told to who it is for.

What is to be seen and where that leads `process.rules.keepers` decides; here it is read and carried out.
Whatever ends the asking, a pause too, is told to everyone who can be told: nothing stops in silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from process import planning, posting
from process.case import Work
from process.incoming import Press
from process.message import Button, Notice, Rows, Value
from process.outcome import Copies, Due, Outcome, Outgoing
from process.rules import keepers as rules
from process.rules.attention import Attention
from process.rules.keepers import Asked, Cause, Facts, Sign, Step, Watch
from process.states import Change, Role
from storage.queries import events, keepers, people
from storage.tables import Member, Partnership

OFFERS = "offers_keeping"
CANNOT = "deputy_cannot"
_REMEMBERED = timedelta(days=30)
"""So long after a deputy said that they cannot they are not asked with everyone."""


def first_look(work: Work, partnership: Partnership) -> Due:
    """From the next working day on somebody looks after this partnership."""
    zone = ZoneInfo(partnership.timezone)
    at = rules.next_look(work.now, zone, work.house.calendar)
    return Due("look", partnership.id, at.astimezone(zone).date().isoformat(), at)


def begin_anew(work: Work, partnership: Partnership) -> Due:
    """It goes on after it had ended: calm from now on, whatever was asked before."""
    keepers.put(work.unit, keepers.watch(work.unit, partnership, work.now), Watch(Step.CALM, work.now))
    return first_look(work, partnership)


def look(work: Work, partnership: Partnership) -> Outcome:
    """See what is to be seen now, and go where that leads."""
    zone = ZoneInfo(partnership.timezone)
    row = keepers.watch(work.unit, partnership, work.now)
    watch = Watch(row.step, row.since, row.cause, row.until)
    if watch.step is Step.PAUSED:  # a coordinator may have made it longer, or have ended it
        watch = replace(watch, until=partnership.paused_until or work.now.astimezone(zone).date())
    facts = _facts(work, partnership, watch)
    seen = rules.sign(watch, facts, work.now, zone)
    if seen is None or (seen is Sign.TURN and planning.is_paused(work, partnership)):
        return Outcome()
    why = rules.cause(facts, work.now, zone) if seen in {Sign.GONE, Sign.GONE_ALONE} else watch.cause
    return move(work, partnership, seen, why or Cause.SILENT)


def move(work: Work, partnership: Partnership, seen: Sign, why: Cause | None = None) -> Outcome:
    """Go where this sign leads from where the question is, and tell or ask whom that concerns."""
    row = keepers.watch(work.unit, partnership, work.now)
    was = Watch(row.step, row.since, row.cause, row.until)
    gone = Watch(Step.EVERYONE, work.now, why or was.cause)
    there = [keepers.asked(work.unit, each, work.now) for each in _everyone(work, partnership, gone)]
    zone = ZoneInfo(partnership.timezone)
    to = rules.moved(was, seen, why, work.now, zone, work.house.calendar, there)
    if to is None:
        return Outcome()
    if to.step is Step.PAUSED and to.until is not None and partnership.paused_until is not None:
        to = replace(to, until=max(to.until, partnership.paused_until))
    keepers.put(work.unit, row, to)
    step, again = to.step, seen is Sign.LOST
    match step:
        case Step.CALM:
            return _settled(work, partnership, was, seen)
        case Step.KEEPER | Step.AGAIN:
            return Outcome(_ask_keeper(work, partnership, "alive" if step is Step.KEEPER else "again"))
        case Step.DEPUTY:
            return Outcome(_ask_deputy(work, partnership, to, again=again))
        case Step.EVERYONE:
            rhythm = _no_pause(work, partnership) if was.step is Step.PAUSED else Outcome()
            return rhythm + Outcome(_ask_everyone(work, partnership, to, after_pause=was.step is Step.PAUSED))
        case Step.PAUSED:
            return _pause(work, partnership, to)


def take_over(work: Work, partnership: Partnership, keeper: Member, beside: Member | None = None) -> Outcome:
    """From now on this member looks after it, and everyone hears so; an earlier deputy stays if that fits."""
    deputy = beside if beside is not None else member(work, partnership, partnership.deputy_id)
    if deputy is not None and (deputy.id == keeper.id or not fit(keeper, deputy)):
        deputy = None
    keepers.give(work.unit, partnership, keeper=keeper, deputy=deputy)
    events.note(work.unit, partnership.id, Change.KEEPS, keeper.id, work.now)
    if beside is not None and deputy is beside:
        events.note(work.unit, partnership.id, Change.STANDS_BY, beside.id, work.now)
    both = {keeper.person_id} | ({deputy.person_id} if deputy is not None else set())
    return move(work, partnership, Sign.TAKEN) + Outcome(relists=frozenset(both))


def member(work: Work, partnership: Partnership, member_id: int | None) -> Member | None:
    """Who takes part under this number; None for nobody, or somebody who left."""
    there = people.members(work.unit, partnership.id)
    return next((each for each in there if each.id == member_id), None)


def fit(one: Member, other: Member) -> bool:
    """Whether these two can be keeper and deputy."""
    return one.id != other.id and rules.may_stand_together(one.organisation_id, other.organisation_id)


def can_keep(each: Member) -> bool:
    """Whether somebody can be asked at all: who only reads along does not, who is on paper cannot tap."""
    return each.role != Role.OBSERVER and not each.paper


def offer_rows(partnership: Partnership) -> Rows:
    """The two ways to offer."""
    return (
        (Button("button.keep", Press("offer", (partnership.id, "keeper"))),),
        (Button("button.keep_together", Press("beside", (partnership.id,))),),
    )


def _facts(work: Work, partnership: Partnership, watch: Watch) -> Facts:
    def stands(member_id: int | None) -> Asked | None:
        each = member(work, partnership, member_id)
        return keepers.asked(work.unit, each, watch.since) if each is not None else None

    offered = keepers.last_offer(work.unit, partnership.id, OFFERS, watch.since)
    return Facts(
        keeper=stands(partnership.keeper_id),
        deputy=stands(partnership.deputy_id),
        life_at=keepers.life_at(work.unit, partnership.id),
        met_at=keepers.met_at(work.unit, partnership.id, work.now),
        everyone=tuple(
            keepers.asked(work.unit, each, watch.since) for each in _everyone(work, partnership, watch)
        )
        if watch.step is Step.EVERYONE
        else (),
        offered_at=offered.at if offered is not None else None,
    )


def _everyone(work: Work, partnership: Partnership, watch: Watch) -> list[Member]:
    """Who is asked to take over: not who just said that it is too much, or that they cannot."""
    not_them = {partnership.keeper_id} if watch.cause is not Cause.SILENT else set()
    return [
        each
        for each in people.members(work.unit, partnership.id)
        if can_keep(each)
        and each.id not in not_them
        and keepers.said(work.unit, each.id, (CANNOT,), work.now - _REMEMBERED) is None
    ]


def _question(work: Work, partnership: Partnership, to: Member, notice: Notice) -> Outgoing:
    slot = f"keeper:{partnership.id}"
    return posting.notice(
        work, partnership, to, notice, copies=Copies.ONCE, slot=slot, counts=Attention.KEEPER
    )


def _tell(work: Work, partnership: Partnership, to: Iterable[Member], notice: Notice) -> tuple[Outgoing, ...]:
    """What everyone has to know: whatever was said before, it is not left out."""
    slot = f"kept:{partnership.id}"
    return tuple(
        posting.notice(work, partnership, each, notice, copies=Copies.ONCE, slot=slot) for each in to
    )


def _ask_keeper(work: Work, partnership: Partnership, key: str) -> tuple[Outgoing, ...]:
    keeper = member(work, partnership, partnership.keeper_id)
    if keeper is None:
        return ()
    rows = (
        (Button("button.alive", Press("alive", (partnership.id, "yes"))),),
        (Button("button.alive_help", Press("alive", (partnership.id, "help"))),),
        (Button("button.alive_much", Press("alive", (partnership.id, "much"))),),
    )
    return (_question(work, partnership, keeper, Notice(f"keepers.{key}", {}, rows, partnership.id)),)


def _ask_deputy(work: Work, partnership: Partnership, to: Watch, *, again: bool) -> tuple[Outgoing, ...]:
    deputy = member(work, partnership, partnership.deputy_id)
    keeper = member(work, partnership, partnership.keeper_id)
    if deputy is None or to.cause is None:
        return ()
    values = _named(keeper)
    rows = [
        (Button("button.deputy_takes", Press("asdeputy", (partnership.id, "yes"))),),
        (Button("button.deputy_cannot", Press("asdeputy", (partnership.id, "no"))),),
    ]
    if to.cause is Cause.SILENT:
        rows.insert(1, (Button("button.deputy_calls", Press("asdeputy", (partnership.id, "call"))),))
    notice = Notice(f"keepers.deputy_{to.cause.value}", values, tuple(rows), partnership.id)
    once_more = to.cause is Cause.SILENT and not again
    also = _ask_keeper(work, partnership, "again_with_deputy") if once_more else ()
    return (_question(work, partnership, deputy, notice), *also)


def _ask_everyone(
    work: Work, partnership: Partnership, to: Watch, *, after_pause: bool
) -> tuple[Outgoing, ...]:
    keeper = member(work, partnership, partnership.keeper_id)
    if to.cause is None or to.until is None:
        return ()
    why = "after_pause" if after_pause else to.cause.value
    rows = (
        *offer_rows(partnership),
        (Button("button.keep_not", Press("notme", (partnership.id, "no"))),),
        (Button("button.keep_stop", Press("notme", (partnership.id, "stop"))),),
    )
    values = _named(keeper) | {"until": to.until.isoformat()}
    notice = Notice(f"keepers.everyone_{why}", values, rows, partnership.id)
    return tuple(
        _question(work, partnership, each, notice)
        for each in _everyone(work, partnership, to)
        if keepers.asked(work.unit, each, to.since).is_lost()
    )


def _pause(work: Work, partnership: Partnership, to: Watch) -> Outcome:
    if to.until is None:
        return Outcome()
    keepers.drop_questions(work.unit, partnership.id, work.now)
    keepers.pause(work.unit, partnership, to.until)
    events.note(work.unit, partnership.id, "paused", None, work.now, data=to.until.isoformat())
    rhythm = planning.agree_unless_chosen(work, partnership)
    rows = offer_rows(partnership)
    notice = Notice("keepers.paused", {"until": to.until.isoformat()}, rows, partnership.id)
    reading = Notice("keepers.paused", notice.values, (), partnership.id)
    there = people.members(work.unit, partnership.id)
    return rhythm + Outcome(
        (
            *_tell(work, partnership, filter(can_keep, there), notice),
            *_tell(work, partnership, (each for each in there if not can_keep(each)), reading),
        )
    )


def _settled(work: Work, partnership: Partnership, was: Watch, seen: Sign) -> Outcome:
    """It is looked after again: what was still to be asked is not, and who knew of it hears so."""
    keepers.drop_questions(work.unit, partnership.id, work.now)
    rhythm = _no_pause(work, partnership) if was.step is Step.PAUSED else Outcome()
    keeper = member(work, partnership, partnership.keeper_id)
    deputy = member(work, partnership, partnership.deputy_id)
    others = [each for each in people.members(work.unit, partnership.id) if each.id != partnership.keeper_id]
    after = "_after_pause" if was.step is Step.PAUSED else ""
    if seen is Sign.TAKEN:
        stands_by = "" if deputy is not None else "_alone"
        values = _named(keeper) | ({"deputy": deputy.name} if deputy is not None else {})
        stand_by = Button("button.stand_by", Press("standby", (partnership.id,)))
        rows = () if deputy is not None else ((stand_by,),)
        taken = Notice(f"keepers.taken{stands_by}{after}", values, rows, partnership.id)
        return rhythm + Outcome(_tell(work, partnership, others, taken))
    if was.step in rules.OPEN:
        back = Notice(f"keepers.back{after}", _named(keeper), (), partnership.id)
        return rhythm + Outcome(_tell(work, partnership, others, back))
    if was.step is Step.DEPUTY and deputy is not None:
        over = Notice("keepers.deputy_over", _named(keeper), (), partnership.id)
        if keepers.asked(work.unit, deputy, was.since).reached_at is not None:
            return rhythm + Outcome(_tell(work, partnership, (deputy,), over))
    return rhythm


def _no_pause(work: Work, partnership: Partnership) -> Outcome:
    """Rounds open by themselves again."""
    keepers.pause(work.unit, partnership, None)
    events.note(work.unit, partnership.id, "resumed", None, work.now)
    return planning.agree_unless_chosen(work, partnership)


def _named(keeper: Member | None) -> dict[str, Value]:
    return {"name": keeper.name} if keeper is not None else {}
