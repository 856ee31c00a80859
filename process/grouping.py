"""The group of a partnership: it hears that a result is there, and nothing else, ever.

Nothing of a person, an answer or a count fits in what goes there (`process.message.GroupLine`), and nothing
else is let out to a group (`storage.outbox`).
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from process import posting
from process.case import Work
from process.message import GroupLine, GroupSays, Notice
from process.outcome import Outcome, Outgoing, Urgency
from process.rules import waking
from storage.queries import events, groups, partnerships, people
from storage.tables import GroupChat, Member, Partnership


def result_is_there(work: Work, partnership: Partnership) -> tuple[Outgoing, ...]:
    """One line to the group, when everyone gets the result; nothing without one."""
    chat = groups.of_partnership(work.unit, partnership.id)
    to = groups.reached_as(work.unit, chat) if chat is not None else None
    if to is None:
        return ()
    at = waking.next_office_hour(work.now, ZoneInfo(partnership.timezone), work.house.calendar)
    line = GroupLine(GroupSays.RESULT, partnership.id)
    return (Outgoing(to, line, Urgency.BULK, not_before=at),)


def linked(work: Work, chat: GroupChat, by: Member, person_id: int) -> Outcome:
    """The group that is reached as this person is that of the partnership from now on, as everyone hears."""
    other = groups.of_person(work.unit, person_id)
    told = Outcome()
    if other is not None and other.id != chat.id:
        told = unlinked(work, other, None)
    groups.link(work.unit, chat, person_id, by.id, work.now)
    events.note(work.unit, chat.partnership_id, "group_linked", by.id, work.now)
    said = Outgoing(person_id, GroupLine(GroupSays.LINKED, chat.partnership_id))
    return told + Outcome((said, *_tell_all(work, chat.partnership_id, "group.told_linked", by)))


def unlinked(work: Work, chat: GroupChat, by: Member | None, *, is_told: bool = True) -> Outcome:
    """It is not linked any more; everyone hears it, and who did it, unless the partnership itself ended."""
    was_linked = chat.address_id is not None
    groups.unlink(work.unit, chat)
    if not was_linked:
        return Outcome()
    events.note(work.unit, chat.partnership_id, "group_unlinked", by.id if by is not None else None, work.now)
    if not is_told:
        return Outcome()
    key = "group.told_unlinked" if by is not None else "group.told_gone"
    return Outcome(_tell_all(work, chat.partnership_id, key, by))


def ended(work: Work, partnership: Partnership) -> None:
    """A partnership that ended says nothing in a group any more."""
    chat = groups.of_partnership(work.unit, partnership.id)
    if chat is not None:
        unlinked(work, chat, None, is_told=False)


def lost(work: Work, person_id: int) -> Outcome:
    """Nothing can be sent there any more; nothing happens for who is no group."""
    chat = groups.of_person(work.unit, person_id)
    return unlinked(work, chat, None) if chat is not None else Outcome()


def _tell_all(work: Work, partnership_id: int, key: str, by: Member | None) -> tuple[Outgoing, ...]:
    partnership = partnerships.partnership(work.unit, partnership_id)
    notice = Notice(key, {"name": by.name} if by is not None else {}, (), partnership_id)
    return tuple(
        posting.notice(work, partnership, member, notice)
        for member in people.members(work.unit, partnership_id)
    )
