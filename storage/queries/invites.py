"""Invitations: links of which only the hash is kept."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import update
from sqlmodel import col, select

from process.states import Role
from storage.tables import Invite
from storage.unit import Unit


def by_token(unit: Unit, token: str) -> Invite | None:
    """The invitation that this token belongs to, also one that is used up, revoked or expired."""
    return unit.session.exec(select(Invite).where(Invite.token_hash == _hash(token))).first()


def invite(unit: Unit, invite_id: int) -> Invite | None:
    """One invitation, in whatever state."""
    return unit.session.get(Invite, invite_id, populate_existing=True)


def new_invite(
    unit: Unit,
    token: str,
    role: Role,
    *,
    uses: int,
    expires_at: datetime,
    now: datetime,
    partnership_id: int | None = None,
    organisation_id: int | None = None,
    made_by: int | None = None,
    member_id: int | None = None,
) -> Invite:
    """Keep an invitation; the token itself exists only in the link that the caller hands out.

    `member_id`: the place that it brings to another account.
    """
    invite = Invite(
        partnership_id=partnership_id,
        organisation_id=organisation_id,
        role=role,
        token_hash=_hash(token),
        uses_left=uses,
        expires_at=expires_at,
        made_by=made_by,
        created_at=now,
        member_id=member_id,
    )
    unit.session.add(invite)
    unit.session.flush()
    return invite


def use(unit: Unit, invite_id: int, now: datetime) -> bool:
    """Take one use. False when another was first, or the invitation is revoked or past its date."""
    taken = unit.session.exec(
        update(Invite)
        .where(
            col(Invite.id) == invite_id,
            col(Invite.uses_left) > 0,
            col(Invite.revoked_at).is_(None),
            col(Invite.expires_at) > now,
        )
        .values(uses_left=col(Invite.uses_left) - 1)
    )
    return taken.rowcount == 1


def revoke(unit: Unit, invite_id: int, now: datetime) -> None:
    """From now on the link does not work; revoking twice keeps the first instant."""
    unit.session.exec(
        update(Invite)
        .where(col(Invite.id) == invite_id, col(Invite.revoked_at).is_(None))
        .values(revoked_at=now)
    )


def revoke_made_by(unit: Unit, member_id: int, now: datetime, *, organisation_id: int | None = None) -> None:
    """From now on no link that this member made works; with an organisation, none that they made for it."""
    theirs = update(Invite).where(col(Invite.made_by) == member_id, col(Invite.revoked_at).is_(None))
    if organisation_id is not None:
        theirs = theirs.where(col(Invite.organisation_id) == organisation_id)
    unit.session.exec(theirs.values(revoked_at=now))


def revoke_all(unit: Unit, partnership_id: int, now: datetime) -> None:
    """From now on no link of this partnership works."""
    unit.session.exec(
        update(Invite)
        .where(col(Invite.partnership_id) == partnership_id, col(Invite.revoked_at).is_(None))
        .values(revoked_at=now)
    )


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
