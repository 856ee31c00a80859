"""One partnership of three organisations with one person each, and a round that was just opened."""

from __future__ import annotations

from bot import keeping
from process.acts.rounds import open_round
from process.case import Work
from process.moment import Moment
from process.states import Layer, Role
from process.terms import VERSION
from storage.queries import membership, people
from storage.unit import Unit
from tests.process.counter import house

NAMES = ("Carla", "Fatima", "Peter")
ORGANISATIONS = ("Woonstad", "De Linde", "Politie Oost")


def one_round(unit: Unit, moment: Moment) -> None:
    """Make it; seats, members and organisations have the numbers 1, 2, 3 in the order of `NAMES`."""
    persons = [people.new_person(unit, "counter", name, "nl", moment.now) for name in NAMES]
    partnership, organisations = membership.found(
        unit, name="Thuis in Oost", doelgroep="iedereen", organisations=ORGANISATIONS,
        made_by=persons[0].id, timezone="Europe/Amsterdam", now=moment.now,
    )  # fmt: skip
    for name, person, organisation in zip(NAMES, persons, organisations, strict=True):
        membership.new_member(
            unit, person_id=person.id, partnership_id=partnership.id, organisation_id=organisation.id,
            layer=Layer.PRACTICE, role=Role.PARTNER, name=name, consent=VERSION, now=moment.now,
        )  # fmt: skip
    outcome = open_round(Work(unit, moment, house()), partnership, house().shelf.flows["balanscheck"], None)
    if outcome is None:
        raise LookupError("no round was opened")
    keeping.keep(unit, outcome, moment.now)
