"""What somebody agreed to before anything was asked, and the rule that nothing is answered without."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, UniqueConstraint, event
from sqlmodel import Field, SQLModel

from storage.tables.columns import NEVER_REUSED, Id, Instant
from storage.tables.rounds import Seat, StoredAnswer


class Consent(SQLModel, table=True):
    """A member agreed to this version of the text, in this language, at this instant.

    `recorded_by`: they did so on paper, and this member wrote it down here.
    The database keeps no answer of a member without such a row, and keeps the row while there is an answer.
    """

    __tablename__ = "consent"
    __table_args__ = (UniqueConstraint("member_id", "version", name="consent_once"), NEVER_REUSED)

    id: int = Field(default=None, primary_key=True, sa_type=Id)
    member_id: int = Field(foreign_key="member.id", sa_type=Id)
    version: str = Field(max_length=32)
    language: str = Field(max_length=2)
    at: datetime = Field(sa_type=Instant)
    recorded_by: int | None = Field(default=None, foreign_key="member.id", sa_type=Id, index=True)


_NONE_OF_SEAT = (
    "NOT EXISTS (SELECT 1 FROM consent JOIN seat ON seat.member_id = consent.member_id"
    " WHERE seat.id = NEW.seat_id)"
)
_ANSWERED_AND_LAST = (
    "EXISTS (SELECT 1 FROM answer JOIN seat ON seat.id = answer.seat_id WHERE seat.member_id = OLD.member_id)"
    " AND NOT EXISTS (SELECT 1 FROM consent WHERE member_id = OLD.member_id AND id <> OLD.id)"
)
_ANSWERED_BY_ANOTHER = (
    "EXISTS (SELECT 1 FROM answer WHERE seat_id = NEW.id)"
    " AND NOT EXISTS (SELECT 1 FROM consent WHERE member_id = NEW.member_id)"
)
_RULES: tuple[tuple[str, Any, str, str], ...] = (
    ("answer_agreed", StoredAnswer, "INSERT", _NONE_OF_SEAT),
    ("answer_agreed_moved", StoredAnswer, "UPDATE OF seat_id", _NONE_OF_SEAT),
    ("seat_agreed", Seat, "UPDATE OF member_id", _ANSWERED_BY_ANOTHER),
    ("consent_kept", Consent, "DELETE", _ANSWERED_AND_LAST),
    ("consent_kept_moved", Consent, "UPDATE OF member_id", _ANSWERED_AND_LAST),
)
"""Name, table, what is about to happen, and when that is refused."""


def _sqlite(name: str, table: str, change: str, refused: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {change} ON {table} WHEN {refused}"
        " BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END"
    )


def _postgres(name: str, table: str, change: str, refused: str) -> str:
    """One function for each rule: a condition of a trigger itself may not look into other tables there."""
    row = "OLD" if change == "DELETE" else "NEW"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {refused} THEN RAISE EXCEPTION 'an answer without consent'"
        f" USING ERRCODE = 'foreign_key_violation'; END IF; RETURN {row}; END $$;"
        f" CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )


for _name, _of, _change, _refused in _RULES:
    for _dialect, _words in (("sqlite", _sqlite), ("postgresql", _postgres)):
        _rule = DDL(_words(_name, _of.__tablename__, _change, _refused)).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]
        event.listen(SQLModel.metadata, "after_create", _rule)  # after all tables that it looks into
