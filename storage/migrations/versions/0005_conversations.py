"""Conversations of several organisations: together, relay, motives, coming and going, corrections."""

import sqlalchemy as sa
from alembic import op

from storage.migrations.rebuilding import rebuilding

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Each subject by itself; nothing that stood there changes its meaning."""
    with rebuilding(op.get_bind()):
        _relay()
        _for_oneself()


def _relay() -> None:
    """Nobody asked another organisation anything through the bot before."""
    op.create_table(
        "relay",
        sa.Column("round_id", ID, autoincrement=False, nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.Column("harvested_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="relay_round_id_fkey"),
        sa.PrimaryKeyConstraint("round_id", name="relay_pkey"),
    )
    leads_to = {
        "round_id": "round",
        "asker_id": "member",
        "organisation_id": "organisation",
        "receiver_id": "member",
        "handed_by": "member",
        "answered_by": "member",
    }
    op.create_table(
        "inquiry",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("asker_id", ID, nullable=False),
        sa.Column("organisation_id", ID, nullable=True),
        sa.Column("question", sa.String(96), nullable=True),
        sa.Column("receiver_id", ID, nullable=True),
        sa.Column("handed_by", ID, nullable=True),
        sa.Column("answered_by", ID, nullable=True),
        sa.Column("way", sa.String(16), nullable=False),
        sa.Column("known", sa.String(16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("supposed", sa.LargeBinary(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("reminded_at", INSTANT, nullable=True),
        sa.Column("answered_at", INSTANT, nullable=True),
        sa.Column("ended_at", INSTANT, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"inquiry_{column}_fkey")
            for column, other in leads_to.items()
        ),
        sa.PrimaryKeyConstraint("id", name="inquiry_pkey"),
        sqlite_autoincrement=True,
    )
    for column in leads_to:
        op.create_index(f"inquiry_{column}", "inquiry", [column])


def _for_oneself() -> None:
    """Every answer from before was asked to be shared, and no question could be left out."""
    with op.batch_alter_table("answer", table_kwargs={"sqlite_autoincrement": True}) as answer:
        answer.add_column(sa.Column("alone", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("answer", table_kwargs={"sqlite_autoincrement": True}) as answer:
        answer.alter_column("alone", server_default=None)
    op.create_table(
        "chosen_extra",
        sa.Column("partnership_id", ID, nullable=False),
        sa.Column("flow", sa.String(64), nullable=False),
        sa.Column("question", sa.String(96), nullable=False),
        sa.ForeignKeyConstraint(
            ["partnership_id"], ["partnership.id"], name="chosen_extra_partnership_id_fkey"
        ),
        sa.PrimaryKeyConstraint("partnership_id", "flow", "question", name="chosen_extra_pkey"),
    )
    op.create_table(
        "asked_extra",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("question", sa.String(96), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["round.id"], name="asked_extra_round_id_fkey"),
        sa.PrimaryKeyConstraint("round_id", "question", name="asked_extra_pkey"),
    )
