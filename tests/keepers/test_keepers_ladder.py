"""The keeper is asked, then the deputy, then everyone; somebody takes over, or it rests and all know it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from process.rules.keepers import Step
from tests.keepers.oost import WEEK, Oost, leaves, stands_by

pytestmark = pytest.mark.one_database

MONTH = timedelta(days=31)


async def test_a_keeper_who_says_yes_is_asked_again_only_after_a_month(oost: Oost) -> None:
    await oost.until(Step.KEEPER)
    await oost.some_days()
    assert "Leeft het nog?" in oost.moniek.reads
    await oost.moniek.taps("Ja")
    assert "Fijn! Ik vraag het weer" in oost.moniek.reads
    assert await oost.step() is Step.CALM
    assert 24 < await oost.until(Step.KEEPER) < 35


async def test_a_sign_of_life_makes_the_question_superfluous(oost: Oost) -> None:
    await oost.passes(timedelta(days=25))
    await oost.moniek.commands("overlegdatum")
    await oost.moniek.types("20-10 10:00")
    await oost.passes(timedelta(days=20))
    assert not oost.moniek.read("Leeft het nog?")


async def test_silence_goes_from_keeper_to_deputy_to_everyone_and_one_takes_over(oost: Oost) -> None:
    await stands_by(oost.carla)
    assert await oost.looks_after() == ("Moniek", "Carla")
    await oost.until(Step.KEEPER)
    assert 3 <= await oost.until(Step.DEPUTY) <= 11
    await oost.some_days()
    assert "Van hoeder Moniek krijg ik even geen antwoord" in oost.carla.reads
    assert oost.moniek.read("Ik heb het nu ook je achtervang gevraagd.")
    assert not oost.fatima.read("achtervang. Wat doe je?")
    assert 2 <= await oost.until(Step.EVERYONE) <= 11
    await oost.some_days()
    for guest in oost.all:
        assert guest.read("Er is even niemand die erop let")

    await oost.fatima.taps("Ja, ik")
    assert "Ik vraag de anderen of het goed is." in oost.fatima.reads
    await oost.some_days()
    await oost.carla.taps("Ja, goed")
    assert await oost.looks_after() == ("Fatima", "Carla"), "two organisations agree: hers and another"
    await oost.some_days()
    assert await oost.step() is Step.CALM
    for guest in (oost.moniek, oost.carla):
        assert guest.read("Fatima let er voortaan op dat dit blijft leven. Achtervang: Carla.")
    assert oost.fatima.read("Jij let er voortaan op dat dit blijft leven.")


async def test_the_deputy_who_says_yes_takes_over_at_once(oost: Oost) -> None:
    await stands_by(oost.carla)
    await oost.until(Step.DEPUTY)
    await oost.some_days()
    await oost.carla.taps("Ik neem het over")
    assert await oost.looks_after() == ("Carla", None)
    await oost.some_days()
    assert oost.fatima.read("Carla let er voortaan op dat dit blijft leven.\n\nWil jij achtervang zijn?")
    await oost.fatima.taps("Ja, ik word achtervang")
    assert await oost.looks_after() == ("Carla", "Fatima")


async def test_the_deputy_who_calls_gives_it_time(oost: Oost) -> None:
    await stands_by(oost.carla)
    await oost.until(Step.DEPUTY)
    await oost.some_days()
    await oost.carla.taps("Ik bel zelf even")
    assert await oost.step() is Step.CALM
    await oost.passes(2 * WEEK)
    assert not oost.fatima.read("Er is even niemand")


async def test_nobody_says_yes_so_it_pauses_by_the_named_day_and_comes_back(oost: Oost) -> None:
    await oost.until(Step.AGAIN)
    await oost.until(Step.EVERYONE)
    await oost.some_days()
    asked = next(each.screen.text for each in oost.fatima.chat if "Zegt niemand ja" in each.screen.text)
    await oost.fatima.taps("Misschien moeten we stoppen")
    assert "Niemand hoort dat jij dit zei." in oost.fatima.reads
    assert 10 <= await oost.until(Step.PAUSED) <= 20
    await oost.some_days()
    until = (await oost.partnership()).paused_until
    assert until is not None
    assert until > date(2027, 1, 1)
    for guest in oost.all:
        assert guest.read("Ik leg de vragen stil tot"), "nothing stops in silence"
    assert "vóór" in asked
    await oost.carla.taps("Ja, ik")
    await oost.some_days()
    await oost.moniek.taps("Ja, goed")
    assert (await oost.partnership()).paused_until is None
    await oost.some_days()
    assert oost.fatima.read("De pauze is voorbij: Carla let er voortaan op")


async def test_a_pause_that_is_over_is_followed_by_the_question_again(oost: Oost) -> None:
    await oost.until(Step.PAUSED)
    assert 85 < await oost.until(Step.EVERYONE) < 100
    await oost.some_days()
    assert oost.fatima.read("De pauze is voorbij. Er is nog niemand die erop let")


async def test_a_keeper_who_leaves_is_noticed_on_the_next_working_day(oost: Oost) -> None:
    await stands_by(oost.carla)
    await leaves(oost.moniek)
    await oost.some_days()
    assert oost.carla.read("Er is geen hoeder meer. Jij bent de achtervang.")
    await oost.carla.taps("Ik kan niet")
    await oost.some_days()
    assert oost.fatima.read("Er is nu niemand die erop let dat dit blijft leven: de hoeder is gestopt.")
    assert not oost.carla.read("Zegt niemand ja"), "who said no is not asked the same again"


async def test_a_keeper_who_blocks_the_bot_is_noticed_and_may_come_back(oost: Oost) -> None:
    await stands_by(oost.carla)
    oost.moniek.online = False
    await oost.moniek.blocks()
    await oost.some_days()
    assert oost.carla.read("We bereiken hoeder Moniek niet")
    oost.moniek.online = True
    await oost.moniek.unblocks()
    await oost.some_days()
    assert await oost.step() is Step.CALM
    assert oost.carla.read("Het is opgelost, je hoeft niets meer te doen.")


async def test_announced_leave_is_no_silence(oost: Oost) -> None:
    await oost.until(Step.KEEPER)
    await oost.some_days()
    await oost.moniek.commands("stop")
    await oost.moniek.taps("Even weg")
    await oost.moniek.types("15 januari")
    await oost.passes(2 * WEEK)
    assert await oost.step() is Step.KEEPER
    assert 5 <= await oost.until(Step.AGAIN) < 20, "a week after being back"


async def test_too_much_is_relief_at_once(oost: Oost) -> None:
    await stands_by(oost.carla)
    await oost.until(Step.KEEPER)
    await oost.some_days()
    await oost.moniek.taps("Het wordt me te veel")
    assert "Ik vraag achtervang Carla of die het overneemt." in oost.moniek.reads
    await oost.some_days()
    assert oost.carla.read("Hoeder Moniek wil het graag overdragen.")
    await oost.carla.taps("Ik kan niet")
    await oost.some_days()
    assert oost.fatima.read("Wie let er voortaan op dat dit blijft leven?")
    assert not oost.moniek.read("Wil jij dat doen?"), "who said so is not asked"


async def test_help_goes_to_the_deputy(oost: Oost) -> None:
    await stands_by(oost.carla)
    await oost.until(Step.KEEPER)
    await oost.some_days()
    await oost.moniek.taps("Ik heb hulp nodig")
    assert "Carla" in oost.moniek.reads
    await oost.some_days()
    assert oost.carla.read("Moniek is de hoeder en wil hulp")
    assert not oost.fatima.read("wil hulp")


async def test_together_with_somebody_who_says_yes_first(oost: Oost) -> None:
    await oost.until(Step.EVERYONE)
    await oost.some_days()
    await oost.fatima.taps("Samen met iemand")
    await oost.fatima.taps("Carla")
    assert "Ik vraag het Carla." in oost.fatima.reads
    await oost.some_days()
    await oost.carla.taps("Nee, liever niet")
    await oost.some_days()
    assert "Carla kan het nu niet doen." in oost.fatima.reads
    await oost.fatima.taps("Samen met iemand")
    await oost.fatima.taps("Carla")
    await oost.some_days()
    await oost.carla.taps("Ja, ik word achtervang")
    await oost.some_days()
    assert oost.moniek.read("Fatima wil erop letten dat dit blijft leven, met Carla als achtervang.")
    await oost.moniek.taps("Ja, goed")
    assert await oost.looks_after() == ("Fatima", "Carla")


async def test_a_deputy_is_asked_and_says_yes_or_no(oost: Oost) -> None:
    await oost.moniek.commands("hoeder")
    await oost.moniek.taps("Iemand vragen als achtervang")
    await oost.moniek.taps("Fatima")
    await oost.some_days()
    await oost.fatima.taps("Nee, liever niet")
    await oost.some_days()
    assert oost.moniek.read("Fatima wil nu geen achtervang zijn.")
    assert not oost.carla.read("Fatima wil nu")
    assert await oost.looks_after() == ("Moniek", None)
    await oost.moniek.commands("hoeder")
    await oost.moniek.taps("Iemand vragen als achtervang")
    await oost.moniek.taps("Fatima")
    await oost.some_days()
    await oost.fatima.taps("Ja, ik word achtervang")
    await oost.some_days()
    assert await oost.looks_after() == ("Moniek", "Fatima")
    assert oost.carla.read("Fatima is voortaan de achtervang")
    await oost.carla.commands("deelnemers")
    assert "Hoeder: Moniek, achtervang: Fatima (een kwartier per maand)" in oost.carla.reads
