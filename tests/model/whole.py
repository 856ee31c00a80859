"""What must hold of a whole round, from invitation to end: who is in, what they gave, and who may know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flows.answers import State
from process.states import RoundStage, SeatState

GRACE = timedelta(minutes=1)
WAITED_FOR = (SeatState.INVITED, SeatState.BEGUN)


@dataclass
class Place:
    """Somebody who is asked: for which organisation, how far, and what stands there.

    `typed` has the message an answer came from, and by whom. `filled_by` types in for who is on paper.
    """

    organisation: str
    paper: bool = False
    filled_by: str | None = None
    state: SeatState = SeatState.INVITED
    left: bool = False
    answers: dict[str, tuple[State, str | None]] = field(default_factory=dict)
    typed: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def is_in(self) -> bool:
        """Whether they count: who left before they sent does not."""
        return not self.left or self.state is SeatState.SENT

    @property
    def said_something(self) -> bool:
        """Sent, and more than skipped questions: "weet ik niet" is an answer."""
        given = {state for state, _ in self.answers.values()}
        return self.state is SeatState.SENT and bool(given & {State.GIVEN, State.UNKNOWN})


@dataclass
class Whole:
    """A round of several organisations, and who may know what; `secrets` has those who may for each text."""

    places: dict[str, Place] = field(default_factory=dict)
    secrets: dict[str, set[str]] = field(default_factory=dict)
    public: set[str] = field(default_factory=set)

    def gives(self, owner: str, question: str, state: State, value: str | None) -> None:
        """A button: what was typed there before is gone."""
        place = self.places[owner]
        place.answers[question] = (state, value)
        place.typed.pop(question, None)
        place.state = SeatState.BEGUN

    def types(self, owner: str, question: str, text: str, ref: str, by: str) -> None:
        """Words, which only who typed them knows until the seal opens."""
        self.gives(owner, question, State.GIVEN, text)
        self.places[owner].typed[question] = (ref, by)
        self.secrets[text] = {by}

    def edits(self, by: str, ref: str, text: str) -> bool:
        """The message in new words; whether an answer that is not sent came from it."""
        for place in self.places.values():
            question = next((each for each, source in place.typed.items() if source == (ref, by)), None)
            if question is not None and place.state is not SeatState.SENT:
                place.answers[question] = (State.GIVEN, text)
                self.secrets[text] = {by}
                return True
        return False

    def verdict(self, closes: datetime, now: datetime) -> RoundStage:
        """Where a round that collects belongs: shown once nobody is waited for, or in time, with enough."""
        here = [place for place in self.places.values() if place.is_in]
        if any(place.state in WAITED_FOR for place in here) and now < closes + GRACE:
            return RoundStage.COLLECT
        invited = {place.organisation for place in here}
        answered = {place.organisation for place in here if place.said_something}
        enough = len(answered) >= min(3, max(2, len(invited))) and 2 * len(answered) > len(invited)
        return RoundStage.REVEALED if enough else RoundStage.TOO_FEW

    def is_shown(self, options: Iterable[str]) -> None:
        """The seal is open: what was sent is everybody's, and what was not stays with its author for good."""
        sent = (place for place in self.places.values() if place.state is SeatState.SENT)
        said = {value for place in sent for _, value in place.answers.values() if value is not None}
        self.public = said | set(options)

    def silent(self) -> set[str]:
        """Who passed, or left before they sent: no result ever names them."""
        return {
            name for name, place in self.places.items() if place.state is SeatState.PASSED or not place.is_in
        }

    def hidden_from(self, name: str) -> list[str]:
        """The texts that may not stand on this phone."""
        return [text for text, known in self.secrets.items() if text not in self.public and name not in known]


def most(lying: Iterable[int | None]) -> int:
    """How many questions lie with who has most."""
    return max(Counter(each for each in lying if each is not None).values(), default=0)
