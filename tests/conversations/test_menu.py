"""Everything by buttons from /menu, within three taps, and no button that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Awaitable
from dataclasses import dataclass, field

import pytest

from simulator.messages import Button, Message
from simulator.person import Person
from tests.conversations.rounds import Three, in_the_round, skips_and_sends, three
from tests.conversations.test_leaving import invites
from tests.conversations.town import Town

pytestmark = pytest.mark.one_database

NEAR = 3
"""Everything is found within so many taps."""
LASTING = ("Intrekken", "t/m", "Klopt", "Ja, dat klopt", "Deelnemer", "Coördinator", "Meelezer", "English")
"""Buttons that change what stands behind others: tapped after all the rest."""
ENDING = ("Ja, ik stop", "Ja, wis alles")
TAG = 11
"""Characters of the tag behind the data of a button (bot/press.py)."""


ALIKE = re.compile(
    r"(✔ )?\b(ma|di|wo|do|vr|za|zo)\b( \d+ \w+)?|\d\d:00|\d+ maanden|.+(?= \(\d+ min\))|\d+ min"
    r"|Gemeente Oost|Woonstad|De Linde|Politie Oost|Moniek Bakker|Carla Smit|Fatima el Amrani"
    r"|Noord|Midden|Zuid"
)
"""What differs between buttons that stand side by side for several of the same."""


def _ending(label: str) -> int:
    """How near to the end this is tapped: to be forgotten comes after leaving."""
    return ENDING.index(label) + 1 if label in ENDING else 0


ALIKE_SIGN = "…"
MEETING = "Wanneer is jullie volgende overleg?"


def kind_of(button: Button) -> tuple[str, ...]:
    """What a tap does, and its label: of several days, people, organisations or flows, one is tapped.

    One label may do two things (a round is started, or done in the meeting): both are tapped.
    """
    act = (button.data or "")[:-TAG].partition(".")[0]
    return act, "Intrekken" if act == "revoke" else ALIKE.sub(ALIKE_SIGN, button.label)


@dataclass(frozen=True)
class Step:
    """A button on a message, and the buttons that led there."""

    message: Message
    label: str
    behind: Step | None

    @property
    def taps(self) -> int:
        """How many taps it takes from where the walk began."""
        return 1 if self.behind is None else self.behind.taps + 1

    @property
    def on_a_form(self) -> bool:
        """A page of a form is answered once: its other buttons need the same way again."""
        button = next(each for each in self.message.buttons if each.label == self.label)
        return (button.data or "").startswith(("f.", "fback.", "fquit."))


@dataclass
class Walk:
    """One person who taps every kind of button that comes up within `far` taps of where it begins."""

    person: Person
    lasting: tuple[str, ...] = LASTING
    far: int = NEAR
    begin: str = "/menu"
    read: list[tuple[int, str]] = field(default_factory=list)
    tapped: set[tuple[str, ...]] = field(default_factory=set)

    async def everywhere(self) -> None:
        """Breadth first, what lasts after that, and leaving at the very end."""
        level = self._new_steps(await self._after(self.person.says(self.begin)))
        later: list[Step] = []
        while level:
            news: list[Step] = []
            for step in level:
                if step.label.startswith((*self.lasting, *ENDING)):
                    later.append(step)
                else:
                    news += self._new_steps(await self._takes(step), step)
            level = [step for step in news if step.taps <= self.far]
        for step in sorted(later, key=lambda step: (step.label == "English", _ending(step.label))):
            await self._takes(step)

    async def _takes(self, step: Step) -> list[Message]:
        """Tap, on the same way again where the button lives only once; gives what came."""
        if not step.on_a_form:
            tap = self.person.taps_old(step.message, step.label)
            return await self._after(tap, step, step.message)
        await self._goes_to(step)
        return await self._after(self.person.taps(step.label), step)

    async def _goes_to(self, step: Step) -> None:
        """Make the form of this step anew: from the last button on the way that lives on."""
        assert step.behind is not None, f"[{step.label}] stands on a form from the start"
        if step.behind.on_a_form:
            await self._goes_to(step.behind)
            await self.person.taps(step.behind.label)
        else:
            await self.person.taps_old(step.behind.message, step.behind.label)

    async def _after(
        self, act: Awaitable[object], step: Step | None = None, under: Message | None = None
    ) -> list[Message]:
        taps, label = (step.taps, step.label) if step is not None else (0, self.begin)
        now, toasts = self.person.world.step, len(self.person.toasts)
        await act
        news = [m for m in self.person.history if m.from_bot and m.step > now]
        answered = under is not None and under not in self.person.history  # it had become the answer before
        assert news or answered or len(self.person.toasts) > toasts, f"[{label}] leads to silence"
        for message in news:
            assert "er ging iets mis" not in message.text, f"[{label}] fails"
            self.read.append((taps, message.text))
        return news

    def _new_steps(self, news: list[Message], behind: Step | None = None) -> list[Step]:
        steps = []
        for message in news:
            for button in message.buttons:
                kind = kind_of(button)
                if kind[1] == ALIKE_SIGN and MEETING in message.text:  # a day of leave is no day of a meeting
                    kind = (*kind, MEETING)
                if kind not in self.tapped:
                    self.tapped.add(kind)
                    steps.append(Step(message, button.label, behind))
        return steps

    def has_read(self, *texts: str) -> None:
        """Each of these came up within three taps."""
        for text in texts:
            assert any(text in each for taps, each in self.read if taps <= NEAR), f"{text!r} is too far away"

    def never_read(self, *texts: str) -> None:
        """None of these came up, however far."""
        for text in texts:
            assert not any(text in each for _, each in self.read), text


FOR_EVERYONE = (
    "Gemeente Oost: Moniek Bakker",
    "Telegram kan berichten technisch lezen",
    "Welke taal? / Which language?",
    "Wanneer mag ik je storen?",
    "Tot en met wanneer ben je weg?",
    "Wil je eruit?",
    "Je bent uit Thuis in Oost.",
)
AFTER_A_ROUND = ("Balanscheck · uitslag", "Balanscheck · alle antwoorden")
SHEET = "Het bespreekblad, één A4 met open vragen. Iedereen krijgt hetzelfde blad."
COORDINATORS_SHEET = "Bespreekblad, één A4. De deelnemers hebben het ook."
FOR_COORDINATORS = (
    MEETING,
    "Hoe laat begint het",
    "links werken nu",
    "Voor welke organisatie is de link?",
)
FURTHER = ("Hoe doet die persoon mee?", "Hieronder staat de uitnodiging")


async def revealed(town: Town) -> Three:
    """A round of three that was shown."""
    people = await in_the_round(town)
    for person in people.all:
        await skips_and_sends(person)
    return people


async def test_a_partner_finds_everything_within_three_taps(town: Town) -> None:
    people = await revealed(town)
    walk = Walk(people.carla)
    await walk.everywhere()
    walk.has_read(*FOR_EVERYONE, *AFTER_A_ROUND, SHEET, "From now on in English.")
    walk.never_read(*FOR_COORDINATORS, *FURTHER, COORDINATORS_SHEET)


async def test_a_partner_in_a_round_finds_the_question_first(town: Town) -> None:
    people = await in_the_round(town)
    await people.carla.says("/menu")
    assert people.carla.buttons()[0] == ["Verder met Balanscheck (3 min)"]
    walk = Walk(people.carla, (*LASTING, "Verder met", "Deze ronde niet"))
    await walk.everywhere()
    walk.has_read(*FOR_EVERYONE, "Willen we samen nog hetzelfde bereiken?", "deze ronde doe je niet mee")


async def test_a_coordinator_finds_everything_within_three_taps(town: Town) -> None:
    people = await revealed(town)
    walk = Walk(people.moniek, (*LASTING, "Ja", "Deels", "Ging niet door"))
    await walk.everywhere()
    walk.has_read(*FOR_EVERYONE, *AFTER_A_ROUND, *FOR_COORDINATORS)
    walk.has_read(COORDINATORS_SHEET, "Is die al besproken?")


async def test_a_coordinator_without_a_round_can_start_one(town: Town) -> None:
    people = await three(town)
    rounds = ("Navragen", "Iedereen op de telefoon", "Kaarten")  # one that is open keeps others shut
    walk = Walk(people.moniek, (*LASTING, *rounds), far=5)
    await walk.everywhere()
    walk.has_read(*FOR_EVERYONE, *FOR_COORDINATORS, "Welke ronde wil je nu openen?", "is open")
    for text in FURTHER:
        assert any(text in each for _, each in walk.read)


async def test_in_the_meeting_every_button_of_a_coordinator_leads_somewhere(town: Town) -> None:
    people = await three(town)
    walk = Walk(people.moniek, (*LASTING, "Toch laten zien"), far=5, begin="/live")
    walk.tapped.update({("overleg", "Overleg"), ("home", "Menu")})  # the other walks go there
    await walk.everywhere()
    walk.has_read(
        "Welke vragen doen jullie nu samen?", "nu in het overleg. Hoe doen jullie het?", "0 van de 3"
    )


async def test_an_observer_finds_what_is_shared_and_nothing_of_a_coordinator(town: Town) -> None:
    people = await three(town)
    olga = town.person("Olga Meer")
    await olga.opens(await invites(people.moniek, "Meelezer"))
    for label in ("Ik doe mee", "Olga Meer", "Ochtend"):
        await olga.taps(label)
    await people.moniek.says("/overleg")
    await people.moniek.taps("Rondes")
    await people.moniek.taps("Ronde starten")
    await people.moniek.taps("Balanscheck")
    for person in people.all:
        await skips_and_sends(person)
    walk = Walk(olga)
    await walk.everywhere()
    walk.has_read(*FOR_EVERYONE, *AFTER_A_ROUND, SHEET, "Meelezers: Olga Meer")
    walk.never_read(*FOR_COORDINATORS, *FURTHER, COORDINATORS_SHEET)


async def test_a_stranger_finds_who_this_is_and_their_rights(town: Town) -> None:
    jan = town.person("Jan de Wit")
    walk = Walk(jan)
    await walk.everywhere()
    walk.has_read("Meedoen kan met een uitnodiging", "Telegram kan berichten technisch lezen")
    assert {label for _, label in walk.tapped} == {
        "Privacy",
        "Mijn gegevens",
        "Vergeet mij",
        "Ja, wis alles",
        "Nee, laat staan",
    }


async def test_the_commands_that_are_listed_follow_the_role_and_the_language(town: Town) -> None:
    people = await three(town)
    dutch, english = {"menu", "hulp", "privacy", "stop"}, {"menu", "help", "privacy", "stop"}
    assert listed(people.carla) == listed(town.person("Jan de Wit")) == dutch
    assert listed(town.person("Ann", "en")) == listed(town.person("Yara", "tr")) == english
    assert listed(people.moniek) == dutch | {"overleg"}
    await people.moniek.says("/taal")
    await people.moniek.taps("English")
    assert listed(people.moniek) == english | {"meeting"}
    for command in people.moniek.commands:
        await people.moniek.says(f"/{command.name}")
        people.moniek.sees_not("I do not know that command")
    await people.moniek.says("/stop")
    await people.moniek.taps("Out of Thuis in Oost")
    await people.moniek.taps("Yes, I stop")
    assert "meeting" not in listed(people.moniek)


def listed(person: Person) -> set[str]:
    """The commands that Telegram lists for this person."""
    return {each.name for each in person.commands}
