"""What a command says, and with which exit code it ends, when it does not work."""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from bot.cli.voice import Voice

TROUBLE = 1
WRONG_USE = 2


@dataclass
class Flags:
    """What was asked for all commands."""

    debug: bool = False


class CommandError(Exception):
    """A command cannot do what was asked. `key` and `values` say in words why, and what to do."""

    def __init__(self, key: str, *, code: int = WRONG_USE, **values: str | int) -> None:
        super().__init__(key)
        self.key = key
        self.code = code
        self.values = values


def exit_code(error: Exception, flags: Flags) -> int:
    """Tell the operator what is wrong, on standard error, and give the exit code."""
    if flags.debug:
        traceback.print_exception(error)
    from bot.cli.voice import Voice

    text, code = _told(error, Voice.of_terminal(os.environ))
    typer.echo(text, err=True)
    return code


def _told(error: Exception, voice: Voice) -> tuple[str, int]:
    from bot.channel import StopRunning
    from bot.settings import SettingsError
    from flows.source import SourceError
    from storage.trouble import StorageError

    if isinstance(error, CommandError):
        return voice.text(error.key, **error.values), error.code
    if isinstance(error, SettingsError | SourceError):
        return str(error), WRONG_USE
    if isinstance(error, StopRunning):
        return str(error), error.code
    if isinstance(error, StorageError):
        text = voice.text("cli.storage", reason=str(error))
    elif isinstance(error, OSError):
        text = voice.text("cli.system", reason=error.strerror or "?", file=str(error.filename or ""))
    else:
        text = voice.text("cli.unexpected", kind=type(error).__name__)
    return text, TROUBLE
