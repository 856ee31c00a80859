"""Asking another organisation through the bot: always check, never assume (ANNA, Weer Thuis §4.2)."""

from __future__ import annotations

from enum import StrEnum


class Known(StrEnum):
    """How sure the asker is of what another organisation means."""

    SUPPOSED = "supposed"  # vermoed
    ASKED = "asked"  # gevraagd
    CONFIRMED = "confirmed"  # bevestigd
    CONTRADICTED = "contradicted"  # weersproken


class Way(StrEnum):
    """Where a question stands. All but CALLING and OPEN are ends."""

    CALLING = "calling"  # the asker calls; nobody else knows of it
    CALLED = "called"
    OPEN = "open"  # with somebody of the organisation
    ANSWERED = "answered"
    ALOUD = "aloud"  # they would rather talk about it
    PASSED = "passed"
    SHEET = "sheet"  # nobody could be asked, or nobody answered in time
    TAKEN_BACK = "taken_back"  # by the asker
