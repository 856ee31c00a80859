"""Words that belong nowhere yet: encrypted, one draft a person, wiped after a day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from storage.tables import Draft
from storage.unit import Unit


def draft_of(unit: Unit, person_id: int) -> Draft | None:
    """The draft of a person, if there is one."""
    return unit.session.exec(select(Draft).where(Draft.person_id == person_id)).first()


def keep(unit: Unit, person_id: int, text: str, now: datetime) -> Draft:
    """Keep these words in place of an earlier draft."""
    wipe(unit, person_id)
    draft = Draft(person_id=person_id, words=unit.words.seal_loose(text.encode(), _about(person_id)), at=now)
    unit.session.add(draft)
    unit.session.flush()
    return draft


def read(unit: Unit, draft: Draft) -> str:
    """The words of a draft."""
    return unit.words.open_loose(draft.words, _about(draft.person_id)).decode()


def wipe(unit: Unit, person_id: int) -> None:
    """Nothing of it is left."""
    unit.session.exec(delete(Draft).where(col(Draft.person_id) == person_id))
    unit.session.flush()


def _about(person_id: int) -> str:
    return f"draft of {person_id}"
