"""Everything that a bot imports and reads at its start, so that what is forked from here need not."""

from __future__ import annotations

from bot import app, cli
from process import desk, due
from tests.conversations.conftest import catalogue, house

__all__ = ["app", "cli", "desk", "due"]

catalogue()
house()
