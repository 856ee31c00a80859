"""Which pictures a result has beside the heat map; they come in the same batch."""

from __future__ import annotations

from flows.model import Flow
from process.rules.matrix import asked_of_each

TRACKS = "tracks"
MATRIX = "matrix:"
"""What the name of a matrix begins with; the id of its question follows."""


def pictures_of(flow: Flow) -> tuple[str, ...]:
    """Their names, as `Show.part` has them."""
    tracks = (TRACKS,) if flow.tracks else ()
    return (*tracks, *(f"{MATRIX}{id_}" for id_, _ in asked_of_each(flow)))
