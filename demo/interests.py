"""The second half of the story: why does each of them take part, and who needs what of whom?"""

from __future__ import annotations

from dataclasses import dataclass

from demo.answering import DUTCH, standing
from demo.cast import CARLA, FATIMA, JAN, MONIEK, PARTS, PETER, SANNE, YUSUF, Cast, Part
from simulator.person import Person

_MOST_TOUCHES = 40
ASKED = "Hoe gaat dit bij jullie, en wat speelt daarin mee?"
ANSWERED = "Wij horen het van de buren. Eén nummer dat ook op vrijdag opneemt, zou helpen"


@dataclass(frozen=True)
class Mind:
    """What somebody answers: at a question with these words in it they type this, or tap after `=`."""

    says: dict[str, str]

    def on(self, question: str) -> str | None:
        """The answer, None to skip it."""
        return next((answer for part, answer in self.says.items() if part in question), None)


_WHY: dict[Part, Mind] = {
    MONIEK: Mind(
        {
            "doel of plan": "De woonvisie: niemand langer in een bed dan nodig",
            "verbonden": "Met de bewoners van Oost",
            "zo belangrijk": "Dat iedereen erbij hoort",
        }
    ),
    CARLA: Mind(
        {
            "doel of plan": "Minder huizen die leegstaan, en huurders die blijven",
            "verbonden": "Met de wijkagent, die kent de straat",
            "zo belangrijk": "Een huis is het begin van alles",
            "Politie Oost vooral mee": "=Een eigen doel of plan",
            "redenen om mee te doen": "=🟠 Twijfel",
        }
    ),
    FATIMA: Mind(
        {
            "doel of plan": "Cliënten eerder thuis, met hulp die klaarstaat",
            "verbonden": "Met de buren van onze cliënten",
            "zo belangrijk": "Niemand valt tussen wal en schip",
        }
    ),
    PETER: Mind(
        {
            "doel of plan": "Minder meldingen in de nacht",
            "verbonden": "Met de mensen die bellen",
            "zo belangrijk": "Dat het veilig is, ook als het even niet goed gaat",
        }
    ),
}

_GIVES: dict[Part, Mind] = {
    MONIEK: Mind(
        {
            "samen bereiken": "Na een opname binnen een week thuis",
            "nodig van Woonstad": "=Mensen of tijd",
            "nodig van De Linde": "=Kennis of informatie",
            "nodig van Politie Oost": "=Kennis of informatie",
            "belang": "Een wijk waar het rustig is",
            "komt Gemeente Oost hier halen": "Weten wat er speelt",
            "brengt Gemeente Oost mee": "Geld voor een woonmaatje, en de weg in het stadhuis",
        }
    ),
    CARLA: Mind(
        {
            "samen bereiken": "Geen huurder meer uit huis door iets dat te voorkomen was",
            "nodig van Gemeente Oost": "=Een besluit",
            "nodig van De Linde": "=Mensen of tijd",
            "nodig van Politie Oost": "=Kennis of informatie",
            "belang": "Huurders die kunnen blijven",
            "komt Woonstad hier halen": "Iemand die opneemt als het misgaat",
            "brengt Woonstad mee": "Drie huizen per jaar en een huismeester",
            "Woonstad in balans": "=🟠 Twijfel",
        }
    ),
    FATIMA: Mind(
        {
            "samen bereiken": "Dat iemand na een opname weer een buurman is",
            "nodig van Gemeente Oost": "=Geld of middelen",
            "nodig van Woonstad": "=Contacten of toegang",
            "nodig van Politie Oost": "=Nu niets",
            "belang": "Dat zorg niet bij de voordeur stopt",
            "komt De Linde hier halen": "Woningen die op tijd klaar zijn",
            "brengt De Linde mee": "Begeleiders, ook in het weekend",
        }
    ),
    PETER: Mind(
        {
            "samen bereiken": "Dat wij niet de eerste zijn die komen",
            "nodig van Gemeente Oost": "=Contacten of toegang",
            "nodig van Woonstad": "=Kennis of informatie",
            "nodig van De Linde": "=Mensen of tijd",
            "belang": "Rust in de straat",
            "komt Politie Oost hier halen": "Een naam en een nummer",
            "brengt Politie Oost mee": "Ogen en oren in de wijk",
        }
    ),
}


async def motives(cast: Cast) -> None:
    """Moniek asks why everyone takes part; four answer, the others skip this one"""
    moniek = cast[MONIEK]
    await _plans_and_starts(
        moniek, "9 april 10:00", "Waarom doen we mee?", extra="Raden naar elkaars redenen"
    )
    await _answered(cast, "Waarom doen we mee?", "Why do we take part?", _WHY)
    await cast[FATIMA].taps("Bekijk alles")
    cast[FATIMA].sees("Een huis is het begin van alles")
    await moniek.taps("Werkblad A3 voor de wand")


async def asking(cast: Cast) -> None:
    """Carla does not guess: she asks the police, and everyone reads question and answer"""
    carla, peter = cast[CARLA], cast[PETER]
    carla.sees("Jij dacht: Een eigen doel of plan")
    await carla.taps("Vraag het aan Politie Oost")
    await carla.taps("waarde")
    carla.sees("Bel je zelf? Vaak is dat het snelst.")
    await carla.taps("Vinkje vraagt het")
    await carla.says("Waarom doen jullie nooit iets als wij bellen?")
    carla.sees("Op een open vraag komt vaak meer")
    await carla.taps("Zo vragen")
    await carla.taps("Verstuur")
    await cast.stage.until(peter, ASKED)
    await peter.taps("Antwoorden")
    await peter.says(ANSWERED)
    await peter.taps("Verstuur")
    await cast.stage.until(carla, ANSWERED)
    await carla.taps("Het ligt anders")
    for part in (MONIEK, FATIMA):
        await cast.stage.until(cast[part], ANSWERED)
    await _discussed(cast)


async def giving_and_taking(cast: Cast) -> None:
    """Who needs what of whom? Everyone sees the matrix, and takes the worksheets to the wall"""
    moniek = cast[MONIEK]
    await _plans_and_starts(moniek, "4 mei 10:00", "Halen en brengen")
    await _answered(cast, "Halen en brengen", "Give and take", _GIVES)
    await moniek.taps("Werkblad A4")
    await moniek.taps("Werkblad A3 voor de wand")


async def _plans_and_starts(moniek: Person, day: str, title: str, extra: str = "") -> None:
    await moniek.says("/overleg")
    await moniek.taps("Overleg plannen")
    await moniek.says(day)
    await moniek.says("/overleg")
    await moniek.taps("Rondes")
    await moniek.taps("Ronde starten")
    await moniek.taps(title)
    if extra:
        await moniek.taps(f"○ {extra}")
        await moniek.taps("Ronde nu starten")
    if any("Toch openen" in row for row in moniek.screen.rows):
        await moniek.taps("Toch openen")
    moniek.sees("is open")


async def _answered(cast: Cast, dutch: str, english: str, minds: dict[Part, Mind]) -> None:
    """Everyone gets the questions; who has something in mind answers, the others pass; the result comes."""
    for part in PARTS:
        await cast.stage.until(cast[part], english if part is YUSUF else dutch)
    for part in (YUSUF, JAN, SANNE):
        await cast[part].taps("Not this round" if part is YUSUF else "Deze ronde niet")
    for part, mind in minds.items():
        await _answers(cast[part], mind)
    for part in PARTS:
        await cast.stage.until(cast[part], "result" if part is YUSUF else "uitslag")


async def _answers(person: Person, mind: Mind) -> None:
    await person.taps(DUTCH.begin)
    for _ in range(_MOST_TOUCHES):
        screen = standing(person)
        if DUTCH.check in screen.text:
            await person.taps(DUTCH.send)
            return
        labels = [button.label for button in screen.buttons]
        answer = mind.on(screen.text)
        if DUTCH.as_is in labels:
            await person.taps(DUTCH.as_is)
        elif answer is not None and not answer.startswith("="):
            await person.says(answer)
        elif answer is not None and answer.removeprefix("=") in labels:
            await person.taps(answer.removeprefix("="))
        else:
            await person.taps(
                "🟢 Ja" if "🟢 Ja" in labels else "Genoeg" if "Genoeg" in labels else DUTCH.skip
            )
    person.sees(DUTCH.check)


async def _discussed(cast: Cast) -> None:
    """The meeting was there, and two organisations say that they talked about it."""
    moniek, peter = cast[MONIEK], cast[PETER]
    for person in (moniek, peter):
        await cast.stage.until(person, "besproken?")
    await moniek.taps("Ja")
    await moniek.taps("Niets opschrijven")
    await cast.stage.until(peter, "Deze ronde is klaar")


SCENES = (motives, asking, giving_and_taking)
