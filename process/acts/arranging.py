"""A meeting is planned or moved to an instant, once: by whoever comes first of two who do so at once.

A wish carries what its coordinator saw when they began. When another changed that in the meantime, they hear
who and what, and can still have it their way by one tap.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from process import meanwhile
from process.acts import moving
from process.case import Case
from process.incoming import Argument, Press
from process.message import Button, Notice, Value
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, partnership_act
from process.states import MeetingState
from storage.queries import meetings, partnerships
from storage.tables import Meeting, Member, Partnership
from storage.unit import Unit

_NO_MEETING = 0


@dataclass(frozen=True)
class Wish:
    """When a meeting should start (UTC): `moves` is the meeting that it is about, 0 for one more.

    `mark` is what `mark` gave when its coordinator looked.
    """

    starts_at: datetime
    moves: int
    mark: int


def mark(unit: Unit, partnership: int, moves: Meeting | None) -> int:
    """What changes as soon as anybody moves this meeting, or plans one: so one sees that it stood still."""
    if moves is not None:
        return moves.moved or 0
    newest = meetings.newest(unit, partnership)
    return newest.id if newest is not None else _NO_MEETING


def arrange(case: Case, partnership: Partnership, member: Member, wish: Wish) -> Outcome:
    """Plan or move it, unless another did something of the kind since. The partnership is held."""
    about = meetings.meeting(case.unit, wish.moves) if wish.moves else None
    if about is not None and about.partnership_id != partnership.id:
        about = None
    stands = about is not None and about.state == MeetingState.PLANNED and about.starts_at > case.now
    now = about if about is not None else meetings.newest(case.unit, partnership.id)
    name = None
    if now is not None and (mark(case.unit, partnership.id, about) != wish.mark or (about and not stands)):
        name = meanwhile.by_whom(case, partnership.id, meanwhile.PLANS, member)
    if name is not None and now is not None and now.starts_at > case.now:
        return case.says(_already(partnership, now, wish, name))
    if about is not None and stands:
        return moving.move(case, partnership, member, about, wish.starts_at)
    return moving.plan(case, partnership, member, wish.starts_at)


@partnership_act("meetat", Permission.RUN)
def after_all(
    case: Case, on: OnPartnership, at: Argument = 0, moves: Argument = 0, seen: Argument = 0
) -> Outcome:
    """[Toch …]: the instant (seconds, UTC) that was chosen before another turned out to be first."""
    partnership = partnerships.lock(case.unit, on.member.partnership_id)
    numbers = isinstance(at, int) and isinstance(moves, int) and isinstance(seen, int)
    if partnership is None or not numbers or not case.now.timestamp() < int(at) <= _LATEST:
        gone = Notice(
            "meanwhile.over", {}, moving.run_row(on.member.partnership_id), on.member.partnership_id
        )
        return case.says(gone)
    wish = Wish(datetime.fromtimestamp(int(at), UTC), int(moves), int(seen))
    return arrange(case, partnership, on.member, wish)


_LATEST = datetime(9000, 1, 1, tzinfo=UTC).timestamp()


def _already(partnership: Partnership, now: Meeting, wish: Wish, name: str) -> Notice:
    """Who was first and what stands, with the ways to have it otherwise."""
    values: dict[str, Value] = {"name": name, "when": now.starts_at.isoformat()}
    other = {"when": wish.starts_at.isoformat()}
    at = int(wish.starts_at.timestamp())
    if now.state == MeetingState.CANCELLED:
        plan = Button("button.plan_after_all", Press("meetat", (partnership.id, at, 0, now.id)), other)
        return Notice(
            "meanwhile.meeting_off", values, ((plan,), *moving.run_row(partnership.id)), partnership.id
        )
    if now.starts_at == wish.starts_at:
        return Notice("meanwhile.meeting_same", values, moving.run_row(partnership.id), partnership.id)
    move = Press("meetat", (partnership.id, at, now.id, now.moved or 0))
    rows = [(Button("button.move_after_all", move, other),)]
    if not wish.moves:
        also = Press("meetat", (partnership.id, at, 0, now.id))
        rows.append((Button("button.plan_after_all", also, other),))
    key = "meanwhile.meeting_moved" if wish.moves else "meanwhile.meeting_planned"
    chosen = values | {"other": wish.starts_at.isoformat()}
    return Notice(key, chosen, (*rows, *moving.run_row(partnership.id)), partnership.id)
