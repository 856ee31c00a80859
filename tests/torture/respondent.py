"""Somebody who answers on whatever happens to the bot, and remembers exactly what they gave."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Awaitable, Callable

from demo.answering import DUTCH, standing
from flows.model import Flow
from flows.question import Question
from simulator.messages import Message
from simulator.person import Person

Wait = Callable[[Callable[[], bool]], Awaitable[bool]]
"""Wait until something is so; False when patience ends first."""

CHANGE_ANSWER = "Antwoord veranderen"
SOMETHING_ELSE = "Iets veranderen"
_BELONGS = "Hoort het bij"
_WHICH = "Welk antwoord wil je veranderen"


class Stuck(AssertionError):  # noqa: N818 - it reads as what happened
    """Somebody touched their phone again and still nothing came of it."""


class Respondent:
    """Answers, sends, and changes answers, without a moment's thought.

    `given` is what stands by now, by question; `times` how often each question was answered. A touch of
    which nothing is seen is followed by a second; `touched` counts all that were needed, `again` those.
    """

    def __init__(
        self, person: Person, flow: Flow, chance: random.Random, wait: Wait, where: str = ""
    ) -> None:
        self.person = person
        self.given: dict[str, str] = {}
        self.times: Counter[str] = Counter()
        self.touched = 0
        self.again = 0
        self._flow = flow
        self._chance = chance
        self._wait = wait
        self._where = where

    async def answers_until(self, finish: Callable[[], bool]) -> None:
        """Go on until `finish` is true and everything is sent. Raises Stuck."""
        while True:
            message = standing(self.person)
            if self._place(message) == "sent" and finish():
                return
            await self._touches(message)

    async def _touches(self, message: Message) -> None:
        before = self._scene(message)
        label, words = self._choose(message)
        self.touched += 1
        if words is None:
            await self.person.taps_old(message, label)
        else:
            await self.person.says(words)
        if await self._wait(lambda: self._scene(standing(self.person)) != before):
            return
        self.again += 1
        if words is None:
            await self.person.taps_old(message, label)
        else:
            await self.person.sends("sticker")  # words are not said twice; anything brings what stands
        if not await self._wait(lambda: self._scene(standing(self.person)) != before):
            raise Stuck(f"{self.person.name} is stuck at {before}:\n{message.text}")

    def _scene(self, message: Message) -> tuple[int, str, int]:
        """What somebody looks at: the message, what it is, and its buttons, which belong to one version."""
        return message.message_id, self._place(message), hash(tuple(each.data for each in message.buttons))

    def _place(self, message: Message) -> str:
        labels = [button.label for button in message.buttons]
        if _BELONGS in message.text:
            return "belongs"
        if _WHICH in message.text:
            return "which"
        if CHANGE_ANSWER in labels:
            return "sent"
        if DUTCH.send in labels:
            return "check"
        question = self._question(message.text)
        return "invitation" if question is None else question.id

    def _question(self, text: str) -> Question | None:
        """Questions behind a tick share their words; the short name of the tick stands beside them."""
        for question in self._flow.collect.questions:
            above = self._flow.question(question.under) if question.under is not None else None
            short = above.short if above is not None else None
            if question.text.nl in text and (short is None or f"'{short.nl}'" in text):
                return question
        return None

    def _choose(self, message: Message) -> tuple[str, str | None]:
        """The label to tap, or the words to type."""
        match self._place(message):
            case "belongs":
                return "Ja", None
            case "sent":
                return CHANGE_ANSWER, None
            case "check":
                return (DUTCH.send if self._chance.random() < 0.3 else SOMETHING_ELSE), None
            case "which":
                return self._chance.choice([button.label for button in message.buttons][:-1]), None
            case "invitation":
                return DUTCH.begin, None
        question = self._question(message.text)
        if question is None:
            raise LookupError("a place that is nowhere")
        return self._answer(question)

    def _answer(self, question: Question) -> tuple[str, str | None]:
        self.times[question.id] += 1
        if not question.options:
            words = f"{self._where}{self.person.name} over {question.id}, keer {self.times[question.id]}"
            self.given[question.id] = words
            return "", words
        option = self._chance.choice(question.options)
        self.given[question.id] = option.id
        return option.label.nl, None
