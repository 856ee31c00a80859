"""The scenes of the handbook: Thuis in Oost from its first week until somebody leaves."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from demo.handbook.album import Album
from demo.typeset import Phone, draw
from demo.year.almanac import at
from demo.year.clockwork import opened
from demo.year.person import Person

PARTNERSHIP = "Thuis in Oost"
MORNING = "[Ochtend (8 tot 12)]"
GREENS = ("[🟢 Ja]",) * 3
OTHERS = "Woonstad\nDe Linde\nPolitie Oost"
BEGINS = at(date(2027, 1, 11), 10)
_SEED = 1


Shots = dict[str, tuple[Phone, ...]]
"""What each picture shows, by its name: one phone or two."""


@dataclass(frozen=True)
class Cast:
    """Who plays: the coordinator, and one of each other organisation."""

    moniek: Person
    carla: Person
    fatima: Person
    peter: Person


async def pictures() -> dict[str, bytes]:
    """Every picture of the handbook, by its name. Raises CouldNot when a scene breaks."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), BEGINS, _SEED, PARTNERSHIP) as year:
            album = Album(year)
            shots = await play(album)
            return {name: draw(phones, album.files) for name, phones in shots.items()}


async def play(album: Album) -> Shots:
    """All scenes in order: what each picture shows."""
    people = Cast(
        *(album.person(name) for name in ("Moniek Bakker", "Carla Smit", "Fatima el Amrani", "Peter Kok"))
    )
    shots: Shots = {}
    for scene in (_first_week, _on_paper, _during, _typing_in, _result, _discussing, _away, _somebody_goes):
        shots |= await scene(album, people)
    return shots


async def _first_week(album: Album, cast: Cast) -> Shots:
    moniek, carla = cast.moniek, cast.carla
    await moniek.commands("start", await album.year.coordinator_token())
    await album.plays(
        moniek, "[Ja, ik wil beginnen]", f"[{moniek.name}]", PARTNERSHIP, "mensen die weer thuis gaan wonen",
        "Gemeente Oost", "[Leiding of beleid]", OTHERS, "[Klaar]", "4 februari 10:00", MORNING, "[Ik]",
    )  # fmt: skip
    check = album.mark(moniek) - 1
    await album.plays(moniek, "[Klopt]")
    made = album.phone(moniek, check, check + 2)
    handed = album.phone(moniek, check + 3, check + 4)
    await carla.commands("start", moniek.link_to("Woonstad"))
    first = album.mark(carla) - 1
    await album.plays(carla, "[Ik doe mee]", f"[{carla.name}]", "[Leiding of beleid]", MORNING)
    for person, organisation in ((cast.fatima, "De Linde"), (cast.peter, "Politie Oost")):
        await person.commands("start", moniek.link_to(organisation))
        await album.plays(person, "[Ik doe mee]", f"[{person.name}]", "[Uitvoering, met inwoners]", MORNING)
    await album.plays(carla, "/hoeder", "[Ja, ik word achtervang]")
    keeper = album.mark(carla) - 2
    return {
        "maken": (made, handed),
        "binnenkomen": (album.phone(carla, first, first + 1), album.phone(carla, keeper)),
    }


async def _on_paper(album: Album, cast: Cast) -> Shots:
    moniek = cast.moniek
    await album.year.until(at(date(2027, 1, 12), 10))
    await album.plays(moniek, "/deelnemers", "[Iemand zonder Telegram]")
    began = album.mark(moniek) - 1
    await album.plays(moniek, "[Leeg formulier (A4)]", "[Balanscheck (3 min)]")
    form = album.mark(moniek) - 1
    await album.plays(moniek, "[← Terug]", "[Iemand zonder Telegram]", "[Getekend, toevoegen]")
    await album.plays(moniek, "[De Linde]", "Henk Blok", "[Uitvoering, met inwoners]")
    signed = album.mark(moniek) - 1
    await album.plays(moniek, "[Ja, getekend]")
    added = _joined(album.phone(moniek, began, began + 1), album.phone(moniek, signed))
    return {"op-papier": (added, album.phone(moniek, form, form + 1))}


async def _during(album: Album, cast: Cast) -> Shots:
    await album.year.until(at(date(2027, 1, 19), 11))
    await album.plays(cast.moniek, "/overleg")
    carla, moniek = album.mark(cast.carla) - 1, album.mark(cast.moniek) - 1
    return {"tijdens": (album.phone(cast.carla, carla), album.phone(cast.moniek, moniek))}


async def _typing_in(album: Album, cast: Cast) -> Shots:
    fatima = cast.fatima
    await album.plays(fatima, "/deelnemers", "[Op papier]")
    began = album.mark(fatima) - 1
    await album.plays(fatima, "[Invullen: Henk Blok]")
    filled = album.mark(fatima)
    await album.plays(fatima, "[Beginnen]", *GREENS, "[🔴 Nee]", "[Taken]", "Niemand belt op vrijdag")
    await album.plays(fatima, "[🟢 Ja]", "[Overslaan]")
    check = album.mark(fatima) - 1
    await album.plays(fatima, "[Verstuur]")
    return {"intypen": (album.phone(fatima, began, filled), album.phone(fatima, check))}


async def _result(album: Album, cast: Cast) -> Shots:
    carla, fatima, moniek = cast.carla, cast.fatima, cast.moniek
    await _answers(album, moniek, "[🟠 Twijfel]", "[Spelregels]", "We spreken af, maar niet wie het doet")
    await _answers(album, carla, "[🔴 Nee]", "[Taken]", "We bellen allebei dezelfde huurder")
    await _answers(album, fatima, "[🟢 Ja]")
    await album.year.until(at(date(2027, 2, 2), 17))
    result = album.mark(carla) - 1
    await album.plays(carla, "/voorstel", "[🔴 wie doet wat]", "Eén lijst maken met wie welke huurder belt")
    await album.plays(carla, "12 februari", f"[{fatima.name}]", "[Tussen organisaties]", "[Zo voorstellen]")
    await album.year.until(at(date(2027, 2, 3), 9))
    asked, sheet = _place(fatima, "agreeing.asked"), _place(moniek, "hand.sheet")
    await album.plays(fatima, "[Ja, doe ik]")
    answered = album.phone(fatima, album.mark(fatima) - 1)
    return {
        "uitslag": (album.phone(carla, result, result + 1), album.phone(moniek, sheet, sheet + 1)),
        "afspraak": (_joined(album.phone(fatima, asked, asked + 1), answered),),
    }


async def _discussing(album: Album, cast: Cast) -> Shots:
    moniek = cast.moniek
    await album.year.until(at(date(2027, 2, 5), 10))
    asked = album.mark(moniek) - 1
    await album.plays(moniek, "[Ja]", "Wie als eerste belt, zet het op de lijst")
    await album.plays(moniek, "/overleg", "[Overleg plannen]", "18 maart 10:00")
    return {"besproken": (album.phone(moniek, asked, asked + 3), album.phone(moniek, asked + 3))}


async def _away(album: Album, cast: Cast) -> Shots:
    fatima = cast.fatima
    await album.plays(fatima, "/stop")
    began = album.mark(fatima) - 1
    await album.plays(fatima, "[Even weg]", "19 februari")
    return {"even-weg": (album.phone(fatima, began, began + 2), album.phone(fatima, began + 2))}


async def _somebody_goes(album: Album, cast: Cast) -> Shots:
    moniek, carla = cast.moniek, cast.carla
    await album.plays(moniek, "/stop", f"[Uit {PARTNERSHIP}]")
    sure, told = album.mark(moniek) - 1, album.mark(carla)
    await album.plays(moniek, "[Ja, ik stop]")
    await album.year.until(at(date(2027, 2, 8), 11))
    return {"weg": (album.phone(moniek, sure), album.phone(carla, told))}


def _place(person: Person, key: str) -> int:
    """Where a message stands on somebody's phone, by what it is."""
    return next(place for place, letter in enumerate(person.seen) if letter.key == key)


def _joined(first: Phone, then: Phone) -> Phone:
    """One phone with both, of the same day."""
    return Phone(first.name, (*first.items, *then.items[1:]))


async def _answers(album: Album, person: Person, colour: str, *behind: str) -> None:
    """The balance check, with one tick that is not green and what stands behind it."""
    await album.plays(person, "/menu", "[Verder met Balanscheck (3 min)]", *GREENS, colour, *behind)
    await album.plays(person, "[🟢 Ja]", "[Overslaan]", "[Verstuur]")
