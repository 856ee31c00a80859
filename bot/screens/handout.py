"""The page to hand to somebody new: for whom it is, and whom they can turn to."""

from __future__ import annotations

from bot.channel import Screen
from bot.screens.reader import Draft, Drawing, Reader, headed
from process.message import Hand
from reports.values import Handout
from storage.queries import partnerships, people


def draft(reader: Reader, message: Hand) -> Draft | None:
    """A line about it with the page; None for who does not hold that place any more."""
    member = people.member(reader.unit, message.member)
    if member.person_id != reader.person.id or member.partnership_id != message.subject:
        return None
    if member.left_at is not None:
        return None
    partnership = partnerships.partnership(reader.unit, message.subject)
    page = Handout(
        partnership=partnership.name,
        asker=member.name,
        responsible=reader.facts.responsible,
        contact=reader.facts.contact,
        language="en" if reader.language == "en" else "nl",
    )
    alt = reader.label("handout.alt", {"partnership": partnership.name})
    caption = headed(partnership.name, reader.say("handout.caption"))
    return Draft(Screen(caption), Drawing(page, "pdf", f"{reader.label('handout.name')}.pdf", alt))
