"""The flow language: questionnaires as conversations, written in YAML, decided without any I/O.

`engine.py` says what comes next for one person and what their act means; `path.py` which questions apply.
Nothing here knows the database, the clock, a channel, or that other people answer too: what may be shown of
their answers together is up to `process.rules`.
"""
