"""Meaning into words: what each message of the outbox says to the person who reads it.

One file per message; `compose.py` holds the table. Every channel shows what is made here.
"""
