"""Ordinary Dutch sentences about working together, with nothing in them that anybody should be asked about.

Half of them are plain; the other half hold what is easily taken for something else: case numbers,
amounts, laws, room numbers, streets without a number, help lines, words that are also a name. The seed fixes
which ones come; it was not chosen by what came of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

MEMBERS = (
    "Carla Smit",
    "Wil de Boer",
    "Roos Visser",
    "Mark Jansen",
    "Ben Aydin",
    "Floor Kok",
    "Jan Post",
    "Fatima",
)
"""Who takes part while these sentences are written; none of them is meant anywhere."""

_WHO = (
    "de gemeente",
    "de corporatie",
    "het wijkteam",
    "de politie",
    "de school",
    "de zorgaanbieder",
    "onze wijkbeheerder",
    "de huisarts",
    "de woonconsulent",
    "het bestuur",
    "de jeugdgezondheidszorg",
    "de sociale dienst",
    "onze coördinator",
    "de welzijnsorganisatie",
)
_DOES = (
    "hoort te laat",
    "weet niet",
    "vertelt vaak pas achteraf",
    "merkt te weinig",
    "bespreekt nooit",
    "regelt zelf",
    "vraagt steeds",
    "vergeet soms",
    "deelt gelukkig wel",
    "herhaalt telkens",
    "onderschat",
    "wil best meedenken over",
    "ziet anders",
    "legt goed uit",
)
_WHAT = (
    "wie de huurder belt",
    "wat er is afgesproken",
    "waar de meldingen blijven",
    "welke bewoners al geholpen zijn",
    "hoe lang de wachtlijst is",
    "wie het plan schrijft",
    "wat een ander nodig heeft",
    "waarom het zo lang duurt",
    "wanneer het overleg is",
    "wie de sleutel heeft",
    "hoe de wijk ervoor staat",
    "wat het ons kost",
    "of het doel nog klopt",
)
_AND = (
    ", en dat kost tijd",
    ", dus we bellen dubbel",
    ", terwijl de lijnen kort zijn",
    ", maar het wordt beter",
    ", en daar mogen we trots op zijn",
    ", ook in de vakantie",
    ", zeker in de Bomenbuurt",
    ", dat is jammer",
)


def _number(low: int, high: int) -> Callable[[Random], str]:
    return lambda chance: str(chance.randint(low, high))


def _one_of(*words: str) -> Callable[[Random], str]:
    return lambda chance: chance.choice(words)


def _date(chance: Random) -> str:
    day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(2024, 2028)
    return chance.choice(
        (
            f"{day}-{month}-{year}",
            f"{day:02}/{month:02}/{year}",
            f"{year}-{month:02}-{day:02}",
            f"{day}.{month}.{year}",
        )
    )


def _amount(chance: Random) -> str:
    number = f"{chance.randint(1_000, 99_999_999):,}".replace(",", ".")
    return chance.choice((f"€ {number}", f"{number} euro", f"€{number},-", f"EUR {number}"))


SLOTS: dict[str, Callable[[Random], str]] = {
    "n": _number(2, 60),
    "big": _number(100, 99_999),
    "year": _number(2016, 2035),
    "old": _number(1960, 2014),
    "eight": _number(10_000_000, 99_999_999),
    "nine": _number(100_000_000, 999_999_999),
    "long": _number(1_000_000_000, 9_999_999_999_999),
    "hour": lambda chance: f"{chance.randint(8, 17):02}:{chance.choice((0, 15, 30, 45)):02}",
    "date": _date,
    "amount": _amount,
    "month": _one_of("januari", "maart", "mei", "juni", "augustus", "oktober", "december"),
    "street": _one_of(
        "Kerkstraat", "Lindelaan", "Molenweg", "Stationsplein", "Oude Gracht", "Dorpsstraat", "Havenkade"
    ),
    "who": lambda chance: chance.choice(_WHO),
    "what": lambda chance: chance.choice(_WHAT),
    "law": _one_of("Wmo 2015", "de Jeugdwet", "de Woningwet 2015", "artikel 7.3.11", "lid 2 van artikel 12"),
}

EASILY_MISTAKEN = """
Het overleg is op {date} om {hour}, daarna pas weer in {month}.
We zaten op {date} van {hour} tot {hour} bij elkaar en {who} kwam niet.
Van {n} {month} {year} tot {n} {month} {year} liep de proef.
Sinds 1 januari {old} werken we volgens dezelfde afspraken.
Dit loopt al sinds {old} en sinds {year} doet {who} mee.
In {year} {n} meldingen, in {year} {n}, dat is {n} procent minder.
De begroting voor {year}-{year} is {amount}.
We vroegen {amount} aan, en kregen {amount} voor {n} woningen.
Er ging {amount} naar {n} gezinnen en de rest blijft liggen tot {year}.
Zie zaaknummer {long}, daar staat {what}.
Ons zaaknummer is {year}-{big}, dat van de gemeente {big}/{year}.
Bestelnummer {eight} is nooit aangekomen zegt {who}.
Factuur {nine} ligt al {n} weken bij {who}.
Het KvK-nummer {eight} van de stichting klopt niet meer.
Op dossier {nine} wacht {who} al {n} dagen.
Melding {eight} staat al sinds {month} open.
Kamer {n} of zaal {n}, gebouw {n}, verdieping {n}: niemand weet waar.
We zaten in lokaal 1.{n} en de rest in 2.{n}.
Om 9 uur, 10 uur en 11 uur belde {who} over hetzelfde.
In de {street} {n} gezinnen bezocht, in de {street} maar {n} mensen.
De {street} en de {street} zijn af, nu de {street} nog.
In de {street} staan {n} van de {big} huizen leeg.
Onderweg {n} keer gestopt om te vragen {what}.
We zijn halverwege: {n} van de {n} punten zijn klaar.
Op de snelweg {n} kilometer file, daardoor kwam {who} te laat.
Het zorgpad {n} is nog niet beschreven, leerpad {n} wel.
Op weg naar {year} moeten we {what} vastleggen.
Bij spoed bel je 112, bij zorgen 0800-2000, en niet {who}.
Het algemene nummer 14 030 is altijd bezet als {who} belt.
Score {n}-{n}, {n}/{n} en {n}:{n}, dat zegt toch niets over {what}.
Punt 1, 2, 3, 4 en 5 zijn af, 6, 7 en 8 niet.
Fase 1 2 3 4 5 duurde langer dan gedacht.
Volgens {law} had {who} dit {n} weken eerder moeten melden.
De {law} zegt niets over {what}.
Het idee is geboren in {year}, in een overleg van {n} mensen.
De leeftijd van de doelgroep is {n} tot en met {n} jaar.
Kinderen van {n} jaar en ouder vallen onder {law}.
Wil je voortaan eerst bellen? Dan weten we {what}.
Wil {who} ook meedoen, dan zijn we met {n}.
Ben benieuwd {what}.
Ben je er {date} ook bij?
Roos is een bloem en geen oplossing voor {what}.
De markt en het plein: mark alvast {n} {month} in je agenda.
Floor en dak worden in {year} vervangen.
Jan.-feb. {year} was het druk, daarna niet meer.
Misbruik van regelingen kwam in {year} {n} keer voor.
Kansen en bedreigingen hebben we in {month} op een rij gezet.
Personeelstekort is een bedreiging voor de planning van {year}.
De deadline wordt bedreigd door {n} zieken.
Ons telefonisch spreekuur is van {hour} tot {hour}.
Versie 2.{n}.{n} van het plan ligt klaar, versie 1.{n} vervalt.
Ruim {big} inwoners, {big} woningen, {n} straten: te veel voor {who}.
Tussen de {n} en {n} mensen per week, soms {n}.
Het kost ons {n} uur per week, {n} uur te veel.
We haalden {n},{n} procent, het doel was {n}%.
Groen bij 4 van de 5, rood bij {n} van de {n}.
Mail blijft liggen, de app werkt beter, vindt {who}.
@iedereen: wie weet {what}?
Week {n}, {n} en {n} zijn vol.
Het is 2x zo druk als in {year}, toen waren het er {big}.
""".strip().splitlines()


def sentences(how_many: int, seed: int = 20261122) -> Iterator[str]:
    """As many as asked, always the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - sentences are no secret
    for _ in range(how_many):
        yield _mistaken(chance) if chance.random() < 0.5 else _plain(chance)


def _plain(chance: Random) -> str:
    clauses = [
        f"{chance.choice(_WHO)} {chance.choice(_DOES)} {chance.choice(_WHAT)}"
        for _ in range(chance.choice((1, 1, 2)))
    ]
    said = " en ".join(clauses) + (chance.choice(_AND) if chance.random() < 0.6 else "")
    return said[0].upper() + said[1:] + chance.choice(("", ".", ".", "!", "…"))


def _mistaken(chance: Random) -> str:
    left = chance.choice(EASILY_MISTAKEN)
    said = ""
    while "{" in left:
        before, _, rest = left.partition("{")
        slot, _, left = rest.partition("}")
        said += before + SLOTS[slot](chance)
    return said + left
