"""Where an error came from, without what it said: an error's own text may hold somebody's answer."""

from __future__ import annotations

import traceback
from pathlib import Path

_STEPS = 4


def trail(error: BaseException) -> str:
    """The kind of error and its last steps, as in `KeyError at desk.py:42 < receive.py:80`."""
    steps = traceback.extract_tb(error.__traceback__)[-_STEPS:]
    places = " < ".join(f"{Path(step.filename).name}:{step.lineno}" for step in reversed(steps))
    return f"{type(error).__name__} at {places}" if places else type(error).__name__
