"""Another account for a member: the link that brings it there, and since when it holds the place."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the two columns."""
    op.add_column("member", sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("invite", table_kwargs={"sqlite_autoincrement": True}) as invite:
        invite.add_column(
            sa.Column("member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True)
        )
        invite.create_foreign_key("invite_member_id_fkey", "member", ["member_id"], ["id"])
        invite.create_index("invite_member_id", ["member_id"])
