"""How somebody is with their phone, and with the partnerships that they are in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Habits:
    """Chances between 0 and 1, and hours. `colours` are the weights of green, orange and red.

    answers     an invitation leads to answers, some hours later
    reminded    a reminder does so
    finishes    what was begun is sent
    writes      something is typed where words are asked
    confirms    says whether a result was discussed
    accepts     answers what is asked of them by name: an agreement, whether it lives
    cares       does something that nobody asked of them: propose, look after it
    hours       how long a message waits on average before they look at it
    """

    answers: float = 0.8
    reminded: float = 0.5
    finishes: float = 0.97
    writes: float = 0.4
    confirms: float = 0.6
    accepts: float = 0.8
    cares: float = 0.1
    hours: float = 4.0
    colours: tuple[float, float, float] = (6, 3, 1)


STEADY = Habits()
BUSY = Habits(answers=0.5, reminded=0.45, writes=0.2, confirms=0.3, accepts=0.5, cares=0.02, hours=20.0)
KEEN = Habits(answers=0.97, reminded=0.9, writes=0.7, confirms=0.95, accepts=0.95, cares=0.3, hours=2.0)
SILENT = Habits(answers=0.0, reminded=0.0, confirms=0.0, accepts=0.0, cares=0.0)
