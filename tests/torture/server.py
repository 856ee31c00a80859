"""A PostgreSQL of its own that loses its footing again and again: everything it promised must still be there.

It keeps the settings of production: what it says is committed was brought to the disk.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.postgres import server_in

_TRIES = 20
"""What a killed server leaves running takes a moment to notice; before that no new one starts."""


class Server:
    """One server in a folder of its own, gone when `close` is called. It listens on a socket only."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.gettempdir()) / f"vinkje-{uuid4().hex[:8]}-hard"
        self._server = server_in(self._folder)
        self.url: str = self._server.get_uri()
        socket = self._server.get_postmaster_info().socket_dir
        with (self._folder / "postgresql.conf").open("a", encoding="ascii") as settings:
            settings.write(f"listen_addresses = ''\nunix_socket_directories = '{socket}'\n")

    async def restarts(self, *, killed: bool) -> None:
        """Stop without a checkpoint, or by SIGKILL of the postmaster, and start again."""
        if killed:
            os.kill(int((self._folder / "postmaster.pid").read_text("ascii").split()[0]), signal.SIGKILL)
        else:
            await self._control("stop", "-m", "immediate")
        for _ in range(_TRIES):
            if await self._control("start", "-l", str(self._folder / "log")) == 0:
                return
            await asyncio.sleep(0.1)  # the kernel still clears away what was killed; nothing tells when
        raise RuntimeError(f"PostgreSQL does not start again: {(self._folder / 'log').read_text()[-2000:]}")

    async def is_sound(self) -> bool:
        """Stop it, and whether every page on the disk is as it was written."""
        await self._control("stop", "-m", "fast")
        return await self._runs("pg_checksums", "--check", "-D", str(self._folder)) == 0

    async def close(self) -> None:
        """Stop it and remove its folder."""
        await self._control("stop", "-m", "immediate")
        shutil.rmtree(self._folder)

    async def _control(self, *what: str) -> int:
        return await self._runs("pg_ctl", "-w", "-D", str(self._folder), *what)

    async def _runs(self, program: str, *arguments: str) -> int:
        quiet: dict[str, Any] = {"stdout": asyncio.subprocess.DEVNULL, "stderr": asyncio.subprocess.DEVNULL}
        if self._server.system_user is not None:
            quiet["user"] = self._server.system_user
        running = await asyncio.create_subprocess_exec(
            str(self._server.bin_path / program), *arguments, cwd="/", **quiet
        )
        return await running.wait()


@asynccontextmanager
async def running() -> AsyncIterator[Server]:
    """A PostgreSQL of its own."""
    server = Server()
    try:
        yield server
    finally:
        await server.close()
