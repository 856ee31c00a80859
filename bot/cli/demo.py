"""`vinkje demo`: a partnership goes through a round, on this machine, without Telegram."""

from __future__ import annotations


def demo() -> None:
    """Watch a lifelike partnership go through a round; nothing leaves this machine."""
    from demo.play import main

    main()
