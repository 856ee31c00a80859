"""/privacy is answered in every state, and nothing that stands is disturbed by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from storage.tables import Floor, Partnership
from tests.conversations.rounds import three
from tests.conversations.town import Town
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, open_round
from tests.rights.rounds import GREEN, to_the_check

pytestmark = pytest.mark.one_database

SAID = (
    "Verantwoordelijk is de gemeente Oost",
    "privacy@oost.example",
    "Telegram kan berichten technisch lezen",
    "de beheerder van Vinkje ook",
    "Bij elke vraag staat wie het daarna ziet",
    "12 maanden",
    "zien en laten wissen",
    "/stop",
)
RIGHTS = ["Mijn gegevens", "Vergeet mij"]


async def asks(guest: Guest) -> None:
    """Type the command; all of it is said, with the buttons for it."""
    before = len(guest.chat)
    await guest.commands("privacy")
    bubble = guest.chat[before]
    assert all(each in bubble.screen.text for each in SAID), bubble.screen.text
    assert bubble.labels[:2] == RIGHTS
    assert len(bubble.screen.text) < 1000, "it fits a phone"


async def floor_of(counter: Counter, person: int) -> Floor:
    return await counter.run(lambda unit: unit.session.get_one(Floor, person, populate_existing=True))


async def test_a_stranger_is_answered_and_not_invited_to_a_menu(counter: Counter) -> None:
    jan = counter.guest("Jan")
    await asks(jan)
    assert jan.labels == RIGHTS


async def test_in_the_middle_of_joining_the_page_comes_again_and_works(oost: Counter) -> None:
    carla = oost.guest("Carla")
    await carla.opens(oost.guest("Moniek").link_for("Woonstad"))
    await carla.taps("Ik doe mee")
    await asks(carla)
    assert "Hoe noemen de anderen je?" in carla.reads
    await carla.types("Carla")
    assert "Waar in je organisatie werk je?" in carla.reads


async def test_under_a_question_the_question_comes_again_and_takes_the_answer(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    before = (await floor_of(oost, 2)).version
    question = carla.reads
    await asks(carla)
    assert carla.reads == question
    assert (await floor_of(oost, 2)).version == before
    await carla.taps(GREEN)
    assert "2 van 5" in carla.reads


async def test_at_a_typed_question_words_still_go_there(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Navragen")
    await carla.taps("Beginnen")
    await asks(carla)
    await carla.types("meer tijd voor elkaar")
    assert "2 van 3" in carla.reads


async def test_under_the_check_the_check_comes_again_and_sends(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    await to_the_check(carla, None, GREEN)
    await asks(carla)
    assert "Nog niet verstuurd." in carla.reads
    await carla.taps("Verstuur")
    assert "Klaar, dank je!" in carla.reads


async def test_by_the_button_of_the_menu_it_takes_the_place_of_the_menu(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("menu")
    messages = len(carla.chat)
    await carla.taps("Privacy")
    assert len(carla.chat) == messages
    assert carla.labels == [*RIGHTS, "Menu"]


async def test_who_has_left_is_answered(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("stop")
    await carla.taps("Uit Thuis in Oost")
    await carla.taps("Ja, ik stop")
    await carla.taps("Nee, het is goed zo")
    await asks(carla)
    assert carla.labels == RIGHTS


async def test_when_the_partnership_has_ended_its_people_are_answered(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)

    def end(unit):  # type: ignore[no-untyped-def]
        partnership = unit.session.exec(select(Partnership)).one()
        partnership.ended_at = oost.clock.now()
        unit.session.add(partnership)

    await oost.run(end)
    await asks(carla)


async def test_who_blocked_and_comes_back_is_answered(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.blocks()
    await oost.passes(timedelta(days=3))
    await asks(carla)


async def test_in_english_all_of_it_in_english(counter: Counter) -> None:
    ann = counter.guest("Ann", "en")
    await ann.commands("privacy")
    for said in ("Responsible is de gemeente Oost", "Telegram can technically read", "12 months", "erased"):
        assert said in ann.reads
    assert ann.labels == ["My data", "Forget me"]


async def test_in_a_group_only_who_is_responsible_and_nothing_else_is_said(town: Town) -> None:
    people = await three(town)
    group = town.simulator.group("Overleg Oost", people.all)
    await people.moniek.adds_bot(group)
    for command in ("/privacy", "/privacy@vinkje_bot"):
        await people.carla.says(command, in_=group)
        assert (
            "Uit deze groep bewaar ik niets. Verantwoordelijk voor Vinkje is de gemeente Oost."
            in group.screen.text
        )
        assert not group.screen.keyboard
    messages = len(group.chat.messages)
    for other in ("/privacy@another_bot", "/mijngegevens", "/vergeetmij", "wat is je privacybeleid?"):
        await people.carla.says(other, in_=group)
    said = [each for each in group.chat.messages.values() if each.from_bot]
    assert len(said) == 3
    assert len(group.chat.messages) == messages + 4
