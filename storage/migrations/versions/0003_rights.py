"""What people are owed: consent in rows, terms of keeping, a log that is only added to, another account.

- `consent`: a row per member and text, and no answer without one. Everybody agreed to a text on joining.
- `member.moved_at`, `invite.member_id`: a place that was brought to another account, and the link that does it.
- `round.counts_from`, `words_from`: the promise of a round, settled at its opening; a round from before has
  none, and keeps to what the house promises.
- `partnership.keep_months`, `keep_chosen_at`, `round.emptied_at`: how long words and names are kept. Of a
  partnership that was there already nothing goes in the first month: its coordinators hear of it first.
- The log of a partnership: the database refuses to change or drop a row.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

NONE_OF_SEAT = (
    "NOT EXISTS (SELECT 1 FROM consent JOIN seat ON seat.member_id = consent.member_id"
    " WHERE seat.id = NEW.seat_id)"
)
ANSWERED_AND_LAST = (
    "EXISTS (SELECT 1 FROM answer JOIN seat ON seat.id = answer.seat_id WHERE seat.member_id = OLD.member_id)"
    " AND NOT EXISTS (SELECT 1 FROM consent WHERE member_id = OLD.member_id AND id <> OLD.id)"
)
ANSWERED_BY_ANOTHER = (
    "EXISTS (SELECT 1 FROM answer WHERE seat_id = NEW.id)"
    " AND NOT EXISTS (SELECT 1 FROM consent WHERE member_id = NEW.member_id)"
)
RULES = (
    ("answer_agreed", "answer", "INSERT", NONE_OF_SEAT),
    ("answer_agreed_moved", "answer", "UPDATE OF seat_id", NONE_OF_SEAT),
    ("seat_agreed", "seat", "UPDATE OF member_id", ANSWERED_BY_ANOTHER),
    ("consent_kept", "consent", "DELETE", ANSWERED_AND_LAST),
    ("consent_kept_moved", "consent", "UPDATE OF member_id", ANSWERED_AND_LAST),
)

LOG_ON_SQLITE = (
    "CREATE TRIGGER event_not_changed BEFORE UPDATE ON event BEGIN"
    " SELECT RAISE(ABORT, 'the log of a partnership is only added to'); END",
    "CREATE TRIGGER event_not_dropped BEFORE DELETE ON event"
    " WHEN EXISTS (SELECT 1 FROM partnership WHERE id = OLD.partnership_id AND ended_at IS NULL) BEGIN"
    " SELECT RAISE(ABORT, 'the log of a partnership is only added to'); END",
)
LOG_ON_POSTGRES = (
    "CREATE OR REPLACE FUNCTION event_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'DELETE' AND NOT EXISTS"
    " (SELECT 1 FROM partnership WHERE id = OLD.partnership_id AND ended_at IS NULL) THEN RETURN OLD; END IF;"
    " RAISE EXCEPTION 'the log of a partnership is only added to'; END $$",
    "CREATE TRIGGER event_kept BEFORE UPDATE OR DELETE ON event"
    " FOR EACH ROW EXECUTE FUNCTION event_kept()",
)


def upgrade() -> None:
    """Columns and the table first, then the rules that look into them."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    _add_columns()
    _bring_over_consents()
    _choose_the_term_today(sqlite)
    make = _sqlite if sqlite else _postgres
    for rule in RULES:
        op.execute(make(*rule))
    for statement in LOG_ON_SQLITE if sqlite else LOG_ON_POSTGRES:
        op.get_bind().exec_driver_sql(statement)


def _add_columns() -> None:
    op.add_column("member", sa.Column("moved_at", INSTANT, nullable=True))
    with op.batch_alter_table("invite", table_kwargs={"sqlite_autoincrement": True}) as invite:
        invite.add_column(sa.Column("member_id", ID, nullable=True))
        invite.create_foreign_key("invite_member_id_fkey", "member", ["member_id"], ["id"])
        invite.create_index("invite_member_id", ["member_id"])
    op.add_column("round", sa.Column("counts_from", sa.Integer(), nullable=True))
    op.add_column("round", sa.Column("words_from", sa.Integer(), nullable=True))
    op.add_column("round", sa.Column("emptied_at", INSTANT, nullable=True))
    op.add_column("partnership", sa.Column("keep_months", sa.Integer(), nullable=True))
    op.add_column("partnership", sa.Column("keep_chosen_at", INSTANT, nullable=True))


def _bring_over_consents() -> None:
    op.create_table(
        "consent",
        sa.Column("id", ID, nullable=False),
        sa.Column("member_id", ID, nullable=False),
        sa.Column("version", sa.String(32), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="consent_member_id_fkey"),
        sa.PrimaryKeyConstraint("id", name="consent_pkey"),
        sa.UniqueConstraint("member_id", "version", name="consent_once"),
        sqlite_autoincrement=True,
    )
    op.execute(
        "INSERT INTO consent (member_id, version, language, at)"
        " SELECT member.id, member.consent_version, person.language, member.consented_at"
        " FROM member JOIN person ON person.id = member.person_id ORDER BY member.id"
    )


def _choose_the_term_today(sqlite: bool) -> None:
    now = datetime.now(UTC)
    partnership = sa.table("partnership", sa.column("keep_chosen_at", INSTANT))
    op.execute(partnership.update().values(keep_chosen_at=now.replace(tzinfo=None) if sqlite else now))


def _sqlite(name: str, table: str, change: str, refused: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {change} ON {table} WHEN {refused}"
        " BEGIN SELECT RAISE(ABORT, 'an answer without consent'); END"
    )


def _postgres(name: str, table: str, change: str, refused: str) -> str:
    row = "OLD" if change == "DELETE" else "NEW"
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF {refused} THEN RAISE EXCEPTION 'an answer without consent'"
        f" USING ERRCODE = 'foreign_key_violation'; END IF; RETURN {row}; END $$;"
        f" CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    )
