"""The log of a partnership is only ever added to: the database refuses to change or drop a row."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

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
    "CREATE TRIGGER event_kept BEFORE UPDATE OR DELETE ON event"
    " FOR EACH ROW EXECUTE FUNCTION event_kept()",
)


def upgrade() -> None:
    """Add the triggers."""
    for statement in _POSTGRES if op.get_bind().dialect.name == "postgresql" else _SQLITE:
        op.get_bind().exec_driver_sql(statement)
