"""What waits to be sent to somebody who is not in a partnership any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlmodel import col, select

from process.message import Notice
from storage.codec import decode
from storage.tables import Outbox, Passage
from storage.unit import Unit


def drop_notices(unit: Unit, person_id: int, partnership_id: int, now: datetime) -> None:
    """Notices about this partnership do not go to this person any more; what is being sent now may arrive.

    Other messages look by themselves, when they are put in words, whether their reader still has the place.
    """
    ready = (Outbox.person_id == person_id, col(Outbox.done_at).is_(None), Outbox.state == Passage.READY)
    about = [
        row.id
        for row in unit.session.exec(select(Outbox).where(*ready))
        if isinstance(message := decode(row.message), Notice) and message.partnership == partnership_id
    ]
    unit.session.exec(
        update(Outbox)
        .where(col(Outbox.id).in_(about), col(Outbox.state) == Passage.READY)
        .values(state=Passage.DROPPED, done_at=now, detail="left")
    )
