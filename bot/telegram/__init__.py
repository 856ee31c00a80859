"""The Telegram channel: the only place that knows Telegram.

The environment variable makes the library give times as `timedelta`, as its next version will; without it
every 429 and many a message comes with a deprecation warning.
"""

import os

from bot.telegram.channel import TelegramChannel
from bot.telegram.face import Face
from bot.telegram.request import Timeouts

os.environ.setdefault("PTB_TIMEDELTA", "1")

__all__ = ["Face", "TelegramChannel", "Timeouts"]
