"""How often the bot may disturb somebody: one budget per person, over all their partnerships.

What somebody asked for, a reveal with its sheet, and an answer to their own question do not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

MONTHLY = 4
"""So many messages a month that the bot starts, unless the house says otherwise."""

MONTH = timedelta(days=30)
"""A month is looked back over, so that no two budgets meet on the first of one."""


class Attention(StrEnum):
    """For what the bot disturbs somebody of its own accord, the most important first."""

    INVITATION = "invitation"  # to a round
    AGREEMENT = "agreement"  # one of their own is due
    KEEPER = "keeper"  # is this partnership still looked after?
    REMINDER = "reminder"
    IDEA = "idea"
    DIGEST = "digest"


_ORDER = tuple(Attention)


def fits(kind: Attention, spent: int, waiting: Iterable[Attention], budget: int) -> bool:
    """Whether a message that counts as `kind` may go now.

    `spent` is how often the person was disturbed in the month before, `waiting` what else waits for their
    hours: what is more important keeps its place. All waiting invitations become one message. An invitation
    always goes.
    """
    if kind is Attention.INVITATION:
        return True
    before = [each for each in waiting if _ORDER.index(each) < _ORDER.index(kind)]
    invitations = before.count(Attention.INVITATION)
    return spent + len(before) - max(0, invitations - 1) < budget
