"""Where a conversation could get stuck: there is always an answer, and always a way on."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from simulator.person import Person
from tests.conversations.rounds import THE_SHEET, in_the_round, skips_and_sends, skips_through, three
from tests.conversations.thuis_in_oost import GREEN, ORANGE, RED
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

FIRST = "Willen we samen nog hetzelfde bereiken?"
SECOND = "Houden we rekening met elkaars belangen?"
NOTICED = "Waar merk je dat aan?"


async def at_the_words(person: Person) -> None:
    """At the first question to be typed at, behind a red tick."""
    await person.taps("Beginnen")
    await person.taps(RED)
    await person.taps("Het doel")
    person.sees(NOTICED)


async def test_a_text_when_nothing_is_asked_is_said_to_be_dropped(town: Town) -> None:
    people = await three(town)
    await people.carla.says("hoe gaat het?")
    people.carla.sees_only("Ik vroeg je nu niets. Ik heb dit niet bewaard.")
    await people.carla.taps("Menu")
    people.carla.sees("Niets te doen")


async def test_an_unknown_command_leads_to_the_menu_and_leaves_the_question(town: Town) -> None:
    people = await in_the_round(town)
    await people.carla.taps("Beginnen")
    await people.carla.says("/xyzzy")
    people.carla.sees("Die opdracht ken ik niet. Alles staat onder /menu.")
    await people.carla.taps("Menu")
    await people.carla.taps("Verder met Balanscheck")
    people.carla.sees(FIRST)


COMMANDS = (
    "/menu",
    "/hulp",
    "/privacy",
    "/stop",
    "/taal",
    "/overleg",
    "/deelnemers",
    "/uitnodigen",
    "/start",
)


async def test_a_command_in_the_middle_of_a_question_does_not_lose_it(town: Town) -> None:
    carla = (await in_the_round(town)).carla
    await at_the_words(carla)
    for command in COMMANDS:
        await carla.says(command)
        assert carla.screen.from_bot, f"{command} is answered"
    await carla.says("Iedereen belt dezelfde huurder")
    carla.sees(SECOND)
    await skips_to_check(carla)
    carla.sees("‘Iedereen belt dezelfde huurder’")


async def skips_to_check(person: Person) -> None:
    """Skip what is left."""
    while person.buttons()[0] != ["Verstuur"]:
        await person.taps("Overslaan")


async def test_a_stale_button_shows_what_stands_now(town: Town) -> None:
    carla = (await in_the_round(town)).carla
    await carla.taps("Beginnen")
    first = carla.screen
    await carla.taps(GREEN)
    await carla.taps_old(first, RED)
    assert carla.toasts[-1].text == "Deze vraag is al beantwoord."
    assert SECOND in carla.screen.text
    assert carla.buttons()[0] == [GREEN, ORANGE, RED]
    await skips_to_check(carla)
    carla.sees("doelen: 🟢 ja")


async def test_two_quick_taps_on_one_tick_count_once(town: Town) -> None:
    carla = (await in_the_round(town)).carla
    await carla.taps("Beginnen")
    await asyncio.gather(carla.taps(GREEN), carla.taps(RED))
    assert carla.toasts[-1].text == "Deze vraag is al beantwoord."
    assert SECOND in carla.screen.text
    assert len([message for message in carla.history if SECOND in message.text]) == 1
    await skips_to_check(carla)
    carla.sees("doelen: 🟢 ja")


async def test_two_quick_taps_on_send_send_once(town: Town) -> None:
    carla = (await in_the_round(town)).carla
    await skips_through(carla)
    await asyncio.gather(carla.taps("Verstuur"), carla.taps("Verstuur"))
    assert len([message for message in carla.history if "Klaar, dank je!" in message.text]) == 1


UNREAD = {
    "voice": "Gebruik het microfoontje van je toetsenbord",
    "sticker": "Met een sticker kan ik alleen niets",
    "photo": "Foto's en bestanden lees ik niet",
    "document": "Foto's en bestanden lees ik niet",
    "video": "Foto's en bestanden lees ik niet",
    "contact": "Ik heb het niet nodig",
    "location": "Ik heb het niet nodig",
    "poll": "Typ het liever",
}


async def test_what_is_no_text_gets_a_line_and_the_question_again(town: Town) -> None:
    carla = (await in_the_round(town)).carla
    await at_the_words(carla)
    for content, said in UNREAD.items():
        await carla.sends(content)
        carla.sees(said)
        assert NOTICED in carla.screen.text
        assert carla.screen.keyboard
    standing = [message for message in carla.history if message.keyboard and NOTICED in message.text]
    assert standing == [carla.screen], "only the newest has buttons"
    await carla.says("Aan de telefoontjes")
    carla.sees(SECOND)


async def test_at_a_tick_a_typed_answer_counts_only_when_it_is_exactly_one(town: Town) -> None:
    carla = (await in_the_round(town)).carla
    await carla.taps("Beginnen")
    for text in ("nou, het gaat best", "ja maar", "misschien", "🤷"):
        await carla.says(text)
        carla.sees("Tik op een van de knoppen onder de vraag")
        assert FIRST in carla.screen.text
        assert carla.buttons()[0] == [GREEN, ORANGE, RED]
    await carla.says("groen")
    carla.sees("2 van 5")
    await carla.says("JA")
    carla.sees("3 van 5")
    await carla.says("rood")
    carla.sees("Waar zit het vooral?")
    await carla.taps("Overslaan")
    await carla.taps("Overslaan")
    await skips_to_check(carla)
    carla.sees("doelen: 🟢 ja")
    carla.sees("belangen: 🟢 ja")
    carla.sees("respect: 🔴 nee")


TYPED = (
    "👍👍",
    "<b>vet</b> & <a href='x'>link</a> {naam} %s *ster* _streep_",
    "أهلا وسهلا بكم",
    "a" * 400,
    "Regel een\n\nregel twee",
)


async def test_whatever_is_typed_comes_back_as_it_was(town: Town) -> None:
    people = await in_the_round(town, "Navragen")
    carla = people.carla
    await carla.taps("Beginnen")
    for text in TYPED[:4]:
        await carla.says(text)
    for text in TYPED[:4]:
        carla.sees(f"‘{text}’")
    await carla.taps("Iets veranderen")
    await carla.taps("nodig")
    await carla.says(TYPED[4])
    carla.sees(f"‘{TYPED[4]}’")
    await carla.taps("Verstuur")
    for person in (people.fatima, people.moniek):
        await skips_and_sends(person)
    for text in TYPED[1:]:
        people.fatima.sees(text)


async def test_a_text_that_is_too_long_says_how_much_fits_and_asks_again(town: Town) -> None:
    carla = (await in_the_round(town)).carla
    await at_the_words(carla)
    await carla.says("x" * 4096)
    carla.sees("Dat zijn 4096 tekens")
    assert NOTICED in carla.screen.text
    town.clock.move(timedelta(seconds=1))
    await carla.says("korter")
    carla.sees(SECOND)


async def test_the_rest_of_a_text_that_was_too_long_is_no_answer_by_itself(town: Town) -> None:
    carla = (await in_the_round(town)).carla
    await at_the_words(carla)
    await carla.says("x" * 4096)
    await carla.says("en dit is het slot")
    carla.sees("Je typte dit voordat je de vraag kon zien.")
    await carla.taps("Nee")
    town.clock.move(timedelta(seconds=1))
    await carla.says("korter")
    carla.sees(SECOND)
    assert not any("het slot" in message.text for message in carla.history if message.from_bot)


async def test_words_from_before_the_question_are_asked_about(town: Town) -> None:
    carla = (await in_the_round(town)).carla
    await carla.taps("Beginnen")
    await carla.taps(RED)
    await asyncio.gather(carla.taps("Het doel"), carla.says("Dit typte ik al"))
    carla.sees("Je typte dit voordat je de vraag kon zien. Hoort het bij vraag 1?")
    await carla.taps("Ja")
    carla.sees(SECOND)
    await skips_to_check(carla)
    carla.sees("‘Dit typte ik al’")


async def test_an_edit_before_sending_changes_the_answer(town: Town) -> None:
    people = await in_the_round(town)
    carla = people.carla
    await at_the_words(carla)
    typed = await carla.says("Iedereen beld")
    await carla.edits(typed, "Iedereen belt")
    carla.sees_only("Aangepast.")
    await skips_to_check(carla)
    await carla.edits(typed, "Iedereen belt dubbel")
    carla.sees("‘Iedereen belt dubbel’")
    await carla.taps("Verstuur")
    await carla.edits(typed, "Toch anders")
    carla.sees_only("Je antwoord was al verstuurd")
    await carla.taps("Antwoord veranderen")
    carla.sees("‘Iedereen belt dubbel’")
    await carla.taps("Verstuur")
    await town.until(THE_SHEET)
    await carla.edits(typed, "Te laat")
    carla.sees_only("De ronde is al dicht")


async def test_an_edit_of_something_else_is_not_kept(town: Town) -> None:
    carla = (await in_the_round(town)).carla
    command = await carla.says("/menu")
    await carla.edits(command, "/stop")
    carla.sees_only("Dit bericht was geen antwoord op een vraag")


async def test_an_answer_in_the_minute_after_the_announced_time_still_counts(town: Town) -> None:
    people = await in_the_round(town)
    await skips_and_sends(people.moniek)
    await skips_and_sends(people.fatima)
    await skips_through(people.carla)
    people.carla.sees_not("Klaar, dank je!")
    await town.until(datetime(2026, 12, 7, 15, 0, 30, tzinfo=UTC))
    await people.carla.taps("Verstuur")
    people.carla.sees("Klaar, dank je! Ik wacht nu op niemand meer.")
    people.moniek.sees("3 van de 3 organisaties, 3 van de 3 mensen")
