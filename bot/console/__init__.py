"""The console channel: a conversation in a terminal."""

from bot.console.channel import ConsoleChannel

__all__ = ["ConsoleChannel"]
