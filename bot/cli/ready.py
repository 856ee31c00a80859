"""What must be in place before real people are reached: a key that will not be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.failing import CommandError

if TYPE_CHECKING:
    from bot.settings import Settings
    from process.moment import Clock


def require_key(settings: Settings, clock: Clock) -> None:
    """Raise CommandError when a change of key is unfinished, or nobody proved to have the backup sheet.

    A rehearsal needs neither: what it holds may be lost.
    """
    from bot.cli.keys import begun, key_of
    from bot.cli.opened import opened

    file = settings.keys.master_file
    if begun(file).exists():
        raise CommandError("masterkey.half_changed", file=str(file))
    if settings.is_rehearsal:
        return
    with opened(settings, clock) as store:
        if store.keys.sheet_read_at(key_of(settings)) is None:
            raise CommandError("masterkey.unconfirmed")
