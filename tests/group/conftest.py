"""The town of the conversations."""

from tests.conversations.conftest import shelf_house, town

__all__ = ["shelf_house", "town"]
