"""The bot as an operator runs it: `vinkje run` in a process of its own, stopped politely or killed."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import Process
from contextlib import suppress
from pathlib import Path
from time import monotonic

from demo.premises import Premises

ROOT = Path(__file__).parent.parent
_VINKJE = (sys.executable, "-c", "from bot.cli import main; main()")
_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG", "TMPDIR", "SYSTEMROOT")
_PATIENCE = 20.0
"""Seconds before a bot that does not stop by itself is killed."""


class CommandFailed(Exception):  # noqa: N818 - it reads as what happened
    """A `vinkje` command ended with another code than 0; the message is what it said."""


class BotProcess:
    """At most one bot at a time, on these premises."""

    def __init__(self, premises: Premises) -> None:
        self._premises = premises
        self._process: Process | None = None

    @property
    def runs(self) -> bool:
        """Whether the process is there."""
        return self._process is not None and self._process.returncode is None

    async def start(self) -> None:
        """Start it; it has its own process group, so that Ctrl-C in a terminal reaches only us."""
        with self._premises.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *_VINKJE, "run", *self._options(), env=_environment(),
                stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    async def ended(self) -> int:
        """Wait until it has ended by itself; its exit code."""
        if self._process is None:
            raise RuntimeError("there is no bot to wait for")
        return await self._process.wait()

    async def stop(self) -> float:
        """Ask it to stop (SIGTERM); how many seconds that took. A bot that does not listen is killed."""
        begun = monotonic()
        if self._process is None or not self.runs:
            return 0.0
        with suppress(ProcessLookupError):
            self._process.terminate()
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._process.wait()
        except TimeoutError:
            await self.kill()
        return monotonic() - begun

    async def kill(self) -> None:
        """End it at once (SIGKILL), wherever it is."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()

    async def command(self, *words: str) -> str:
        """Run another `vinkje` command on the same premises; what it prints. Raises CommandFailed."""
        process = await asyncio.create_subprocess_exec(
            *_VINKJE, *words, *self._options(), env=_environment(),
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await process.communicate()
        if process.returncode != 0:
            raise CommandFailed(f"vinkje {' '.join(words)}: {err.decode(errors='replace').strip()}")
        return out.decode()

    def _options(self) -> tuple[str, ...]:
        return "--config", str(self._premises.config), "--clock", str(self._premises.clock)


def _environment() -> dict[str, str]:
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {**passed, "PYTHONPATH": str(ROOT)}
