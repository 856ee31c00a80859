"""The counter with Thuis in Oost at it; most of what is tried here does not depend on the database."""

from __future__ import annotations

from tests.conversations.conftest import shelf_house as shelf_house  # noqa: PLC0414
from tests.conversations.conftest import town as town  # noqa: PLC0414
from tests.process.conftest import counter as counter  # noqa: PLC0414
from tests.process.conftest import oost as oost  # noqa: PLC0414
