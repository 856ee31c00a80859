"""What people do of their own accord: make a partnership, come in, plan meetings, go on leave, go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from demo.year.clockwork import Year
from demo.year.eight import Part, Play
from demo.year.person import Person
from demo.year.reacting import ZONE
from process.incoming import Gone

_DAY = timedelta(days=1)
_LAYERS = ("=uitvoering", "=leiding")
SLOTS = ("morning", "noon", "afternoon")
"""The parts of the day that people choose; chosen once, the last one counts for all their partnerships."""


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A local time of a day."""
    return datetime.combine(day, time(hour, minute), ZONE)


def plan(year: Year, play: Play) -> None:
    """Put everything that befalls this partnership in the agenda of the year."""
    year.plan(at(play.made_on, 10), lambda: _make(year, play))
    for number, part in enumerate(play.parts[1:]):
        came = play.made_on + _DAY * (number % 3)
        year.plan(at(came, 11, 5 * number % 60), _with(_join, year, play, part))
    for before, day in pairwise(play.meetings):
        year.plan(at(before + _DAY, 11), _with(_plan_meeting, year, play, day))
    for name, first, last in play.leave:
        year.plan(at(first - _DAY, 19), _with(_announce_leave, year.people, name, first, last))
    for name, day in play.goes:
        year.plan(at(day, 12), _with(_go, year, play, name))
    for name, day in play.blocks:
        year.plan(at(day, 12), _with(_block, year, name))


def _with(does: Callable[..., Awaitable[None]], *given: object) -> Callable[[], Awaitable[None]]:
    return lambda: does(*given)


async def _make(year: Year, play: Play) -> None:
    first = play.parts[0]
    person = year.person(first.name, first.habits)
    person.slot = SLOTS[0]
    await person.commands("start", await year.coordinator_token())
    day = f"{play.meetings[0]:%d-%m-%Y} 10:00" if play.meetings else "=none"
    await person.fills(
        {
            "make.name": play.name,
            "make.doelgroep": "mensen die weer thuis gaan wonen",
            "make.own": first.organisation,
            "join.layer": "=leiding",
            "join.hours": f"={person.slot}",
            "make.others": "\n".join(play.organisations[1:]),
            "make.others_listed": "=done",
            "meeting.day": day,
            "make.keeper": "=me",
            "make.check": "=right",
            "make.check_no_meeting": "=right",
        }
    )


async def _join(year: Year, play: Play, part: Part) -> None:
    person = year.person(part.name, part.habits)
    token = year.people[play.parts[0].name].link_to(part.organisation)
    await person.commands("start", token)
    person.slot = person.slot or SLOTS[len(part.name) % 3]
    await person.fills({"join.layer": _LAYERS[len(part.name) % 2], "join.hours": f"={person.slot}"})


async def _plan_meeting(year: Year, play: Play, day: date) -> None:
    """Whoever still coordinates plans the next meeting."""
    person = year.people[play.parts[0].name]
    if person.phone.blocked:
        return
    await person.commands("overleg")
    await _in(person, play.name, "overleg")
    await person.taps("meeting")
    await person.fills({"meeting.day": f"{day:%d-%m-%Y} 10:00"})


async def _in(person: Person, partnership: str, act: str) -> None:
    """Of several partnerships the one with this name; with one there is nothing to choose."""
    for choice in person.reads.choices if person.reads else ():
        if choice.press.act == act and partnership in choice.label:
            await person.taps(act, *choice.press.args)
            return


async def _announce_leave(people: dict[str, Person], name: str, first: date, last: date) -> None:
    person = people[name]
    await person.commands("stop")
    await person.taps("away")
    await person.fills({"away.until": f"{last:%d-%m-%Y}"})
    person.leaves.append((first, last))


async def _go(year: Year, play: Play, name: str) -> None:
    person = year.people[name]
    await person.commands("stop")
    await _in(person, play.name, "out")
    await person.taps("leave")


async def _block(year: Year, name: str) -> None:
    person = year.people[name]
    await year.phones.does(person.phone, Gone())
    person.falls_silent(year.now)
