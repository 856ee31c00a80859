"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from process.moment import Clock

A_MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class ManualClock(Clock):
    """Time and tokens for a test: the hand stays where it was put, tokens come in a known order."""

    def __init__(self, at: datetime = A_MONDAY) -> None:
        hand = {"at": at, "tokens": 0}

        def now() -> datetime:
            return hand["at"]

        def token() -> str:
            hand["tokens"] += 1
            return f"token{hand['tokens']:017d}"

        super().__init__(now, token)
        object.__setattr__(self, "_hand", hand)

    def move(self, by: timedelta) -> datetime:
        """Put the hand further (or back, with a negative step); gives the new instant."""
        return self.set(self._hand["at"] + by)

    @property
    def hand(self) -> tuple[datetime, int]:
        """Where the hand is, and how many tokens were given."""
        return self._hand["at"], self._hand["tokens"]

    def turn_to(self, hand: tuple[datetime, int]) -> None:
        """Be where a clock with this hand was."""
        self._hand["at"], self._hand["tokens"] = hand

    def set(self, at: datetime) -> datetime:
        """Put the hand at an instant."""
        self._hand["at"] = at.astimezone(UTC)
        return self._hand["at"]
