"""How somebody is with their phone: what they do with a message, when, and how they see the collaboration."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from demo.year.letters import Letter
from process.incoming import Act, Press, Tap, Words
from process.message import Ask, Opening, Review

ZONE = ZoneInfo("Europe/Amsterdam")
NEXT_TOUCH = timedelta(seconds=10)
"""What one tap takes, for who is at it."""
_UP, _TO_BED = time(7, 30), time(21, 30)

WORDS = (
    "We bellen allebei dezelfde mensen",
    "Er is op vrijdagmiddag niemand die het oppakt",
    "Ik hoor pas achteraf wat er is besloten",
    "We spreken iets af, maar niet wie het dan doet",
    "Een sleutel regelen duurt drie weken",
    "Iedereen komt naar het overleg",
    "We bellen elkaar voordat het misgaat",
)
"""What people write; none of it is about anybody."""


@dataclass(frozen=True)
class Habits:
    """Chances between 0 and 1, and hours. `colours` are the weights of green, orange and red.

    answers     an invitation leads to answers, some hours later
    reminded    a reminder does so
    finishes    what was begun is sent
    writes      something is typed where words are asked
    confirms    says whether a result was discussed
    accepts     says yes to what is asked of them: an agreement, to look after something
    hours       how long a message waits on average before they look at it
    """

    answers: float = 0.8
    reminded: float = 0.5
    finishes: float = 0.97
    writes: float = 0.4
    confirms: float = 0.6
    accepts: float = 0.8
    hours: float = 4.0
    colours: tuple[float, float, float] = (6, 3, 1)


STEADY = Habits()
BUSY = Habits(answers=0.5, reminded=0.45, writes=0.2, confirms=0.3, accepts=0.5, hours=20.0)
KEEN = Habits(answers=0.97, reminded=0.9, writes=0.7, confirms=0.95, accepts=0.95, hours=2.0)
SILENT = Habits(answers=0.0, reminded=0.0, confirms=0.0, accepts=0.0)

CHOICES: Mapping[str, tuple[tuple[str, str, tuple[Any, ...], float], ...]] = {
    "round.too_few_choose": (("accepts", "longer", (), 0.3), ("accepts", "inmeeting", (), 1.0)),
}
"""By what a message is: with the chance of which habit, which act with which last arguments, how often."""


@dataclass(frozen=True)
class Touch:
    """One thing that somebody will do, and when (UTC)."""

    at: datetime
    act: Act


@dataclass
class Mood:
    """Somebody's habits with the chance that goes with them."""

    habits: Habits
    chance: random.Random

    def answer_to(self, letter: Letter) -> Touch | None:
        """What they do with this message; None when they only read it."""
        act = self._act(letter)
        if act is None:
            return None
        wait = NEXT_TOUCH if letter.is_answer else self._waits()
        return Touch(awake(letter.at + wait), act)

    def _act(self, letter: Letter) -> Act | None:
        match letter.message:
            case Opening():
                return self._press(letter, "begin") if self._does(self.habits.answers) else None
            case Ask():
                return self._says(letter)
            case Review():
                return self._press(letter, "send") if self._does(self.habits.finishes) else None
        if letter.key.startswith("round.reminder"):
            return self._press(letter, "begin") if self._does(self.habits.reminded) else None
        if letter.button("discussed") is not None:
            return self._has_discussed(letter)
        return self._chooses(letter)

    def _says(self, letter: Letter) -> Act | None:
        """A colour, an option, some words or nothing."""
        options = [each.press for each in letter.choices if each.press.act == "a"]
        if not options:
            if self._does(self.habits.writes):
                return Words(self.chance.choice(WORDS), f"{letter.ref}:{letter.at.isoformat()}")
            return self._press(letter, "m", "passed")
        weights = self.habits.colours if options[0].args[-1] == "green" else None
        return Tap(self.chance.choices(options, weights)[0], letter.ref, "tap")

    def _has_discussed(self, letter: Letter) -> Act | None:
        if not self._does(self.habits.confirms):
            return None
        how = self.chance.choices(("yes", "partly", "missed"), (8, 2, 1))[0]
        return self._press(letter, "discussed", how)

    def _chooses(self, letter: Letter) -> Act | None:
        for habit, act, args, share in CHOICES.get(letter.key, ()):
            if self._does(share):
                return self._press(letter, act, *args) if self._does(getattr(self.habits, habit)) else None
        return None

    def _press(self, letter: Letter, act: str, *args: Any) -> Act | None:
        press: Press | None = letter.button(act, *args)
        return Tap(press, letter.ref, "tap") if press is not None else None

    def _does(self, share: float) -> bool:
        return self.chance.random() < share

    def _waits(self) -> timedelta:
        return timedelta(hours=self.chance.expovariate(1 / self.habits.hours)) + timedelta(minutes=2)


def awake(at: datetime) -> datetime:
    """This instant, or the next morning for who sleeps then."""
    local = at.astimezone(ZONE)
    if local.time() > _TO_BED:
        local = (local + timedelta(days=1)).replace(hour=_UP.hour, minute=_UP.minute)
    elif local.time() < _UP:
        local = local.replace(hour=_UP.hour, minute=_UP.minute)
    return local
