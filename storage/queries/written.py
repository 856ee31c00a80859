"""When own words were written, for whoever came in later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from process.rules.newcomers import may_read
from storage.tables import StoredAnswer
from storage.unit import Unit


def readable(
    unit: Unit, places: Iterable[tuple[int, str]], joined_at: datetime
) -> frozenset[tuple[int, str]]:
    """Those of these words, at (seat, question), that are for who came in at an instant (UTC)."""
    wanted = frozenset(places)
    if not wanted:
        return wanted
    found = unit.session.exec(
        select(StoredAnswer.seat_id, StoredAnswer.question, StoredAnswer.at).where(
            col(StoredAnswer.seat_id).in_({seat for seat, _ in wanted})
        )
    )
    return frozenset((seat, question) for seat, question, at in found if may_read(at, joined_at)) & wanted
