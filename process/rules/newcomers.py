"""What somebody who comes in later may read, and what they and who leaves can say to the group.

What the group has is a draft to a newcomer: they see counts, pictures and what was agreed, and may question
that (Weer Thuis §5.2). Own words from before they came were written for others, and stay with those.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum


class RemarkKind(StrEnum):
    """What is said on coming in about what lay there, or on leaving."""

    RECOGNISES = "recognises"  # an overview
    DIFFERS = "differs"  # sees something of an overview otherwise
    ACCEPTS = "accepts"  # can live with an agreement
    DISCUSSES = "discusses"  # wants to talk about an agreement
    FAREWELL = "farewell"  # what somebody who left says to the others


def may_read(written_at: datetime, joined_at: datetime) -> bool:
    """Whether own words of another, last written then, are for who came in at `joined_at` (both aware).

    Whoever wrote them was told who would read them; who came in later was not among those.
    """
    return written_at >= joined_at
