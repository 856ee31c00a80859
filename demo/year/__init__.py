"""`make year`: eight partnerships live through a year, in a few minutes.

The bot is the real one: its desk, rules, database, outbox and screens. Only Telegram is left out: people
read and tap on phones that stand in memory (`phones.py`), and time goes from one thing that is due to the
next (`clockwork.py`). What people do follows from their habits (`habits.py`) and from chance with a seed, so
a year can be lived again. Afterwards `promises.py` reads every message that anybody got and says which came
at a time, or in a number, that was promised not to happen.

Here people choose a button by what it does and not by its label: the simulator is there to read labels.
"""
