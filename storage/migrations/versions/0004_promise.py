"""The promise of a round: from how many confidential answers it shows something, settled at its opening."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both numbers; a round from before has none, and keeps to what the house promises."""
    op.add_column("round", sa.Column("counts_from", sa.Integer(), nullable=True))
    op.add_column("round", sa.Column("words_from", sa.Integer(), nullable=True))
