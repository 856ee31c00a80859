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


def dies_at(engine: Engine, step: int) -> None:
    """End this process, as a kill does, just before its step with this number (from 1).

    On SQLite a step is whatever the library itself begins, so also PRAGMA, COMMIT and each part of VACUUM; on
    PostgreSQL it is a statement or a commit.
    """
    number = count(1)

    def on_the_way(*_: Any) -> None:
        if next(number) == step:
            os._exit(KILLED)

    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _trace(connection: Any, _: Any) -> None:
            connection.set_trace_callback(on_the_way)

    else:
        event.listen(engine, "before_cursor_execute", on_the_way)
        event.listen(engine, "commit", on_the_way)
