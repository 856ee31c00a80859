"""Who reads English reads nothing in Dutch, from the first link to the last button."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from simulator.person import Person
from tests.conversations.conftest import catalogue, house
from tests.conversations.rounds import skips_and_sends, starts
from tests.conversations.thuis_in_oost import founded, joins, link_for
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

OPERATORS = ("cli", "settings", "rehearsal", "language", "doctor", "inbox", "outbox", "ready")
"""Texts for operators and authors, and names of languages: no member reads them."""

DUTCH = re.compile(
    r"\b(de|het|een|je|jij|jullie|niet|voor|van|met|wat|wie|waar|is er|deze|ronde|vraag|vragen|antwoord|"
    r"uitslag|overleg|bespreken|iedereen|organisaties|weet|sluit|tot en met|januari|maart|mei|augustus|"
    r"oktober|alle|vanaf|nooit|heeft|zijn|ma|di|wo|vr|za|zo|uur|ik|dit|nog|nu)\b",
    re.IGNORECASE,
)
"""Words that no English sentence of ours has."""
NAMES = ("Thuis in Oost", "Gemeente Oost", "De Linde", "de gemeente Oost")


def dutch_in(text: str) -> str | None:
    """The first Dutch word of a text, names left out."""
    for name in NAMES:
        text = text.replace(name, "")
    found = DUTCH.search(text)
    return found[0] if found else None


def reads_no_dutch(person: Person) -> None:
    """Everything that the bot ever showed this person, buttons and notices too."""
    for message in person.history:
        if not message.from_bot:
            continue
        for text in (message.text, *(label for row in message.rows for label in row)):
            if text in {"Nederlands", "Welke taal? / Which language?", "Taal / Language"}:
                continue
            assert dutch_in(text) is None, f"{dutch_in(text)!r} in {text!r}"
        if message.attachment is not None:
            assert dutch_in(message.attachment.file.name.replace("-", " ")) is None
    for toast in person.toasts:
        assert dutch_in(toast.text) is None


async def ann_in(town: Town) -> tuple[Person, Person, Person]:
    """Ann reads English and is in by the link of Woonstad; Moniek and Fatima read Dutch."""
    moniek = await founded(town)
    ann, fatima = town.person("Ann Lee", "en"), town.person("Fatima el Amrani")
    await ann.opens(link_for(moniek, "Woonstad"))
    for label in ("Read more", "Count me in", "Ann Lee"):
        await ann.taps(label)
    await ann.taps(ann.buttons()[0][0])
    await ann.taps("Morning")
    ann.sees("You are in!")
    await joins(town, fatima, link_for(moniek, "De Linde"))
    return moniek, ann, fatima


async def test_joining_a_round_and_the_result_in_english(town: Town) -> None:
    moniek, ann, fatima = await ann_in(town)
    await starts(moniek, "Balanscheck")
    ann.sees("Balance check\n5 questions, 3 minutes")
    await ann.taps("Later")
    await ann.taps(ann.buttons()[0][0])
    await ann.taps("🔴 No")
    await ann.taps(ann.buttons()[0][0])
    await ann.says("x" * 4096)
    town.clock.move(timedelta(seconds=1))
    await ann.sends("voice")
    await ann.says("We just need to have one list")
    ann.sees("What do you hope to achieve with that?")
    await ann.says("No double calls")
    await ann.says("well")
    first = ann.screen
    await ann.taps("🟠 Doubt" if "🟠 Doubt" in ann.buttons()[0] else ann.buttons()[0][1])
    await ann.taps_old(first, "🟢 Yes")
    while not any(["Send"] in message.rows for message in ann.history):
        await ann.taps("Skip")
    ann.sees("This is how the others will see it")
    await ann.taps("Change something")
    await ann.taps("← Back")
    await ann.taps("Send")
    for person in (moniek, fatima):
        await skips_and_sends(person)
    ann.sees("Balance check · result")
    await ann.taps("See everything" if "See everything" in str(ann.buttons()) else ann.buttons()[0][0])
    await town.passes(timedelta(days=25))
    assert any("the result of 'Balance check'?" in message.text for message in ann.history)
    reads_no_dutch(ann)


async def test_every_button_of_the_menu_in_english(town: Town) -> None:
    _, ann, _ = await ann_in(town)
    for command in ("/menu", "/help", "/privacy", "/stop", "/language", "/people", "/meeting", "/xyzzy"):
        await ann.says(command)
        for label in [label for row in ann.buttons() for label in row]:
            if label in {"Nederlands", "English"}:
                continue
            await ann.says(command)
            await ann.taps(label)
    await ann.says("what is this?")
    reads_no_dutch(ann)


async def test_a_coordinator_in_english(town: Town) -> None:
    moniek, _, _ = await ann_in(town)
    await moniek.says("/taal")
    await moniek.taps("English")
    begin = len(moniek.history)
    await moniek.says("/meeting")
    for label in ("Who takes part", "Invite", "New link", "Woonstad"):
        await moniek.taps(label)
    await moniek.taps(moniek.buttons()[0][0])
    await moniek.says("/meeting")
    for label in ("Rounds", "Start a round", "Balance check"):
        await moniek.taps(label)
    await town.passes(timedelta(days=25))  # past the closing, which the meeting of 16 December decides
    moniek.sees("too few")
    for message in moniek.history[begin:]:
        if message.from_bot:
            assert dutch_in(message.text) is None, message.text


def test_the_words_that_are_looked_for_tell_dutch_from_english() -> None:
    texts = catalogue()
    spoken = [key for key in texts.keys if not key.startswith(OPERATORS)]
    assert [key for key in spoken if dutch_in(texts.entry(key, "en").source)] == []
    long = [key for key in spoken if len(texts.entry(key, "nl").source) > 60]
    assert [key for key in long if not dutch_in(texts.entry(key, "nl").source)] == []
    assert all(dutch_in(flow.why.in_("en")) is None for flow in house().shelf.flows.values())
