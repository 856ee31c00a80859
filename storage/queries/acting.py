"""Who does what needs a coordinator while nobody coordinates: kept with the place itself."""

from __future__ import annotations

from sqlmodel import col, select

from process.rules.keepers import who_acts
from process.states import Role
from storage.tables import Address, Member, Partnership
from storage.unit import Unit


def settle(unit: Unit, partnership_id: int) -> None:
    """Make it true again, after anything changed about roles, places, keepers or who can be reached."""
    unit.session.flush()
    partnership = unit.session.get_one(Partnership, partnership_id)
    members = list(
        unit.session.exec(
            select(Member)
            .where(Member.partnership_id == partnership_id, col(Member.left_at).is_(None))
            .order_by(col(Member.id))
        )
    )
    coordinators = any(each.role == Role.COORDINATOR for each in members)
    them = {partnership.keeper_id, partnership.deputy_id}
    reached = (
        set()
        if coordinators
        else {each.id for each in members if each.id in them and _is_reached(unit, each)}
    )
    one = who_acts(coordinators, partnership.keeper_id, partnership.deputy_id, reached)
    for each in members:
        wanted = True if each.id == one else None
        if each.acting is not wanted:
            each.acting = wanted
            unit.session.add(each)
    unit.session.flush()


def persons(unit: Unit, partnership_id: int) -> frozenset[int]:
    """The persons who stand in here, one at most."""
    found = unit.session.exec(
        select(Member.person_id).where(
            Member.partnership_id == partnership_id,
            col(Member.acting).is_(True),
            col(Member.left_at).is_(None),
        )
    )
    return frozenset(found)


def _is_reached(unit: Unit, member: Member) -> bool:
    mine = select(Address.id).where(Address.person_id == member.person_id, col(Address.reachable).is_(True))
    return not member.paper and unit.session.exec(mine.limit(1)).first() is not None
