"""Two coordinators who start the same thing at once: who was first, and what stands now.

An act that changes something for all holds the partnership or the round (`partnerships.lock`,
`rounds.lock_round`) and looks again at what it starts from. Whoever comes second finds it changed, and hears
here by whom, with a button to choose otherwise after all: nothing is decided twice, and nothing in silence.
"""

from __future__ import annotations

from collections.abc import Iterable

from process.case import Work
from storage.queries import events, people
from storage.tables import Member

PLANS = ("meeting_planned", "meeting_moved", "meeting_off")
PAUSES = ("paused", "resumed")
OPENINGS = ("opening_moved", "opening_skipped", "region_chosen", "paused", "resumed")
TOO_FEW = ("round_longer", "round_in_meeting", "round_skipped")
OPENED = ("round_opened",)


def by_whom(
    work: Work, partnership: int, kinds: Iterable[str], me: Member, data: str | None = None
) -> str | None:
    """The name of the other who did the last thing of these kinds, about `data` when given.

    None when it was the member `me` themselves, or came by itself.
    """
    last = events.last(work.unit, partnership, kinds, data=data)
    if last is None or last.member_id in {None, me.id}:
        return None
    return people.member(work.unit, last.member_id or 0).name
