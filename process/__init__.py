"""What partners do together: one thing comes in, one decision is made, messages go out.

`desk.py` and `due.py` are the two ways in; `acts` has one file per thing that a person or the clock does;
`rules` decides, on values alone. What goes out is meaning (`message.py`) and never a sentence. Nothing here
knows Telegram, waits for anything, or reads a clock: time and chance come in with a `Moment`.
"""
