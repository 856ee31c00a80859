"""What a coordinator hears before a round: which layer or organisation nobody is asked for."""

from __future__ import annotations

from collections.abc import Iterable

from flows.cast import Layer
from flows.model import Flow
from process.confidence import ANYWAY
from process.incoming import Press
from process.message import Button, Notice
from process.states import Role
from storage.queries import people
from storage.tables import Member, Partnership
from storage.unit import Unit


def unasked(unit: Unit, partnership: Partnership, flow: Flow, invited: Iterable[Member]) -> Notice | None:
    """The first layer that the flow names and of which nobody is invited; None when each has somebody.

    Of a stage that is not for everyone, else the organisations that have nobody for whom it is.
    """
    asked = tuple(invited)
    present = {member.layer for member in asked}
    missing = next((layer for layer in Layer if layer in flow.layers - present), None)
    rows = (
        (Button("button.invite", Press("invites", (partnership.id,))),),
        (Button("button.other_flow", Press("flows", (partnership.id,))),),
        (Button("button.start_anyway", Press("start", (partnership.id, flow.id, ANYWAY))),),
    )
    if missing is not None:
        return Notice(f"unasked.{missing.value}", {"flow": flow.id}, rows, partnership.id)
    who = flow.collect.who
    if who.is_everyone or who.chosen or not asked:
        return None
    without = _without(unit, partnership.id, asked)
    if not without:
        return None
    return Notice("unasked.organisations", {"flow": flow.id, "organisations": without}, rows, partnership.id)


def choosing(unit: Unit, partnership_id: int) -> tuple[str, dict[str, str | int]]:
    """The question which round to open: its text, and the organisations of which nobody takes part yet."""
    answering = (each for each in people.members(unit, partnership_id) if each.role != Role.OBSERVER)
    without = _without(unit, partnership_id, answering)
    return ("unasked.choose_flow", {"organisations": without}) if without else ("round.choose_flow", {})


def _without(unit: Unit, partnership_id: int, members: Iterable[Member]) -> str:
    """The names of the organisations for which none of these answers."""
    there = {member.organisation_id for member in members}
    return ", ".join(each.name for each in people.organisations(unit, partnership_id) if each.id not in there)
