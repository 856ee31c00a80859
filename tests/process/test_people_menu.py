"""The menu and what hangs under it: everything by buttons, within three taps."""

from __future__ import annotations

import pytest
from sqlmodel import select

from process import registry
from process.incoming import Press
from storage.tables import Floor, Person
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, make_oost, open_round

pytestmark = pytest.mark.one_database

OF_EVERYONE = {"people", "privacy", "settings", "hours", "language", "speak", "stop", "away", "out", "leave"}
OF_COORDINATORS = {
    "overleg", "meeting", "another", "offmeeting", "rounds", "flows", "start", "skipnext", "movenext",
    "pause", "region", "takeaway", "invites", "newlink", "revoke",
}  # fmt: skip


async def reachable(counter: Counter, guest: Guest, taps: int) -> set[str]:
    """The acts behind all buttons that come within so many taps of /menu; nothing is left changed."""
    found: set[str] = set()
    level: list[tuple[Press, ...]] = [()]
    for _ in range(taps):
        deeper = []
        for way in level:
            for choice in await walked(guest, way):
                if choice.act not in found:
                    deeper.append((*way, choice))
                found.add(choice.act)
        level = [way for way in deeper if way[-1].act not in {"leave", "revoke", "start", "speak"}]
    return found


async def walked(guest: Guest, way: tuple[Press, ...]) -> list[Press]:
    """The presses on the screen that a way from the menu ends at."""
    await guest.commands("menu")
    for press in way:
        bubble, choice = next(
            (bubble, choice)
            for bubble in reversed(guest.chat)
            for row in bubble.screen.rows
            for choice in row
            if choice.press == press or (choice.press.act == press.act and press.act.startswith("f"))
        )
        await guest.presses(bubble, choice)
    return [choice.press for row in guest.chat[-1].screen.rows for choice in row]


async def test_everything_is_within_three_taps_of_the_menu(oost: Counter) -> None:
    moniek, carla, _ = await everyone_in(oost)
    every = await reachable(oost, moniek, 3)
    carlas = await reachable(oost, carla, 3)

    assert every >= OF_EVERYONE | OF_COORDINATORS
    assert carlas >= OF_EVERYONE
    assert not carlas & OF_COORDINATORS
    assert every <= registry.ACTS.keys()


async def test_the_next_thing_to_do_comes_first_with_its_minutes(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("menu")
    assert "Niets te doen tot ma 30 november." in carla.reads
    assert "Dan komen de vragen voor jullie overleg van wo 16 december." in carla.reads

    await open_round(oost, "Balanscheck")
    await carla.commands("menu")
    assert "Balanscheck staat voor je klaar. 3 minuten" in carla.reads
    await carla.taps("Verder met Balanscheck (3 min)")
    assert "Willen we samen nog hetzelfde bereiken?" in carla.reads


async def test_a_form_that_was_left_is_one_tap_away(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("stop")
    await carla.taps("Even weg")
    await carla.commands("menu")
    await carla.taps("Verder met invullen")

    assert "Tot en met wanneer ben je weg?" in carla.reads


async def test_with_two_partnerships_the_menu_asks_which(oost: Counter) -> None:
    moniek = await make_oost(oost)
    await moniek.commands("menu")
    assert moniek.labels == ["Thuis in Oost", "Thuis in Oost"]

    await moniek.taps("Thuis in Oost")
    assert "Ander samenwerkingsverband" in moniek.labels
    await moniek.commands("overleg")
    assert "Welk samenwerkingsverband?" in moniek.reads


async def test_who_takes_part_by_organisation(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("deelnemers")

    assert "gemeente Oost: Moniek\nWoonstad: Carla\nZorgpunt: Fatima" in carla.reads
    assert "Coördinator: Moniek\nMeelezers: –" in carla.reads
    assert "Uitnodigen" not in carla.labels


async def test_the_coordinator_sees_how_many_are_in_and_no_answer(oost: Counter) -> None:
    moniek, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    await moniek.commands("overleg")

    assert "gemeente Oost: 0/1\nWoonstad: 0/1\nZorgpunt: 0/1" in moniek.reads
    assert "Ronde starten" not in moniek.labels


async def test_a_partner_gets_no_coordinator_screen(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("overleg")

    assert "Dit is voor coördinatoren." in carla.reads


async def test_the_language_changes_with_the_next_words(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("language")
    await carla.taps("English")
    assert "From now on in English." in carla.reads
    await carla.commands("menu")
    assert "Nothing to do until Mon 30 November." in carla.reads


async def test_the_hours_are_changed_in_the_settings(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("menu")
    for label in ("Instellingen", "Wanneer mag ik je storen?", "Andere dagen", "✔ wo", "Klaar", "Middag"):
        await carla.taps(label)

    person = await oost.run(lambda unit: unit.session.get(Person, 2))
    assert (person.days, person.slot.value) == ("mo,tu,th,fr", "afternoon")
    assert "Goed, daar houd ik me aan." in carla.reads


async def test_the_last_day_stays(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("menu")
    for label in ("Instellingen", "Wanneer mag ik", "Andere dagen", "✔ ma", "✔ di", "✔ wo", "✔ do", "✔ vr"):
        await carla.taps(label)

    assert "✔ vr" in carla.labels


@pytest.mark.parametrize("command", ["privacy", "hulp", "help"])
async def test_a_stranger_gets_an_answer_too(counter: Counter, command: str) -> None:
    jan = counter.guest("Jan")
    await jan.commands(command)

    assert "privacy@oost.example" in jan.reads


async def test_privacy_leaves_what_stands_where_it_is(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    before = await oost.run(lambda unit: unit.session.get(Floor, 2))
    await carla.commands("privacy")

    after = await oost.run(lambda unit: unit.session.get(Floor, 2))
    assert carla.read("Schrijf niets over cliënten")
    assert (after.version, after.question) == (before.version, before.question)


async def test_the_privacy_text_fits_a_phone(counter: Counter) -> None:
    jan = counter.guest("Jan")
    await jan.commands("privacy")

    assert len(jan.reads) < 1000


async def test_few_commands_are_listed() -> None:
    def names(*, coordinator: bool) -> set[str]:
        return {each.names[0] for each in registry.listed_commands(coordinator=coordinator)}

    assert names(coordinator=False) == {"menu", "hulp", "privacy", "stop"}
    assert names(coordinator=True) - names(coordinator=False) == {"overleg"}


async def test_english_people_read_english_from_the_first_line(counter: Counter) -> None:
    ann = counter.guest("Ann", "en")
    await ann.commands("start")

    assert "Taking part takes an invitation." in ann.reads


async def test_a_start_without_a_link_is_the_menu_of_who_is_in(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.opens("")

    people = await oost.run(lambda unit: len(unit.session.exec(select(Person)).all()))
    assert "Niets te doen" in carla.reads
    assert people == 3
