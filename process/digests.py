"""The digest for coordinators: made only when something changed, at least monthly.

Each event is told in one digest: what happened is never left out and never told twice, whether a digest is
made early, late or again.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from process import posting
from process.case import Work
from process.incoming import Press
from process.message import Button, Digest
from process.outcome import Copies, Due, Outcome
from process.rules import digest as rules
from process.rules.attention import Attention
from storage.queries import digests, people
from storage.tables import Digest as Made
from storage.tables import Member, Partnership
from storage.unit import Unit

KIND = "digest"
"""The kind of appointment: look whether there is something to tell."""


def plan(work: Work, partnership: Partnership) -> Due:
    """The next look, a month from now."""
    at = rules.next_look(work.now)
    day = at.astimezone(ZoneInfo(partnership.timezone)).date()
    return Due(KIND, partnership.id, day.isoformat(), at)


def is_due(work: Work, partnership: Partnership) -> bool:
    """Whether a month went by since the last digest; one that was made meanwhile planned its own next."""
    last = digests.last(work.unit, partnership.id)
    return last is None or rules.next_look(last.made_at) <= work.now


def tell(work: Work, partnership: Partnership) -> Outcome:
    """A digest to the coordinators, each in their own hours; nothing when nothing changed."""
    made = _make(work, partnership)
    if made is None:
        return Outcome(due=(plan(work, partnership),))
    told = (
        posting.notice(
            work,
            partnership,
            member,
            Digest(made.id, member.id),
            copies=Copies.ONCE,
            slot=f"{KIND}:{partnership.id}",
            counts=Attention.DIGEST,
        )
        for member in _readers(work, partnership)
    )
    return Outcome(tuple(told), (plan(work, partnership),))


def with_result(work: Work, partnership: Partnership) -> Outcome:
    """The digest that comes with a result for which no meeting is planned: in the same batch."""
    made = _make(work, partnership)
    if made is None:
        return Outcome(due=(plan(work, partnership),))
    told = posting.to_all(
        work,
        partnership,
        _readers(work, partnership),
        lambda member: Digest(made.id, member.id),
        copies=Copies.ONCE,
    )
    return Outcome(told, (plan(work, partnership),))


def with_sheet(work: Work, partnership: Partnership) -> Outcome:
    """Let the message with the talking sheet be the digest: `behind_sheet` stands under it.

    Nothing is sent beside it.
    """
    _make(work, partnership, with_sheet=True)
    return Outcome(due=(plan(work, partnership),))


def behind_sheet(unit: Unit, partnership_id: int) -> Button | None:
    """[Bekijk alles wat er gebeurde] under the message with the talking sheet, when that was the digest."""
    made = digests.last(unit, partnership_id)
    return happened_button(made) if made is not None and made.with_sheet else None


def happened_button(made: Made, first: Made | None = None) -> Button:
    """[Bekijk alles wat er gebeurde] of a digest, and of those before it from `first` on."""
    since = (first or made).id
    return Button("button.happened", Press("happened", (made.partnership_id, made.id, since)))


def _make(work: Work, partnership: Partnership, *, with_sheet: bool = False) -> Made | None:
    """None too when there is nobody to tell: it then waits for who comes."""
    if not _readers(work, partnership):
        return None
    return digests.make(work.unit, partnership.id, work.now, besides=rules.BETWEEN_TWO, with_sheet=with_sheet)


def _readers(work: Work, partnership: Partnership) -> tuple[Member, ...]:
    return posting.coordinators(people.members(work.unit, partnership.id))
