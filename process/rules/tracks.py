"""Tracks side by side, and which of them is the slowest.

Content and contact move together, and a partnership is never further than the slowest of both (Weer Thuis §2,
de ideale bocht): what counts is the earliest step that anybody names, and not the middle of what all say.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.model import Flow, Question
from process.rules.overview import Overview


@dataclass(frozen=True)
class Track:
    """One track: its question, and at each step the places of the organisations that stand there.

    A place is one in `Overview.organisations`. Who names two steps (by two people) stands at both.
    """

    question: Question
    there: tuple[tuple[int, ...], ...]

    @property
    def earliest(self) -> int | None:
        """The first step at which somebody stands, None when nobody said."""
        return next((step for step, there in enumerate(self.there) if there), None)


def tracks(flow: Flow, shown: Overview) -> tuple[Track, ...]:
    """The tracks of a flow as they were revealed; none when nobody said where they stand."""
    items = {item.question: item for item in shown.choices}
    found = []
    for question in flow.tracks:
        cells = items[question.id].cells if question.id in items else ()
        chosen = {cell.organisation: {each.option for each in cell.options if each.people} for cell in cells}
        there = tuple(
            tuple(
                place
                for place, party in enumerate(shown.organisations)
                if option.id in chosen.get(party.id, ())
            )
            for option in question.options
        )
        found.append(Track(question, there))
    return tuple(found) if any(track.earliest is not None for track in found) else ()


def slowest(found: tuple[Track, ...]) -> tuple[Track, ...]:
    """The tracks on which the earliest step is named; more than one when they are as far."""
    reached = [track.earliest for track in found if track.earliest is not None]
    return tuple(track for track in found if reached and track.earliest == min(reached))
