"""Who has answered: counted in people and in organisations, never in who exactly.

An organisation has answered when one of its people has sent. A pass counts as no answer, and looks the
same as silence in every figure that others see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from flows.cast import PARTNER, Cast
from process.states import SeatState


@dataclass(frozen=True)
class Attendance:
    """One invited member: for which organisation (None: for none), how far, and whether on leave now.

    `cast` is how a flow knows them.
    """

    member: int
    organisation: int | None
    state: SeatState
    on_leave: bool = False
    cast: Cast = PARTNER

    @property
    def awaited(self) -> bool:
        """Whether the round still waits for this person."""
        return not self.on_leave and self.state in (SeatState.INVITED, SeatState.BEGUN)


@dataclass(frozen=True)
class Turnout:
    """How many answered, and the ids of the invited organisations that did not, in ascending order."""

    people_sent: int
    people_invited: int
    organisations_answered: int
    organisations_invited: int
    missing: tuple[int, ...]

    @property
    def is_enough(self) -> bool:
        """Whether there is a picture of them together to show.

        At least three organisations (of two: both) and more than half of the invited ones. A single
        organisation is no partnership: what its people said is never shown.
        """
        answered, invited = self.organisations_answered, self.organisations_invited
        return answered >= min(3, max(2, invited)) and 2 * answered > invited


def heard(attendances: Iterable[Attendance], members: Collection[int]) -> tuple[Attendance, ...]:
    """The same people, where only who answered something has answered: `members`.

    Who sent nothing but skipped questions is ready, and nobody waits for them; there is no answer of theirs.
    Who would rather talk about all of it looks the same, here as in every cell.
    """
    return tuple(
        replace(each, state=SeatState.PASSED)
        if each.state is SeatState.SENT and each.member not in members
        else each
        for each in attendances
    )


def turnout(attendances: Iterable[Attendance]) -> Turnout:
    """Count who has sent. Someone who answers for no organisation counts as a person only."""
    everyone = tuple(attendances)
    sent = [attendance for attendance in everyone if attendance.state is SeatState.SENT]
    invited = {seat.organisation for seat in everyone} - {None}
    answered = {seat.organisation for seat in sent} - {None}
    return Turnout(
        people_sent=len(sent),
        people_invited=len(everyone),
        organisations_answered=len(answered),
        organisations_invited=len(invited),
        missing=tuple(sorted(id_ for id_ in invited - answered if id_ is not None)),
    )
