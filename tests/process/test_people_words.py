"""Words, edits and everything that is neither: nothing lands in the wrong place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from process.incoming import Kind
from storage.queries import rounds
from storage.tables import Address, Draft, Floor, StoredAnswer
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, open_round

pytestmark = pytest.mark.one_database


async def in_the_round(oost: Counter) -> Guest:
    """Carla stands at the first typed question of a round of open questions."""
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Navragen")
    await carla.taps("Beginnen")
    return carla


async def answers(counter: Counter) -> dict[str, str | None]:
    """What is kept in Carla's name."""

    def look(unit):  # type: ignore[no-untyped-def]
        return {key: each.value for key, each in rounds.answers(unit, 2).items()}

    return await counter.run(look)


async def drafts(counter: Counter) -> int:
    return await counter.run(lambda unit: len(unit.session.exec(select(Draft)).all()))


async def test_words_go_to_the_question_that_stands(oost: Counter) -> None:
    carla = await in_the_round(oost)
    await carla.types("meer tijd")

    assert await answers(oost) == {"nodig": "meer tijd"}
    assert "ten minste in orde" in carla.reads


async def test_words_from_before_the_question_are_asked_about(oost: Counter) -> None:
    carla = await in_the_round(oost)
    early = oost.clock.now() - timedelta(minutes=1)
    await carla.types("meer tijd", sent_at=early, ref="hers")

    assert await answers(oost) == {}
    assert "Hoort het bij vraag 1?" in carla.reads
    assert carla.chat[-1].screen.about == "hers"
    assert carla.reads.startswith("Thuis in Oost")
    await carla.taps("Ja")
    assert await answers(oost) == {"nodig": "meer tijd"}
    assert await drafts(oost) == 0


async def test_several_early_lines_are_one_draft(oost: Counter) -> None:
    carla = await in_the_round(oost)
    early = oost.clock.now() - timedelta(minutes=1)
    await carla.types("meer tijd", sent_at=early)
    await carla.types("en geld", sent_at=early)
    await carla.taps("Ja")

    assert await answers(oost) == {"nodig": "meer tijd\nen geld"}


async def test_a_draft_can_be_thrown_away(oost: Counter) -> None:
    carla = await in_the_round(oost)
    await carla.types("meer tijd", sent_at=oost.clock.now() - timedelta(minutes=1))
    await carla.taps("Nee, gooi weg")

    assert carla.read("Weggegooid. Er is niets van bewaard.")
    assert "nodig om goed mee te kunnen doen" in carla.reads
    assert (await drafts(oost), await answers(oost)) == (0, {})


async def test_a_draft_is_encrypted_and_gone_after_a_day(oost: Counter) -> None:
    carla = await in_the_round(oost)
    await carla.types("zeldzaam woord", sent_at=oost.clock.now() - timedelta(minutes=1))
    kept = await oost.run(lambda unit: unit.session.exec(select(Draft)).one())
    assert b"zeldzaam" not in kept.words

    await oost.passes(timedelta(hours=23))
    assert await drafts(oost) == 1
    await oost.passes(timedelta(hours=2))
    assert await drafts(oost) == 0


async def test_words_while_a_typed_question_waits_are_offered_to_it(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Navragen")
    await carla.types("meer tijd")
    assert "Ik vroeg je nu niets. Hoort dit bij vraag 1, die nog openstaat?" in carla.reads

    await carla.taps("Ja")
    assert await answers(oost) == {"nodig": "meer tijd"}


async def test_words_that_belong_nowhere_are_not_kept(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.types("meer tijd")

    assert "Ik vroeg je nu niets. Ik heb dit niet bewaard." in carla.reads
    assert await drafts(oost) == 0


async def test_a_tick_cannot_be_typed_past(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    await carla.types("nou, het gaat best wel")

    assert carla.read("Tik op een van de knoppen onder de vraag.")
    assert "Willen we samen nog hetzelfde bereiken?" in carla.reads


async def test_early_words_never_answer_a_tick(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await carla.taps("Beginnen")
    await carla.types("groen", sent_at=oost.clock.now() - timedelta(minutes=1))

    assert carla.read("Je typte dit voordat je deze vraag kon zien. Ik heb het niet bewaard.")
    assert (await answers(oost), await drafts(oost)) == ({}, 0)


async def test_an_edited_message_changes_its_answer(oost: Counter) -> None:
    carla = await in_the_round(oost)
    await carla.types("meer teid", ref="w-typo")
    await carla.edits("w-typo", "meer tijd")

    assert await answers(oost) == {"nodig": "meer tijd"}
    assert carla.reads == "Thuis in Oost\nAangepast."


async def test_an_edit_is_seen_in_the_check(oost: Counter) -> None:
    carla = await in_the_round(oost)
    await carla.types("meer teid", ref="w-typo")
    for _ in range(3):
        await carla.taps("Overslaan")
    assert "meer teid" in carla.reads
    await carla.edits("w-typo", "meer tijd")

    assert "meer tijd" in carla.reads
    assert "Verstuur" in carla.labels


async def test_an_edit_after_sending_says_how_to_change(oost: Counter) -> None:
    carla = await in_the_round(oost)
    await carla.types("meer teid", ref="w-typo")
    for label in ("Overslaan", "Overslaan", "Overslaan", "Verstuur"):
        await carla.taps(label)
    await carla.edits("w-typo", "meer tijd")

    assert "Je antwoord was al verstuurd." in carla.reads
    assert carla.labels == ["Antwoord veranderen"]
    assert (await answers(oost))["nodig"] == "meer teid"


async def test_an_edit_of_something_else_is_not_kept(oost: Counter) -> None:
    carla = await in_the_round(oost)
    await carla.edits("m-none", "iets")

    assert "Dit bericht was geen antwoord op een vraag." in carla.reads
    kept = await oost.run(lambda unit: unit.session.exec(select(StoredAnswer)).all())
    assert kept == []


async def test_a_voice_message_gets_a_way_round_and_the_question_again(oost: Counter) -> None:
    carla = await in_the_round(oost)
    await carla.sends(Kind.VOICE)

    assert carla.read("Gebruik het microfoontje van je toetsenbord")
    assert "nodig om goed mee te kunnen doen" in carla.reads


async def test_every_kind_without_text_has_its_line(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    said = set()
    for kind in Kind:
        await carla.sends(kind)
        said.add(carla.reads)

    assert len(said) == 6
    assert all("Menu" not in text for text in said)


async def test_a_stale_button_shows_what_stands_now(oost: Counter) -> None:
    carla = await in_the_round(oost)
    bubble, choice = carla.button("Overslaan")
    await carla.taps("Overslaan")
    await carla.presses(bubble, choice)

    assert carla.toast == "toast.stale"
    assert "ten minste in orde" in carla.reads


async def test_a_stranger_is_told_once_who_this_is(oost: Counter) -> None:
    jan = oost.guest("Jan")
    await jan.types("hallo?")
    await jan.types("is daar iemand?")
    await jan.sends(Kind.STICKER)
    await jan.commands("xyzzy")

    assert len(jan.chat) == 1
    assert "Wat je hier typt, bewaar ik niet." in jan.reads


async def test_a_command_that_does_not_exist_leads_to_the_menu(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("xyzzy")

    assert "Die opdracht ken ik niet." in carla.reads
    assert carla.labels == ["Menu"]


async def test_in_a_group_one_line_and_then_nothing(counter: Counter) -> None:
    group = counter.guest("-100200")
    await group.adds_to_group(added=True)
    await group.adds_to_group(added=False)

    assert len(group.chat) == 1
    assert "Ik werk alleen in een gesprek met één persoon." in group.reads


async def test_who_blocked_the_bot_is_not_written_to_until_they_are_back(oost: Counter) -> None:
    carla = await in_the_round(oost)
    await carla.blocks()
    reachable = await oost.run(lambda unit: unit.session.get(Address, 2).reachable)
    assert not reachable

    await carla.unblocks()
    assert carla.read("Fijn dat je er weer bent.")
    assert "nodig om goed mee te kunnen doen" in carla.reads


async def test_typing_at_the_check_sends_nothing(oost: Counter) -> None:
    carla = await in_the_round(oost)
    for _ in range(4):
        await carla.taps("Overslaan")
    await carla.types("verstuur maar")

    floor = await oost.run(lambda unit: unit.session.get(Floor, 2))
    assert carla.read("wat je net typte, is niet bewaard")
    assert floor.kind.value == "review"
