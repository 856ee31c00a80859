"""The running application: channels, delivery, the clock, settings and the command line.

It carries between the outside world and `process`, and puts meaning into words just before it is sent. What
a partnership is told, and when, is decided elsewhere: nothing here looks behind a seal or chooses a question.
Only `bot.telegram` knows Telegram. `app.py` puts the whole together.
"""
