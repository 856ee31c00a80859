"""Names that must exist, and the nearest existing one for a name that does not."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from pydantic_core import PydanticCustomError


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, capitals aside; None when nothing comes near."""
    by_small = {name.lower(): name for name in known}
    found = get_close_matches(word.lower(), by_small, n=1, cutoff=0.6)
    return by_small[found[0]] if found else None


def check_zone(name: str) -> str:
    """A time zone that exists. Raises PydanticCustomError "time_zone" with the nearest one."""
    try:
        return ZoneInfo(name).key
    except (KeyError, ValueError, OSError):
        near = nearest(name, available_timezones()) or "Europe/Amsterdam"
        raise PydanticCustomError("time_zone", "no such time zone", {"given": name, "near": near}) from None
