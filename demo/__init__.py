"""A partnership as it could be: the bot in a process of its own, seven people, and a clock that is moved.

`story.py` is what happens, `stage.py` what it is played on, `play.py` begins. The bot is started, killed and
spoken to as operators and people do it, over HTTP; its database is opened only to see what was kept and what
is due. Nothing imports the demo but its own command.
"""
