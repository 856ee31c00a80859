"""Consent: a row per member and text, and no answer without one."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

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


def upgrade() -> None:
    """Add the table, bring over what everybody agreed to on joining, then the rules."""
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
    make = _sqlite if op.get_bind().dialect.name == "sqlite" else _postgres
    for rule in RULES:
        op.execute(make(*rule))


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
