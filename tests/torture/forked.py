"""Bots as processes of their own, forked from one that has imported everything: they start in no time.

What is forked has no threads, connections or event loop yet; each bot opens its own, and can be killed
without the others noticing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from multiprocessing import get_context
from typing import Any

_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.torture.imported"])


class Forked:
    """A process that runs `target(*given)`."""

    def __init__(self, target: Callable[..., None], *given: Any) -> None:
        self._process = _FORKS.Process(target=target, args=given, daemon=True)
        self._process.start()

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.is_alive()

    @property
    def code(self) -> int | None:
        """Its exit code, once it ended."""
        return self._process.exitcode

    def kill(self) -> None:
        """End it at once (SIGKILL), wherever it is."""
        self._process.kill()

    def terminate(self) -> None:
        """Ask it to stop (SIGTERM)."""
        self._process.terminate()

    async def ended(self) -> None:
        """Wait for its end."""
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.add_reader(self._process.sentinel, over.set)
        try:
            await over.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()


def pipe() -> tuple[Any, Any]:
    """A way for a forked process to tell something: (to read from, to write to)."""
    return _FORKS.Pipe(duplex=False)
