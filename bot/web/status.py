"""How the bot is, for monitoring: /health, /ready and /metrics, on a port of their own.

`/health` answers as long as the process lives and its loop turns. `/ready` says with 503 and in words what is
stuck. A balancer looks at the first: when messages cannot leave, that is no reason to refuse what comes in.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.upkeep.metrics import CONTENT_TYPE, Metrics
from bot.web.readiness import Readiness
from bot.web.server import open_door, serve
from texts.catalogue import Catalogue


def application(readiness: Readiness, metrics: Metrics, catalogue: Catalogue, language: str) -> Starlette:
    """The ASGI application; reasons are in the operator's language, "nl" or "en"."""

    async def health(request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def ready(request: Request) -> Response:
        wrong = await readiness.complaints()
        reasons = [catalogue.label(key, language, values) for key, values in wrong]
        return JSONResponse({"ready": not wrong, "reasons": reasons}, status_code=503 if wrong else 200)

    async def measured(request: Request) -> Response:
        now, waiting = readiness.clock.now(), await readiness.backlog()
        text = metrics.text(now, waiting, readiness.heard_at())
        return Response(text, headers={"Content-Type": CONTENT_TYPE})

    return Starlette(routes=[Route("/health", health), Route("/ready", ready), Route("/metrics", measured)])


@asynccontextmanager
async def answering(app: Starlette, listen: str) -> AsyncIterator[None]:
    """Serve `app` at `listen` (HOST:PORT) meanwhile. Raises StopRunning when the port is taken."""
    place = urlsplit(f"//{listen}")
    serving = asyncio.create_task(serve(app, open_door(place.hostname or "", place.port or 0)))
    try:
        yield
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
