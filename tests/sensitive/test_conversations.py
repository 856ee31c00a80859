"""As people meet it, over Telegram and on both databases."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest

from bot.channel import Verdict
from process.incoming import Incoming, Words
from simulator.person import Person
from tests.conversations.thuis_in_oost import RED, founded, joins, link_for
from tests.conversations.town import Town
from tests.sensitive.kept import BSN, answers, everything, waiting

QUESTION = "Waar merk je dat aan?"
PHONE = "Bel de huurder op 06-12345678"


async def at_the_words(town: Town) -> Person:
    """Carla of Woonstad gave red and is asked where she notices that; Peter takes part as well."""
    moniek = await founded(town)
    for name, organisation in (("Carla Smit", "Woonstad"), ("Peter Kok", "Politie Oost")):
        await joins(town, town.person(name), link_for(moniek, organisation))
    carla = town.person("Carla Smit")
    await town.passes(timedelta(days=8))
    await carla.taps("Beginnen")
    await carla.taps(RED)
    await carla.taps(carla.buttons()[0][0])
    carla.sees(QUESTION)
    return carla


def standing(person: Person) -> list[str]:
    """What stands on the phone now, oldest first."""
    return [message.text for message in person.chat.messages.values()]


async def test_a_number_vanishes_from_the_chat_and_is_kept_nowhere(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    carla = await at_the_words(town)
    await carla.says(f"Het gaat om {BSN}, al maanden")
    said, question = standing(carla)[-2:]
    assert said.startswith("Ik zag een BSN in je bericht")
    assert QUESTION in question

    await carla.sends("photo", caption=f"brief aan {BSN}")
    await carla.says(f"/hulp bij {BSN}")
    first = await carla.says("We bellen dubbel")
    await carla.edits(first, f"We bellen dubbel over {BSN}")
    carla.sees("Wat je eerder schreef, blijft zoals het was.")

    assert not any(BSN in text for text in standing(carla))
    assert "We bellen dubbel" in await answers(town.store)
    assert BSN not in await everything(town.store)
    assert BSN not in caplog.text


async def test_a_name_and_a_number_are_asked_about_before_they_are_shared(town: Town) -> None:
    carla = await at_the_words(town)
    first = await carla.says("Peter belt nooit terug")
    carla.sees("Je noemt iemand die ook meedoet. Anderen lezen dit straks, die persoon zelf ook.")
    await carla.taps("Anders zeggen")
    assert QUESTION in standing(carla)[-1]
    await carla.says(PHONE)
    carla.sees("Ik zie een telefoonnummer.")
    assert (PHONE in await answers(town.store), await waiting(town.store)) == (False, [PHONE])
    await carla.taps("Zo delen")
    assert (PHONE in await answers(town.store), await waiting(town.store)) == (True, [])
    carla.sees("2 van 5")
    await carla.edits(first, "Peter belt soms terug")
    carla.sees("Dit bericht was geen antwoord op een vraag.")


async def test_after_a_day_the_question_stands_where_it_was_asked_about(town: Town) -> None:
    carla = await at_the_words(town)
    await carla.says(PHONE)
    messages = len(carla.history)
    await town.passes(timedelta(hours=25))

    assert await waiting(town.store) == []
    assert QUESTION in standing(carla)[-1]
    assert len(carla.history) == messages
    await carla.says("We bellen allebei en er wordt huiselijk geweld gemeld")
    carla.sees("Vinkje is geen meldpunt. Is er gevaar of mishandeling? Bel 112.")
    carla.sees("2 van 5")


async def test_what_comes_in_twice_after_a_crash_waits_once_and_is_asked_once(town: Town) -> None:
    carla = await at_the_words(town)
    said = await carla.says(PHONE)
    shown = len(carla.history)
    again = Incoming(
        "telegram",
        str(carla.id),
        f"m{carla.id}:{said.message_id}",
        town.clock.now(),
        Words(PHONE, str(said.message_id)),
    )
    assert (await town.works.receiver.receive(again)).verdict is Verdict.ACKNOWLEDGED
    await town.settle()

    assert await waiting(town.store) == [PHONE]
    assert len(carla.history) == shown
    await carla.taps("Liever mondeling")
    assert await waiting(town.store) == []
    carla.sees("2 van 5")
