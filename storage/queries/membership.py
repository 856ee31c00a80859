"""Coming in and going out: a partnership is founded, somebody joins, somebody leaves, somebody is reached."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import or_, update
from sqlmodel import col, select

from process.states import Change, Layer, Role
from storage.queries import acting, events, partnerships, people, waiting
from storage.queries import consent as agreements
from storage.tables import Address, Member, Organisation, Partnership
from storage.unit import Unit


def found(
    unit: Unit,
    *,
    name: str,
    doelgroep: str,
    organisations: Iterable[str],
    made_by: int,
    timezone: str,
    now: datetime,
) -> tuple[Partnership, list[Organisation]]:
    """A new partnership with its organisations, in the order given."""
    partnership = Partnership(
        name=name, doelgroep=doelgroep, timezone=timezone, made_by=made_by, created_at=now
    )
    unit.session.add(partnership)
    unit.session.flush()
    rows = [Organisation(partnership_id=partnership.id, name=each) for each in organisations]
    for row in rows:  # one by one: the order of the ids is the order of showing
        unit.session.add(row)
        unit.session.flush()
    return partnership, rows


def new_member(
    unit: Unit,
    *,
    person_id: int,
    partnership_id: int,
    organisation_id: int | None,
    layer: Layer | None,
    role: Role,
    name: str,
    consent: str,
    now: datetime,
    paper: bool = False,
    recorded_by: int | None = None,
) -> Member:
    """A place in a partnership; `consent` is the version of the text that was agreed to, now.

    `paper`: they take part on paper; `recorded_by` is the member who wrote their consent down, if another
    did.
    """
    member = Member(
        person_id=person_id,
        partnership_id=partnership_id,
        organisation_id=organisation_id,
        layer=layer,
        role=role,
        name=name,
        consent_version=consent,
        consented_at=now,
        joined_at=now,
        paper=paper,
    )
    unit.session.add(member)
    unit.session.flush()
    language = people.person(unit, person_id).language
    agreements.agree(unit, member.id, consent, language, now, recorded_by=recorded_by)
    acting.settle(unit, partnership_id)
    return member


def change_organisation(
    unit: Unit, member: Member, organisation_id: int | None, layer: Layer | None, role: Role, now: datetime
) -> None:
    """From now on a place that is held is for this organisation; nothing of before changes.

    The log keeps which one it was (`events.organisation_then`).
    """
    kind = Change.WORKS_FOR if organisation_id is not None else Change.WORKS_FOR_NONE
    data = json.dumps({"from": member.organisation_id, "organisation": organisation_id})
    events.note(unit, member.partnership_id, kind, member.id, now, data=data)
    member.organisation_id, member.layer, member.role = organisation_id, layer, role
    unit.session.add(member)
    acting.settle(unit, member.partnership_id)


def leave(unit: Unit, member: Member, partnership: Partnership, now: datetime) -> None:
    """The place ends, and what waits for them about it is not sent; from it they keep nothing alive."""
    waiting.drop_notices(unit, member.person_id, partnership.id, now)
    member.left_at, member.acting = now, None
    unit.session.add(member)
    partnerships.free(unit, partnership, member.id)


def set_keeper(unit: Unit, partnership: Partnership, member: Member) -> None:
    """This member keeps an eye on the partnership from now on (hoeder)."""
    partnership.keeper_id = member.id
    unit.session.add(partnership)
    acting.settle(unit, partnership.id)


def set_reachable(unit: Unit, channel: str, address: str, *, reachable: bool) -> bool:
    """Keep whether anything can be delivered there; True when that is news."""
    changed = (
        update(Address)
        .where(
            col(Address.channel) == channel,
            col(Address.address) == address,
            col(Address.reachable).is_not(reachable),
        )
        .values(reachable=reachable)
        .returning(col(Address.id))
    )
    return unit.session.exec(changed).first() is not None


def coordinates(unit: Unit, person_id: int) -> bool:
    """Whether this person coordinates anything, or stands in where nobody does."""
    mine = people.members_of_person(unit, person_id)
    return any(member.role == Role.COORDINATOR or member.acting for member in mine)


def coordinator_addresses(unit: Unit) -> list[tuple[str, str]]:
    """Channel and address of everyone who coordinates a partnership or stands in; read once, at the start."""
    found = unit.session.exec(
        select(Address.channel, Address.address)
        .join(Member, col(Member.person_id) == col(Address.person_id))
        .where(
            or_(col(Member.role) == Role.COORDINATOR, col(Member.acting).is_(True)),
            col(Member.left_at).is_(None),
        )
        .distinct()
    )
    return [(channel, address) for channel, address in found]
