"""Composing: a message of the outbox, read and put into words just before it is sent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import assert_never

from bot.channel import Attachment, Screen
from bot.screens import (
    agreement,
    cards,
    check,
    digest,
    ending,
    group,
    invitation,
    invitations,
    joint,
    log,
    notice,
    own_answers,
    paper,
    question,
    relay,
    result,
    returning,
    talk_card,
)
from bot.screens.reader import Draft, Facts, Reader
from flows.shelf import Shelf
from process.message import (
    Agreements,
    Ask,
    Cards,
    Differs,
    Digest,
    Ending,
    GroupLine,
    Hand,
    Harvest,
    Inquiries,
    JointCheck,
    Log,
    Message,
    Notice,
    Opening,
    Openings,
    OwnAnswers,
    Quoted,
    Relayed,
    Review,
    Show,
    TakeAway,
    TalkCard,
    Welcome,
    WelcomeBack,
)
from process.moment import Clock
from reports.worker import Studio
from storage.outbox import Claimed
from storage.queries import people
from storage.store import Store
from storage.unit import Unit
from texts.catalogue import Catalogue


@dataclass(frozen=True)
class Composer:
    """Puts messages into words in the reader's language; draws what goes with them."""

    store: Store
    catalogue: Catalogue
    shelf: Shelf
    facts: Facts
    studio: Studio
    clock: Clock = field(default_factory=Clock)

    async def compose(self, claimed: Claimed) -> Screen | None:
        """The screen for a claimed message, or None when there is nothing left to say."""
        draft = await self.store.read(lambda unit: self._draft(unit, claimed), name="compose")
        if draft is None or draft.drawing is None:
            return draft.screen if draft is not None else None
        drawing = draft.drawing
        content = await self.studio.draw(drawing.document, drawing.format)
        kind = "picture" if drawing.format == "png" else "document"
        return replace(draft.screen, attachment=Attachment(kind, drawing.name, content, drawing.alt))

    def _draft(self, unit: Unit, claimed: Claimed) -> Draft | None:
        person = people.person(unit, claimed.person_id)
        reader = Reader(unit, person, self.catalogue, self.shelf, self.facts, self.clock.now())
        return draft_of(reader, claimed.message)


def draft_of(reader: Reader, message: Message) -> Draft | None:  # noqa: C901, PLR0911, PLR0912
    """What a message says to this reader."""
    match message:
        case Welcome():
            return invitation.welcome_draft(reader, message)
        case Opening():
            return invitation.opening_draft(reader, message)
        case Openings():
            return invitations.draft(reader, message)
        case WelcomeBack():
            return returning.draft(reader, message)
        case Ask():
            return question.draft(reader, message)
        case Review():
            return check.draft(reader, message)
        case JointCheck():
            return joint.check_draft(reader, message)
        case Differs():
            return joint.differs_draft(reader, message)
        case Notice():
            return notice.draft(reader, message)
        case Quoted() | Agreements():
            return agreement.draft(reader, message)
        case Cards():
            return cards.draft(reader, message)
        case TalkCard():
            return talk_card.draft(reader, message)
        case Show():
            return _in_place(result.draft(reader, message), message)
        case Hand():
            return _in_place(paper.draft(reader, message), message)
        case Log():
            return log.draft(reader, message)
        case Digest():
            return digest.draft(reader, message)
        case Ending():
            return ending.draft(reader, message)
        case GroupLine():
            return group.draft(reader, message)
        case OwnAnswers():
            return own_answers.draft(reader, message)
        case Relayed():
            return relay.draft(reader, message)
        case Harvest():
            return relay.harvest(reader, message)
        case Inquiries():
            return relay.inquiries(reader, message)
        case TakeAway():
            return Draft(Screen(reader.say("sensitive.take_away")))
        case _:
            assert_never(message)


def _in_place(draft: Draft | None, message: Show | Hand) -> Draft | None:
    """What corrects an earlier message says so to the channel."""
    if draft is None or message.corrects is None:
        return draft
    return replace(draft, screen=replace(draft.screen, corrects=True))
