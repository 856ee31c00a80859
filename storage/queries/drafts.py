"""Words that belong nowhere yet: encrypted, a draft for each place that was asked about, for a day."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, select

from storage.tables import Draft
from storage.unit import Unit

_SIGN = "\x1f"
"""Between the words and where they belong."""


def draft_of(unit: Unit, person_id: int) -> Draft | None:
    """The newest draft of a person, if there is one."""
    mine = select(Draft).where(Draft.person_id == person_id).order_by(col(Draft.id).desc()).limit(1)
    return unit.session.exec(mine).first()


def find(unit: Unit, person_id: int, draft_id: int) -> Draft | None:
    """One draft of this person; None when it was placed or wiped, or is somebody else's."""
    return unit.session.exec(select(Draft).where(Draft.id == draft_id, Draft.person_id == person_id)).first()


def keep(
    unit: Unit,
    person_id: int,
    text: str,
    now: datetime,
    *,
    floor_version: int | None = None,
    belongs: str = "",
) -> Draft:
    """Keep these words; `floor_version` is what stood on the floor when they came.

    `belongs` says where they are to go, when that is known; it is sealed with them.
    """
    sealed = text.replace(_SIGN, " ") + (_SIGN + belongs if belongs else "")
    draft = Draft(
        person_id=person_id,
        words=unit.words.seal_loose(sealed.encode(), _about(person_id)),
        at=now,
        floor_version=floor_version,
    )
    unit.session.add(draft)
    unit.session.flush()
    return draft


def rewrite(unit: Unit, draft: Draft, text: str) -> None:
    """Other words in the same draft; buttons that name it stay good."""
    draft.words = unit.words.seal_loose(text.encode(), _about(draft.person_id))
    unit.session.add(draft)
    unit.session.flush()


def read(unit: Unit, draft: Draft) -> str:
    """The words of a draft."""
    return _opened(unit, draft)[0]


def belongs(unit: Unit, draft: Draft) -> str:
    """Where the words are to go; empty when that is not known."""
    return _opened(unit, draft)[2]


def wipe(unit: Unit, draft: Draft) -> None:
    """Nothing of it is left."""
    unit.session.delete(draft)
    unit.session.flush()


def _opened(unit: Unit, draft: Draft) -> tuple[str, str, str]:
    return unit.words.open_loose(draft.words, _about(draft.person_id)).decode().partition(_SIGN)


def _about(person_id: int) -> str:
    return f"draft of {person_id}"
