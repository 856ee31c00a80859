"""Everything that a bot imports and reads at its start, so that what is forked from here need not."""

from __future__ import annotations

import uvicorn.protocols.http.h11_impl
from sqlalchemy.dialects.postgresql import psycopg

from bot import app, cli
from bot.telegram import webhook
from process import desk, due
from tests.conversations.conftest import catalogue, house

__all__ = ["app", "cli", "desk", "due", "psycopg", "uvicorn", "webhook"]

catalogue()
house()
