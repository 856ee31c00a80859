"""People who type anything, and what should be left of it."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass

from sqlmodel import col, select

from bot.telegram.letters import clean, units
from flows.kinds.words import MOST_CHARACTERS
from simulator.person import Person
from storage.queries import floor, people, rounds
from storage.tables import Inbox, Outbox, Passage, Seat
from storage.tables.post import Receipt
from storage.unit import Unit
from tests.conversations.town import Town

LONGEST = 4096
"""UTF-16 units of a message: Telegram's apps send a longer text in parts."""


def parts(text: str) -> list[str]:
    """A text as an app of Telegram sends it."""
    found, size = [""], 0
    for character in text:
        width = units(character)
        if size + width > LONGEST:
            found.append("")
            size = 0
        found[-1] += character
        size += width
    return found


def is_command(arrived: str) -> bool:
    """Whether it is a command, to this bot or another."""
    return re.match(r"/\w{1,32}(@\w{1,64})?(\s|$)", arrived, re.ASCII) is not None


def is_answer(arrived: str) -> bool:
    """Whether what arrived in one message is an answer: words, no command, and not too long."""
    says_nothing = all(unicodedata.category(character)[0] in "ZC" for character in arrived)
    return not says_nothing and not is_command(arrived) and len(arrived) <= MOST_CHARACTERS


@dataclass(frozen=True)
class Table:
    """The town, and a look behind its screens."""

    town: Town

    async def says(self, person: Person, text: str) -> str:
        """What arrives of a text; its parts come in one after the other, before anything is answered."""
        pieces = parts(text)
        if len(pieces) == 1:
            return clean((await person.says(text)).text)
        settle, self.town.simulator.settle = self.town.simulator.settle, None
        try:
            sent = [await person.says(piece) for piece in pieces]
        finally:
            self.town.simulator.settle = settle
        await self.town.settle()
        return "".join(clean(message.text) for message in sent)

    async def answers(self, person: Person) -> dict[str, str]:
        """What is kept of somebody's words, by question."""

        def read(unit: Unit) -> dict[str, str]:
            someone = people.person_at(unit, "telegram", str(person.id))
            assert someone is not None
            kept: dict[str, str] = {}
            for member in people.members_of_person(unit, someone.id):
                for seat in unit.session.exec(select(Seat).where(Seat.member_id == member.id)):
                    found = rounds.answers(unit, seat.id).values()
                    kept |= {each.question: each.value for each in found if each.value is not None}
            return kept

        return await self.town.store.read(read, name="answers")

    async def entries(self, person: Person) -> dict[str, str]:
        """What is filled in of the form that stands before somebody."""

        def read(unit: Unit) -> dict[str, str]:
            someone = people.person_at(unit, "telegram", str(person.id))
            held = floor.floor(unit, someone.id) if someone is not None else None
            return json.loads(held.data) if held is not None and held.data else {}

        return await self.town.store.read(read, name="entries")

    async def assert_sound(self) -> None:
        """Nothing was set aside, and everything that was to be sent was."""

        def look(unit: Unit) -> tuple[list[str | None], list[tuple[str, str | None]]]:
            failed = list(unit.session.exec(select(Inbox.code).where(Inbox.state == Receipt.FAILED)))
            lost = col(Outbox.state).in_((Passage.DEAD, Passage.UNKNOWN, Passage.READY, Passage.SENDING))
            due = col(Outbox.not_before).is_(None)
            return failed, list(unit.session.exec(select(Outbox.message, Outbox.detail).where(lost, due)))

        failed, undelivered = await self.town.store.read(look, name="look")
        assert not failed
        assert not undelivered
