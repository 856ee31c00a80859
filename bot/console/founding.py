"""A partnership that is there at once, for trying and playing: people who said yes, without the asking."""

from __future__ import annotations

from collections.abc import Sequence

from flows.golden_round import Partaker
from process import terms
from process.case import Work
from storage.queries import membership, people
from storage.tables import Partnership


def found(
    work: Work,
    channel: str,
    named: tuple[str, str],
    flow: str,
    partakers: Sequence[Partaker],
    language: str = "nl",
) -> Partnership:
    """Make a partnership, by name and whom it is for, in which these people take part.

    `channel` is where they are reached, by their names; `flow` what is asked next.
    """
    unit, now = work.unit, work.now
    persons = {each.name: people.new_person(unit, channel, each.name, language, now) for each in partakers}
    partnership, organisations = membership.found(
        unit,
        name=named[0],
        doelgroep=named[1],
        organisations=dict.fromkeys(each.organisation for each in partakers),
        made_by=persons[partakers[0].name].id,
        timezone=work.house.timezone,
        now=now,
    )
    partnership.next_flow = flow
    ids = {organisation.name: organisation.id for organisation in organisations}
    for each in partakers:
        membership.new_member(
            unit,
            person_id=persons[each.name].id,
            partnership_id=partnership.id,
            organisation_id=ids[each.organisation],
            layer=each.layer,
            role=each.role,
            name=each.name,
            consent=terms.VERSION,
            now=now,
        )
    return partnership
