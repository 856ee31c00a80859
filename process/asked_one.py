"""A flow that asks one organisation something: the coordinator chooses which, when they start the round."""

from __future__ import annotations

from dataclasses import replace

from flows.model import Flow
from process.incoming import Argument, Press
from process.message import Button, Notice
from process.states import Role
from storage.queries import people
from storage.tables import Organisation, Partnership
from storage.unit import Unit


def candidates(unit: Unit, partnership_id: int) -> list[Organisation]:
    """The organisations that can be chosen: those for which somebody answers."""
    there = {
        member.organisation_id
        for member in people.members(unit, partnership_id)
        if member.role != Role.OBSERVER
    }
    return [each for each in people.organisations(unit, partnership_id) if each.id in there]


def chosen(unit: Unit, partnership_id: int, flow: Flow, organisation: Argument) -> int | None:
    """The organisation that was chosen for this flow; None while none was, or there is none to choose."""
    known = {each.id for each in candidates(unit, partnership_id)} if flow.asks_chosen else set()
    return organisation if isinstance(organisation, int) and organisation in known else None


def which(unit: Unit, partnership: Partnership, flow: Flow, anyway: Argument) -> Notice:
    """Which organisation is it for? A button for each."""
    rows = tuple(
        (
            Button(
                "button.organisation",
                Press("start", (partnership.id, flow.id, anyway, each.id)),
                {"name": each.name},
            ),
        )
        for each in candidates(unit, partnership.id)
    )
    key = "asked_one.stage" if flow.collect.who.chosen else "asked_one.questions"
    return Notice(key, {"flow": flow.id}, rows, partnership.id)


def to_choose(partnership: Partnership, flow: Flow) -> Notice:
    """The calendar cannot choose: a coordinator opens this round."""
    rows = ((Button("button.asked_one", Press("start", (partnership.id, flow.id))),),)
    return Notice("asked_one.waits", {"flow": flow.id}, rows, partnership.id)


def kept(notice: Notice, organisation: int | None) -> Notice:
    """The same, with buttons that start the round for this organisation."""
    if organisation is None:
        return notice
    return replace(
        notice, buttons=tuple(tuple(_with(each, organisation) for each in row) for row in notice.buttons)
    )


def _with(button: Button, organisation: int) -> Button:
    if button.press.act != "start":
        return button
    return replace(button, press=Press("start", (*button.press.args, organisation)))
