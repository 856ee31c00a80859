"""The Telegram channel: the only place that knows Telegram."""

from bot.telegram.channel import TelegramChannel

__all__ = ["TelegramChannel"]
