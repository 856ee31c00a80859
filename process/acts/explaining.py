"""A page to hand to somebody new, before they get a link: what Vinkje is, and what it asks of them."""

from __future__ import annotations

from process.case import Case
from process.message import Hand
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, partnership_act

HANDOUT = "handout"
"""The name of the page as a document."""


@partnership_act("explain", Permission.INVITE)
def explain(case: Case, on: OnPartnership) -> Outcome:
    """The page as a PDF, to pass on."""
    page = Hand(HANDOUT, on.member.partnership_id, on.member.id)
    return Outcome((case.reply(page, anew=True),))
