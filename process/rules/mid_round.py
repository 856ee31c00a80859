"""Whether somebody who comes in while a round runs can still answer in it.

Nothing that was promised to who answered already may change for it: an answer that was given where "too few
for this" was said, stays unseen, also when the newcomer would make it enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from flows.cast import Cast
from flows.model import Flow
from process.rules.suppression import Promise
from process.rules.withholding import is_confidential, questions_of


class Hindrance(Enum):
    """Why not, the first that holds."""

    NOT_ASKED = "not_asked"  # the flow has no question for them
    TOO_LATE = "too_late"  # no working day of theirs is left before the closing day
    JOINT = "joint"  # their organisation already answers together, before they came
    PROMISED = "promised"  # something would be shown that others heard would not be


@dataclass(frozen=True)
class Running:
    """A round that collects: what it asks, of whom, under which promise, and until which local day.

    `begun`: somebody has answered something. `reached_at` is when the newcomer can first be asked (UTC).
    """

    flow: Flow
    asked: Sequence[Cast]
    promise: Promise
    begun: bool
    today: date
    closes_on: date
    closes_at: datetime


def hindrance(running: Running, newcomer: Cast, reached_at: datetime) -> Hindrance | None:
    """What stands in the way of a seat for this newcomer; None when they can answer with the others.

    `reached_at` is when they first want to be disturbed (aware). Until the closing day there is time.
    """
    flow = running.flow
    if not flow.is_for(newcomer):
        return Hindrance.NOT_ASKED
    if running.today >= running.closes_on or reached_at >= running.closes_at:
        return Hindrance.TOO_LATE
    colleagues = any(each.organisation == newcomer.organisation for each in running.asked)
    if flow.collect.together and colleagues:
        return Hindrance.JOINT
    if running.begun and _shows_more(running, newcomer):
        return Hindrance.PROMISED
    return None


def _shows_more(running: Running, newcomer: Cast) -> bool:
    """Whether one more who is asked makes something confidential enough that was too few until now."""
    for question in questions_of(running.flow):
        if not is_confidential(question) or not running.flow.asks(question, newcomer):
            continue
        needed = running.promise.words_from if question.kind == "words" else running.promise.counts_from
        if sum(running.flow.asks(question, cast) for cast in running.asked) == needed - 1:
            return True
    return False
