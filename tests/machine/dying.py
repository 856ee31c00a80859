"""Work in a process of its own, which may end at any point, or be somebody who may not do much."""

from __future__ import annotations

import os
from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import Engine, event

NOBODY = 65534
KILLED, FINISHED, FAILED = 9, 0, 1


def in_a_child(work: Callable[[], str | None], *, as_nobody: bool = False) -> tuple[int, str]:
    """The exit code and the words of work that is done by a child process."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        code = FAILED
        try:
            os.close(read)
            if as_nobody and os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.write(write, (work() or "").encode())
            code = FINISHED
        except BaseException as error:
            os.write(write, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(code)
    os.close(write)
    with os.fdopen(read) as said:
        words = said.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), words


def dies_at(engine: Engine, statement: int) -> None:
    """End this process, as a kill does, just before its statement with this number (from 1)."""
    number = count(1)

    @event.listens_for(engine, "before_cursor_execute")
    def _count(*_: Any) -> None:
        if next(number) == statement:
            os._exit(KILLED)
