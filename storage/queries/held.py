"""Words that may speak of somebody, until their author has chosen: a draft that knows where it goes.

Where it goes is sealed with the words: that somebody hesitates at a question is nobody's business.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from storage.queries import drafts
from storage.tables import Draft
from storage.unit import Unit

_HELD = -1
"""No floor has this version: nobody asks where these words belong."""


@dataclass(frozen=True)
class Held:
    """Words of one person for one question; `ref` is the message that they were typed in.

    `draft` names them in buttons; `since` is when they came in (UTC).
    """

    seat_id: int
    question: str
    text: str
    ref: str | None
    since: datetime
    draft: int = 0


def hold(unit: Unit, person_id: int, held: Held) -> Held:
    """Keep these words in place of earlier ones for the same question; the same under the id of its draft."""
    release(unit, person_id, held.seat_id, held.question)
    place = json.dumps([held.seat_id, held.question, held.ref])
    row = drafts.keep(unit, person_id, held.text, held.since, floor_version=_HELD, belongs=place)
    return _read(unit, row)


def read(unit: Unit, draft: Draft) -> Held | None:
    """What is held in a draft; None when it is not known where its words belong."""
    return _read(unit, draft) if draft.floor_version == _HELD else None


def find(unit: Unit, person_id: int, draft_id: int) -> Held | None:
    """By the id of its draft; None when it was shared or wiped, or is somebody else's."""
    draft = drafts.find(unit, person_id, draft_id)
    return read(unit, draft) if draft is not None else None


def for_question(unit: Unit, person_id: int, seat_id: int, question: str) -> Held | None:
    """What waits for this question."""
    mine = _all(unit, person_id)
    return next((each for each in mine if (each.seat_id, each.question) == (seat_id, question)), None)


def typed_in(unit: Unit, person_id: int, ref: str) -> Held | None:
    """What waits and was typed in this message."""
    return next((each for each in _all(unit, person_id) if each.ref == ref), None)


def release(unit: Unit, person_id: int, seat_id: int, question: str) -> None:
    """Nothing is left of what waits for this question."""
    held = for_question(unit, person_id, seat_id, question)
    draft = drafts.find(unit, person_id, held.draft) if held is not None else None
    if draft is not None:
        drafts.wipe(unit, draft)


def _all(unit: Unit, person_id: int) -> list[Held]:
    rows = unit.session.exec(select(Draft).where(Draft.person_id == person_id, Draft.floor_version == _HELD))
    return [_read(unit, row) for row in rows]


def _read(unit: Unit, draft: Draft) -> Held:
    seat_id, question, ref = json.loads(drafts.belongs(unit, draft))
    return Held(seat_id, question, drafts.read(unit, draft), ref, draft.at, draft.id)
