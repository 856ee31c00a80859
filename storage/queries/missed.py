"""What was shown to all and did not reach somebody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from process.message import Show
from storage.codec import bare, decode
from storage.queries import opening
from storage.sweep import TRACES_KEPT
from storage.tables import Member, Outbox, Passage, Snapshot
from storage.unit import Unit

_SHOW = "show"
_LOST = (Passage.DEAD, Passage.DROPPED)


def newest_result(
    unit: Unit, person_id: int, members: Iterable[Member], now: datetime
) -> tuple[Snapshot, Member] | None:
    """The newest overview since they joined that was not sent to this person and is not on its way.

    Only as long as it is kept what was sent; what is older stands in the menu.
    """
    newest: tuple[Snapshot, Member] | None = None
    for member in members:
        snapshot = opening.last_snapshot(unit, member.partnership_id, "overview")
        if snapshot is None or snapshot.made_at < max(member.joined_at, now - TRACES_KEPT):
            continue
        if newest is None or snapshot.id > newest[0].id:
            newest = (snapshot, member)
    return None if newest is None or _reached(unit, person_id, newest[0]) else newest


def _reached(unit: Unit, person_id: int, snapshot: Snapshot) -> bool:
    """Whether this was shown, may have been, or will be; what lost its contents counts as this one."""
    emptied = bare(_SHOW)
    rows = unit.session.exec(
        select(Outbox.message).where(
            Outbox.person_id == person_id,
            col(Outbox.created_at) >= snapshot.made_at,
            col(Outbox.state).not_in(_LOST),
            col(Outbox.message).startswith(emptied.removesuffix("}}"), autoescape=True),
        )
    )
    return any(text == emptied or _is_of(text, snapshot) for text in rows)


def _is_of(text: str, snapshot: Snapshot) -> bool:
    message = decode(text)
    return isinstance(message, Show) and message.snapshot == snapshot.id
