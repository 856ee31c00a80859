"""What may lead to somebody is asked about before it is an answer; meanwhile it waits, for a day at most."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from storage.tables import Draft, Floor
from tests.process.counter import Counter
from tests.sensitive.kept import FIRST, SECOND, answers, at_the_words, everything, waiting

pytestmark = pytest.mark.one_database

PHONE = "Bel haar op 06-12345678"


SEEN = (
    ("mail jan@linde.example", "Ik zie een mailadres."),
    ("de zoon (geb. 3-4-2015) blijft thuis", "Ik zie een datum die een geboortedatum kan zijn."),
    ("het lekt op Kerkstraat 12", "Ik zie een adres."),
    ("Fatima belt nooit terug", "Je noemt iemand die ook meedoet."),
    ("Fatima is op 06-12345678 te bellen", "Hierin is misschien te zien over wie het gaat."),
    (PHONE, "Ik zie een telefoonnummer."),
)


async def test_it_says_what_it_saw(oost: Counter) -> None:
    carla = await at_the_words(oost)
    for text, said in SEEN:
        await carla.types(text)

        assert said in carla.reads
        assert carla.reads.startswith("Thuis in Oost\n")
        assert carla.labels == ["Zo delen", "Anders zeggen", "Liever mondeling"]
        assert (await answers(oost.store), await waiting(oost.store)) == ([], [text])


async def test_shared_as_it_is_it_becomes_the_answer(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE)
    await carla.taps("Zo delen")

    assert (await answers(oost.store), await waiting(oost.store)) == ([PHONE], [])
    assert SECOND in carla.reads
    assert not carla.read("Zo delen")


async def test_said_differently_nothing_is_left_and_the_question_stands(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE)
    await carla.taps("Anders zeggen")

    assert await waiting(oost.store) == []
    assert FIRST in carla.reads
    await carla.types("Bel haar")
    assert await answers(oost.store) == ["Bel haar"]


async def test_rather_aloud_no_text_is_kept(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE)
    await carla.taps("Liever mondeling")

    assert (await answers(oost.store), await waiting(oost.store)) == (["aloud"], [])
    assert SECOND in carla.reads


async def test_who_types_it_differently_at_once_has_chosen(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE)
    await carla.types("Bel haar vaker")

    assert (await answers(oost.store), await waiting(oost.store)) == (["Bel haar vaker"], [])
    assert SECOND in carla.reads


async def test_a_second_line_from_before_the_question_about_the_first_goes_with_it(oost: Counter) -> None:
    carla = await at_the_words(oost)
    sent_at = oost.clock.now()
    carla.online = False
    await carla.types(PHONE, sent_at=sent_at)
    await carla.types("of mail haar", sent_at=sent_at)
    carla.online = True
    await oost.deliver()

    assert sum("Ik zie een telefoonnummer" in each.screen.text for each in carla.chat) == 1
    await carla.taps("Zo delen")
    assert await answers(oost.store) == [f"{PHONE}\nof mail haar"]


async def test_the_same_text_again_while_it_waits_is_one_text(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE)
    await carla.types(PHONE)
    assert await waiting(oost.store) == [PHONE]

    await carla.taps("Zo delen")
    assert await answers(oost.store) == [PHONE]


async def test_a_double_tap_shares_once_and_shows_what_stands(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE)
    bubble, choice = carla.button("Zo delen")
    await carla.presses(bubble, choice)
    await carla.presses(bubble, choice)

    assert await answers(oost.store) == [PHONE]
    assert carla.toast == "toast.draft_gone"
    assert SECOND in carla.reads


async def test_what_was_shared_once_is_not_asked_about_again(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE, ref="w-1")
    await carla.taps("Zo delen")
    await carla.edits("w-1", f"{PHONE}, elke dag")

    assert carla.reads == "Thuis in Oost\nAangepast."
    assert await answers(oost.store) == [f"{PHONE}, elke dag"]


async def test_an_edit_that_adds_something_is_asked_about(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types("Bel haar", ref="w-1")
    await carla.edits("w-1", PHONE)
    assert "Ik zie een telefoonnummer." in carla.reads
    assert (await answers(oost.store), await waiting(oost.store)) == (["Bel haar"], [PHONE])

    await carla.taps("Zo delen")
    assert (await answers(oost.store), await waiting(oost.store)) == ([PHONE], [])
    assert carla.reads == "Thuis in Oost\nAangepast."


async def test_an_edit_that_is_not_shared_after_all_asks_that_question_again(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types("Bel haar", ref="w-1")
    await carla.edits("w-1", PHONE)
    await carla.taps("Anders zeggen")

    assert FIRST in carla.reads
    assert (await answers(oost.store), await waiting(oost.store)) == (["Bel haar"], [])


async def test_an_edit_of_the_text_that_waits_takes_its_place(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE, ref="w-1")
    await carla.edits("w-1", "Bel haar op 06-87654321")
    assert await waiting(oost.store) == ["Bel haar op 06-87654321"]
    await carla.edits("w-1", "Bel haar")

    assert (await answers(oost.store), await waiting(oost.store)) == (["Bel haar"], [])
    assert SECOND in carla.reads


async def test_an_early_text_is_asked_where_it_belongs_and_then_whether_to_share_it(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE, sent_at=oost.clock.now() - timedelta(minutes=1))
    await carla.taps("Ja")
    assert "Ik zie een telefoonnummer." in carla.reads
    assert (await answers(oost.store), await waiting(oost.store)) == ([], [PHONE])

    await carla.taps("Zo delen")
    assert await answers(oost.store) == [PHONE]


async def test_after_a_day_it_is_gone_and_the_question_stands_in_its_place(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE)
    bubble, choice = carla.button("Zo delen")
    messages = len(carla.chat)
    await oost.passes(timedelta(hours=23))
    assert await waiting(oost.store) == [PHONE]
    await oost.passes(timedelta(hours=2))

    assert (await answers(oost.store), await waiting(oost.store)) == ([], [])
    assert len(carla.chat) == messages
    assert FIRST in carla.reads
    await carla.presses(bubble, choice)
    assert (await answers(oost.store), carla.toast) == ([], "toast.draft_gone")
    await carla.types("Bel haar")
    assert await answers(oost.store) == ["Bel haar"]


async def test_while_it_waits_it_is_encrypted(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE)
    kept = await oost.run(lambda unit: unit.session.exec(select(Draft)).one())

    assert b"12345678" not in kept.words
    assert (await everything(oost.store)).count("06-12345678") == 1


async def test_once_the_answers_are_sent_a_text_that_waits_is_not_shared(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types("Bel haar", ref="w-1")
    await carla.edits("w-1", PHONE)
    bubble, choice = carla.button("Zo delen")
    for label in ("Overslaan", "Overslaan", "Overslaan", "Verstuur"):
        await carla.taps(label)
    await carla.presses(bubble, choice)

    assert "Je antwoord was al verstuurd." in carla.reads
    assert "Bel haar" in await answers(oost.store)
    assert await waiting(oost.store) == []


async def test_ones_own_name_and_a_stranger_are_not_asked_about(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types("Carla en Saskia bellen samen")

    assert await answers(oost.store) == ["Carla en Saskia bellen samen"]


async def test_nobody_else_can_share_it(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE)
    _, choice = carla.button("Zo delen")
    fatima = oost.guest("Fatima")
    await fatima.presses(fatima.chat[-1], choice)

    assert (await answers(oost.store), fatima.toast) == ([], "toast.not_allowed")


async def test_the_old_buttons_of_the_question_do_not_answer_past_it(oost: Counter) -> None:
    carla = await at_the_words(oost)
    bubble, choice = carla.button("Overslaan")
    await carla.types(PHONE)
    await carla.presses(bubble, choice)

    assert carla.toast == "toast.stale"
    assert await answers(oost.store) == []
    floor = await oost.run(lambda unit: unit.session.get(Floor, 2))
    assert floor.kind.value == "question"


async def test_who_skips_the_question_has_chosen(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.types(PHONE)
    share, choice = carla.button("Zo delen")
    await carla.commands("menu")
    await carla.taps("Verder met")
    await carla.taps("Overslaan")
    assert (await answers(oost.store), await waiting(oost.store)) == (["passed"], [])

    await carla.presses(share, choice)
    assert await answers(oost.store) == ["passed"]


async def test_it_is_asked_in_english_too(oost: Counter) -> None:
    carla = await at_the_words(oost)
    await carla.commands("language")
    await carla.taps("English")
    await carla.commands("menu")
    await carla.taps("Go on")
    await carla.types("Fatima never calls back")

    assert "You mention somebody who takes part too." in carla.reads
    await carla.taps("Share like this")
    assert await answers(oost.store) == ["Fatima never calls back"]
