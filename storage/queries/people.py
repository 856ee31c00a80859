"""Persons, addresses, members and organisations."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import col, select

from process.states import OrganisationSort
from storage.tables import Address, Member, Organisation, Person, Seat
from storage.unit import Unit


def person_at(unit: Unit, channel: str, address: str) -> Person | None:
    """Who is reached at this address, None for a stranger."""
    return unit.session.exec(
        select(Person)
        .join(Address, col(Address.person_id) == col(Person.id))
        .where(Address.channel == channel, Address.address == address)
    ).first()


def new_person(unit: Unit, channel: str, address: str, language: str, now: datetime) -> Person:
    """A person with their first address.

    When another replica met them in the same instant, it waits for that one's commit and gives that person.
    """
    person = Person(language=language, created_at=now)
    unit.session.add(person)
    unit.session.flush()
    row = unit.insert(Address).values(
        person_id=person.id, channel=channel, address=address, reachable=True, term=0
    )
    mine = row.on_conflict_do_nothing(index_elements=["channel", "address"]).returning(col(Address.id))
    if unit.session.exec(mine).first() is not None:
        return person
    unit.session.delete(person)
    unit.session.flush()
    known = person_at(unit, channel, address)
    if known is None:
        raise LookupError("an address is taken and leads to nobody")
    return known


class NoAddress(LookupError):  # noqa: N818 - it reads as what is the case
    """There is nowhere to send to this person: they take part on paper, or were forgotten."""


def person_on_paper(unit: Unit, language: str, now: datetime) -> Person:
    """A person without an address: nothing can be sent to them, and nothing waits for them."""
    person = Person(language=language, created_at=now)
    unit.session.add(person)
    unit.session.flush()
    return person


def address_of(unit: Unit, person_id: int) -> Address:
    """Where to send: an address that works before one that does not, the first one first.

    Raises NoAddress for a person without one.
    """
    address = unit.session.exec(
        select(Address)
        .where(Address.person_id == person_id)
        .order_by(col(Address.reachable).desc(), col(Address.id))
        .limit(1)
    ).first()
    if address is None:
        raise NoAddress(f"person {person_id} has no address")
    return address


def places(unit: Unit, person_ids: Iterable[int]) -> tuple[tuple[str, str], ...]:
    """Channel and address of each of these persons."""
    wanted = list(person_ids)
    if not wanted:
        return ()
    theirs = col(Address.person_id).in_(wanted)
    places_of = select(Address.channel, Address.address).where(theirs).order_by(col(Address.id))
    found = unit.session.exec(places_of)
    return tuple((channel, address) for channel, address in found)


def lock_person(unit: Unit, person_id: int) -> Person:
    """The person, held until the unit ends: the first lock of the order person, round, address.

    The lock leaves the id alone, so that others can still write rows that refer to this person.
    """
    return unit.session.exec(
        select(Person)
        .where(Person.id == person_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()


def person(unit: Unit, person_id: int) -> Person:
    """One person. Raises LookupError."""
    found = unit.session.get(Person, person_id)
    if found is None:
        raise LookupError(f"there is no person {person_id}")
    return found


def member_in(unit: Unit, person_id: int, partnership_id: int) -> Member | None:
    """The person's own place in a partnership, None for who is not, or no longer, in it."""
    return unit.session.exec(
        select(Member).where(
            Member.person_id == person_id,
            Member.partnership_id == partnership_id,
            col(Member.left_at).is_(None),
        )
    ).first()


def members_of_person(unit: Unit, person_id: int) -> list[Member]:
    """The memberships of a person that have not ended, oldest first."""
    return list(
        unit.session.exec(
            select(Member)
            .where(Member.person_id == person_id, col(Member.left_at).is_(None))
            .order_by(col(Member.id))
        )
    )


def memberships(unit: Unit, person_id: int) -> list[Member]:
    """Every membership of a person, those that ended too, oldest first."""
    return list(
        unit.session.exec(select(Member).where(Member.person_id == person_id).order_by(col(Member.id)))
    )


def is_known(unit: Unit, person_id: int) -> bool:
    """Whether there is a person with this number, still."""
    return unit.session.get(Person, person_id) is not None


def members(unit: Unit, partnership_id: int) -> list[Member]:
    """Who takes part now, organisation by organisation; who answers for none comes last."""
    return list(
        unit.session.exec(
            select(Member)
            .where(Member.partnership_id == partnership_id, col(Member.left_at).is_(None))
            .order_by(col(Member.organisation_id).is_(None), col(Member.organisation_id), col(Member.id))
        )
    )


def member(unit: Unit, member_id: int) -> Member:
    """One member, also one who has left. Raises LookupError."""
    found = unit.find(Member, member_id)
    if found is None:
        raise LookupError(f"there is no member {member_id}")
    return found


def organisations_in(unit: Unit, round_id: int) -> list[Organisation]:
    """The organisations that somebody answers for in a round, in the order in which they came in."""
    seated = select(Seat.organisation_id).where(Seat.round_id == round_id)
    return list(
        unit.session.exec(
            select(Organisation).where(col(Organisation.id).in_(seated)).order_by(col(Organisation.id))
        )
    )


def organisations(unit: Unit, partnership_id: int) -> list[Organisation]:
    """The organisations of a partnership, in the order in which they came."""
    return list(
        unit.session.exec(
            select(Organisation)
            .where(Organisation.partnership_id == partnership_id)
            .order_by(col(Organisation.id))
        )
    )


def set_sort(unit: Unit, organisation: Organisation, sort: OrganisationSort | None) -> None:
    """Of what sort an organisation is; None for most."""
    organisation.sort = sort
    unit.session.add(organisation)
    unit.session.flush()


def organisation(unit: Unit, organisation_id: int) -> Organisation:
    """One organisation. Raises LookupError."""
    found = unit.session.get(Organisation, organisation_id)
    if found is None:
        raise LookupError(f"there is no organisation {organisation_id}")
    return found
