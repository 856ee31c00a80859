"""One person in two partnerships: every message says which one, and no word lands in the other."""

from __future__ import annotations

from simulator.person import Person
from tests.conversations.rounds import Three, starts, three
from tests.conversations.thuis_in_oost import GREEN, ORANGE, founded, joins, link_for
from tests.conversations.town import Town

OOST, WEST = "Thuis in Oost", "Wonen in West"
NEEDED = "nodig om goed mee te kunnen doen"
AT_LEAST = "ten minste in orde"


async def both(town: Town) -> Three:
    """The same three people in Oost and in West."""
    people = await three(town)
    await founded(town, WEST)
    await joins(town, people.carla, link_for(people.moniek, "Woonstad"))
    await joins(town, people.fatima, link_for(people.moniek, "De Linde"))
    return people


async def both_open(town: Town, oost: str = "Navragen", west: str = "Navragen") -> Three:
    """Both rounds are open, and nobody has begun."""
    people = await both(town)
    await starts(people.moniek, oost, OOST)
    await starts(people.moniek, west, WEST)
    return people


async def goes_on(person: Person, partnership: str, title: str) -> None:
    """To the question that waits in this partnership, by the menu."""
    await person.says("/menu")
    await person.taps(partnership)
    await person.taps(f"Verder met {title}")


def openings(person: Person) -> dict[str, object]:
    """The invitation to the round of each partnership."""
    return {
        name: next(m for m in person.history if m.text.startswith(name) and "Later" in str(m.rows))
        for name in (OOST, WEST)
    }


async def test_the_invitation_of_a_second_partnership_says_which_it_is(town: Town) -> None:
    people = await three(town)
    await founded(town, WEST)
    carla = people.carla
    await carla.opens(link_for(people.moniek, "Woonstad"))
    carla.sees(f"vraagt je mee te doen met {WEST}, namens Woonstad")
    for label in ("Ik doe mee", "Carla Smit", "Uitvoering"):
        await carla.taps(label)
        assert carla.screen.text.startswith(WEST)
    await carla.taps("Ochtend")
    assert carla.sees("Je doet mee!").text.startswith(WEST)
    await carla.opens(link_for(people.moniek, "Woonstad"))
    assert carla.sees("Je doet hier al mee.").text.startswith(WEST)


async def test_both_rounds_open_and_every_message_says_which(town: Town) -> None:
    people = await both_open(town)
    seen = len(people.carla.history)
    assert set(openings(people.carla)) == {OOST, WEST}
    for name in (OOST, WEST):
        await goes_on(people.carla, name, "Navragen")
        for answer in ("iets", "nog iets", "een vraag", "korte lijnen"):
            assert people.carla.screen.text.startswith(name)
            await people.carla.says(answer)
        assert people.carla.screen.text.startswith(name)
        await people.carla.taps("Verstuur")
    for message in people.carla.history[seen:]:
        if message.from_bot:
            assert message.text.startswith((OOST, WEST, "Welk samenwerkingsverband?"))


async def test_words_go_to_the_partnership_whose_question_was_shown_last(town: Town) -> None:
    people = await both_open(town)
    carla = people.carla
    await goes_on(carla, OOST, "Navragen")
    await carla.says("voor Oost 1")
    await goes_on(carla, WEST, "Navragen")
    await carla.says("voor West 1")
    await carla.says("voor West 2")
    await goes_on(carla, OOST, "Navragen")
    assert AT_LEAST in carla.screen.text
    await carla.says("voor Oost 2")
    for person in (people.moniek, people.fatima, carla):
        for name in (OOST, WEST):
            await goes_on(person, name, "Navragen")
            if person is not carla:
                await person.taps("Weet ik niet")
            while not any(["Verstuur"] in message.rows for message in person.history):
                await person.taps("Overslaan")
            await person.taps("Verstuur")
    results = {
        name: next(m.text for m in people.fatima.history if m.text.startswith(name) and "voor " in m.text)
        for name in (OOST, WEST)
    }
    assert "voor West" not in results[OOST]
    assert "voor Oost" not in results[WEST]
    assert "voor Oost 1" in results[OOST]
    assert "voor West 2" in results[WEST]


async def test_old_buttons_of_one_leave_the_question_of_the_other(town: Town) -> None:
    people = await both_open(town)
    carla = people.carla
    cards = openings(carla)
    await goes_on(carla, OOST, "Navragen")
    await carla.taps_old(cards[WEST], "Later")
    assert carla.sees("Prima, later").text.startswith(WEST)
    await carla.says("voor Oost")
    assert carla.sees(AT_LEAST).text.startswith(OOST)
    await carla.taps_old(cards[WEST], "Deze ronde niet")
    assert carla.sees("deze ronde doe je niet mee").text.startswith(WEST)
    await carla.says("ook voor Oost")
    assert carla.screen.text.startswith(f"{OOST} · 3 van 3")
    await carla.taps_old(cards[WEST], "Beginnen")
    carla.sees(NEEDED)
    assert carla.screen.text.startswith(f"{WEST} · 1 van 3")
    await carla.says("voor West")
    assert carla.screen.text.startswith(f"{WEST} · 2 van 3")
    await carla.taps_old(cards[OOST], "Beginnen")
    assert carla.screen.text.startswith(f"{OOST} · 3 van 3")


async def test_a_question_of_one_has_no_live_buttons_while_the_other_is_asked(town: Town) -> None:
    people = await both_open(town, "Balanscheck", "Balanscheck")
    carla = people.carla
    await goes_on(carla, OOST, "Balanscheck")
    old = carla.screen
    await goes_on(carla, WEST, "Balanscheck")
    await carla.taps_old(old, GREEN)
    assert carla.toasts[-1].text == "Deze vraag is al beantwoord."
    assert carla.screen.text.startswith(f"{WEST} · 1 van 5")
    await carla.taps(ORANGE)
    await goes_on(carla, OOST, "Balanscheck")
    carla.sees("1 van 5")


async def test_words_while_both_wait_are_asked_where_they_belong(town: Town) -> None:
    people = await both_open(town)
    carla = people.carla
    await carla.says("vaste gezichten")
    carla.sees("Waar hoort dit bij?")
    assert carla.buttons() == [[OOST], [WEST], ["Nee, gooi weg"]]
    await carla.taps(WEST)
    assert carla.screen.text.startswith(f"{WEST} · 2 van 3")
    await goes_on(carla, OOST, "Navragen")
    assert carla.screen.text.startswith(f"{OOST} · 1 van 3")


async def test_words_meant_for_a_round_that_closed_do_not_land_in_the_other(town: Town) -> None:
    people = await both_open(town)
    carla = people.carla
    await carla.says("voor West")
    where = carla.screen
    await goes_on(carla, OOST, "Navragen")
    for person in (people.moniek, people.fatima):
        await goes_on(person, WEST, "Navragen")
        await skips_to_the_end(person)
    await carla.says("/stop")
    await carla.taps("Deze ronde niet (Navragen, Wonen in West)")
    await carla.taps_old(where, WEST)
    assert not any("‘voor West’" in message.text for message in carla.history)
    await goes_on(carla, OOST, "Navragen")
    assert "van 3" in carla.screen.text


async def skips_to_the_end(person: Person) -> None:
    """Skip and send the round that stands."""
    while not any(["Verstuur"] in message.rows for message in person.history):
        await person.taps("Overslaan")
    await person.taps("Verstuur")


async def test_planning_a_meeting_says_for_which(town: Town) -> None:
    moniek = (await both(town)).moniek
    await moniek.says("/overlegdatum")
    moniek.sees("Welk samenwerkingsverband?")
    await moniek.taps(WEST)
    assert moniek.sees("Wanneer is jullie volgende overleg?").text.startswith(WEST)
    await moniek.says("ooit")
    assert moniek.sees("Die datum snap ik niet").text.startswith(WEST)
    await moniek.says("20 januari 14:00")
    assert moniek.sees("Jullie volgende overleg is wo 20 januari").text.startswith(WEST)
    await moniek.says("/overleg")
    await moniek.taps(OOST)
    assert ["Overleg verzetten (wo 16 december)"] in moniek.buttons()


async def test_leaving_one_leaves_the_other_as_it_was(town: Town) -> None:
    people = await both_open(town)
    carla = people.carla
    await goes_on(carla, OOST, "Navragen")
    await carla.says("/stop")
    await carla.taps(f"Uit {WEST}")
    await carla.taps("Ja, ik stop")
    carla.sees(f"Je bent uit {WEST}.")
    await carla.says("voor Oost")
    assert carla.screen.text.startswith(f"{OOST} · 2 van 3")
    await carla.says("/menu")
    carla.sees_only("Navragen staat voor je klaar")
