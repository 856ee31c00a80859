"""Playing a scene by the words on the buttons, and keeping what stood on the phones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.channel import Rich
from demo.typeset import Bubble, Phone, Stretch, day
from demo.year.clockwork import Year
from demo.year.habits import SILENT
from demo.year.letters import Letter
from demo.year.person import CouldNot, Person
from demo.year.reacting import ZONE

_SHOWN = (".png", ".pdf")


@dataclass(frozen=True)
class Deed:
    """What an owner did, after so many messages on their phone."""

    after: int
    side: str
    text: str


@dataclass
class Album:
    """Everybody of a scene, and what they did; `files` holds what was sent along, by name."""

    year: Year
    deeds: dict[str, list[Deed]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        """Somebody who does nothing by themselves: the scene says what they do."""
        return self.year.person(name, SILENT)

    async def plays(self, person: Person, *steps: str) -> None:
        """One step after the other: `[Label]` is tapped, `/name` is a command, the rest is typed.

        Raises CouldNot when there is no such button.
        """
        for step in steps:
            label = step[1:-1] if step.startswith("[") and step.endswith("]") else None
            self._keep(person, Deed(len(person.seen), "own" if label is None else "tap", label or step))
            if label is not None:
                await self._taps(person, label)
            elif step.startswith("/"):
                await person.commands(*step[1:].split(" ", 1))
            else:
                await person.types(step)

    def mark(self, person: Person) -> int:
        """The place on this phone from which a picture may begin."""
        return len(person.seen)

    def phone(self, person: Person, since: int, until: int | None = None) -> Phone:
        """What stood on the phone from one mark to another; what was tapped to come there is left out."""
        until = len(person.seen) if until is None else until
        items: list[Bubble] = []
        shown = None
        for place in range(since, until):
            items += [each for each in self._done(person, place) if place > since or each.side == "own"]
            letter = person.seen[place]
            local = letter.at.astimezone(ZONE)
            if local.date() != shown:
                shown = local.date()
                items.insert(
                    0 if place == since else len(items), day(f"{local.day}-{local.month}-{local.year}")
                )
            items.append(self._bubble(letter))
        return Phone(person.name, tuple(items))

    async def _taps(self, person: Person, label: str) -> None:
        for letter in reversed(person.phone.letters.values()):
            for choice in letter.choices:
                if choice.label == label:
                    await person.tap(choice.press, letter.ref)
                    return
        seen = person.seen[-1] if person.seen else None
        labels = [choice.label for choice in seen.choices] if seen else []
        raise CouldNot(f"{person.name} has no button [{label}], but {labels}")

    def _keep(self, person: Person, deed: Deed) -> None:
        self.deeds.setdefault(person.name, []).append(deed)

    def _done(self, person: Person, place: int) -> Iterable[Bubble]:
        for deed in self.deeds.get(person.name, ()):
            if deed.after == place:
                yield Bubble(deed.side, (Stretch(deed.text),))

    def _bubble(self, letter: Letter) -> Bubble:
        screen = letter.screen
        file = screen.attachment
        name = None
        if file is not None and file.content and file.name.endswith(_SHOWN):
            name = f"{letter.ref}-{file.name}"
            self.files[name] = file.content
        return Bubble(
            "bot",
            tuple(_stretches(screen.paragraphs)),
            tuple(tuple(choice.label for choice in row) for row in screen.rows),
            f"{letter.at.astimezone(ZONE):%H:%M}",
            name,
        )


def _stretches(paragraphs: Iterable[Rich]) -> Iterable[Stretch]:
    for number, paragraph in enumerate(paragraphs):
        if number:
            yield Stretch("\n\n")
        for span in paragraph:
            yield Stretch(span.text, span.strong)
