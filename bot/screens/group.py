"""The few lines that are ever said in a group, and the button by which the bot gets there."""

from __future__ import annotations

from bot.channel import Link, Screen
from bot.screens.reader import Draft, Reader, headed
from process.message import GroupLine, GroupSays, Hand
from storage.queries import groups, partnerships, people


def draft(reader: Reader, message: GroupLine) -> Draft | None:
    """One line; of a partnership only in the group that is linked to it at this moment."""
    if message.partnership is None:
        return Draft(Screen(reader.say(f"group.{message.says.value}")))
    chat = groups.of_partnership(reader.unit, message.partnership)
    if chat is None or groups.reached_as(reader.unit, chat) != reader.person.id:
        return None
    partnership = partnerships.partnership(reader.unit, message.partnership)
    if partnership.ended_at is not None:
        return None
    said = reader.say(f"group.{message.says.value}", {"partnership": partnership.name})
    own_chat = reader.facts.chat if message.says is GroupSays.RESULT else ""
    links = (Link(reader.label("button.group_to_chat"), own_chat),) if own_chat else ()
    return Draft(Screen(said, links=links))


def link_draft(reader: Reader, message: Hand) -> Draft | None:
    """The button to choose a group with; the token in it exists only in this message."""
    member = people.member(reader.unit, message.member)
    if message.secret is None or member.person_id != reader.person.id or not reader.facts.group_link:
        return None
    partnership = partnerships.partnership(reader.unit, message.subject)
    url = f"{reader.facts.group_link}{message.secret}"
    said = headed(partnership.name, reader.say("group.choose"))
    return Draft(Screen(said, links=(Link(reader.label("button.group_choose"), url),)))
