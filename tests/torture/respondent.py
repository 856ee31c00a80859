"""Somebody who answers on whatever happens to the bot, and remembers exactly what they gave."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from demo.answering import DUTCH
from flows.model import Flow
from flows.question import Question
from simulator.messages import Message
from simulator.person import Person

Wait = Callable[[Callable[[], bool]], Awaitable[bool]]
"""Wait until something is so; False when patience ends first."""

CHANGE_ANSWER = "Antwoord veranderen"
SOMETHING_ELSE = "Iets veranderen"
_ANSWERED = "al beantwoord"
_ASKED = "belongs"
"""Where the bot asks about words; the question that they answered goes on behind it."""
_MENU = "Instellingen"
_BELONGS = "Hoort het bij"
_WHICH = "Welk antwoord wil je veranderen"


def standing(person: Person) -> Message:
    """What somebody looks at: of all that has buttons, what came or changed last; a menu is no question."""
    asked = [message for message in person.history if message.keyboard and not _is_menu(message)]
    return max(asked, key=lambda message: message.step)


def _is_menu(message: Message) -> bool:
    return any(_MENU in button.label for button in message.buttons)


async def _at_once() -> None:
    """No thought."""


class Stuck(AssertionError):  # noqa: N818 - it reads as what happened
    """Somebody touched their phone again and still nothing came of it."""


@dataclass
class Attempt:
    """An answer that was given, and whether another question came after it.

    When the same question came again, its button was of an older copy, or it was a copy that crossed the
    answer: nobody can tell which. Being asked whether words belong there is not going on yet.
    """

    value: str
    certain: bool = False


class Respondent:
    """Answers, sends, and changes answers, without a moment's thought or with as much as `thinks` takes.

    `attempts` are all answers in order, by question. A touch of which nothing is seen is followed by a
    second; `touched` counts the first ones, `again` the others.
    `kills` tells how often the bot was killed so far. Whose thanks were lost twice hears only that it was
    sent, and is done.
    """

    def __init__(
        self,
        person: Person,
        flow: Flow,
        chance: random.Random,
        wait: Wait,
        kills: Callable[[], int] = lambda: 0,
        thinks: Callable[[], Awaitable[None]] = _at_once,
    ) -> None:
        self.person = person
        self.attempts: dict[str, list[Attempt]] = defaultdict(list)
        self.touched = 0
        self.again = 0
        self.heard_it_was_sent = False
        self._answered_at = ""
        self._flow = flow
        self._chance = chance
        self._wait = wait
        self._kills = kills
        self._thinks = thinks

    async def answers_until(self, finish: Callable[[], bool]) -> None:
        """Go on until `finish` is true and everything is sent. Raises Stuck."""
        while not self.heard_it_was_sent:
            await self._thinks()
            message = standing(self.person)
            if self._place(message) == "sent" and finish():
                return
            await self._touches(message)

    async def _touches(self, message: Message) -> None:
        """Touch until something else stands there: once more is enough unless the bot was killed again."""
        before = self._scene(message)
        label, words = self._choose(message)
        kills, again, toasts = self._kills(), False, len(self.person.toasts)
        self.touched += 1
        await self._touch(message, label, words)
        while not await self._wait(lambda: self._scene(standing(self.person)) != before):
            said = [toast.text for toast in self.person.toasts[toasts:]]
            if label == DUTCH.send and any(_ANSWERED in each for each in said):
                self.heard_it_was_sent = True
                return
            if again and self._kills() == kills:
                raise Stuck(f"{self.person.name} is stuck at {before}:\n{message.text}")
            kills, again = self._kills(), True
            self.again += 1
            await self._touch(message, label, None)
        if before[1] != _ASKED:
            self._answered_at = before[1]
        place = self._answered_at
        if self.attempts.get(place):
            self.attempts[place][-1].certain = self._place(standing(self.person)) not in (place, _ASKED)

    async def _touch(self, message: Message, label: str, words: str | None) -> None:
        if words is not None:
            await self.person.says(words)
        elif label:
            await self.person.taps_old(message, label)
        else:
            await self.person.sends("sticker")  # words are not said twice; anything brings what stands

    def _scene(self, message: Message) -> tuple[int, str, int]:
        """What somebody looks at: the message, what it is, and its buttons, which belong to one version."""
        return message.message_id, self._place(message), hash(tuple(each.data for each in message.buttons))

    def _place(self, message: Message) -> str:
        labels = [button.label for button in message.buttons]
        if _BELONGS in message.text:
            return _ASKED
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
        attempts = self.attempts[question.id]
        if not question.options:
            words = f"{self.person.name} over {question.id}, keer {len(attempts) + 1}"
            attempts.append(Attempt(words))
            return "", words
        option = self._chance.choice(question.options)
        attempts.append(Attempt(option.id))
        return option.label.nl, None
