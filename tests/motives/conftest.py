"""The town with the library's flows; nothing of what is tried here depends on the database."""

from __future__ import annotations

from tests.conversations.conftest import shelf_house as shelf_house  # noqa: PLC0414
from tests.conversations.conftest import town as town  # noqa: PLC0414
