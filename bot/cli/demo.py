"""`vinkje demo`: a partnership goes through a round, on this machine, without Telegram."""

from __future__ import annotations

from bot.cli.failing import CommandError


def demo() -> None:
    """Watch a lifelike partnership go through a round; nothing leaves this machine."""
    try:
        from demo.play import main
    except ModuleNotFoundError as error:
        raise CommandError("cli.demo_absent", module=str(error.name)) from error
    main()
