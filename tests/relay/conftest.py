"""Four people of three organisations, and the town of the conversations."""

from __future__ import annotations

from tests.conversations.conftest import shelf_house, town

__all__ = ["shelf_house", "town"]
