"""Answers are yours after the result as well: corrected beside what was shown, taken back, a text hidden."""

from __future__ import annotations

from datetime import timedelta

import pytest

from simulator.person import Person
from tests.conversations.rounds import Three, in_the_round, three
from tests.conversations.thuis_in_oost import GREEN, ORANGE, RED, answers, sends
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

WORDS = "We bellen allebei dezelfde huurder"


async def revealed(town: Town) -> Three:
    """Moniek and Fatima say yes to all; Carla of Woonstad says no to the first, with words."""
    people = await in_the_round(town)
    await sends(people.carla, RED, GREEN, GREEN, GREEN, GREEN, words=(WORDS,))
    await sends(people.moniek, *(GREEN,) * 5)
    await sends(people.fatima, *(GREEN,) * 4, ORANGE)
    return people


async def opens_own(person: Person) -> None:
    """[Mijn antwoorden] under the result."""
    result = next(m for m in reversed(person.history) if "Mijn antwoorden" in str(m.rows))
    await person.taps_old(result, "Mijn antwoorden")


async def reads_all(person: Person) -> str:
    """What stands behind [Bekijk alles]."""
    result = next(m for m in reversed(person.history) if ["Mijn antwoorden"] in m.rows)
    await person.taps_old(result, "Bekijk alles")
    return person.sees("alle antwoorden").text


async def test_a_tick_is_corrected_and_shows_as_a_correction_to_all(town: Town) -> None:
    people = await revealed(town)
    await reads_all(people.fatima)
    await opens_own(people.carla)
    people.carla.sees("jouw antwoorden")
    topic = people.carla.buttons()[0][0]
    await people.carla.taps(topic)
    people.carla.sees("🔴 nee")
    await people.carla.taps("Aanpassen")
    people.carla.sees("Iedereen ziet wat er stond")
    await people.carla.taps(GREEN)
    people.carla.sees("Bij de uitslag stond er: 🔴 nee")
    said = "Woonstad: was 🔴 nee, nu 🟢 ja (gecorrigeerd op"
    in_full = next(m for m in people.fatima.history if "alle antwoorden" in m.text)
    assert said in in_full.text
    assert "Woonstad: 🔴 nee" in in_full.text, "the frozen answer stays"
    result = next(m for m in people.moniek.history if "uitslag" in m.text and ["Mijn antwoorden"] in m.rows)
    assert "Sinds de uitslag is 1 antwoord gecorrigeerd of ingetrokken" in result.text
    assert sum("Sinds de uitslag" in m.text for m in people.moniek.history) == 1


async def test_a_tick_is_taken_back_with_its_words(town: Town) -> None:
    people = await revealed(town)
    before = await reads_all(people.fatima)
    assert WORDS in before
    await opens_own(people.carla)
    await people.carla.taps(people.carla.buttons()[0][0])
    await people.carla.taps("Intrekken")
    people.carla.sees("Je kunt het daarna niet meer terugzetten.")
    assert WORDS in await reads_all(people.moniek)
    await people.carla.taps("Ja, trek in")
    people.carla.sees("ingetrokken")
    assert "Aanpassen" not in str(people.carla.buttons())
    for person in (people.fatima, people.moniek):
        in_full = next(m for m in reversed(person.history) if "alle antwoorden" in m.text)
        assert "Woonstad: ingetrokken" in in_full.text
        assert all(WORDS not in m.text for m in person.history)


async def test_a_text_is_hidden(town: Town) -> None:
    people = await revealed(town)
    await reads_all(people.fatima)
    await opens_own(people.carla)
    number = next(n for n, row in enumerate(people.carla.buttons()) if "Waar merk" in row[0])
    await people.carla.taps(people.carla.buttons()[number][0])
    await people.carla.taps("Tekst verbergen")
    await people.carla.taps("Ja, verberg")
    in_full = next(m for m in reversed(people.fatima.history) if "alle antwoorden" in m.text)
    assert WORDS not in in_full.text
    assert "1 antwoord in eigen woorden ingetrokken" in in_full.text
    assert "Woonstad: 🔴 nee" in in_full.text


async def test_who_cannot_get_it_in_its_place_hears_it_once_within_the_hour(town: Town) -> None:
    people = await revealed(town)
    result = next(m for m in people.fatima.history if ["Mijn antwoorden"] in m.rows)
    town.simulator.world.remove(result)
    await opens_own(people.carla)
    topic = people.carla.buttons()[0][0]
    for colour in (GREEN, ORANGE):
        await people.carla.taps(topic)
        await people.carla.taps("Aanpassen")
        await people.carla.taps(colour)
        await people.carla.taps("← Terug")
    assert not any("kon ik niet aanpassen" in m.text for m in people.fatima.history)
    await town.passes(timedelta(days=1))
    told = [m for m in people.fatima.history if "kon ik niet aanpassen" in m.text]
    assert len(told) == 1
    assert not any("kon ik niet aanpassen" in m.text for m in people.moniek.history)


async def test_an_explanation_that_lapses_is_said_and_comes_back(town: Town) -> None:
    people = await in_the_round(town)
    await answers(people.carla, RED, GREEN, GREEN, GREEN, GREEN, words=(WORDS,))
    people.carla.sees(WORDS)
    for colour, said in ((GREEN, True), (RED, False)):
        await people.carla.taps("Iets veranderen")
        await people.carla.taps(people.carla.buttons()[0][0])
        await people.carla.taps(colour)
        people.carla.sees("Nog niet verstuurd")
        line = "Omdat je nu 🟢 ja koos, vervalt je toelichting."
        assert (line in people.carla.screen.text) is said
        assert (WORDS in people.carla.screen.text) is not said


async def test_a_card_that_was_tapped_wrong_is_corrected_by_its_organisation(town: Town) -> None:
    people = await three(town)
    await people.moniek.says("/overleg")
    for label in ("Nu in het overleg", "Balanscheck", "Kaarten, ik tik ze in"):
        await people.moniek.taps(label)
    while "Laat zien" not in str(people.moniek.buttons()):
        await people.moniek.taps(GREEN)
    await people.moniek.taps("Laat zien")
    await opens_own(people.carla)
    people.carla.sees("(kaart in het overleg)")
    await people.carla.taps(people.carla.buttons()[0][0])
    await people.carla.taps("Aanpassen")
    await people.carla.taps(RED)
    said = "Woonstad: was 🟢 ja, nu 🔴 nee (gecorrigeerd op"
    assert said in await reads_all(people.fatima)
    await opens_own(people.moniek)
    people.moniek.sees("🟢 ja (kaart in het overleg)")
    assert "🔴" not in people.moniek.screen.text


async def test_who_proposed_something_about_it_hears_that_the_answer_changed(town: Town) -> None:
    people = await revealed(town)
    await people.fatima.says("/voorstel")
    await people.fatima.taps("🔴")
    await people.fatima.says("Een lijst met wie wie belt")
    await people.fatima.says("vrijdag 15 januari")
    await people.fatima.taps("Nog niemand")
    await people.fatima.taps("Tussen organisaties")
    await people.fatima.taps("Zo voorstellen")
    await opens_own(people.carla)
    await people.carla.taps(people.carla.buttons()[0][0])
    await people.carla.taps("Aanpassen")
    await people.carla.taps(GREEN)
    await town.passes(timedelta(days=1))
    told = [m for m in people.fatima.history if "gecorrigeerd of ingetrokken.\nEr vervalt niets" in m.text]
    assert [m.rows for m in told] == [[["doelen"], ["Afspraken"]]]
    assert not [m for m in people.moniek.history if "Er vervalt niets" in m.text]
