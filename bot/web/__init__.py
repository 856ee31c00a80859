"""What the bot serves over HTTP: the door that a webhook comes in by, and how the bot is for monitoring.

Nothing here knows Telegram; `bot/telegram/webhook.py` brings its own application.
"""
