"""The HTTP side: addresses, tokens, bodies and broken connections. It decides nothing about Telegram."""

from __future__ import annotations

import asyncio
import hmac
import inspect
import json
from typing import Any

from aiohttp import web

from simulator.errors import ApiError, not_found, unauthorized
from simulator.faults import Ending, Fault, Faults
from simulator.methods import METHODS
from simulator.request import read_call
from simulator.schema import bot_api
from simulator.uploads import UPLOAD_LIMIT
from simulator.world import World

HOST = "127.0.0.1"
ROOM_AROUND_A_FILE = 1024 * 1024


class Server:
    """Answers `/bot<token>/<method>` and `/file/bot<token>/<path>` on this machine, while it is up."""

    def __init__(self, world: World, token: str, faults: Faults, port: int) -> None:
        self._world = world
        self._token = token
        self._faults = faults
        self._runner: web.AppRunner | None = None
        self._stopping = asyncio.Event()
        self.port = port

    async def start(self) -> None:
        """Listen; on the port of the last time, so that a bot finds the server again."""
        app = web.Application(client_max_size=UPLOAD_LIMIT + ROOM_AROUND_A_FILE)
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        app.router.add_get("/file/bot{token}/{path:.+}", self._downloaded)
        app.router.add_route("*", "/{rest:.*}", self._elsewhere)
        self._stopping = asyncio.Event()
        self._world.queue.open()
        # a bot that is killed must not leave its last poll behind: cancel what nobody waits for any more
        self._runner = web.AppRunner(app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self.port, reuse_address=True)
        await site.start()
        self.port = int(self._runner.addresses[0][1])

    async def stop(self) -> None:
        """Refuse connections and break those there are."""
        if self._runner is None:
            return
        self._stopping.set()
        self._world.queue.close()
        await self._runner.cleanup()
        self._runner = None

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method = bot_api().method(request.match_info["method"])
        fault = self._faults.take(method) if method is not None and self._knows(request) else None
        self._world.bell.ring()
        if fault is not None and not fault.carried_out:
            return await self._suffer(fault, request, b"")
        status, body = await self._answer(method, request)
        if self._stopping.is_set():
            return _broken(request)
        return await self._suffer(fault, request, body) if fault is not None else _json(status, body)

    async def _answer(self, method: str | None, request: web.Request) -> tuple[int, bytes]:
        try:
            if not self._knows(request):
                raise unauthorized()
            if method is None:
                raise not_found()
            result = METHODS[method](self._world, await read_call(method, request))
            if inspect.isawaitable(result):
                result = await result
        except ApiError as refused:
            return refused.code, json.dumps(refused.body()).encode()
        except web.HTTPRequestEntityTooLarge:
            too_large = ApiError(413, "Request Entity Too Large")
            return 413, json.dumps(too_large.body()).encode()
        finally:
            self._world.bell.ring()
        return 200, json.dumps({"ok": True, "result": result}).encode()

    async def _suffer(self, fault: Fault, request: web.Request, answer: bytes) -> web.StreamResponse:
        match fault.ending:
            case Ending.RESET:
                return _broken(request)
            case Ending.SILENCE:
                await self._stopping.wait()
                return _broken(request)
            case Ending.CUT_ANSWER:
                return _json(200, answer[: len(answer) // 2])
            case Ending.ANSWER:
                return web.Response(status=fault.status, body=fault.body, content_type=fault.content_type)

    async def _downloaded(self, request: web.Request) -> web.StreamResponse:
        file = self._world.files.at(request.match_info["path"])
        if not self._knows(request) or file is None:
            return await self._elsewhere(request)
        return web.Response(body=file.data, content_type=file.mime_type)

    async def _elsewhere(self, request: web.Request) -> web.StreamResponse:
        return _json(404, json.dumps(not_found().body()).encode())

    def _knows(self, request: web.Request) -> bool:
        return hmac.compare_digest(request.match_info["token"].encode(), self._token.encode())


def _json(status: int, body: bytes) -> web.Response:
    return web.Response(status=status, body=body, content_type="application/json")


def _broken(request: web.Request) -> web.StreamResponse:
    transport: Any = request.transport
    if transport is not None:
        transport.abort()
    return web.Response()
