"""The closed sets of words that rows and rules share. Each value is what is stored."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What someone is in a partnership; which organisation they answer for is another matter."""

    PARTNER = "partner"
    COORDINATOR = "coordinator"
    OBSERVER = "observer"


class Layer(StrEnum):
    """Where in their organisation someone works (Beter Samen, De lagen)."""

    UITVOERING = "uitvoering"
    LEIDING = "leiding"
    BESTUUR = "bestuur"


class Stage(StrEnum):
    """How far a round is: collecting, closed with too few, revealed, settled (discussed) or skipped."""

    COLLECT = "collect"
    TOO_FEW = "too_few"
    REVEALED = "revealed"
    SETTLED = "settled"
    SKIPPED = "skipped"


class FloorKind(StrEnum):
    """What holds a person's attention: nothing, a question, the review before sending, or a form."""

    NONE = "none"
    QUESTION = "question"
    REVIEW = "review"
    FORM = "form"
