"""`vinkje doctor`: is this installation well? Every part looked at, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bot.cli.configured import Config, settings_from
from bot.cli.failing import TROUBLE
from bot.cli.voice import Voice

if TYPE_CHECKING:
    from datetime import datetime

    from bot.settings import Settings
    from bot.upkeep.doctor import Finding


def doctor(config: Config = None) -> None:
    """Look at everything and change nothing. Exits with 0 when nothing has to be done, with 1 otherwise."""
    import typer

    settings = settings_from(config)
    from bot.upkeep.doctor import Level
    from process.moment import Clock

    voice = Voice(settings.language)
    wrong = 0
    for finding in _findings(settings, Clock().now()):
        wrong += finding.level is Level.WRONG
        typer.echo(f"{finding.level.value} {voice.text(finding.key, **finding.values)}")
    if wrong:
        voice.say("doctor.to_do", number=wrong)
        raise typer.Exit(TROUBLE)
    voice.say("doctor.well")


def _findings(settings: Settings, now: datetime) -> Iterator[Finding]:
    import shutil

    from bot.upkeep import doctor as of
    from storage.condition import examine, file_of, sheet_read_at
    from storage.trouble import StorageError

    url = settings.database.url.get_secret_value()
    try:
        yield from of.of_database(examine(url, settings.master_key, now, settings.keeping), now)
    except StorageError as error:
        yield of.Finding(of.Level.WRONG, "doctor.unreadable", {"reason": str(error)})
    file = file_of(url)
    if file is not None and file.parent.is_dir():
        taken = file.stat().st_size if file.exists() else 0
        yield of.of_disk(of.Disk(shutil.disk_usage(file.parent).free, taken))
    secrets = [settings.keys.master_file] if settings.master_key is not None else []
    secrets += [settings.telegram.token_file] if settings.telegram.token_file is not None else []
    secrets += (
        [each for each in (file, file.with_name("keys.db")) if each.exists()] if file is not None else []
    )
    strict = [finding for path in secrets for finding in of.of_secret(of.Secret.at(path))]
    yield from strict or [of.Finding(of.Level.WELL, "doctor.files")]
    yield from of.of_key_files(settings.keys.master_file)
    if settings.master_key is not None and not settings.is_rehearsal:
        yield of.of_sheet(sheet_read_at(url, settings.master_key), now)
    yield from of.of_settings(settings)
