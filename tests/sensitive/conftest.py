"""What other tests have made ready: the town of the conversations, the desk's counter, every channel."""

from __future__ import annotations

from tests.channels.conftest import stage
from tests.conversations.conftest import shelf_house, town
from tests.process.conftest import counter, oost

__all__ = ["counter", "oost", "shelf_house", "stage", "town"]
