"""What a coordinator hears before a round: that its flow has questions for a layer, and nobody is there."""

from __future__ import annotations

from collections.abc import Iterable

from flows.cast import Layer
from flows.model import Flow
from process.confidence import ANYWAY
from process.incoming import Press
from process.message import Button, Notice
from storage.tables import Member, Partnership


def unasked(partnership: Partnership, flow: Flow, invited: Iterable[Member]) -> Notice | None:
    """The first layer that the flow names and of which nobody is invited; None when each has somebody."""
    present = {member.layer for member in invited}
    missing = next((layer for layer in Layer if layer in flow.layers - present), None)
    if missing is None:
        return None
    rows = (
        (Button("button.invite", Press("invites", (partnership.id,))),),
        (Button("button.other_flow", Press("flows", (partnership.id,))),),
        (Button("button.start_anyway", Press("start", (partnership.id, flow.id, ANYWAY))),),
    )
    return Notice(f"unasked.{missing.value}", {"flow": flow.id}, rows, partnership.id)
