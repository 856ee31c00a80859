"""How somebody answers: they look at the screen, and do what it asks for until the check stands there."""

from __future__ import annotations

from dataclasses import dataclass

from demo.cast import Colour, Opinion, View
from simulator.messages import Message
from simulator.person import Person

_MOST_TOUCHES = 40
"""More than any round can ask; a conversation that goes round in circles ends here."""

TICKS = {
    "doelen": "nog hetzelfde bereiken",
    "belangen": "elkaars belangen",
    "respect": "met respect",
    "wie doet wat": "wie wat doet",
    "vooruitgang": "samen vooruit",
    "goals": "still want to achieve",
    "interests": "interests into account",
    "progress": "moving forward",
    "who does what": "know who does what",
}
"""What a tick asks, in a few of its words, by its short name."""


@dataclass(frozen=True)
class Labels:
    """What stands on the buttons in one language, and above the check."""

    begin: str
    skip: str
    send: str
    check: str
    keep: str
    as_is: str


DUTCH = Labels(
    "Beginnen", "Overslaan", "Verstuur", "Zo zien de anderen het straks", "willen we houden?", "Zo delen"
)
ENGLISH = Labels("Begin", "Skip", "Send", "This is how the others", "want to keep?", "Share like this")


@dataclass(frozen=True)
class Touch:
    """One thing that a person does: tap a label, or type."""

    label: str | None = None
    words: str | None = None

    async def by(self, person: Person) -> None:
        """Do it."""
        if self.label is not None:
            await person.taps(self.label)
        elif self.words is not None:
            await person.says(self.words)


def next_touch(question: str, buttons: list[str], opinion: Opinion, labels: Labels) -> Touch:
    """What somebody with this opinion does when they read `question` with these buttons under it."""
    if labels.as_is in buttons:  # somebody is named, who may well read it
        return Touch(label=labels.as_is)
    view = _view_on(question, opinion)
    if any(Colour.GREEN in button for button in buttons):
        colour = view.colour if view is not None else Colour.GREEN
        return Touch(label=next(button for button in buttons if colour in button))
    if view is not None and view.where in buttons:
        return Touch(label=view.where)
    words = opinion.keep if labels.keep in question else view.words if view is not None else None
    return Touch(words=words) if words is not None else Touch(label=labels.skip)


async def answers(person: Person, opinion: Opinion, labels: Labels = DUTCH) -> None:
    """Answer question after question, from the one that stands there to the check."""
    for _ in range(_MOST_TOUCHES):
        screen = standing(person)
        if labels.check in screen.text:
            return
        buttons = [button.label for button in screen.buttons]
        await next_touch(screen.text, buttons, opinion, labels).by(person)
    person.sees(labels.check)


def standing(person: Person) -> Message:
    """What the person looks at: of all that has buttons, what came or changed last."""
    return max((message for message in person.history if message.keyboard), key=lambda message: message.step)


def _view_on(question: str, opinion: Opinion) -> View | None:
    """The tick asks it in full; what comes behind it names it by its short name."""
    for short, view in opinion.views.items():
        if TICKS[short] in question or f"'{short}'" in question:
            return view
    return None
