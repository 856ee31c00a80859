"""Digests: which was made when, and what each of them tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from storage.tables import Digest, Event, Told
from storage.unit import Unit


def make(
    unit: Unit, partnership_id: int, now: datetime, *, besides: Iterable[str], with_sheet: bool = False
) -> Digest | None:
    """A digest of everything that was in none before, but for events of the kinds `besides`.

    None, and nothing is kept, when there is nothing to tell. The caller holds the partnership.
    """
    untold = list(
        unit.session.exec(
            select(Event.id)
            .outerjoin(Told, col(Told.event_id) == col(Event.id))
            .where(
                Event.partnership_id == partnership_id,
                col(Told.event_id).is_(None),
                col(Event.kind).not_in(list(besides)),
            )
            .order_by(col(Event.id))
        )
    )
    if not untold:
        return None
    made = Digest(partnership_id=partnership_id, made_at=now, with_sheet=with_sheet)
    unit.session.add(made)
    unit.session.flush()
    unit.session.add_all(Told(event_id=event, digest_id=made.id) for event in untold)
    unit.session.flush()
    return made


def find(unit: Unit, digest_id: int) -> Digest | None:
    """One digest, if there is one."""
    return unit.session.get(Digest, digest_id)


def last(unit: Unit, partnership_id: int) -> Digest | None:
    """The digest that was made last in a partnership."""
    return _newest(unit, Digest.partnership_id == partnership_id)


def before(unit: Unit, digest: Digest) -> Digest | None:
    """The digest of the same partnership before this one."""
    return _newest(unit, Digest.partnership_id == digest.partnership_id, col(Digest.id) < digest.id)


def first_untold(unit: Unit, digest: Digest, told_at: datetime | None) -> Digest:
    """The first digest up to this one that did not reach a reader whom one last reached at `told_at`.

    What came with a talking sheet reached everybody.
    """
    with_sheet = _newest(
        unit,
        Digest.partnership_id == digest.partnership_id,
        col(Digest.id) < digest.id,
        col(Digest.with_sheet).is_(True),
    )
    known = max((at for at in (told_at, with_sheet and with_sheet.made_at) if at), default=None)
    mine = select(Digest).where(Digest.partnership_id == digest.partnership_id, col(Digest.id) <= digest.id)
    if known is not None:
        mine = mine.where(col(Digest.made_at) > known)
    return unit.session.exec(mine.order_by(col(Digest.id)).limit(1)).first() or digest


def events_of(unit: Unit, first: Digest, until: Digest) -> list[Event]:
    """What these digests and those between them tell, in the order in which it happened."""
    return list(
        unit.session.exec(
            select(Event)
            .join(Told, col(Told.event_id) == col(Event.id))
            .where(
                Event.partnership_id == until.partnership_id,
                col(Told.digest_id) >= first.id,
                col(Told.digest_id) <= until.id,
            )
            .order_by(col(Event.at), col(Event.id))
        )
    )


def erase(unit: Unit, partnership_id: int) -> None:
    """The digests of a partnership go, and what they told."""
    mine = select(Digest.id).where(Digest.partnership_id == partnership_id)
    unit.session.exec(delete(Told).where(col(Told.digest_id).in_(mine)))
    unit.session.exec(delete(Digest).where(col(Digest.partnership_id) == partnership_id))


def _newest(unit: Unit, *which: object) -> Digest | None:
    mine = select(Digest).where(*which)  # type: ignore[arg-type]
    return unit.session.exec(mine.order_by(col(Digest.id).desc()).limit(1)).first()
