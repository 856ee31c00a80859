"""The digest for a coordinator: a few lines under the picture of the last result. What they say follows from
how things stand when it is read; what happened is counted, and one tap away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.channel import Screen
from bot.screens import corrected, happened, relay
from bot.screens.frozen import Frozen, frozen_of
from bot.screens.reader import Draft, Reader, Rows, headed, plain
from bot.screens.result import picture, turnout
from process import digests, red_topics
from process.incoming import Press
from process.message import Digest, Value
from process.rules import digest as rules
from process.rules.attention import Attention
from process.rules.digest import Line, Standing, Step
from process.states import RoundStage
from storage.queries import agreements, attention, opening, partnerships, people, rounds
from storage.queries import digests as rows
from storage.tables import Digest as Made
from storage.tables import Event, Member, Partnership

NAME, TIGHT = 40, 24
"""Units of a name of an organisation, or of what was agreed; and where room is short."""
NAMED = 4
TITLE = 60

_PRESSES = {Step.PLAN: ("button.plan_meeting", "meeting"), Step.KEEPER: ("button.people", "people")}
"""What a tap can do about a step at once; about the others it is the screen of the coordinator."""


@dataclass(frozen=True)
class _Sight:
    """What a digest is made of, as it stands now."""

    reader: Reader
    partnership: Partnership
    made: Made
    first: Made
    events: tuple[Event, ...]
    frozen: Frozen | None
    now: datetime

    @property
    def is_new(self) -> bool:
        """Whether the last result came since the digest before."""
        shown = self.frozen.round.revealed_at if self.frozen is not None else None
        before = rows.before(self.reader.unit, self.first)
        return shown is not None and (before is None or before.made_at < shown)


def draft(reader: Reader, message: Digest) -> Draft | None:
    """The digest, or a page of what it tells; None when it or the place of its reader is gone."""
    made = rows.find(reader.unit, message.digest)
    member = people.member(reader.unit, message.member)
    if made is None or made.partnership_id != member.partnership_id:
        return None
    if member.person_id != reader.person.id or member.left_at is not None:
        return None
    partnership = partnerships.partnership(reader.unit, member.partnership_id)
    if message.page:
        first = rows.find(reader.unit, message.first) or made
        return happened.draft(reader, partnership, (first, made), message.page)
    return _digest(_sight(reader, partnership, member, made))


def _sight(reader: Reader, partnership: Partnership, member: Member, made: Made) -> _Sight:
    unit = reader.unit
    told_at = attention.was_told(
        unit, member.person_id, partnership.id, Attention.DIGEST, partnership.created_at
    )
    first = rows.first_untold(unit, made, told_at)
    kept = opening.last_snapshot(unit, partnership.id, "overview")
    frozen = frozen_of(reader, kept.id, member.id) if kept is not None else None
    events = tuple(rows.events_of(unit, first, made))
    return _Sight(reader, partnership, made, first, events, frozen, made.made_at)


def _digest(sight: _Sight) -> Draft:
    reader, name = sight.reader, rules.cut(sight.partnership.name, TITLE)
    title = reader.label("digest.head")
    at = _standing(sight)
    step = rules.next_step(at)
    lines = (*_result(sight), *_done(sight), *_left(sight, at), _step(sight, step), _counted(sight))
    room = rules.LONGEST - rules.units(f"{name} · {title}\n")
    said = "\n".join(rules.shortened(lines, room, rules.MOST_LINES - 1))
    screen = Screen(headed(name, (plain(said),), title), _buttons(sight, step))
    return Draft(screen, picture(sight.frozen) if sight.frozen is not None else None)


def _result(sight: _Sight) -> tuple[Line, ...]:
    """What differs most; of a new result also who is in it."""
    frozen, reader = sight.frozen, sight.reader
    if frozen is None:
        return ()
    lines = [_spread(frozen), *_corrected(frozen)]
    if sight.is_new:
        lines.append(Line.of(turnout(frozen)))
        missing = frozen.missing
        if missing:
            wide, tight = _few(missing, NAMED, NAME), _few(missing, 2, TIGHT)
            lines.append(
                Line.of(
                    reader.label("digest.missing", {"organisations": wide}),
                    reader.label("digest.missing", {"organisations": tight}),
                    reader.label("digest.missing_count", {"n": len(missing)}),
                )
            )
        if frozen.shown.aloud:
            lines.append(Line.of(reader.label("result.aloud", {"n": len(frozen.shown.aloud)})))
    asked = relay.counted(frozen)
    return (*lines, Line.of(asked)) if asked is not None else tuple(lines)


def _spread(frozen: Frozen) -> Line:
    reader = frozen.reader
    if not frozen.differing and frozen.apart:
        topic = frozen.topic(frozen.apart[0].question)
        cuts = (rules.cut(topic, most) for most in (NAME, TIGHT))
        return Line.of(*(reader.label("digest.first_chosen", {"topic": each}) for each in cuts))
    if not frozen.differing:
        agreed = any(item.counts and item.counts.green for item in frozen.shown.items)
        return Line.of(reader.label("result.same" if agreed else "result.no_colours"))
    first = frozen.differing[0]
    assert first.counts is not None  # noqa: S101  differing items have counts
    counts = frozen.counts(first.counts)
    key = "digest.first" if frozen.round.stage == RoundStage.REVEALED else "digest.differed"
    topic = frozen.topic(first.question)
    return Line.of(
        *(reader.label(key, {"topic": each, "counts": counts}) for each in (topic, rules.cut(topic, TIGHT)))
    )


def _corrected(frozen: Frozen) -> tuple[Line, ...]:
    """What was corrected of it since, in words when there is one; how many otherwise."""
    counted = corrected.counted(frozen)
    if counted is None:
        return ()
    said = corrected.with_topics(frozen)
    return (Line.of(said[0], counted) if len(said) == 1 else Line.of(counted),)


def _done(sight: _Sight) -> tuple[Line, ...]:
    """You said, we did: agreements that were done, and what is not red any more."""
    reader, unit = sight.reader, sight.reader.unit
    lines = []
    before = rows.before(unit, sight.first)
    since = before.made_at if before is not None else sight.partnership.created_at
    done = agreements.done_between(unit, sight.partnership.id, since, sight.now)
    said = [what for each in done if (what := agreements.what(unit, each))]
    if said:
        more = len(done) - 1
        lines.append(
            Line.of(
                *(
                    reader.label("digest.did_more" if more else "digest.did", {"what": what, "n": more})
                    for what in (rules.cut(said[0], 2 * NAME), rules.cut(said[0], TIGHT))
                ),
                reader.label("digest.did_count", {"n": len(done)}),
            )
        )
    frozen = sight.frozen
    better = [] if frozen is None else [each for each in frozen.shown.items if each.turned_green]
    if frozen is not None and better and sight.is_new:
        topics = tuple(frozen.topic(each.question) for each in better)
        lines.append(
            Line.of(
                reader.label("digest.better", {"topics": _few(topics, NAMED, NAME)}),
                reader.label("digest.better", {"topics": _few(topics, 1, TIGHT)}),
            )
        )
    return tuple(lines)


def _left(sight: _Sight, at: Standing) -> tuple[Line, ...]:
    """Red that nothing is agreed about, and agreements that are past their date."""
    reader = sight.reader
    lines = []
    if at.red:
        lines.append(Line.of(reader.label("digest.red", {"n": at.red})))
    if at.overdue:
        lines.append(Line.of(reader.label("digest.overdue", {"n": at.overdue})))
    return tuple(lines)


def _standing(sight: _Sight) -> Standing:
    unit, partnership = sight.reader.unit, sight.partnership
    meeting = partnerships.next_meeting(unit, partnership.id, sight.now)
    round_ = rounds.open_round(unit, partnership.id)
    today = sight.now.astimezone(ZoneInfo(partnership.timezone)).date()
    return Standing(
        has_meeting=meeting is not None,
        has_keeper=partnership.keeper_id is not None,
        too_few=round_ is not None and round_.stage == RoundStage.TOO_FEW,
        undiscussed=round_ is not None and round_.stage == RoundStage.REVEALED,
        red=len(red_topics.without_agreement(unit, partnership.id)),
        overdue=len(agreements.overdue(unit, partnership.id, today)),
    )


def _step(sight: _Sight, step: Step) -> Line:
    unit, partnership = sight.reader.unit, sight.partnership
    meeting = partnerships.next_meeting(unit, partnership.id, sight.now)
    values: dict[str, Value] = {"zone": partnership.timezone}
    if meeting is not None:
        values["when"] = meeting.starts_at.isoformat()
    return Line.of(sight.reader.label(f"digest.next_{step.value}", values))


def _counted(sight: _Sight) -> Line:
    """Everything that happened, counted by what it is about."""
    reader = sight.reader
    counts = rules.counted(event.kind for event in sight.events)
    parts = ", ".join(reader.label(f"digest.count_{subject.value}", {"n": n}) for subject, n in counts)
    return Line.of(
        reader.label("digest.counted", {"parts": parts}),
        reader.label("digest.counted_all", {"n": len(sight.events)}),
    )


def _buttons(sight: _Sight, step: Step) -> Rows:
    partnership = sight.partnership.id
    label, act = _PRESSES.get(step, ("button.run", "overleg"))
    behind = digests.happened_button(sight.made, sight.first)
    return (
        (sight.reader.button(behind.label, behind.press),),
        (sight.reader.button(label, Press(act, (partnership,))),),
    )


def _few(names: tuple[str, ...], most: int, longest: int) -> str:
    """The first names, and how many more there are."""
    shown = ", ".join(rules.cut(name, longest) for name in names[:most])
    return shown if len(names) <= most else f"{shown} +{len(names) - most}"
