"""Links that work, and links that failed somebody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from process.states import Role
from storage.tables import FailedLink, Invite, Member
from storage.unit import Unit


def working(unit: Unit, partnership_id: int, now: datetime, limit: int) -> list[Invite]:
    """The links of a partnership that let somebody in at this instant, the newest first."""
    return list(
        unit.session.exec(
            select(Invite)
            .where(
                Invite.partnership_id == partnership_id,
                col(Invite.revoked_at).is_(None),
                col(Invite.uses_left) > 0,
                col(Invite.expires_at) > now,
            )
            .order_by(col(Invite.id).desc())
            .limit(limit)
            .execution_options(populate_existing=True)
        )
    )


def made_by_another(
    unit: Unit, member: Member, role: Role, organisation_id: int | None, since: datetime
) -> int | None:
    """Who but `member` made a link like this since an instant, which still works; None for nobody."""
    return unit.session.exec(
        select(Invite.made_by)
        .where(
            Invite.partnership_id == member.partnership_id,
            Invite.role == role,
            Invite.organisation_id == organisation_id,
            col(Invite.member_id).is_(None),
            col(Invite.revoked_at).is_(None),
            col(Invite.uses_left) > 0,
            col(Invite.created_at) > since,
            col(Invite.made_by).is_not(None),
            Invite.made_by != member.id,
        )
        .order_by(col(Invite.id).desc())
        .limit(1)
    ).first()


def note_failed(unit: Unit, person_id: int, now: datetime) -> None:
    """Somebody tried a link that does not work."""
    unit.session.add(FailedLink(person_id=person_id, at=now))
    unit.session.flush()


def failed_since(unit: Unit, person_id: int, since: datetime) -> int:
    """How many links failed this person after an instant."""
    found = unit.session.exec(
        select(func.count())
        .select_from(FailedLink)
        .where(FailedLink.person_id == person_id, col(FailedLink.at) > since)
    ).one()
    return int(found)
