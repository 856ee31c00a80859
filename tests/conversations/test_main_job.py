"""The main job: made, joined, opened, answered, sealed, revealed, discussed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.conversations.thuis_in_oost import (
    GREEN,
    ORANGE,
    RED,
    answers,
    founded,
    link_for,
    sends,
    together,
)
from tests.conversations.town import Town


async def opened(town: Town) -> dict:
    people = await together(town)
    await town.passes(timedelta(days=8))
    return people


async def test_a_partner_is_in_after_four_taps(town: Town) -> None:
    moniek = await founded(town)
    carla = town.person("Carla Smit")
    await carla.opens(link_for(moniek, "Woonstad"))
    carla.sees("Moniek Bakker vraagt je mee te doen met Thuis in Oost, namens Woonstad")
    carla.sees("Jij bent nu de enige van Woonstad: iedereen weet dus dat het jouw antwoord is")
    taps = ["Ik doe mee", "Carla Smit", "Uitvoering", "Ochtend"]
    for label in taps:
        await carla.taps(label)
    carla.sees("Je doet mee!")
    moniek.sees("Carla Smit (Woonstad) doet mee")


async def test_the_calendar_opens_the_balance_check_and_everyone_gets_one_message(town: Town) -> None:
    people = await opened(town)
    for person in people.values():
        openings = [message for message in person.history if "5 vragen, 3 minuten" in message.text]
        assert len(openings) == 1, person.name
    people["Carla"].sees("Jij bent de enige van Woonstad")
    people["Carla"].sees("Tot dan ziet Moniek Bakker alleen of je klaar bent")
    people["Jan"].sees("samen met dat van 1 collega")
    people["Jan"].sees("Tot dan ziet Moniek Bakker alleen hoeveel van jullie klaar zijn")


async def test_a_red_tick_is_followed_by_where_and_by_words(town: Town) -> None:
    carla = (await opened(town))["Carla"]
    await carla.taps("Beginnen")
    before = len(carla.history)
    for _ in range(3):
        await carla.taps(GREEN)
    carla.sees("4 van 5")
    assert len(carla.history) == before, "ticks are changed in place"
    await carla.taps(RED)
    carla.sees("Waar zit het vooral?")
    await carla.taps("Taken")
    carla.sees("Waar merk je dat aan?")
    carla.sees("Iedereen leest dit, met ‘Woonstad’ erbij, en weet dus dat het van jou is")
    await carla.says("We moeten gewoon één lijst maken")
    carla.sees("Wat hoop je daarmee te bereiken?")
    await carla.says("Dat niemand dubbel belt")
    await carla.taps(ORANGE)
    await carla.taps(carla.buttons()[0][0])
    carla.sees("Wat gaat goed en willen we houden?")  # no third text is asked for
    await carla.says("Korte lijnen")
    check = carla.sees("Zo zien de anderen het straks").text
    assert (
        "wie doet wat: 🔴 nee · Taken · ‘We moeten gewoon één lijst maken’ · ‘Dat niemand dubbel belt’"
        in check
    )
    assert "Nog niet verstuurd" in check


async def test_going_back_and_changing_before_sending(town: Town) -> None:
    carla = (await opened(town))["Carla"]
    await carla.taps("Beginnen")
    await carla.taps(GREEN)
    await carla.taps("← Terug")
    carla.sees("1 van 5")
    await carla.taps(ORANGE)
    carla.sees("Waar zit het vooral?")
    await carla.taps("← Terug")
    await carla.taps(GREEN)
    for _ in range(4):
        await carla.taps("Weet ik niet")
    await carla.taps("Liever mondeling")
    carla.sees("houden: overgeslagen (je wilt hierover praten)")
    await carla.taps("Iets veranderen")
    await carla.taps("respect")
    await carla.taps(RED)
    await carla.taps("Overslaan")
    await carla.says("Afspraken worden vergeten")
    carla.sees("respect: 🔴 nee · ‘Afspraken worden vergeten’")
    await carla.taps("Tekst weglaten")
    await carla.taps("respect")
    carla.sees("respect: 🔴 nee")
    carla.sees_not("Afspraken worden vergeten")


async def test_nothing_is_seen_before_the_reveal_and_then_everyone_sees_the_same(town: Town) -> None:
    people = await opened(town)
    await sends(
        people["Carla"], GREEN, GREEN, RED, GREEN, GREEN, words=("We bellen dubbel",), keep="Korte lijnen"
    )
    await sends(people["Fatima"], GREEN, GREEN, GREEN, GREEN, ORANGE)
    await people["Moniek"].says("/menu")
    await people["Moniek"].says("/overleg")
    await answers(people["Moniek"], GREEN, GREEN, GREEN, GREEN, GREEN)
    for person in people.values():
        assert not any(
            "uitslag\n" in message.text or "dubbel" in message.text
            for message in person.history
            if person is not people["Carla"]
        )
    await people["Moniek"].taps("Verstuur")
    await sends(people["Peter"], GREEN, RED, RED, GREEN, GREEN, words=("Te laat gehoord", "Niet gevraagd"))
    for name in ("Jan", "Sanne", "Yusuf"):
        people[name].sees_not("· uitslag")  # the opening says before which meeting the result comes
        people[name].sees_not("verschillend")
        await people[name].taps("Deze ronde niet")
    results = []
    for person in people.values():
        result = person.sees("Balanscheck · uitslag")
        results.append(result.text)
        assert result.attachment is not None
        assert result.attachment.kind == "photo"
        assert not person.documents
    assert len(set(results)) == 1
    assert "4 van de 4 organisaties, 4 van de 7 mensen" in results[0]
    assert "Meest verschillend: respect: 🟢 2 ja · 🟠 0 twijfel · 🔴 2 nee" in results[0]
    await people["Jan"].taps("Bekijk alles")
    people["Jan"].sees("Woonstad: 'We bellen dubbel'")
    people["Jan"].sees("Houden".lower())
    await town.until(datetime(2026, 12, 15, 7, 30, tzinfo=UTC))  # the working day before the meeting, 08:30
    for person in people.values():
        assert person.documents[-1].name.endswith(".pdf")
    digest = people["Moniek"].sees("overleg morgen om 10:00").text
    assert len(digest) <= 700
    assert digest.count("\n") < 12


async def test_with_too_few_nothing_is_shown_and_the_coordinator_chooses(town: Town) -> None:
    people = await opened(town)
    await sends(people["Carla"], GREEN, GREEN, GREEN, GREEN, GREEN)
    await sends(people["Fatima"], RED, GREEN, GREEN, GREEN, GREEN)
    await town.until(datetime(2026, 12, 14, 15, 1, tzinfo=UTC))
    for person in people.values():
        told = next(message for message in person.history if "Dat is te weinig" in message.text)
        assert "2 van de 4 organisaties" in told.text
        assert not person.pictures or person is people["Moniek"]  # Moniek has the invitation cards
    await people["Moniek"].taps("Langer, tot di 15 december om 08:00")
    people["Moniek"].sees("meer tijd")
    await sends(people["Peter"], GREEN, GREEN, GREEN, GREEN, GREEN)
    await town.until(datetime(2026, 12, 15, 7, 1, tzinfo=UTC))
    people["Carla"].sees("Balanscheck · uitslag")
    await town.until(datetime(2026, 12, 15, 7, 30, tzinfo=UTC))
    assert people["Carla"].documents[-1].name.endswith(".pdf")


async def test_what_nobody_chooses_before_the_meeting_is_done_in_the_meeting(town: Town) -> None:
    people = await opened(town)
    await sends(people["Carla"], GREEN, GREEN, GREEN, GREEN, GREEN)
    await town.until(datetime(2026, 12, 15, 7, 0, tzinfo=UTC))
    for person in people.values():
        person.sees("We doen deze vragen daarom samen in het overleg")
    await people["Moniek"].taps_old(
        next(each for each in people["Moniek"].history if "Wat doen we?" in each.text), "Langer"
    )
    people["Moniek"].sees("Deze ronde is al afgerond")
    assert not people["Carla"].documents


async def test_two_organisations_close_the_round_and_six_weeks_later_the_next_one_opens(town: Town) -> None:
    people = await opened(town)
    for name in ("Carla", "Fatima", "Peter", "Moniek", "Jan", "Sanne", "Yusuf"):
        await sends(people[name], GREEN, GREEN, GREEN, RED if name == "Carla" else GREEN, GREEN)
    people["Jan"].sees("Meest verschillend: wie doet wat")
    await town.passes(timedelta(days=16))
    for person in people.values():
        person.sees("Hebben jullie de uitslag van 'Balanscheck' besproken?")
    await people["Carla"].taps("Ja")
    people["Carla"].sees("nog een organisatie")
    await people["Peter"].taps("Ja")
    await people["Peter"].taps("Niets opschrijven")
    for person in people.values():
        person.sees("Deze ronde is klaar")
    await town.passes(timedelta(days=26))
    people["Jan"].sees("ronde 2")
    people["Jan"].sees("Vorige keer verschilden jullie het meest over: wie doet wat")
    await answers(people["Carla"], GREEN, GREEN, GREEN, GREEN, GREEN)
    people["Carla"].sees("Vorige keer: wie doet wat 🔴 nee")
    await people["Carla"].taps("Verstuur")
    for name in ("Fatima", "Peter", "Moniek", "Jan", "Sanne", "Yusuf"):
        await sends(people[name], GREEN, GREEN, GREEN, GREEN, GREEN)
    people["Jan"].sees("Beter dan vorige keer: wie doet wat")


async def test_the_next_round_waits_until_the_last_is_discussed(town: Town) -> None:
    people = await opened(town)
    for name in ("Carla", "Fatima", "Peter", "Moniek", "Jan", "Sanne", "Yusuf"):
        await sends(people[name], GREEN, GREEN, GREEN, GREEN, GREEN)
    await town.passes(timedelta(days=42))
    people["Moniek"].sees("de vorige is nog niet afgerond")
    people["Jan"].sees_not("ronde 2")
