"""What happens in Thuis in Oost, from the first link to a second round: scene after scene.

A scene ends when everybody has seen what they should have seen. Its docstring is what a spectator reads.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from demo.answering import DUTCH, ENGLISH, Labels, answers
from demo.cast import (
    CARLA,
    DOELGROEP,
    FATIMA,
    FIRST_ROUND,
    JAN,
    MONIEK,
    PARTNERSHIP,
    PARTS,
    PETER,
    SANNE,
    SECOND_ROUND,
    YUSUF,
    Cast,
    Opinion,
    Part,
)
from simulator.person import Person

Scene = Callable[[Cast], Awaitable[None]]
SLOTS = {"nl": "Ochtend", "en": "Morning"}
PROPOSAL = "Eén lijst maken met wie welke huurder belt"
FIRST_MEETING, SECOND_MEETING = "4 februari 10:00", "18 maart 10:00"


async def founding(cast: Cast) -> None:
    """Moniek makes the partnership"""
    moniek = cast[MONIEK]
    await moniek.opens(await cast.stage.coordinator_link())
    await moniek.taps("Ja, ik wil beginnen")
    await moniek.taps(moniek.name)
    await moniek.says(PARTNERSHIP)
    await moniek.says(DOELGROEP)
    await moniek.says(MONIEK.organisation)
    await moniek.taps(MONIEK.layer)
    await moniek.says("Woonstad\nDe Linde\nPolitie Oost")
    await moniek.taps("Klaar")
    await moniek.says(FIRST_MEETING)
    await moniek.taps("Ochtend")
    await moniek.taps("Ik")
    moniek.sees("Klopt dit?")
    await moniek.taps("Klopt")
    moniek.sees("4 uitnodigingen")


async def joining(cast: Cast) -> None:
    """Six others come in by a link; Yusuf reads English"""
    moniek = cast[MONIEK]
    for part in PARTS:
        if part is not MONIEK:
            await _joins(cast, part)
    await moniek.says("/menu")
    await moniek.taps("Wie doen er mee")
    for part in PARTS:
        moniek.sees(part.name)


async def opening(cast: Cast) -> None:
    """The first questions arrive in the morning that everyone chose"""
    for part in PARTS:
        await cast.stage.until(cast[part], "Balance check" if part is YUSUF else "Balanscheck")
    cast[CARLA].sees("Jij bent de enige van Woonstad")
    cast[FATIMA].sees("samen met dat van 1 collega")


async def answering(cast: Cast) -> None:
    """Four people answer; Fatima also sends a sticker and a voice message"""
    await _answers_and_sends(cast, CARLA, FIRST_ROUND[CARLA.name])
    await _answers_and_sends(cast, YUSUF, FIRST_ROUND[YUSUF.name])
    fatima = cast[FATIMA]
    await fatima.taps(DUTCH.begin)
    await fatima.sends("sticker")
    fatima.sees("Met een sticker kan ik alleen niets")
    await fatima.sends("voice")
    fatima.sees("Spraakberichten kan ik niet lezen")
    fatima.sees("1 van 5")
    await answers(fatima, FIRST_ROUND[FATIMA.name])
    typed = next(
        message for message in fatima.history if message.text == "Ik weet niet wat Woonstad mag beslissen"
    )
    await fatima.edits(typed, "Ik weet niet wat Woonstad zelf mag beslissen")
    fatima.sees("zelf mag beslissen")
    await fatima.taps(DUTCH.send)
    await _answers_and_sends(cast, MONIEK, FIRST_ROUND[MONIEK.name])


async def tapping_twice(cast: Cast) -> None:
    """Peter taps twice, and the bot is killed while he answers"""
    peter = cast[PETER]
    await peter.taps(DUTCH.begin)
    first = peter.screen
    async with cast.stage.hurry():
        await peter.taps_old(first, "🟢 Ja")
        await peter.taps_old(first, "🟢 Ja")
    await cast.stage.settled()
    peter.sees("2 van 5")
    async with cast.stage.dies():
        await peter.taps("🔴 Nee")
    peter.sees("Waar zit het vooral?")
    await peter.taps("Wat een ander wil")
    words = FIRST_ROUND[PETER.name].views["belangen"].words
    async with cast.stage.dies():
        await peter.says(words or "")
    await answers(peter, FIRST_ROUND[PETER.name])
    for line in ("doelen: 🟢 ja", f"belangen: 🔴 nee · Wat een ander wil · ‘{words}’", "respect: 🟢 ja"):
        peter.sees(line)
    await peter.taps(DUTCH.send)
    peter.sees("5 van de 7 zijn klaar")


async def reminding(cast: Cast) -> None:
    """Jan needs two reminders; Sanne begins and is called away"""
    jan, sanne = cast[JAN], cast[SANNE]
    await cast.stage.until(jan, "Komt het nu uit?")
    await jan.taps(DUTCH.begin)
    await jan.taps("🟢 Ja")
    await cast.stage.until(jan, "nog niet verstuurd")
    await jan.taps(DUTCH.begin)
    jan.sees("2 van 5")
    await answers(jan, FIRST_ROUND[JAN.name])
    await jan.taps(DUTCH.send)
    await sanne.taps(DUTCH.begin)
    await sanne.taps("🟢 Ja")


async def revealing(cast: Cast) -> None:
    """The result: the same for all, in the same minute; Sanne is too late"""
    for part in PARTS:
        await cast.stage.until(cast[part], "result" if part is YUSUF else "uitslag")
    moniek, sanne = cast[MONIEK], cast[SANNE]
    moniek.sees("4 van de 4 organisaties, 6 van de 7 mensen")
    moniek.sees("Meest verschillend: wie doet wat: 🟢 1 ja · 🟠 2 twijfel · 🔴 3 nee")
    sanne.sees("Jouw antwoorden waren niet verstuurd")
    cast[CARLA].sees_not("Samenvatting")
    await sanne.taps("🟢 Ja")
    sanne.sees("Deze ronde is dicht")
    await cast[CARLA].taps("Bekijk alles")
    cast[CARLA].sees("We bellen allebei dezelfde huurder")


async def proposing(cast: Cast) -> None:
    """Carla proposes something; Fatima says yes before it stands on her name"""
    carla, fatima = cast[CARLA], cast[FATIMA]
    await carla.says("/voorstel")
    await carla.taps("🔴 wie doet wat")
    await carla.says(PROPOSAL)
    await carla.says("vrijdag 12 februari")
    await carla.taps(FATIMA.name)
    await carla.taps("Tussen organisaties")
    await carla.taps("Zo voorstellen")
    await cast.stage.until(fatima, "Zonder jouw ja staat het niet op je naam")
    await fatima.taps("Ja, doe ik")


async def preparing(cast: Cast) -> None:
    """The working day before the meeting: everyone has the talking sheet"""
    for part in PARTS:
        await cast.stage.until(cast[part], "meeting tomorrow" if part is YUSUF else "overleg morgen")
    cast[MONIEK].sees("Bespreek eerst: wie doet wat")


async def discussing(cast: Cast) -> None:
    """The working day after the meeting: has it been discussed, and what was agreed?"""
    moniek, carla, fatima = cast[MONIEK], cast[CARLA], cast[FATIMA]
    for person in (moniek, carla, fatima):
        await cast.stage.until(person, "besproken?")
    await fatima.taps("Ja")
    fatima.sees("Zegt nog een organisatie of de coördinator hetzelfde")
    await carla.taps("Deels")
    await carla.taps("belangen")
    await carla.taps("Klaar")
    await carla.says("Wie als eerste belt, zet het op de lijst")
    await cast.stage.until(moniek, "Wie als eerste belt")
    fatima.sees(f"‘{PROPOSAL}’, Fatima el Amrani, klaar vr 12 februari")


async def keeping(cast: Cast) -> None:
    """Moniek plans the next meeting; Fatima says how her agreement went"""
    moniek, fatima = cast[MONIEK], cast[FATIMA]
    await moniek.says("/overleg")
    await moniek.taps("Overleg plannen")
    await moniek.says(SECOND_MEETING)
    moniek.sees("18 maart")
    await cast.stage.until(fatima, "Hoe gaat het met je afspraak?")
    await fatima.taps("Gelukt")


async def second_round(cast: Cast) -> None:
    """Weeks later: the second round"""
    for part in PARTS:
        await cast.stage.until(cast[part], "round 2" if part is YUSUF else "ronde 2")
    cast[CARLA].sees(f"Afgesproken: ‘{PROPOSAL}’")
    for part in PARTS:
        await _answers(cast, part, SECOND_ROUND[part.name])
        if part is CARLA:
            cast[CARLA].sees("Vorige keer")
        if part is not SANNE:
            await cast[part].taps(_labels(part).send)


async def what_changed(cast: Cast) -> None:
    """The last one sends, so nobody waits for the deadline: what changed?"""
    await cast[SANNE].taps(DUTCH.send)
    for part in PARTS:
        await cast.stage.until(cast[part], "result" if part is YUSUF else "uitslag")
    cast[MONIEK].sees("7 van de 7 mensen")
    cast[MONIEK].sees("Beter dan vorige keer: wie doet wat")
    for part in (MONIEK, PETER):
        await cast.stage.until(cast[part], "besproken?")
    await cast[MONIEK].taps("Ja")
    await cast[MONIEK].taps("Niets opschrijven")
    await cast.stage.until(cast[PETER], "Deze ronde is klaar")


SCENES: tuple[Scene, ...] = (
    founding, joining, opening, answering, tapping_twice, reminding, revealing, proposing, preparing,
    discussing, keeping, second_round, what_changed,
)  # fmt: skip


async def _joins(cast: Cast, part: Part) -> None:
    person = cast[part]
    await person.opens(_link_for(cast[MONIEK], part.organisation))
    await person.taps("Count me in" if part is YUSUF else "Ik doe mee")
    await person.taps(person.name)
    await person.taps(part.layer)
    await person.taps(SLOTS[part.language])
    person.sees("You are in" if part is YUSUF else "Je doet mee!")


def _link_for(moniek: Person, organisation: str) -> str:
    """The link in the newest message to pass on to this organisation."""
    forward = next(
        message.text
        for message in reversed(moniek.history)
        if f"van {organisation}" in message.text and "https://t.me/" in message.text
    )
    return next(word for word in forward.split() if word.startswith("https://t.me/"))


def _labels(part: Part) -> Labels:
    return ENGLISH if part.language == "en" else DUTCH


async def _answers(cast: Cast, part: Part, opinion: Opinion) -> None:
    await cast[part].taps(_labels(part).begin)
    await answers(cast[part], opinion, _labels(part))


async def _answers_and_sends(cast: Cast, part: Part, opinion: Opinion) -> None:
    await _answers(cast, part, opinion)
    await cast[part].taps(_labels(part).send)
