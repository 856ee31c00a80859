"""Which pictures a result has beside the heat map; they come in the same batch."""

from __future__ import annotations

from flows.model import Flow, Question, Share
from process.rules.matrix import asked_of_each

CHOICES = "choices"
TRACKS = "tracks"
MATRIX = "matrix:"
"""What the name of a matrix begins with; the id of its question follows."""


def _stands_apart(question: Question) -> bool:
    open_ = question.share in (Share.NAME, Share.ORGANISATION)
    return question.is_choice and question.under is None and question.about is None and open_


def pictures_of(flow: Flow) -> tuple[str, ...]:
    """Their names, as `Show.part` has them."""
    tracks = (TRACKS,) if flow.tracks else ()
    choices = (CHOICES,) if flow.ticks and not tracks and any(map(_stands_apart, flow.questions)) else ()
    return (*choices, *tracks, *(f"{MATRIX}{id_}" for id_, _ in asked_of_each(flow)))
