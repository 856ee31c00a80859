"""What has gone out to others about somebody: names in what they get, overviews and sheets that they have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from process.message import Hand, Notice, Show, Value
from storage import codec
from storage.tables import Member, Outbox, Passage, Round, Snapshot
from storage.unit import Unit

PAPERS = ('sheet"', 'sheet_a3"', 'result"', "worksheet:")
"""How the names of the documents begin that hold what was answered in a round."""


def messages_showing(unit: Unit, round_ids: Iterable[int]) -> list[tuple[int, Show | Hand, str]]:
    """Who has an overview or a paper of these rounds, the message that showed it, and its name there."""
    if not (shown := list(round_ids)):
        return []
    frozen = (
        select(Snapshot.id, Round.partnership_id)
        .join(Round, col(Round.id) == col(Snapshot.round_id))
        .where(col(Round.id).in_(shown))
    )
    found: list[tuple[int, Show | Hand, str]] = []
    for snapshot, partnership_id in unit.session.exec(frozen).all():
        of = f'"subject":{snapshot},'
        for start, rest in (
            (f'{{"show":{{"snapshot":{snapshot},', ""),
            *((f'{{"hand":{{"document":"{paper}', of) for paper in PAPERS),
        ):
            rows = select(Outbox).where(
                col(Outbox.person_id).in_(_people_of(partnership_id)),
                col(Outbox.message).startswith(start, autoescape=True),
                col(Outbox.message).contains(rest, autoescape=True),
                Outbox.state == Passage.SENT,
                col(Outbox.ref).is_not(None),
            )
            for row in unit.session.exec(rows.order_by(col(Outbox.id))):
                message = codec.decode(row.message)
                if isinstance(message, Show | Hand) and row.ref is not None:
                    found.append((row.person_id, message, row.ref))
    return found


def forget_name(unit: Unit, partnership_id: int, name: str, instead: str) -> None:
    """In what the people of a partnership get: a message that still goes says `instead`.

    Of one that went only its kind stays.
    """
    quoted = json.dumps(name, ensure_ascii=False)[1:-1]
    theirs = select(Outbox).where(
        col(Outbox.person_id).in_(_people_of(partnership_id)),
        col(Outbox.message).contains(quoted, autoescape=True),
    )
    for row in unit.session.exec(theirs):
        message = codec.decode(row.message)
        if row.done_at is None and isinstance(message, Notice):
            row.message = codec.encode(_without(message, name, instead))
        elif row.done_at is not None:
            row.message = codec.bare(codec.kind_of(row.message))
        unit.session.add(row)


def _people_of(partnership_id: int) -> SelectOfScalar[int]:
    return select(Member.person_id).where(Member.partnership_id == partnership_id)


def _without(message: Notice, name: str, instead: str) -> Notice:
    """A name only counts as a whole: Jan is not in Januari."""
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")

    def cleaned(values: Mapping[str, Value]) -> dict[str, Value]:
        return {
            gap: whole.sub(lambda _: instead, value) if isinstance(value, str) else value
            for gap, value in values.items()
        }

    rows = tuple(
        tuple(replace(button, values=cleaned(button.values)) for button in row) for row in message.buttons
    )
    then = tuple(_without(each, name, instead) for each in message.then) if message.then else None
    return replace(message, values=cleaned(message.values), buttons=rows, then=then)
