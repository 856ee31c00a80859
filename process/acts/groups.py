"""A group chat: what happens in one, and [Groep koppelen] for who coordinates.

What is said in a group is not read: nothing of it comes this far.
"""

from __future__ import annotations

from datetime import timedelta

from process import authority, grouping
from process.case import Case
from process.incoming import Grouped, GroupNews, Press
from process.message import Button, GroupLine, GroupSays, Hand, Notice
from process.outcome import Outcome
from process.registry import OnPartnership, Permission, partnership_act
from storage.queries import groups, membership, partnerships, people
from storage.tables import GroupChat, Member

GROUP = "group"
"""The document with the button by which the bot is added to a group."""
WORKS_FOR = timedelta(hours=1)


def happened(case: Case, act: Grouped) -> Outcome:
    """The bot came into a group or out of it, the group moved, or somebody used a link or asked something."""
    channel, address = case.incoming.channel, case.incoming.address
    match act.news:
        case GroupNews.REMOVED:
            membership.set_reachable(case.unit, channel, address, reachable=False)
            return grouping.lost(case, case.person.id)
        case GroupNews.MOVED:
            groups.move(case.unit, channel, address, act.to)
            return Outcome()
    groups.is_group(case.unit, channel, address)
    match act.news:
        case GroupNews.LINK:
            return _link(case, act)
        case GroupNews.ASKED:
            return case.says(GroupLine(GroupSays.PRIVACY))
        case _:
            return case.says(GroupLine(GroupSays.HELLO))


@partnership_act("group", Permission.INVITE)
def show(case: Case, on: OnPartnership) -> Outcome:
    """What a group gets, and a button to add the bot to one; of one that is linked [Ontkoppelen]."""
    partnership = on.member.partnership_id
    chat = groups.of_partnership(case.unit, partnership)
    back = (Button("button.people", Press("people", (partnership,))),)
    if chat is not None and chat.address_id is not None:
        away = (Button("button.group_unlink", Press("ungroup", (partnership,))),)
        return case.says(Notice("group.is_linked", {}, (away, back), partnership))
    make = (Button("button.group_add", Press("grouplink", (partnership,))),)
    return case.says(Notice("group.explained", {}, (make, back), partnership))


@partnership_act("grouplink", Permission.INVITE)
def make_link(case: Case, on: OnPartnership) -> Outcome:
    """A link of this coordinator, for an hour, that works in one group."""
    chat = groups.of_partnership(case.unit, on.member.partnership_id)
    if chat is not None and chat.address_id is not None:
        return show(case, on)
    token = case.moment.token()
    groups.ask(case.unit, on.member.partnership_id, on.member.id, token, case.now + WORKS_FOR)
    return case.says(Hand(GROUP, on.member.partnership_id, on.member.id, secret=token))


@partnership_act("ungroup", Permission.INVITE)
def unlink(case: Case, on: OnPartnership) -> Outcome:
    """The group hears nothing more; everyone hears that."""
    chat = groups.of_partnership(case.unit, on.member.partnership_id)
    told = grouping.unlinked(case, chat, on.member) if chat is not None else Outcome()
    return show(case, on) + told


def _link(case: Case, act: Grouped) -> Outcome:
    """Only by the coordinator whose link it is: one that went round does nothing."""
    chat = groups.by_token(case.unit, act.token, case.now)
    by = _coordinator(case, act, chat) if chat is not None else None
    if chat is None or by is None:
        return case.says(GroupLine(GroupSays.NOT_LINKED))
    return grouping.linked(case, chat, by, case.person.id)


def _coordinator(case: Case, act: Grouped, chat: GroupChat) -> Member | None:
    who = people.person_at(case.unit, case.incoming.channel, act.by) if act.by is not None else None
    member = people.member_in(case.unit, who.id, chat.partnership_id) if who is not None else None
    ended = partnerships.partnership(case.unit, chat.partnership_id).ended_at is not None
    if member is None or member.id != chat.asked_by or ended:
        return None
    return member if authority.may(member, Permission.INVITE) else None
