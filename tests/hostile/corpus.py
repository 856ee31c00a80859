"""The Big List of Naughty Strings and our own, in batches; all of them, or a sample that a seed draws.

`VINKJE_HOSTILE=all` takes every text through every field.
"""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

from tests.hostile.own import OWN

BIG_LIST: tuple[str, ...] = tuple(json.loads((Path(__file__).parent / "blns.json").read_text("utf-8")))
"""503 texts; where they come from stands in BLNS.txt."""

EVERYTHING = tuple(dict.fromkeys((*BIG_LIST, *OWN)))
SEED = 20261122
IN_ALL = os.environ.get("VINKJE_HOSTILE") == "all"

DATABASES = ("sqlite", "postgres") if IN_ALL else ("sqlite",)
"""For what reaches the database no otherwise than answers do, which are tried on both."""


def batches(size: int, sampled: int) -> list[tuple[str, ...]]:
    """All texts in a mixed order, `size` at a time; without VINKJE_HOSTILE=all one batch of `sampled`."""
    mixed = list(EVERYTHING)
    random.Random(SEED).shuffle(mixed)  # noqa: S311 - a seed, no secret
    if not IN_ALL:
        return [tuple(mixed[:sampled])]
    return [tuple(mixed[start : start + size]) for start in range(0, len(mixed), size)]
