"""The group of a partnership: asked for, linked, moved, let go of. Of what is said in one nothing is kept."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, exists, update
from sqlmodel import col, select

from storage.tables import Address, GroupChat, Person, Sort
from storage.unit import Unit


def is_group(unit: Unit, channel: str, address: str) -> None:
    """From now on nothing goes to this address but the few lines for a group; it can be reached."""
    here = (col(Address.channel) == channel) & (col(Address.address) == address)
    unit.session.exec(update(Address).where(here).values(sort=Sort.GROUP, reachable=True))


def ask(unit: Unit, partnership_id: int, member_id: int, token: str, until: datetime) -> GroupChat:
    """Remember what a member can add the bot to a group with, in place of what was asked before."""
    chat = of_partnership(unit, partnership_id) or GroupChat(
        partnership_id=partnership_id, asked_by=member_id
    )
    if chat.address_id is None:
        chat.asked_by = member_id
    chat.token_hash, chat.expires_at = _hash(token), until
    unit.session.add(chat)
    unit.session.flush()
    return chat


def by_token(unit: Unit, token: str, now: datetime) -> GroupChat | None:
    """The group that was asked for with this token, when that still works."""
    chat = unit.session.exec(select(GroupChat).where(GroupChat.token_hash == _hash(token))).first()
    return chat if chat is not None and chat.expires_at is not None and now < chat.expires_at else None


def of_partnership(unit: Unit, partnership_id: int) -> GroupChat | None:
    """The group of a partnership, asked for or linked."""
    return unit.session.exec(select(GroupChat).where(GroupChat.partnership_id == partnership_id)).first()


def of_person(unit: Unit, person_id: int) -> GroupChat | None:
    """The linked group that is reached as this person; None for anybody else."""
    return unit.session.exec(
        select(GroupChat)
        .join(Address, col(Address.id) == col(GroupChat.address_id))
        .where(Address.person_id == person_id)
    ).first()


def reached_as(unit: Unit, chat: GroupChat) -> int | None:
    """The person as whom a group is reached; None while it is only asked for."""
    address = unit.session.get(Address, chat.address_id) if chat.address_id is not None else None
    return address.person_id if address is not None else None


def link(unit: Unit, chat: GroupChat, person_id: int, by: int, now: datetime) -> None:
    """The group is there; the token works no more. A group is of one partnership."""
    address = unit.session.exec(select(Address).where(Address.person_id == person_id)).one()
    chat.address_id, chat.asked_by, chat.linked_at = address.id, by, now
    chat.token_hash = chat.expires_at = None
    unit.session.add(chat)
    unit.session.flush()


def unlink(unit: Unit, chat: GroupChat) -> None:
    """Nothing of it is kept."""
    unit.session.delete(chat)
    unit.session.flush()


def move(unit: Unit, channel: str, old: str, new: str) -> None:
    """A group goes on under another address; whatever was known of that one gives way."""
    here = select(Address).where(Address.channel == channel)
    was = unit.session.exec(here.where(Address.address == old)).first()
    if was is None:
        return
    there = unit.session.exec(here.where(Address.address == new)).first()
    if there is not None and there.id != was.id:
        there.address, there.reachable = f"was {there.id}", False
        unit.session.add(there)
        unit.session.flush()
    was.address, was.sort, was.reachable = new, Sort.GROUP, True
    unit.session.add(was)
    unit.session.flush()


def linked_persons() -> ColumnElement[bool]:
    """For a query: the persons as whom a linked group is reached, correlated with `Person`."""
    theirs = (col(Address.id) == col(GroupChat.address_id)) & (col(Address.person_id) == col(Person.id))
    return exists().where(theirs)


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
