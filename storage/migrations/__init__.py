"""Bring the schema of a database to what this program knows."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import SQLModel

import storage.tables  # noqa: F401  registers the tables


def upgrade(engine: Engine) -> None:
    """Make what is missing."""
    SQLModel.metadata.create_all(engine)
