"""What Alembic runs: the revisions, on the connection and in the transaction that it is given."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  registers the tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
