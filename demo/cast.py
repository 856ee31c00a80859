"""Who plays: four organisations, seven people, and what each of them thinks. All of it is made up."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from demo.stage import Stage
from simulator.person import Person

PARTNERSHIP = "Thuis in Oost"
DOELGROEP = "mensen die na een opname weer thuis gaan wonen"


class Colour(StrEnum):
    """What is tapped under a tick."""

    GREEN = "🟢"
    ORANGE = "🟠"
    RED = "🔴"


@dataclass(frozen=True)
class Part:
    """Somebody, as they come on; `layer` is the label of the button, `language` that of their phone."""

    name: str
    organisation: str
    layer: str = "Uitvoering, met inwoners"
    language: str = "nl"

    @property
    def first_name(self) -> str:
        """What the others call them."""
        return self.name.split()[0]


MONIEK = Part("Moniek Bakker", "Gemeente Oost", "Leiding of beleid")
YUSUF = Part("Yusuf Demir", "Gemeente Oost", "Practice, with residents", language="en")
CARLA = Part("Carla Smit", "Woonstad", "Leiding of beleid")
FATIMA = Part("Fatima el Amrani", "De Linde")
JAN = Part("Jan de Wit", "De Linde")
PETER = Part("Peter Kok", "Politie Oost")
SANNE = Part("Sanne Visser", "Politie Oost", "Leiding of beleid")
PARTS = (MONIEK, YUSUF, CARLA, FATIMA, JAN, PETER, SANNE)


@dataclass(frozen=True)
class View:
    """A tick that is not green: the colour, where it is mostly, and in which words (None: rather not)."""

    colour: Colour
    where: str
    words: str | None


@dataclass(frozen=True)
class Opinion:
    """How somebody sees it in one round: `views` by the short name of a tick, the rest is green."""

    views: dict[str, View] = field(default_factory=dict)
    keep: str | None = None


FIRST_ROUND: dict[str, Opinion] = {
    MONIEK.name: Opinion(
        {"wie doet wat": View(Colour.ORANGE, "Spelregels", "We spreken af, maar niet wie het dan doet")},
        "Iedereen komt naar het overleg",
    ),
    YUSUF.name: Opinion(
        {"who does what": View(Colour.RED, "Tasks", "Two of us called about the same house last week")},
        "We know each other by first name now",
    ),
    CARLA.name: Opinion(
        {
            "wie doet wat": View(Colour.RED, "Taken", "We bellen allebei dezelfde huurder"),
            "vooruitgang": View(Colour.ORANGE, "De stappen", "Een sleutel regelen duurt drie weken"),
        },
        "Korte lijnen met de wijkagent",
    ),
    FATIMA.name: Opinion(
        {
            "belangen": View(Colour.ORANGE, "Wat een ander moet", "Ik weet niet wat Woonstad mag beslissen"),
            "wie doet wat": View(Colour.RED, "Taken", "Op vrijdagmiddag is er niemand die het oppakt"),
        },
        "We bellen elkaar voordat het misgaat",
    ),
    JAN.name: Opinion({"wie doet wat": View(Colour.ORANGE, "Werkwijze", "Het staat in drie lijstjes")}, None),
    PETER.name: Opinion(
        {"belangen": View(Colour.RED, "Wat een ander wil", "Wij horen pas achteraf dat iemand thuis is")},
        "De koffie van De Linde",
    ),
}
"""By full name; who is not here begins and does not come round to it."""

SECOND_ROUND: dict[str, Opinion] = {
    MONIEK.name: Opinion(keep="Eén lijst met namen, en we kijken er echt op"),
    YUSUF.name: Opinion(keep="The Friday phone number"),
    CARLA.name: Opinion(
        {"vooruitgang": View(Colour.ORANGE, "De stappen", "Sleutels duren nog een week")},
        "De belronde op vrijdag",
    ),
    FATIMA.name: Opinion(keep="Dat ik Carla gewoon kan bellen"),
    JAN.name: Opinion(keep=None),
    PETER.name: Opinion(
        {"belangen": View(Colour.ORANGE, "Wat een ander wil", "Het gaat beter, maar nog niet altijd")}, None
    ),
    SANNE.name: Opinion(keep="Korte overleggen"),
}


@dataclass(frozen=True)
class Cast:
    """The stage and everybody on it."""

    stage: Stage

    def __getitem__(self, part: Part) -> Person:
        return self.stage.person(part.name, part.language)
