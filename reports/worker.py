"""Drawing in a child process, so that a picture never holds up the conversation nor fills its memory.

Typst keeps what it has laid out, and a document could make it hang or fall over; the child takes that on
itself. It starts with the first drawing, does one at a time, and is renewed when it has drawn enough.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from reports.compose import Job, compose
from reports.press import DrawingFailed, to_line
from reports.values import Document, Format

PRESS = (sys.executable, "-m", "reports.press")
LONGEST_SECONDS = 10.0
MOST_DRAWINGS = 200
MOST_KILOBYTES = 160 * 1024  # 60 MB to begin with; full sheets take it to 220 MB, where it stays

_PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "LANG", "SYSTEMROOT")  # no secret reaches the child


class Studio:
    """Draws documents one after another: `async with Studio() as studio: await studio.draw(sheet, "pdf")`.

    `press` is the command that answers jobs, `seconds` how long one drawing may take; the child is renewed
    after `drawings` drawings or once it has held more than `kilobytes` of memory.
    """

    def __init__(
        self,
        press: Sequence[str] = PRESS,
        seconds: float = LONGEST_SECONDS,
        drawings: int = MOST_DRAWINGS,
        kilobytes: int = MOST_KILOBYTES,
    ) -> None:
        self._press = press
        self._seconds = seconds
        self._drawings = drawings
        self._kilobytes = kilobytes
        self._turn = asyncio.Lock()
        self._child: Process | None = None
        self._drawn = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        async with self._turn:
            await self._end()

    async def draw(self, document: Document, format: Format) -> bytes:
        """Draw a document: a PNG, or a tagged PDF. Safe to call from many tasks at once.

        Raises `DrawingFailed` when it takes too long, cannot be drawn, or ends the child; the next drawing
        then has a fresh one.
        """
        job = await asyncio.to_thread(compose, document, format)
        async with self._turn:
            try:
                async with asyncio.timeout(self._seconds):
                    return await self._hand_over(job)
            except DrawingFailed:
                raise  # the child is well
            except TimeoutError:
                await self._end()
                raise DrawingFailed(
                    f"{job.template} as {job.format}: not ready after {self._seconds:g} seconds"
                ) from None
            except (OSError, EOFError, ValueError):  # a broken pipe, half an answer, no answer
                code = await self._end(patience=1)  # its own exit code says more than that of a kill
                raise DrawingFailed(
                    f"{job.template} as {job.format}: the drawing process ended with code {code}; "
                    f"see what `{' '.join(self._press)}` says"
                ) from None
            except BaseException:  # cancelled half way: the next one must not read this answer
                await self._end()
                raise

    async def _hand_over(self, job: Job) -> bytes:
        child = self._child or await self._begin()
        if child.stdin is None or child.stdout is None:
            raise EOFError
        child.stdin.write(to_line(job))
        await child.stdin.drain()
        head = json.loads(await child.stdout.readline())
        drawn = await child.stdout.readexactly(head["size"])
        self._drawn += 1
        if self._drawn >= self._drawings or head["kilobytes"] > self._kilobytes:
            await self._end()
        if head["failure"] is not None:
            raise DrawingFailed(head["failure"])
        return drawn

    async def _begin(self) -> Process:
        self._child = await asyncio.create_subprocess_exec(
            *self._press,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd=Path(__file__).parent.parent,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
        self._drawn = 0
        return self._child

    async def _end(self, patience: float = 0) -> int | None:
        """Stop the child, if any, and give its exit code. It may take `patience` seconds to end by itself."""
        child, self._child = self._child, None
        if child is None:
            return None
        if child.stdin is not None:
            child.stdin.close()
        try:
            async with asyncio.timeout(patience):
                await child.wait()
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):  # it ended by itself just now
                child.kill()
        await child.communicate()
        return child.returncode
