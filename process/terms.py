"""What people agree to before anything is asked of them: which version counts, and who must see it again."""

from __future__ import annotations

from process.case import Case
from process.incoming import Press
from process.message import Button, Notice
from storage.queries import consent
from storage.tables import Round, Seat

VERSION = "2"
"""The text that counts: the first screen behind a link, with what stands behind [Meer lezen].

When one of them comes to say something else, this goes up, and `consent.changed_…` says in a few lines what
is different for who agreed to any earlier version.
"""


def to_agree(case: Case, round_: Round, seat: Seat) -> Notice | None:
    """What who agreed to an earlier text reads before the next question; None when nothing changed."""
    if consent.agreed(case.unit, seat.member_id, VERSION):
        return None
    rows = (
        (Button("button.agree", Press("agree", (seat.id, VERSION))),),
        (Button("button.read_more", Press("terms", (seat.id,))),),
        (Button("button.disagree", Press("out", (round_.partnership_id,))),),
    )
    return Notice(f"consent.changed_{VERSION}", {}, rows, round_.partnership_id)
