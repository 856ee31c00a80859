"""What somebody does with a message: at once when they are at it, else when they come to it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from demo.year.habits import Habits
from demo.year.letters import Letter
from process.incoming import Act, Argument, Tap, Words
from process.message import Ask, Opening, Review

ZONE = ZoneInfo("Europe/Amsterdam")
NEXT_TOUCH = timedelta(seconds=10)
"""What one tap takes, for who is at it."""
_UP, _TO_BED = time(7, 30), time(21, 30)
_MOST_PAGES = 12
"""So many pages of a form in a row somebody has patience for."""

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


PROPOSALS = (
    "Eén lijst maken met wie wat doet",
    "Elke maandag tien minuten bellen",
    "Een vast nummer regelen",
)


@dataclass(frozen=True)
class Wish:
    """Under a message with such a button: how often (`share`) it is the one, and what makes them tap it."""

    act: str
    args: tuple[Argument, ...]
    habit: str
    share: float = 1.0


WISHES = (
    Wish("longer", (), "accepts", 0.3),
    Wish("inmeeting", (), "accepts"),
    Wish("alive", ("much",), "accepts", 0.02),
    Wish("alive", ("help",), "accepts", 0.05),
    Wish("alive", ("yes",), "accepts"),
    Wish("asdeputy", ("yes",), "accepts", 0.6),
    Wish("asdeputy", ("call",), "accepts", 0.5),
    Wish("asdeputy", ("no",), "accepts"),
    Wish("standingby", ("yes",), "accepts"),
    Wish("besides", ("yes",), "accepts"),
    Wish("standinsay", ("yes",), "accepts"),
    Wish("confirm", (), "confirms"),
    Wish("undiscussed", ("merge",), "confirms", 0.4),
    Wish("undiscussed", ("drop",), "confirms", 0.2),
    Wish("undiscussed", ("still",), "confirms"),
    Wish("ag_yes", (), "accepts", 0.8),
    Wish("ag_no", (), "accepts", 0.3),
    Wish("ag_met", (), "accepts"),
    Wish("ag_done", (), "accepts", 0.6),
    Wish("ag_nearly", (), "accepts", 0.5),
    Wish("ag_help", (), "accepts"),
    Wish("offer", ("keeper",), "cares"),
    Wish("standby", (), "cares"),
    Wish("propose_on", (), "cares"),
)
"""In this order: the first of these buttons that is there and that chance picks."""
ANSWERED = frozenset({"ag_yes", "ag_met"})
"""What is asked behind somebody's own choice as well."""
PAGES = {
    "agreeing.what": PROPOSALS,
    "discuss.decided": ("Iedere organisatie noemt één vast nummer",),
}
"""What is typed on a page of a form; on other pages one of the options is tapped."""
DONE = ("done", "without", "yes", "right")
"""Options that end a page, taken where they are there."""


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
    pages: int = 0

    def answer_to(self, letter: Letter) -> Touch | None:
        """What they do with this message; None when they only read it."""
        act = self._act(letter)
        if act is None:
            return None
        wait = NEXT_TOUCH if letter.is_answer else self._waits()
        return Touch(awake(letter.at + wait), act)

    def _act(self, letter: Letter) -> Act | None:
        match letter.message:
            case Ask():
                return self._says(letter)
            case Review():
                return self._press(letter, "send") if self._does(self.habits.finishes) else None
            case Opening():
                return self._press(letter, "begin") if self._does(self.habits.answers) else None
        if letter.is_form:
            return self._fills(letter)
        self.pages = 0
        if letter.button("begin") is not None or letter.button("invited") is not None:
            return self._begins(letter)
        if letter.button("discussed") is not None:
            return self._has_discussed(letter)
        return self._chooses(letter)

    def _begins(self, letter: Letter) -> Act | None:
        """A reminder, or several invitations in one."""
        share = self.habits.reminded if letter.key.startswith("round.reminder") else self.habits.answers
        if letter.is_answer and letter.key != "opening":
            return None
        act = "begin" if letter.button("begin") is not None else "invited"
        return self._press(letter, act) if self._does(share) else None

    def _says(self, letter: Letter) -> Act | None:
        """A colour, an option or one of several, some words or nothing."""
        picks = [each.press for each in letter.choices if each.press.act == "p"]
        if picks:
            ready = letter.button("done") is not None
            return self._press(letter, "done") if ready else Tap(self.chance.choice(picks), letter.ref, "tap")
        options = [each.press for each in letter.choices if each.press.act == "a"]
        if not options:
            if self._does(self.habits.writes):
                return self._types(letter, WORDS)
            return self._press(letter, "m", "passed")
        weights = self.habits.colours if options[0].args[-1] == "green" else None
        return Tap(self.chance.choices(options, weights)[0], letter.ref, "tap")

    def _fills(self, letter: Letter) -> Act | None:
        self.pages += 1
        if self.pages > _MOST_PAGES:
            return self._press(letter, "fquit")
        if letter.key in PAGES:
            return self._types(letter, PAGES[letter.key])
        options = [each.press for each in letter.choices if each.press.act == "f"]
        ending = [press for press in options if press.args[-1] in DONE]
        if ending:
            return Tap(ending[0], letter.ref, "tap")
        return Tap(self.chance.choice(options), letter.ref, "tap") if options else None

    def _has_discussed(self, letter: Letter) -> Act | None:
        if letter.is_answer or not self._does(self.habits.confirms):
            return None
        how = self.chance.choices(("yes", "partly", "missed"), (8, 2, 1))[0]
        return self._press(letter, "discussed", how)

    def _chooses(self, letter: Letter) -> Act | None:
        for wish in WISHES:
            press = letter.button(wish.act, *wish.args)
            if press is None or (letter.is_answer and wish.act not in ANSWERED):
                continue
            if self._does(wish.share):
                return Tap(press, letter.ref, "tap") if self._does(getattr(self.habits, wish.habit)) else None
        return None

    def _press(self, letter: Letter, act: str, *args: Argument) -> Act | None:
        press = letter.button(act, *args)
        return Tap(press, letter.ref, "tap") if press is not None else None

    def _types(self, letter: Letter, texts: tuple[str, ...]) -> Act:
        return Words(self.chance.choice(texts), f"{letter.ref}:{letter.at.isoformat()}")

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
