"""The question whether a partnership ends, and what its members said to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import col, select

from process.rules.ending import Reason, State
from storage.tables import Ending, EndingVoice
from storage.unit import Unit


def ask(
    unit: Unit,
    *,
    partnership_id: int,
    asked_by: int,
    reason: Reason,
    words: str | None,
    asked_at: datetime,
    until: datetime,
) -> Ending:
    """Keep the question; `words` are sealed with the key of the partnership."""
    row = Ending(
        partnership_id=partnership_id, asked_by=asked_by, reason=reason, asked_at=asked_at, until=until
    )
    unit.session.add(row)
    unit.session.flush()
    if words is not None:
        row.words = unit.words.seal_shared(partnership_id, words, f"ending {row.id}")
        unit.session.add(row)
        unit.session.flush()
    return row


def words(unit: Unit, row: Ending) -> str | None:
    """What was said about the reason; None when nothing was, or its term is over."""
    return unit.words.open_shared(row.partnership_id, row.words, f"ending {row.id}") if row.words else None


def find(unit: Unit, ending_id: int) -> Ending | None:
    """One question, if there is one; not held."""
    return unit.session.get(Ending, ending_id)


def standing(unit: Unit, partnership_id: int) -> Ending | None:
    """The question that is open in a partnership; there is at most one."""
    return unit.session.exec(
        select(Ending).where(Ending.partnership_id == partnership_id, Ending.state == State.ASKED)
    ).first()


def last(unit: Unit, partnership_id: int) -> Ending | None:
    """The question that was asked last, whatever became of it."""
    return unit.session.exec(
        select(Ending).where(Ending.partnership_id == partnership_id).order_by(col(Ending.id).desc()).limit(1)
    ).first()


def settle(unit: Unit, row: Ending, state: State, now: datetime) -> None:
    """How it went."""
    row.state, row.settled_at = state, now
    unit.session.add(row)
    unit.session.flush()


def say(
    unit: Unit, row: Ending, member_id: int, *, agrees: bool, words: str | None, now: datetime
) -> EndingVoice:
    """Keep what a member says, in place of what they said before; the words with their own key."""
    sealed = unit.words.seal(member_id, words, _about(row.id)) if words is not None else None
    said = unit.insert(EndingVoice).values(
        ending_id=row.id, member_id=member_id, agrees=agrees, words=sealed, at=now
    )
    new = said.excluded
    unit.session.exec(
        said.on_conflict_do_update(
            index_elements=["ending_id", "member_id"],
            set_={"agrees": new.agrees, "words": new.words, "at": new.at},
        )
    )
    return next(each for each in voices(unit, row.id) if each.member_id == member_id)


def voices(unit: Unit, ending_id: int) -> list[EndingVoice]:
    """What everybody said, in the order in which they said it first."""
    return list(
        unit.session.exec(
            select(EndingVoice)
            .where(EndingVoice.ending_id == ending_id)
            .order_by(col(EndingVoice.id))
            .execution_options(populate_existing=True)
        )
    )


def voice_words(unit: Unit, voice: EndingVoice) -> str | None:
    """Somebody's own words; None when there are none, or they were forgotten."""
    return unit.words.open(voice.member_id, voice.words, _about(voice.ending_id)) if voice.words else None


def asked_by(unit: Unit, member_ids: Iterable[int]) -> list[Ending]:
    """The questions that these members asked, oldest first."""
    mine = select(Ending).where(col(Ending.asked_by).in_(list(member_ids)))
    return list(unit.session.exec(mine.order_by(col(Ending.id))))


def said_by(unit: Unit, member_ids: Iterable[int]) -> list[EndingVoice]:
    """What these members said to any question, oldest first."""
    mine = select(EndingVoice).where(col(EndingVoice.member_id).in_(list(member_ids)))
    return list(unit.session.exec(mine.order_by(col(EndingVoice.id))))


def leave_unsaid(unit: Unit, member_id: int) -> None:
    """The words of a member go; that they agreed or not stays, as a count."""
    unit.session.exec(update(EndingVoice).where(col(EndingVoice.member_id) == member_id).values(words=None))


def erase(unit: Unit, partnership_id: int) -> None:
    """Everything that was asked and said in a partnership goes."""
    mine = select(Ending.id).where(Ending.partnership_id == partnership_id)
    unit.session.exec(delete(EndingVoice).where(col(EndingVoice.ending_id).in_(mine)))
    unit.session.exec(delete(Ending).where(col(Ending.partnership_id) == partnership_id))


def _about(ending_id: int) -> str:
    return f"ending voice {ending_id}"
