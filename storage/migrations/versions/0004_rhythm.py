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


def _rounds_around_meetings() -> None:
    """A round from before hangs on no meeting."""
    with op.batch_alter_table("round", table_kwargs={"sqlite_autoincrement": True}) as round_:
        round_.add_column(sa.Column("meeting_id", ID, nullable=True))
        round_.create_foreign_key("round_meeting_id_fkey", "meeting", ["meeting_id"], ["id"])
        round_.create_index("round_meeting_id", ["meeting_id"])
    op.add_column("partnership", sa.Column("region", sa.String(16), nullable=True))
    op.add_column("partnership", sa.Column("paused_until", sa.Date(), nullable=True))
