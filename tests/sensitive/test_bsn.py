"""A citizen service number is kept nowhere, on whatever way it comes in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from process.incoming import Command, Kind, Other
from process.message import TakeAway
from tests.process.counter import Counter, Guest
from tests.sensitive.kept import BSN, FIRST, SECOND, answers, at_the_words, everything, waiting

pytestmark = pytest.mark.one_database

SAID = "Ik zag een BSN in je bericht"


async def test_the_question_stands_again_and_takes_the_answer_without_it(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(f"Het gaat om {BSN}, al maanden", ref="w-1")

    away, said, question = carla.chat[-3:]
    assert away.meant == TakeAway("w-1")
    assert said.screen.text.startswith(SAID)
    assert FIRST in question.screen.text
    assert BSN not in await everything(oost.store)
    await carla.types("Het gaat om een huurder, al maanden")
    assert await answers(oost.store) == ["Het gaat om een huurder, al maanden"]


async def test_a_channel_that_takes_nothing_away_asks_the_person_to(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(BSN)

    assert carla.read("Je bericht met het BSN kan ik hier niet zelf weghalen. Wil jij dat doen?")


async def test_an_edit_leaves_the_answer_as_it_was(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types("We bellen dubbel", ref="w-1")
    await carla.edits("w-1", f"We bellen dubbel over {BSN}")

    assert "Wat je eerder schreef, blijft zoals het was." in carla.reads
    assert carla.chat[-2].meant == TakeAway("w-1")
    assert await answers(oost.store) == ["We bellen dubbel"]


async def test_an_edit_leaves_a_text_that_waits_as_it_was(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types("Bel 06-12345678", ref="w-1")
    await carla.edits("w-1", f"Bel 06-12345678 over {BSN}")

    assert await waiting(oost.store) == ["Bel 06-12345678"]
    assert BSN not in await everything(oost.store)


async def test_it_is_no_draft_either(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(f"over {BSN}", sent_at=oost.clock.now() - timedelta(minutes=1))

    assert await waiting(oost.store) == []
    assert FIRST in carla.reads


async def test_a_number_in_two_early_lines_is_looked_at_as_one_text(oost: Counter) -> None:
    carla = await at_the_words(oost)
    early = oost.clock.now() - timedelta(minutes=1)
    await carla.types("het BSN is", sent_at=early)
    await carla.types(BSN, sent_at=early)

    assert await waiting(oost.store) == ["het BSN is"]


@pytest.mark.parametrize("act", [Other(Kind.PICTURE, "o-1", f"brief aan {BSN}"), Command("hulp", BSN, "o-1")])
async def test_under_a_picture_and_behind_a_command_it_is_seen_too(
    oost: Counter, act: Other | Command
) -> None:
    carla = await at_the_words(oost)
    await oost.attend(carla, act)

    assert carla.chat[-3].meant == TakeAway("o-1")
    assert carla.read(SAID)
    assert FIRST in carla.reads


async def test_no_form_takes_it(counter: Counter) -> None:
    moniek = counter.guest("Moniek")
    await moniek.opens(await counter.coordinator_token())
    await moniek.taps("Ja, ik wil beginnen")
    for answer in ("Moniek Bakker", "Thuis in Oost", "gezinnen", "gemeente Oost"):
        await refused(moniek, f"{answer} {BSN}")
        await moniek.types(answer)
    await moniek.taps("Leiding of beleid")
    await refused(moniek, f"Woonstad\n{BSN}")
    await moniek.types("Woonstad")
    await moniek.taps("Klaar")
    await refused(moniek, f"16-12 {BSN}")

    assert BSN not in await everything(counter.store)
    assert "Thuis in Oost" in await everything(counter.store)


async def refused(guest: Guest, text: str) -> None:
    """What stands is asked again, and is the same as before."""
    before = guest.reads
    await guest.types(text)
    assert guest.chat[-2].screen.text.startswith(SAID)
    assert guest.reads == before


async def test_a_stranger_and_who_is_asked_nothing_hear_it_too(oost: Counter) -> None:
    jan = oost.guest("Jan")
    await jan.types(f"mijn bsn is {BSN}")
    moniek = oost.guest("Moniek")
    await moniek.types(f"mijn bsn is {BSN}")

    assert jan.reads.startswith(SAID)
    assert moniek.reads.startswith(SAID)
    assert BSN not in await everything(oost.store)


async def test_a_link_whose_token_looks_like_one_still_works(oost: Counter) -> None:
    jan = oost.guest("Jan")
    await jan.opens(BSN)

    assert not jan.read(SAID)


async def test_a_second_try_is_refused_like_the_first(oost: Counter) -> None:
    carla = await at_the_words(oost)
    for _ in range(2):
        await carla.types(f"over {BSN}")
    await carla.types("over een huurder")

    assert await answers(oost.store) == ["over een huurder"]
    assert SECOND in carla.reads
