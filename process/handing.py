"""What people have to hand to who takes part on paper: asked of the coordinators when a round opens."""

from __future__ import annotations

from process import posting
from process.case import Work
from process.incoming import Press
from process.message import Button, Notice, Value
from process.outcome import Copies, Outcome
from storage.queries import people
from storage.tables import Member, Partnership, Round


def forms_to_hand(work: Work, partnership: Partnership, round_: Round, invited: list[Member]) -> Outcome:
    """One message to each coordinator about everybody on paper; nothing when there is nobody."""
    names = [member.name for member in invited if member.paper]
    if not names:
        return Outcome()
    values: dict[str, Value] = {
        "flow": round_.flow,
        "people": len(names),
        "names": ", ".join(names),
        "until": round_.closes_at.isoformat(),
    }
    rows = ((Button("button.on_paper", Press("onpaper", (partnership.id,))),),)
    notice = Notice("onpaper.to_hand", values, rows, partnership.id)
    leading = posting.coordinators(people.members(work.unit, partnership.id))
    return Outcome(
        tuple(posting.notice(work, partnership, each, notice, copies=Copies.ONCE) for each in leading)
    )
