"""What people agree to before anything is asked of them: which version counts, and who must see it again."""

from __future__ import annotations

from process import filling
from process.case import Case
from process.incoming import Press
from process.message import Button, Notice
from storage.queries import consent, people
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
    if filling.is_typed_in(case.unit, case.person.id, seat):
        return _on_paper(case, round_, seat)
    rows = (
        (Button("button.agree", Press("agree", (seat.id, VERSION))),),
        (Button("button.read_more", Press("terms", (seat.id,))),),
        (Button("button.disagree", Press("out", (round_.partnership_id,))),),
    )
    return Notice(f"consent.changed_{VERSION}", {}, rows, round_.partnership_id)


def _on_paper(case: Case, round_: Round, seat: Seat) -> Notice:
    """Who is on paper agrees by signing a form that has the new text; who types in says that they did."""
    rows = (
        (Button("button.signed", Press("agree", (seat.id, VERSION))),),
        (Button("button.on_paper", Press("onpaper", (round_.partnership_id,))),),
    )
    values = {"name": people.member(case.unit, seat.member_id).name}
    return Notice("onpaper.agree_again", values, rows, round_.partnership_id)
