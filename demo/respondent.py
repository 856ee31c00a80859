"""Somebody who goes on answering whatever happens to the bot, and remembers exactly what they gave."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from demo.answering import DUTCH, Touch, standing
from flows.model import Flow
from flows.question import Question
from simulator.messages import Message
from simulator.person import Person
from simulator.simulator import Simulator

PATIENCE = 10.0
"""Seconds after which somebody who sees nothing happen tries again."""

_SENT = "Antwoord veranderen"
_DRAFT = ("Hoort het bij", "Hoort dit bij")
_ANSWERED = "Deze vraag is al beantwoord"
_CHANGE = "Welk antwoord wil je veranderen"


class Stuck(AssertionError):  # noqa: N818 - it reads as what happened
    """Somebody touched their phone, the bot lived all the while, and nothing came of it."""


@dataclass(frozen=True)
class Scene:
    """What stands on a screen: a question by its id, or one of the places around the questions."""

    place: str
    question: Question | None = None


class Respondent:
    """Answers, sends, and changes answers again until told to finish. `given` is what they gave last.

    `kills` tells how often the bot was killed so far.
    """

    def __init__(
        self,
        person: Person,
        simulator: Simulator,
        flow: Flow,
        chance: random.Random,
        kills: Callable[[], int] = lambda: 0,
    ) -> None:
        self.person = person
        self.given: dict[str, str | None] = {}
        self.times: Counter[str] = Counter()
        self.second_touches = 0
        self._simulator = simulator
        self._flow = flow
        self._chance = chance
        self._kills = kills
        self._spent: tuple[Message, str] | None = None

    async def answers_until(self, finish: Callable[[], bool]) -> None:
        """Go on until `finish` is true, and then until everything is sent. Raises Stuck."""
        while True:
            message = standing(self.person)
            scene = self._look(message)
            if scene.place == "sent" and finish():
                return
            touch = self._choose(message, scene)
            if not await self._touches(message, scene, touch):
                return

    def _look(self, message: Message) -> Scene:
        text, labels = message.text, [button.label for button in message.buttons]
        if any(draft in text for draft in _DRAFT):
            return Scene("draft")
        if _CHANGE in text:
            return Scene("change")
        if _SENT in labels:
            return Scene("sent")
        if DUTCH.send in labels:
            return Scene("check")
        question = next((each for each in self._flow.collect.questions if self._asks(text, each)), None)
        return Scene("invitation") if question is None else Scene(f"question {question.id}", question)

    def _asks(self, text: str, question: Question) -> bool:
        """Several ticks have the same question below them, with the short name of the tick beside it."""
        if question.text.nl not in text:
            return False
        above = self._flow.question(question.under) if question.under is not None else None
        return above is None or above.short is None or f"'{above.short.nl}'" in text

    def _choose(self, message: Message, scene: Scene) -> Touch:
        labels = [button.label for button in message.buttons]
        match scene.place:
            case "draft":
                return Touch(label="Ja")
            case "sent":
                return Touch(label=_SENT)
            case "check":
                return Touch(label=self._chance.choice((DUTCH.send, "Iets veranderen")))
            case "change":
                return Touch(label=self._chance.choice(labels[:-1]))  # the last one leads back
            case "invitation":
                return Touch(label=DUTCH.begin)
        return self._answer(scene.question)

    def _answer(self, question: Question | None) -> Touch:
        """A choice at random, or words that nobody else ever types."""
        if question is None:
            raise LookupError("a scene without a place")
        self.times[question.id] += 1
        if not question.options:
            words = f"{self.person.name} over {question.id}, keer {self.times[question.id]}"
            self.given[question.id] = words
            return Touch(words=words)
        option = self._chance.choice(question.options)
        self.given[question.id] = option.id
        return Touch(label=option.label.nl)

    async def _touches(self, message: Message, scene: Scene, touch: Touch) -> bool:
        """Touch until something else stands there; False when it is heard that all was sent already."""
        kills, toasts = self._kills(), len(self.person.toasts)
        await self._touch(message, touch)
        while not await self._moves_on(scene):
            now = standing(self.person)
            if touch.label == DUTCH.send and any(
                _ANSWERED in each.text for each in self.person.toasts[toasts:]
            ):
                return False
            if now.step == message.step and self._kills() == kills:
                raise Stuck(f"{self.person.name} is stuck at {scene.place}:\n{now.text}")
            kills = self._kills()
            self.second_touches += 1
            if touch.words is not None and now.step == message.step and self._spent is not None:
                await self.person.taps_old(
                    *self._spent
                )  # a spent button brings what stands; words are not repeated
            else:
                message = now
                await self._touch(message, touch)
        if touch.label is not None and scene.question is not None:
            self._spent = message, touch.label
        return True

    async def _touch(self, message: Message, touch: Touch) -> None:
        if touch.words is not None:
            await self.person.says(touch.words)
        else:
            await self.person.taps_old(message, touch.label or "")

    async def _moves_on(self, scene: Scene) -> bool:
        try:
            await self._simulator.happens(
                lambda: self._look(standing(self.person)).place != scene.place, within=PATIENCE
            )
        except TimeoutError:
            return False
        return True
