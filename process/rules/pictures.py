"""Which pictures a result has beside the heat map; they come in the same batch."""

from __future__ import annotations

from flows.model import Flow, Question, Share
from process.rules.discussing import chose_apart
from process.rules.matrix import asked_of_each
from process.rules.overview import Overview

CHOICES = "choices"
TRACKS = "tracks"
MATRIX = "matrix:"
"""What the name of a matrix begins with; the id of its question follows."""


def _stands_apart(question: Question) -> bool:
    open_ = question.share in (Share.NAME, Share.ORGANISATION)
    return question.is_choice and question.under is None and question.about is None and open_


def pictures_of(flow: Flow, shown: Overview) -> tuple[str, ...]:
    """Their names, as `Show.part` has them. Who chose what is left out when all chose the same."""
    tracks = (TRACKS,) if flow.tracks else ()
    apart = {item.question for item in shown.choices if chose_apart(item)}
    beside = flow.ticks and not tracks
    choices = (CHOICES,) if beside and any(_stands_apart(q) and q.id in apart for q in flow.questions) else ()
    return (*choices, *tracks, *(f"{MATRIX}{id_}" for id_, _ in asked_of_each(flow)))
