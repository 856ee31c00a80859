"""The town with a table, where no fault goes unseen."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from tests.conversations.conftest import shelf_house, town
from tests.conversations.town import Town
from tests.hostile.table import Table

__all__ = ["shelf_house", "town"]


@pytest.fixture
def table(town: Town, caplog: pytest.LogCaptureFixture) -> Iterator[Table]:
    """Everybody; nothing that happens at it may be worth a line in the log."""
    caplog.set_level(logging.WARNING, "bot")
    yield Table(town)
    assert [record.getMessage() for record in caplog.get_records("call")] == []
