"""Words for danger: the answer is kept, and the person reads whom to call, once a day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.process.counter import Counter, Guest
from tests.sensitive.kept import BSN, SECOND, answers, at_the_words, waiting

pytestmark = pytest.mark.one_database

WHOM = "Vinkje is geen meldpunt. Is er gevaar of mishandeling? Bel 112."


def told(guest: Guest) -> int:
    return sum(each.screen.text == WHOM for each in guest.chat)


async def test_the_answer_is_kept_and_one_message_says_whom_to_call(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types("Er is sprake van huiselijk geweld")

    assert await answers(oost.store) == ["Er is sprake van huiselijk geweld"]
    assert told(carla) == 1
    assert SECOND in carla.reads


async def test_once_a_day_and_again_the_next(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types("Er is sprake van mishandeling", ref="w-1")
    await carla.types("Zij wordt bedreigd")
    await carla.edits("w-1", "Er is sprake van kindermishandeling")
    assert told(carla) == 1

    await oost.passes(timedelta(days=1))
    await carla.types("Er is een suïcidepoging gedaan")
    assert told(carla) == 2


async def test_everyone_is_told_for_themselves(oost: Counter) -> None:
    carla = await at_the_words(oost)
    fatima = oost.guest("Fatima")
    await fatima.taps("Beginnen")
    await carla.types("Er is sprake van mishandeling")
    await fatima.types("Er is sprake van mishandeling")

    assert (told(carla), told(fatima)) == (1, 1)


async def test_a_stranger_and_who_is_asked_nothing_read_it_too(oost: Counter) -> None:
    jan = oost.guest("Jan")
    await jan.types("mijn buurvrouw wordt mishandeld")
    moniek = oost.guest("Moniek")
    await moniek.types("mijn buurvrouw wordt mishandeld")

    assert (told(jan), told(moniek)) == (1, 1)


async def test_with_a_number_or_a_name_in_it_both_are_said(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(f"{BSN} wordt mishandeld")
    assert carla.read("Ik zag een BSN")
    assert told(carla) == 1

    await carla.types("Fatima wordt bedreigd")
    assert await waiting(oost.store) == ["Fatima wordt bedreigd"]
    assert told(carla) == 1
