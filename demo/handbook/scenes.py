"""The scenes of the handbook: Thuis in Oost from its first week until somebody leaves."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from demo.handbook.album import Album
from demo.typeset import Phone, draw
from demo.year.almanac import at
from demo.year.clockwork import opened
from demo.year.person import Person

PARTNERSHIP = "Thuis in Oost"
OTHERS = "Woonstad\nDe Linde\nPolitie Oost"
_SEED = 1


async def pictures() -> dict[str, bytes]:
    """Every picture of the handbook, by its name. Raises CouldNot when a scene breaks."""
    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder), at(date(2027, 1, 11), 10), _SEED, PARTNERSHIP) as year:
            album = Album(year)
            shots = await _play(album)
            return {name: draw(phones, album.files) for name, phones in shots.items()}


async def _play(album: Album) -> dict[str, tuple[Phone, ...]]:
    """All scenes in order: what each picture shows."""
    moniek, carla = album.person("Moniek Bakker"), album.person("Carla Smit")
    return {
        **await _first_week(album, moniek, carla),
        **await _a_round(album, moniek, carla),
        **await _on_paper(album, moniek),
        **await _somebody_goes(album, moniek, carla),
    }


async def _first_week(album: Album, moniek: Person, carla: Person) -> dict[str, tuple[Phone, ...]]:
    await moniek.commands("start", await album.year.coordinator_token())
    await album.plays(
        moniek, "[Ja, ik wil beginnen]", f"[{moniek.name}]", PARTNERSHIP, "mensen die weer thuis gaan wonen",
        "Gemeente Oost", "[Leiding of beleid]", OTHERS, "[Klaar]", "4 februari 10:00",
        "[Ochtend (8 tot 12)]", "[Ik]",
    )  # fmt: skip
    check = album.mark(moniek) - 1
    await album.plays(moniek, "[Klopt]")
    made = album.phone(moniek, check, check + 2)
    handed = album.phone(moniek, check + 3, check + 4)
    await carla.commands("start", moniek.link_to("Woonstad"))
    first = album.mark(carla) - 1
    await album.plays(carla, "[Ik doe mee]", f"[{carla.name}]", "[Leiding of beleid]", "[Ochtend (8 tot 12)]")
    for name, organisation in (("Fatima el Amrani", "De Linde"), ("Peter Kok", "Politie Oost")):
        person = album.person(name)
        await person.commands("start", moniek.link_to(organisation))
        await album.plays(
            person, "[Ik doe mee]", f"[{name}]", "[Uitvoering, met inwoners]", "[Ochtend (8 tot 12)]"
        )
    return {
        "maken": (made, handed),
        "binnenkomen": (album.phone(carla, first, first + 1), album.phone(carla, album.mark(carla) - 2)),
    }


async def _a_round(album: Album, moniek: Person, carla: Person) -> dict[str, tuple[Phone, ...]]:
    await album.year.until(at(date(2027, 1, 19), 11))
    await album.plays(moniek, "/overleg")
    return {
        "tijdens": (album.phone(carla, album.mark(carla) - 1), album.phone(moniek, album.mark(moniek) - 1))
    }


async def _on_paper(album: Album, moniek: Person) -> dict[str, tuple[Phone, ...]]:
    return {}


async def _somebody_goes(album: Album, moniek: Person, carla: Person) -> dict[str, tuple[Phone, ...]]:
    return {}
