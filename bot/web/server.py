"""Serving an ASGI application on a port, inside the event loop of the bot.

Meant to stand behind a proxy that speaks TLS with the world.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.channel import StopRunning

KEEP_ALIVE = 150
"""Seconds that an idle connection stays open: longer than at a proxy, which then never uses a closed one."""

MOST_AT_ONCE = 200
"""Connections at the same time; more are answered with 503. Telegram opens at most 100."""

_ENDING = 3  # seconds that requests under way get at the end


class _Server(uvicorn.Server):
    """The signals belong to the bot."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def open_door(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises StopRunning, with what to do, when that cannot be."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise StopRunning(
            f"Vinkje cannot listen on {host} port {port}: {error.strerror}. "
            "Is something else using that port? Choose another in the settings, or stop the other program.",
            code=1,
        ) from None


async def serve(app: ASGIApp, door: socket.socket) -> None:
    """Serve until cancelled; then nobody new comes in, and requests under way get three seconds."""
    logging.getLogger("uvicorn").setLevel(logging.ERROR)  # it warns of everybody who speaks no HTTP
    config = uvicorn.Config(
        app,
        loop="none",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        limit_concurrency=MOST_AT_ONCE,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=_ENDING,
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[door]))
    try:
        await asyncio.shield(serving)
    finally:
        server.should_exit = True
        await serving
