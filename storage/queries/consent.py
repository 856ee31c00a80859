"""What members agreed to, and when."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import select

from storage.tables import Consent
from storage.unit import Unit


def agree(
    unit: Unit,
    member_id: int,
    version: str,
    language: str,
    now: datetime,
    *,
    recorded_by: int | None = None,
) -> None:
    """Keep that this member agreed to a version of the text, read in `language`; twice is once.

    `recorded_by`: the member who wrote down here what was agreed to on paper.
    """
    unit.session.exec(
        unit.insert(Consent)
        .values(member_id=member_id, version=version, language=language, at=now, recorded_by=recorded_by)
        .on_conflict_do_nothing(index_elements=["member_id", "version"])
    )


def agreed(unit: Unit, member_id: int, version: str) -> bool:
    """Whether this member agreed to exactly this version."""
    mine = select(Consent.id).where(Consent.member_id == member_id, Consent.version == version)
    return unit.session.exec(mine).first() is not None
