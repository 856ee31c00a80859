"""The rhythm of a partnership: rounds around its meetings, its school holidays and pauses."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.rebuilding import rebuilding

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Each subject by itself; nothing that stood there changes its meaning."""
    with rebuilding(op.get_bind()):
        _rounds_around_meetings()
        _agreements()


def _rounds_around_meetings() -> None:
    """A round from before hangs on no meeting."""
    with op.batch_alter_table("round", table_kwargs={"sqlite_autoincrement": True}) as round_:
        round_.add_column(sa.Column("meeting_id", ID, nullable=True))
        round_.create_foreign_key("round_meeting_id_fkey", "meeting", ["meeting_id"], ["id"])
        round_.create_index("round_meeting_id", ["meeting_id"])
    op.add_column("partnership", sa.Column("region", sa.String(16), nullable=True))
    op.add_column("partnership", sa.Column("paused_until", sa.Date(), nullable=True))


def _agreements() -> None:
    """Nothing was agreed before."""
    op.create_table(
        "agreement",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=True),
        sa.Column("question", sa.String(96), nullable=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reach", sa.String(16), nullable=False),
        sa.Column("what", sa.LargeBinary(), nullable=True),
        sa.Column("seen_by", sa.LargeBinary(), nullable=True),
        sa.Column("otherwise", sa.LargeBinary(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("proposed_by", ID, nullable=False),
        sa.Column("asked_id", ID, nullable=True),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.Column("ask_on", sa.Date(), nullable=True),
        sa.Column("asks", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        *_leads_to(
            "agreement",
            partnership_id="partnership",
            round_id="round",
            proposed_by="member",
            asked_id="member",
            owner_id="member",
        ),
        sa.PrimaryKeyConstraint("id", name="agreement_pkey"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reason",
        sa.Column("id", ID, nullable=False),
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("question", sa.String(96), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("given_by", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("contested_by", ID, nullable=True),
        sa.Column("contested_at", INSTANT, nullable=True),
        *_leads_to(
            "reason", partnership_id="partnership", round_id="round", given_by="member", contested_by="member"
        ),
        sa.PrimaryKeyConstraint("id", name="reason_pkey"),
        sqlite_autoincrement=True,
    )
    for name in ("partnership_id", "round_id", "proposed_by", "asked_id", "owner_id"):
        op.create_index(f"agreement_{name}", "agreement", [name])
    for name in ("partnership_id", "round_id", "given_by", "contested_by"):
        op.create_index(f"reason_{name}", "reason", [name])


def _leads_to(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"{table}_{column}_fkey")
        for column, other in columns.items()
    ]
