"""What somebody can say to a proposal and about an agreement, and what the others hear of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from process.states import AgreementState as State
from storage.tables import Agreement
from tests.agreeing.table import LIST, proposes, until
from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in

pytestmark = pytest.mark.one_database


async def row(oost: Counter, number: int = 1) -> Agreement:
    """An agreement as it is kept."""
    return await oost.run(lambda unit: unit.session.get_one(Agreement, number))


async def asked(oost: Counter) -> tuple[Guest, Guest, Guest]:
    """Fatima has the question of Carla, which came out of no round."""
    three = await everyone_in(oost)
    await proposes(three[1], "Fatima", day="vrijdag 11 december", topic=None)
    await oost.passes(timedelta(days=1))
    assert "Ja, doe ik" in three[2].labels
    return three


async def agreed(oost: Counter) -> tuple[Guest, Guest, Guest]:
    """Fatima said yes; without a round to talk about that is enough."""
    three = await asked(oost)
    await three[2].taps("Ja, doe ik")
    assert "Een paar dagen ervoor vraag ik hoe het gaat." in three[2].reads
    return three


async def test_another_day_is_a_yes_for_that_day(oost: Counter) -> None:
    _, carla, fatima = await asked(oost)
    await fatima.taps("Andere datum")
    assert "Met die dag zeg je ja" in fatima.reads
    await fatima.types("eind januari")
    kept = await row(oost)
    assert (kept.state, kept.due_on) == (State.AGREED, date(2027, 1, 29))
    await oost.passes(timedelta(days=1))
    assert "Fatima (Zorgpunt) doet het: ‘" in carla.reads
    assert "vr 29 januari" in carla.reads


async def test_who_talks_at_home_first_is_asked_again_on_their_own_day_and_not_before(oost: Counter) -> None:
    _, carla, fatima = await asked(oost)
    await fatima.taps("Eerst intern overleggen")
    await fatima.types("over twee weken")
    assert "Tot dan hoor je hierover niets" in fatima.reads
    assert (await row(oost)).owner_id is None
    before = len(fatima.chat)
    await oost.passes(timedelta(days=12))
    assert not any("intern overleggen over" in each.screen.text for each in fatima.chat[before:])
    assert carla.read("Fatima (Zorgpunt) overlegt eerst intern over je voorstel")
    await oost.passes(timedelta(days=3))
    assert fatima.read("Je zou intern overleggen over het voorstel van Carla (Woonstad)")
    await fatima.taps("Nee")
    await fatima.taps("Zonder reden")
    assert (await row(oost)).state is State.PROPOSED


async def test_no_with_a_reason_is_back_with_the_group_and_says_why(oost: Counter) -> None:
    moniek, carla, fatima = await asked(oost)
    await fatima.taps("Nee")
    await fatima.types("Dat ligt bij een ander team")
    assert "is terug bij de groep" in fatima.reads
    kept = await row(oost)
    assert (kept.state, kept.asked_id, kept.owner_id) == (State.PROPOSED, None, None)
    await oost.passes(timedelta(days=1))
    assert "is terug bij de groep. Het staat op niemands naam" in carla.reads
    await moniek.commands("afspraken")
    await moniek.taps("1")
    assert "Teruggegeven, want: Dat ligt bij een ander team" in moniek.reads
    await moniek.taps("Ik doe dit")
    assert (await row(oost)).state is State.AGREED


async def test_an_old_button_changes_nothing_any_more(oost: Counter) -> None:
    _, carla, fatima = await asked(oost)
    bubble, yes = fatima.button("Ja, doe ik")
    await carla.commands("afspraken")
    await carla.taps("1")
    await carla.taps("Voorstel loslaten")
    await fatima.presses(bubble, yes)
    assert fatima.toast == "toast.stale"
    kept = await row(oost)
    assert (kept.state, kept.owner_id) == (State.WITHDRAWN, None)


async def test_help_goes_to_everyone_and_on_the_sheet_and_is_not_asked_about_again(oost: Counter) -> None:
    moniek, carla, fatima = await agreed(oost)
    await until(oost, datetime(2026, 12, 8, 12, tzinfo=UTC))
    await fatima.taps("Hulp nodig")
    assert "De anderen horen nu dat je hulp kunt gebruiken" in fatima.reads
    await oost.passes(timedelta(days=1))
    for guest in (moniek, carla):
        assert guest.read("Bij een afspraak van jullie is hulp welkom:")
    before = len(fatima.chat)
    await oost.passes(timedelta(days=9))
    assert not any(LIST in each.screen.text for each in fatima.chat[before:])
    await fatima.commands("afspraken")
    await fatima.taps("1")
    await fatima.taps("Gelukt")
    assert (await row(oost)).state is State.DONE


async def test_nearly_is_asked_once_more_after_the_date(oost: Counter) -> None:
    _, _, fatima = await agreed(oost)
    await until(oost, datetime(2026, 12, 8, 12, tzinfo=UTC))
    await fatima.taps("Bijna")
    before = len(fatima.chat)
    await until(oost, datetime(2026, 12, 13, 12, tzinfo=UTC))
    assert not any(LIST in each.screen.text for each in fatima.chat[before:])
    await until(oost, datetime(2026, 12, 14, 12, tzinfo=UTC))
    assert fatima.read("De dag van je afspraak is voorbij.")


async def test_without_an_answer_it_is_asked_twice_and_then_it_is_for_the_meeting(oost: Counter) -> None:
    moniek, _, fatima = await agreed(oost)
    before = len(fatima.chat)
    await until(oost, datetime(2026, 12, 21, 12, tzinfo=UTC))
    asked = [each for each in fatima.chat[before:] if "je afspraak" in each.screen.text]
    assert len(asked) == 2
    assert (await row(oost)).state is State.SILENT
    await moniek.commands("afspraken")
    assert "voor het volgende overleg, Fatima (Zorgpunt)" in moniek.reads


async def test_a_leave_is_no_silence(oost: Counter) -> None:
    _, _, fatima = await agreed(oost)
    await fatima.commands("stop")
    await fatima.taps("Even weg")
    await fatima.types("21 december")
    await until(oost, datetime(2026, 12, 21, 20, tzinfo=UTC))
    assert (await row(oost)).state is State.AGREED
    assert not fatima.read("Hoe gaat het met je afspraak?")


async def test_who_leaves_gives_their_agreements_back(oost: Counter) -> None:
    moniek, _, fatima = await agreed(oost)
    await fatima.commands("stop")
    await fatima.taps("Uit Thuis in Oost")
    await fatima.taps("Ja, ik stop")
    assert fatima.read("Je afspraak is terug bij de groep.")
    kept = await row(oost)
    assert (kept.state, kept.owner_id) == (State.PROPOSED, None)
    await moniek.commands("afspraken")
    assert "voorstel, op niemands naam" in moniek.reads


async def test_words_that_name_somebody_are_asked_about_and_a_bsn_is_not_kept(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("voorstel")
    await carla.types("Bel 111222333 over de huur")
    assert carla.read("Ik zag een BSN in je bericht")
    await carla.types("Fatima belt de huurder")
    assert "Je noemt iemand die ook meedoet." in carla.reads
    await carla.taps("Anders zeggen")
    assert "Wat is het voorstel?" in carla.reads
    await carla.types("Mail naar jan@voorbeeld.nl")
    assert "over wie het gaat" in carla.reads
    await carla.types("Zorgpunt belt de huurder")
    assert "Wanneer is het klaar?" in carla.reads
    await carla.taps("← Terug")
    assert "Wat is het voorstel?" in carla.reads


async def test_seen_by_and_otherwise_are_asked_of_who_wants_to_add_them(oost: Counter) -> None:
    _, carla, _ = await everyone_in(oost)
    await carla.commands("voorstel")
    await carla.types(LIST)
    await carla.types("gisteren")
    assert "Een datum" in carla.reads or "dag" in carla.reads
    await carla.types("over twee maanden")
    await carla.taps("Nog niemand")
    await carla.taps("Binnen één organisatie")
    await carla.taps("Erbij: wanneer is het klaar?")
    await carla.types("Alle drie gebruiken de lijst")
    await carla.taps("Erbij: en als het niet lukt?")
    await carla.types("het regieoverleg")
    assert "Klaar als: Alle drie gebruiken de lijst" in carla.reads
    assert "Lukt het niet? Dan bespreken bij: het regieoverleg" in carla.reads
    await carla.taps("Zo voorstellen")
    await carla.taps("Afspraken")
    await carla.taps("1")
    assert "Binnen één organisatie\nKlaar als: Alle drie" in carla.reads
