"""Answering a round at the counter, with one text of one's own."""

from __future__ import annotations

from tests.process.counter import Counter, Guest

GREEN, RED = "🟢 Ja", "🔴 Nee"


async def answers(guest: Guest, words: str | None = None, colour: str = GREEN) -> None:
    """Begin the balance check, tap one colour, say `words` at the end, and send."""
    await guest.taps("Beginnen")
    await to_the_check(guest, words, colour)
    await guest.taps("Verstuur")


async def to_the_check(guest: Guest, words: str | None, colour: str) -> None:
    """Up to the check, wherever the guest is now."""
    for _ in range(30):
        if "Verstuur" in guest.labels:
            return
        if colour in guest.labels:
            await guest.taps(colour)
        elif words is not None and "houden" in guest.reads:
            await guest.types(words)
        else:
            await guest.taps("Overslaan")
    raise AssertionError(f"{guest.name} never came to the check: {guest.reads}")


async def everyone_answers(oost: Counter, words: dict[str, str]) -> None:
    """All guests send, with these words of theirs; the seal opens when the last one has."""
    for name, guest in oost.guests.items():
        await answers(guest, words.get(name))
