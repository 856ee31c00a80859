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
        pass
