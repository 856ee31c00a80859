"""What is kept of a person themselves: their account, places, consents, and how they were disturbed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import col, select

from storage.queries.mydata.whose import Read, Row, Whose
from storage.tables import Address, Consent, Disturbance, FailedLink, Invite, Partnership, StandIn


def _account(whose: Whose) -> Iterable[Row]:
    person = whose.person
    yield (
        ("language", person.language),
        ("days", person.days),
        ("slot", person.slot),
        ("away_until", person.away_until),
        ("since", person.created_at),
    )


def _addresses(whose: Whose) -> Iterable[Row]:
    mine = select(Address).where(Address.person_id == whose.person.id).order_by(col(Address.id))
    for each in whose.unit.session.exec(mine):
        yield (("channel", each.channel), ("address", each.address), ("reachable", each.reachable))


def _memberships(whose: Whose) -> Iterable[Row]:
    for each in whose.members.values():
        partnership = whose.unit.session.get_one(Partnership, each.partnership_id)
        yield (
            whose.place(each.partnership_id),
            whose.party(each.organisation_id),
            ("name", each.name),
            ("role", each.role),
            ("layer", each.layer),
            ("keeper", partnership.keeper_id == each.id),
            ("deputy", partnership.deputy_id == each.id),
            ("acting", bool(each.acting)),
            ("paper", each.paper),
            ("joined_at", each.joined_at),
            ("moved_at", each.moved_at),
            ("left_at", each.left_at),
        )


def _consents(whose: Whose) -> Iterable[Row]:
    mine = select(Consent).where(col(Consent.member_id).in_(whose.members)).order_by(col(Consent.id))
    for each in whose.unit.session.exec(mine):
        yield (
            whose.place(whose.members[each.member_id].partnership_id),
            ("version", each.version),
            ("language", each.language),
            ("on_paper", each.recorded_by is not None),
            ("at", each.at),
        )


def _links(whose: Whose) -> Iterable[Row]:
    """Links they made, and links made for their place."""
    about = col(Invite.made_by).in_(whose.members) | col(Invite.member_id).in_(whose.members)
    for each in whose.unit.session.exec(select(Invite).where(about).order_by(col(Invite.id))):
        yield (
            whose.place(each.partnership_id),
            whose.party(each.organisation_id),
            ("role", each.role),
            ("made_by_you", each.made_by in whose.members),
            ("for_you", each.member_id in whose.members),
            ("uses_left", each.uses_left),
            ("made_at", each.created_at),
            ("until", each.expires_at),
            ("revoked_at", each.revoked_at),
        )


def _failed_links(whose: Whose) -> Iterable[Row]:
    mine = select(FailedLink).where(FailedLink.person_id == whose.person.id).order_by(col(FailedLink.id))
    for each in whose.unit.session.exec(mine):
        yield (("at", each.at),)


def _disturbances(whose: Whose) -> Iterable[Row]:
    mine = select(Disturbance).where(Disturbance.person_id == whose.person.id).order_by(col(Disturbance.id))
    for each in whose.unit.session.exec(mine):
        yield (whose.place(each.partnership_id), ("kind", each.kind), ("at", each.at))


def _stand_ins(whose: Whose) -> Iterable[Row]:
    """Who stood in for them, and for whom they did."""
    about = col(StandIn.member_id).in_(whose.members) | col(StandIn.by_id).in_(whose.members)
    for each in whose.unit.session.exec(select(StandIn).where(about).order_by(col(StandIn.id))):
        own = whose.members.get(each.member_id) or whose.members[each.by_id]
        yield (
            whose.place(own.partnership_id),
            ("for_you", each.member_id in whose.members),
            ("at", each.asked_at),
            ("until", each.ended_at),
        )


PARTS: dict[str, Read] = {
    "account": _account,
    "addresses": _addresses,
    "memberships": _memberships,
    "consents": _consents,
    "links": _links,
    "failed_links": _failed_links,
    "disturbances": _disturbances,
    "stand_ins": _stand_ins,
}
