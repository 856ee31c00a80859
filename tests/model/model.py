"""What must hold of a round, whatever people do and whatever breaks: the whole of it in a few rules."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.answers import State


@dataclass
class Held:
    """What stood on somebody's floor when they acted."""

    version: int = 0
    question: str | None = None
    is_check: bool = False
    was_seen: bool = False


@dataclass
class Person:
    """What we know somebody gave. An answer is its state and its value."""

    answers: dict[str, tuple[State, str | None]] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)  # which message an answer came from
    sent: bool = False
    left: bool = False
    versions: int = 0


@dataclass
class Model:
    """A round of several people, and what each act may change in it."""

    people: dict[str, Person]
    is_open: bool = True

    def may_answer(self, name: str) -> bool:
        """Nothing counts after sending, leaving or closing."""
        person = self.people[name]
        return self.is_open and not person.sent and not person.left

    def gives(self, name: str, version: int, held: Held, answer: tuple[State, str | None]) -> None:
        """A button of a question: it counts while exactly that question stands."""
        if self.may_answer(name) and held.question is not None and held.version == version:
            self._keep(name, held.question, answer, None)

    def types(self, name: str, version: int, held: Held, text: str, ref: str, *, is_words: bool) -> None:
        """Words count for the question that stood, in sight, when they were sent, if it wants words."""
        counts = held.question is not None and held.version == version and held.was_seen and is_words
        if self.may_answer(name) and counts and held.question is not None:
            self._keep(name, held.question, (State.GIVEN, text), ref)

    def edits(self, name: str, ref: str, text: str) -> None:
        """A message in new words changes the answer that came from it, until that is sent."""
        person = self.people[name]
        question = next((each for each, source in person.typed.items() if source == ref), None)
        if question is not None and self.may_answer(name):
            self._keep(name, question, (State.GIVEN, text), ref)

    def sends(self, name: str, version: int, held: Held) -> None:
        """Only from the check that stands."""
        if self.may_answer(name) and held.is_check and held.version == version:
            self.people[name].sent = True

    def reopens(self, name: str) -> None:
        """What was sent can be taken back as long as the round is open."""
        if self.is_open and not self.people[name].left:
            self.people[name].sent = False

    def leaves(self, name: str) -> None:
        """At once and for good; what was given stays."""
        self.people[name].left = True

    def _keep(self, name: str, question: str, answer: tuple[State, str | None], ref: str | None) -> None:
        person = self.people[name]
        person.answers[question] = answer
        person.typed.pop(question, None)
        if ref is not None:
            person.typed[question] = ref
