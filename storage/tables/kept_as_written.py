"""The log of a partnership is only ever added to: the database itself refuses to change or drop a row.

A log that could be rewritten would prove nothing to the people who are in it. Only with a partnership that
has ended may its log go.
"""

from __future__ import annotations

from sqlalchemy import DDL, event
from sqlmodel import SQLModel

_SQLITE = (
    "CREATE TRIGGER event_not_changed BEFORE UPDATE ON event BEGIN"
    " SELECT RAISE(ABORT, 'the log of a partnership is only added to'); END",
    "CREATE TRIGGER event_not_dropped BEFORE DELETE ON event"
    " WHEN EXISTS (SELECT 1 FROM partnership WHERE id = OLD.partnership_id AND ended_at IS NULL) BEGIN"
    " SELECT RAISE(ABORT, 'the log of a partnership is only added to'); END",
)
_POSTGRES = (
    "CREATE OR REPLACE FUNCTION event_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'DELETE' AND NOT EXISTS"
    " (SELECT 1 FROM partnership WHERE id = OLD.partnership_id AND ended_at IS NULL) THEN RETURN OLD; END IF;"
    " RAISE EXCEPTION 'the log of a partnership is only added to'; END $$",
    "CREATE TRIGGER event_kept BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_kept()",
)

for _dialect, _statements in (("sqlite", _SQLITE), ("postgresql", _POSTGRES)):
    for _statement in _statements:
        _rule = DDL(_statement).execute_if(dialect=_dialect)  # type: ignore[no-untyped-call]
        event.listen(SQLModel.metadata, "after_create", _rule)  # after all tables that it looks into
