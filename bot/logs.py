"""The log: one JSON object per line on standard error, with ids and never with words of people.

    {"time": "2027-03-16T09:00:00.123Z", "level": "info", "event": "round opened", "round": 7, …}

What is logged is an event in a few fixed words, with ids as extras:
`log.info("round opened", extra={"round": 7})`. Whatever a caller or library passes, three things are guarded:

- secrets: tokens of bots are recognised by their shape, the configured secrets by their value;
- people's words: an exception of a library is named and placed, but its text (which may quote a row or an
  answer) is left out, and at every level libraries log warnings only;
- the terminal: the output is ASCII, so line ends, escapes and bidirectional marks arrive as escapes.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

OURS = ("bot", "demo", "flows", "process", "reports", "storage", "texts")
"""The packages whose loggers follow the configured level; their errors quote nobody."""

HIDDEN = "[secret]"

_TOKEN = re.compile(r"\d{5,}(?::|%3[aA])[A-Za-z0-9_-]{20,}")
_WORDED = (*OURS, "httpx", "telegram")
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_ROOT = Path(__file__).resolve().parent.parent


def start(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Log to the stream (standard error), from `level` (debug, info, warning, error) on.

    Replaces whatever was set up before. `secrets` are strings that must never be written.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines(secrets))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(level.upper())
    for name in ("httpx", "httpcore"):  # they log whole addresses, with the token in them
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.raiseExceptions = False  # a broken log call must not print its arguments


class JsonLines(logging.Formatter):
    """Turns a record into one line of JSON without secrets."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        super().__init__()
        written = {json.dumps(each)[1:-1] for each in secrets if each}  # as they look inside the line
        longest_first = sorted(written, key=len, reverse=True)
        self._secret = re.compile("|".join([*map(re.escape, longest_first), _TOKEN.pattern]))

    def format(self, record: logging.LogRecord) -> str:
        """The line. Never raises."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")[:-6] + "Z",
            "level": record.levelname.lower(),
            "event": _said(record),
            "logger": record.name,
        }
        line |= {
            name: value for name, value in vars(record).items() if name not in _USUAL and name not in line
        }
        if record.exc_info and record.exc_info[1]:
            line["errors"] = [_placed(error) for error in _chain(record.exc_info[1])]
        written = json.dumps(line, ensure_ascii=True, default=_named, skipkeys=True)
        return self._secret.sub(HIDDEN, written.replace("\x7f", "\\u007f"))  # ASCII, yet a control


def _said(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError, KeyError):
        return str(record.msg)


def _named(value: object) -> str:
    """A value that JSON does not know: its type. Its text could hold anything."""
    return f"<{type(value).__name__}>"


def _chain(error: BaseException) -> list[BaseException]:
    chain = [error]
    while len(chain) < 5 and (below := chain[-1].__cause__ or chain[-1].__context__):
        chain.append(below)
    return chain


def _placed(error: BaseException) -> dict[str, object]:
    """What an error is and where it came from, innermost call last."""
    frames = traceback.extract_tb(error.__traceback__)
    placed: dict[str, object] = {"type": f"{type(error).__module__}.{type(error).__qualname__}"}
    if _worded_safely(error):
        placed["text"] = str(error)
    placed["at"] = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames[-12:]]
    return placed


def _worded_safely(error: BaseException) -> bool:
    return isinstance(error, OSError) or type(error).__module__.partition(".")[0] in _WORDED


def _short(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(_ROOT)) if path.is_relative_to(_ROOT) else "/".join(path.parts[-3:])
