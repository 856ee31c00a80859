"""What other tests have made ready: the town of the conversations, the desk's counter, every channel."""

from __future__ import annotations

import os

import pytest

from tests.channels.conftest import stage
from tests.conversations.conftest import shelf_house, town
from tests.process.conftest import counter, oost

__all__ = ["counter", "on_sqlite", "oost", "shelf_house", "stage", "town"]

BOTH = os.environ.get("SENSITIVE_DATABASES") == "both"

on_sqlite = pytest.mark.parametrize("database", ["sqlite", "postgres"] if BOTH else ["sqlite"], indirect=True)
"""For branches on which the database has no bearing; `SENSITIVE_DATABASES=both` tries them on both."""
