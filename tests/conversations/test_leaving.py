"""Leaving, blocking, strangers, buttons of somebody else: nobody waits, nothing leaks, nothing is stuck."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.person import Person
from tests.conversations.rounds import THE_SHEET, in_the_round, skips_and_sends, skips_through, starts, three
from tests.conversations.thuis_in_oost import GREEN, RED, joins, link_for
from tests.conversations.town import LINK, Town

pytestmark = pytest.mark.one_database


async def leaves(person: Person) -> None:
    """Out, by the buttons."""
    await person.says("/stop")
    await person.taps("Uit Thuis in Oost")
    await person.taps("Ja, ik stop")
    person.sees("Je bent uit Thuis in Oost")
    await person.taps("Nee, het is goed zo")


async def invites(moniek: Person, role: str, organisation: str = "Zonder organisatie") -> str:
    """The link that Moniek makes for somebody."""
    await moniek.says("/uitnodigen")
    await moniek.taps("Nieuwe link")
    await moniek.taps(organisation)
    await moniek.taps(role)
    message = next(each for each in reversed(moniek.history) if "https://t.me/" in each.text)
    return next(word for word in message.text.split() if word.startswith("https://t.me/"))


async def test_who_leaves_in_the_middle_of_a_question_is_not_asked_any_more(town: Town) -> None:
    people = await in_the_round(town)
    carla = people.carla
    await carla.taps("Beginnen")
    question = carla.screen
    await leaves(carla)
    people.moniek.sees("Carla Smit is gestopt en doet niet meer mee.")
    before = len(carla.history)
    await carla.taps_old(question, GREEN)
    assert carla.toasts[-1].text in {"Deze vraag is al beantwoord.", "Dit kan hier niet."}
    assert len(carla.history) == before
    await town.passes(timedelta(days=30))
    assert len(carla.history) == before, "nothing is sent to who left"


async def test_the_last_one_who_was_waited_for_leaves_and_the_seal_opens(town: Town) -> None:
    people = await three(town)
    peter = town.person("Peter Kok")
    await joins(town, peter, link_for(people.moniek, "Politie Oost"))
    await starts(people.moniek, "Balanscheck")
    for person in people.all:
        await skips_and_sends(person)
    people.moniek.sees_not("Balanscheck · uitslag")
    await leaves(peter)
    people.carla.sees("Balanscheck · uitslag\n3 van de 3 organisaties, 3 van de 3 mensen")
    peter.sees_not("uitslag")


async def test_buttons_of_before_leaving_do_nothing_any_more(town: Town) -> None:
    people = await in_the_round(town)
    carla = people.carla
    for person in people.all:
        await skips_and_sends(person)
    result = carla.sees("Balanscheck · uitslag")
    await carla.says("/menu")
    menu = carla.screen
    await leaves(carla)
    for message, label in (
        (result, "Bekijk alles"),
        (result, "Bespreekblad"),
        (menu, "Uitslag"),
        (menu, "Wie doen er mee"),
    ):
        await carla.taps_old(message, label)
        assert carla.toasts[-1].text == "Dit kan hier niet."
        carla.sees_only()
    await carla.taps_old(menu, "Stoppen")
    carla.sees("Je doet nu nergens mee")
    await carla.taps_old(menu, "Privacy")
    carla.sees("Telegram kan berichten technisch lezen")
    await carla.taps_old(menu, "Instellingen")
    carla.sees_not("Wat wil je veranderen?")
    await carla.says("hallo?")
    carla.sees("Meedoen kan met een uitnodiging")
    await carla.says("is daar iemand?")
    carla.sees_only()


async def test_a_leave_button_for_somebody_who_left_starts_nothing(town: Town) -> None:
    people = await three(town)
    carla = people.carla
    await carla.says("/stop")
    choices = carla.screen
    await leaves(carla)
    await carla.taps_old(choices, "Even weg")
    carla.sees("Je doet nu nergens mee")


async def test_an_edit_by_somebody_who_left_changes_nothing(town: Town) -> None:
    people = await in_the_round(town, "Navragen")
    await people.carla.taps("Beginnen")
    typed = await people.carla.says("meer tijd")
    await leaves(people.carla)
    await people.carla.edits(typed, "iets heel anders")
    people.carla.sees_not("Aangepast")
    for person in (people.moniek, people.fatima):
        await skips_and_sends(person)
    assert all("iets heel anders" not in message.text for message in people.moniek.history)


async def test_blocking_in_the_middle_and_coming_back(town: Town) -> None:
    people = await in_the_round(town)
    carla = people.carla
    await carla.taps("Beginnen")
    await carla.blocks()
    for person in (people.moniek, people.fatima):
        await skips_and_sends(person)
    await town.passes(timedelta(days=3))
    await carla.unblocks()
    carla.sees("Fijn dat je er weer bent.")
    assert "1 van 5" in carla.screen.text
    await carla.taps(GREEN)
    carla.sees("2 van 5")
    await carla.blocks()
    await town.passes(timedelta(days=20))
    await carla.unblocks()
    carla.sees("Fijn dat je er weer bent.")
    await carla.taps("Menu")
    carla.sees("Niets te doen")


async def test_a_stranger_hears_once_who_this_is_and_then_nothing(town: Town) -> None:
    jan = town.person("Jan de Wit")
    await jan.says("hallo")
    jan.sees_only("Meedoen kan met een uitnodiging")
    for act in (jan.says("ben je daar?"), jan.says("/xyzzy"), jan.sends("voice")):
        await act
        jan.sees_only()
    for command in (
        "/menu",
        "/hulp",
        "/privacy",
        "/stop",
        "/start",
        "/overleg",
        "/deelnemers",
        "/uitnodigen",
    ):
        await jan.says(command)
        jan.sees_only("")
    await jan.taps("Privacy")
    jan.sees("Telegram kan berichten technisch lezen")


async def test_a_wrong_link_always_gets_the_same_words_and_after_five_a_right_one_too(town: Town) -> None:
    people = await three(town)
    link = link_for(people.moniek, "Politie Oost")
    jan = town.person("Jan de Wit")
    for guess in range(5):
        await jan.opens(f"{LINK}guess{guess}")
        jan.sees_only("Deze link werkt niet (meer). Vraag degene die hem stuurde om een nieuwe.")
    await jan.opens(link)
    jan.sees_only("Deze link werkt niet (meer).")
    await town.passes(timedelta(hours=1, minutes=1))
    await jan.opens(link)
    jan.sees("Moniek Bakker vraagt je mee te doen met Thuis in Oost, namens Politie Oost")


async def test_an_observer_answers_nothing_and_sees_the_result(town: Town) -> None:
    people = await three(town)
    olga = town.person("Olga Meer")
    await olga.opens(await invites(people.moniek, "Meelezer"))
    for label in ("Ik doe mee", "Olga Meer", "Ochtend"):
        await olga.taps(label)
    olga.sees("Je doet mee!")
    people.moniek.sees("Olga Meer leest mee.")
    await starts(people.moniek, "Balanscheck")
    olga.sees_not("Balanscheck")
    people.carla.sees("1 meelezer ziet de uitslag ook")
    await olga.says("/menu")
    olga.sees("Niets te doen")
    assert "Overleg" not in [label for row in olga.buttons() for label in row]
    await olga.says("/overleg")
    olga.sees("Dit is voor coördinatoren.")
    for person in people.all:
        await skips_and_sends(person)
    olga.sees("Balanscheck · uitslag")
    await olga.taps("Bekijk alles")
    olga.sees("alle antwoorden")
    await town.passes(timedelta(days=30))
    assert not any("besproken?" in message.text for message in olga.history)


async def test_a_coordinator_who_answers_for_nobody_runs_a_round(town: Town) -> None:
    people = await three(town)
    guus = town.person("Guus Gids")
    await guus.opens(await invites(people.moniek, "Coördinator"))
    for label in ("Ik doe mee", "Guus Gids", "Ochtend"):
        await guus.taps(label)
    guus.sees("Je doet mee!")
    await starts(guus, "Balanscheck")
    guus.sees_not("Beginnen")
    await guus.says("/overleg")
    guus.sees("Gemeente Oost: 0/1\nWoonstad: 0/1\nDe Linde: 0/1")
    for person in people.all:
        await skips_and_sends(person)
    guus.sees("3 van de 3 organisaties, 3 van de 3 mensen")
    await town.until(THE_SHEET)
    assert [each.name for each in guus.documents] == ["bespreekblad-1.pdf"]
    await guus.taps("Bekijk alles wat er gebeurde")
    guus.sees("Carla Smit doet mee")


async def test_a_button_that_was_shown_to_somebody_else_is_refused(town: Town) -> None:
    people = await in_the_round(town)
    carla, moniek = people.carla, people.moniek
    await moniek.says("/overleg")
    overleg = moniek.screen
    await moniek.taps("Wie doen er mee")
    await moniek.taps("Uitnodigen")
    for message, label in ((overleg, "Overleg verzetten"), (moniek.screen, "Nieuwe link")):
        await carla.taps_old(message, label)
        assert carla.toasts[-1].text == "Deze knop werkt niet meer."
    await skips_through(moniek)
    check = next(message for message in moniek.history if ["Verstuur"] in message.rows)
    await carla.taps_old(check, "Verstuur")
    assert carla.toasts[-1].text == "Deze knop werkt niet meer."
    await moniek.says("/overleg")
    moniek.sees("Gemeente Oost: 0/1")


async def test_with_too_few_only_who_answered_hears_that_it_is_kept(town: Town) -> None:
    people = await three(town)
    olga = town.person("Olga Meer")
    await olga.opens(await invites(people.moniek, "Meelezer"))
    for label in ("Ik doe mee", "Olga Meer", "Ochtend"):
        await olga.taps(label)
    await starts(people.moniek, "Balanscheck")
    await skips_and_sends(people.carla)
    await people.fatima.taps("Beginnen")
    await people.fatima.taps(RED)
    await town.passes(timedelta(days=22))
    people.carla.sees("Jouw antwoord blijft bewaard")
    for person in (people.fatima, olga):
        told = next(message for message in person.history if "Dat is te weinig" in message.text)
        assert "Jouw antwoord" not in told.text
