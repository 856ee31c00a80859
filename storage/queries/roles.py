"""Who does what in a partnership, held while it changes."""

from __future__ import annotations

from sqlmodel import col, select

from process.states import Role
from storage.queries import acting, partnerships
from storage.tables import Member
from storage.unit import Unit


def held(unit: Unit, partnership_id: int) -> list[Member]:
    """Who takes part at this instant, after holding the partnership: changes of roles go one by one."""
    partnerships.lock(unit, partnership_id)
    return list(
        unit.session.exec(
            select(Member)
            .where(Member.partnership_id == partnership_id, col(Member.left_at).is_(None))
            .order_by(col(Member.id))
            .execution_options(populate_existing=True)
        )
    )


def set_role(unit: Unit, member: Member, role: Role) -> None:
    """From now on this member does something else here; the organisation stays."""
    member.role = role
    unit.session.add(member)
    acting.settle(unit, member.partnership_id)
