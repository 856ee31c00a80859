"""`vinkje keys`: make the master key, put it on paper, prove that the paper is good, and change it."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.configured import Config, settings_from
from bot.cli.failing import CommandError
from bot.cli.voice import Voice

if TYPE_CHECKING:
    from bot.settings import Settings

app = typer.Typer(help="The key that everything is encrypted with.", no_args_is_help=True)

TRIES = 3
USUAL = Path("secrets/master.key")


@app.callback()
def _keys() -> None:
    """The key that everything is encrypted with."""


@app.command("new")
def new(to: Annotated[Path, typer.Argument(help="The file to make.")] = USUAL) -> None:
    """Make a master key in a new file that only you can read, and say how to keep it."""
    from storage.cipher import new_key

    write(to, new_key())
    Voice.of_terminal(os.environ).say("cli.key_made", file=str(to))


@app.command("sheet")
def sheet(
    to: Annotated[
        Path | None, typer.Option("--to", help="A new file, instead of the screen.", show_default=False)
    ] = None,
    config: Config = None,
) -> None:
    """Show the backup sheet: the master key in eight rows to print or write down, and how to keep it."""
    from bot.keysheet import rows_of
    from storage.keys import mark_of

    settings = settings_from(config)
    key = key_of(settings)
    voice = Voice(settings.language)
    rows = "\n".join(f"    {number}   {row}" for number, row in enumerate(rows_of(key), 1))
    file = str(settings.keys.master_file)
    paper = voice.text("masterkey.sheet", rows=rows, mark=mark_of(key)[:8], file=file)
    if to is None:
        typer.echo(paper)
        return
    _new_file(to, f"{paper}\n".encode())
    voice.say("masterkey.sheet_written", file=str(to))


@app.command("confirm")
def confirm(config: Config = None) -> None:
    """Prove that the backup sheet is good: type two of its rows. Once for a key, before the first start."""
    from bot.cli.opened import opened
    from bot.keysheet import asked_of, part_of
    from process.moment import Clock
    from storage.keys import mark_of

    settings = settings_from(config)
    key = key_of(settings)
    voice, clock = Voice(settings.language), Clock()
    voice.say("masterkey.confirm")
    for place in asked_of(mark_of(key)):
        typed = _asked(voice, place, part_of)
        if typed != key[place * len(typed) : (place + 1) * len(typed)]:
            raise CommandError("masterkey.another_key", file=str(settings.keys.master_file))
    with opened(settings, clock) as store:
        store.keys.note_sheet(key, clock.now())
    voice.say("masterkey.confirmed")


@app.command("enter")
def enter(to: Annotated[Path, typer.Argument(help="The file to make.")] = USUAL) -> None:
    """Make the key file again from the backup sheet: type its eight rows."""
    from bot.keysheet import ROWS, part_of

    voice = Voice.of_terminal(os.environ)
    if to.exists():
        raise CommandError("cli.key_exists", file=str(to))
    write(to, b"".join(_asked(voice, place, part_of) for place in range(ROWS)))
    voice.say("masterkey.entered", file=str(to))


@app.command("rotate")
def rotate(config: Config = None) -> None:
    """Change the master key. Stop the bot first; when it is cut off, the same command finishes it."""
    from process.moment import Clock
    from storage.cipher import new_key
    from storage.rotation import rotate as change

    settings = settings_from(config)
    old, file, clock = key_of(settings), settings.keys.master_file, Clock()
    fresh = begun(file)
    if not fresh.exists():
        write(fresh, new_key())
    changed = change(settings.database.url.get_secret_value(), old, _read(fresh), clock=clock)
    before = _set_aside(file, f"{clock.now():%Y%m%d}")
    fresh.replace(file)
    voice = Voice(settings.language)
    voice.say("masterkey.rotated", keys=changed.keys, file=str(file), before=str(before))


def begun(file: Path) -> Path:
    """Where the new key stands as long as a change of the key in `file` is not finished."""
    return file.with_name(f"{file.name}.new")


def key_of(settings: Settings) -> bytes:
    """The master key. Raises CommandError in a rehearsal without one."""
    if settings.master_key is None:
        raise CommandError("masterkey.none", file=str(settings.keys.master_file))
    return settings.master_key


def write(to: Path, key: bytes) -> None:
    """Keep a key in a new file that only its owner can read. Raises CommandError when there is one."""
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _new_file(to, base64.b64encode(key) + b"\n")


def _new_file(to: Path, contents: bytes) -> None:
    """The whole file or none, for its owner alone."""
    if to.exists():
        raise CommandError("cli.key_exists", file=str(to))
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(contents)
        file.flush()
        os.fsync(file.fileno())
    part.replace(to)


def _read(file: Path) -> bytes:
    return base64.b64decode(file.read_text("ascii").strip(), validate=True)


def _set_aside(file: Path, day: str) -> Path:
    """The old key under another name too: old backups open with it. A second time the same day it stays."""
    aside = file.with_name(f"{file.name}.before-{day}")
    number = 1
    while aside.exists() and _read(aside) != _read(file):
        number += 1
        aside = file.with_name(f"{file.name}.before-{day}-{number}")
    if not aside.exists():
        write(aside, _read(file))
    return aside


def _asked(voice: Voice, place: int, part_of: Callable[[int, str], bytes]) -> bytes:
    """Ask for a row until it is one."""
    from bot.keysheet import MistypedError

    question = voice.text("masterkey.row", number=place + 1)
    for _ in range(TRIES):
        try:
            return part_of(place, typer.prompt(question, prompt_suffix=" "))
        except MistypedError:
            voice.say("masterkey.mistyped")
    raise CommandError("masterkey.not_read")
