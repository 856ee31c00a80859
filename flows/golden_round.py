"""Golden rounds: several people of several organisations in one conversation, and what each of them reads.

An author writes who takes part and what they do; `vinkje flows test --update` writes what then stands on
whose phone. The whole bot plays it (`bot.console.company`), so the result, the sheet and what comes after
are in it as well. Here is the file: reading and writing it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.cast import Layer, Role
from flows.reading import Reading
from flows.source import Node, load_file

FOLDER = "rounds"
"""Where they stand, in the folder `golden` beside the flows."""

BEGINS = datetime(2027, 3, 2, 10)  # noqa: DTZ001 - local to the partnership
"""When the round opens: a Tuesday in the morning."""

LEAST = 2
"""So many organisations make a round."""

TYPED = "="
"""What is typed begins with this in `does`; anything else there is a button, by how its label begins."""

_NAME = re.compile(r"\w[\w .'-]{0,30}")
_INSTANT = "%Y-%m-%d %H:%M"


@dataclass(frozen=True)
class Partaker:
    """Somebody who takes part: the name they go by, and how the flow knows them."""

    name: str
    organisation: str
    layer: Layer = Layer.PRACTICE
    role: Role = Role.PARTNER


@dataclass(frozen=True)
class Read:
    """What came on the phones of these people: the same screen for all of them."""

    names: tuple[str, ...]
    screen: str


@dataclass(frozen=True)
class Beat:
    """One step: somebody (`who`) does these things in a row, or for everyone time goes on `until` (local).

    Of what comes on their own phone, only what the last of these things brings is in `reads`.
    """

    who: str = ""
    values: tuple[str, ...] = ()
    until: datetime | None = None
    reads: tuple[Read, ...] = ()


@dataclass(frozen=True)
class GoldenRound:
    """A round: what it shows, who takes part, the next meeting (local time) if any, and what they do.

    `opens`: the round is open when it begins, and `opening` is what everyone reads then.
    """

    flow: str
    shows: str
    people: tuple[Partaker, ...]
    beats: tuple[Beat, ...]
    meets: datetime | None = None
    opens: bool = True
    opening: tuple[Read, ...] = ()


def read_round(path: Path) -> GoldenRound:
    """Read one golden round. Raises SourceError when the file is broken."""
    reading = Reading()
    fields = reading.fields(
        load_file(path), ("flow", "shows", "people", "talk"), ("meets", "opens", "opening")
    )
    people = tuple(_read_person(reading, node) for node in reading.items(fields["people"]))
    names = tuple(person.name for person in people)
    if len({person.organisation for person in people}) < LEAST:
        reading.refuse(fields["people"].place, "nobody to talk with", "give people of two organisations")
    golden = GoldenRound(
        flow=reading.id(fields["flow"]),
        shows=reading.word(fields["shows"]),
        people=people,
        beats=tuple(_read_beat(reading, node, names) for node in reading.items(fields["talk"])),
        meets=_instant(reading, fields["meets"]) if "meets" in fields else None,
        opens=reading.yes(fields["opens"]) if "opens" in fields else True,
    )
    reading.finish()
    return golden


def _read_person(reading: Reading, node: Node) -> Partaker:
    fields = reading.fields(node, ("name", "organisation"), ("layer", "role"))
    name = reading.word(fields["name"])
    if name and not _NAME.fullmatch(name):
        reading.refuse(fields["name"].place, f"'{name}' is no name", "write a name of at most 31 letters")
    return Partaker(
        name,
        reading.word(fields["organisation"]),
        reading.member(fields["layer"], Layer) if "layer" in fields else Layer.PRACTICE,
        reading.member(fields["role"], Role) if "role" in fields else Role.PARTNER,
    )


def _read_beat(reading: Reading, node: Node, names: tuple[str, ...]) -> Beat:
    fields = reading.fields(node, optional=("who", "does", "until", "reads"))
    if ("until" in fields) == ("who" in fields) or ("who" in fields) != ("does" in fields):
        reading.refuse(node.place, "this is no step", "write who: and does:, or until: for time that passes")
        return Beat()
    if "until" in fields:
        return Beat(until=_instant(reading, fields["until"]))
    return Beat(reading.one_of(fields["who"], names or ("",)), reading.words(fields["does"]))


def _instant(reading: Reading, node: Node) -> datetime:
    value = reading.word(node)
    try:
        instant = datetime.strptime(value, _INSTANT)  # noqa: DTZ007 - local to the partnership
    except ValueError:
        reading.refuse(node.place, f"'{value}' is no day and time", "write it as 2027-03-16 10:00")
        return BEGINS
    if instant <= BEGINS:
        reading.refuse(node.place, "this is not after the opening", f"the round opens on {BEGINS:{_INSTANT}}")
    return instant


def write_round(golden: GoldenRound) -> str:
    """The round as the text of its file."""
    return "\n".join(_lines(golden)) + "\n"


def _lines(golden: GoldenRound) -> Iterator[str]:
    yield f"flow: {golden.flow}"
    yield f"shows: {_quoted(golden.shows)}"
    if golden.meets is not None:
        yield f'meets: "{golden.meets:{_INSTANT}}"'
    if not golden.opens:
        yield "opens: false"
    yield "people:"
    for person in golden.people:
        layer = f", layer: {person.layer}" if person.layer is not Layer.PRACTICE else ""
        role = f", role: {person.role}" if person.role is not Role.PARTNER else ""
        yield f"  - {{name: {person.name}, organisation: {_quoted(person.organisation)}{layer}{role}}}"
    if golden.opening:
        yield "opening:"
        yield from _read_lines(golden.opening, "  ")
    yield "talk:"
    for beat in golden.beats:
        if beat.until is not None:
            yield f'  - until: "{beat.until:{_INSTANT}}"'
        else:
            yield f"  - who: {beat.who}"
            yield f"    does: [{', '.join(map(_quoted, beat.values))}]"
        if beat.reads:
            yield "    reads:"
            yield from _read_lines(beat.reads, "      ")


def _read_lines(reads: Iterable[Read], margin: str) -> Iterator[str]:
    for read in reads:
        yield f"{margin}- for: [{', '.join(read.names)}]"
        yield f"{margin}  text: |-"
        yield from (f"{margin}    {line}".rstrip() for line in read.screen.split("\n"))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
