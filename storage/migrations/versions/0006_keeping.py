"""How long a partnership keeps texts and names, and which rounds were emptied of them.

Of a partnership that was there already nothing goes in the first month: its coordinators hear of it first.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns; whoever was here chose, as it were, today."""
    op.add_column("partnership", sa.Column("keep_months", sa.Integer(), nullable=True))
    op.add_column("partnership", sa.Column("keep_chosen_at", INSTANT, nullable=True))
    op.add_column("round", sa.Column("emptied_at", INSTANT, nullable=True))
    now = datetime.now(UTC)
    partnership = sa.table("partnership", sa.column("keep_chosen_at", INSTANT))
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(partnership.update().values(keep_chosen_at=now.replace(tzinfo=None) if sqlite else now))
