"""The last coordinator may leave at once: the keeper or the deputy does what is needed until two agree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from process import authority
from process.registry import Permission
from process.rules.keepers import is_confirmed, who_acts
from process.states import Role
from storage.tables import Member
from tests.keepers.oost import Oost, leaves, stands_by
from tests.process.counter import Guest

pytestmark = pytest.mark.one_database


async def hands_over_to(oost: Oost, guest: Guest) -> None:
    """Carla, the deputy, becomes the keeper because Moniek finds it too much."""
    await stands_by(guest)
    await oost.moniek.commands("hoeder")
    await oost.moniek.taps("Het wordt me te veel")
    await oost.some_days()
    await guest.taps("Ik neem het over")


async def may(oost: Oost, name: str, permission: Permission) -> bool:
    """Whether the member of this name may do that now."""
    member = await oost.counter.run(
        lambda unit: unit.session.exec(select(Member).where(Member.name == name)).one()
    )
    return authority.may(member, permission)


async def test_the_keeper_does_what_is_needed_until_somebody_who_offers_is_confirmed(oost: Oost) -> None:
    await hands_over_to(oost, oost.carla)
    assert not await may(oost, "Carla", Permission.RUN)
    await oost.carla.commands("overleg")
    assert "Dit is voor coördinatoren." in oost.carla.reads

    await oost.moniek.commands("stop")
    await oost.moniek.taps("Uit Thuis in Oost")
    outcome = await oost.moniek.taps("Ja, ik stop")
    assert len(outcome.relists) == 1, "Carla finds /overleg listed from now on"
    for permission in authority.ACTING:
        assert await may(oost, "Carla", permission)
        assert not await may(oost, "Fatima", permission)
    await oost.some_days()
    for guest in (oost.carla, oost.fatima):
        assert guest.read("Carla doet zolang wat een coördinator doet. Wil jij coördineren?")
    await oost.carla.commands("overleg")
    assert "Overleg" in str(oost.carla.labels)

    await oost.fatima.taps("Ik wil coördineren")
    assert "Ik vraag de anderen of het goed is." in oost.fatima.reads
    await oost.some_days()
    await oost.carla.taps("Ja, goed")
    assert await may(oost, "Fatima", Permission.RUN), "of two organisations the other one is enough"
    assert not await may(oost, "Carla", Permission.RUN)
    await oost.some_days()
    assert oost.carla.read("Fatima coördineert voortaan.")
    await oost.carla.commands("deelnemers")
    await oost.carla.taps("Wat er veranderde")
    assert "Carla doet wat een coördinator doet, zolang er geen is" in oost.carla.reads
    assert "Fatima coördineert, bevestigd door de anderen" in oost.carla.reads


async def test_who_acts_asks_or_invites_nobody_as_a_coordinator(oost: Oost) -> None:
    await hands_over_to(oost, oost.carla)
    await leaves(oost.moniek)
    await oost.carla.commands("uitnodigen")
    await oost.carla.taps("Nieuwe link")
    await oost.carla.taps("Zonder organisatie")
    assert not any("Coördinator" in label for label in oost.carla.labels)
    await oost.carla.commands("deelnemers")
    await oost.carla.taps("Wie doet wat")
    await oost.carla.taps("Fatima")
    await oost.carla.taps("Vragen als coördinator")
    assert "Ik wil coördineren" in str(oost.carla.labels), "somebody offers, and the others agree"


async def test_the_deputy_acts_when_the_keeper_leaves_as_well(oost: Oost) -> None:
    await stands_by(oost.fatima)
    await leaves(oost.moniek)
    assert await may(oost, "Fatima", Permission.RUN)
    assert not await may(oost, "Carla", Permission.RUN)


async def test_the_deputy_acts_while_the_keeper_cannot_be_reached(oost: Oost) -> None:
    await hands_over_to(oost, oost.carla)
    await oost.some_days()
    await stands_by(oost.fatima)
    await leaves(oost.moniek)
    oost.carla.online = False
    await oost.carla.blocks()
    await oost.some_days()
    assert await may(oost, "Fatima", Permission.RUN)
    oost.carla.online = True
    await oost.carla.unblocks()
    assert await may(oost, "Carla", Permission.RUN)
    assert not await may(oost, "Fatima", Permission.RUN)


async def test_without_keeper_and_deputy_nobody_acts_and_everyone_may_offer(oost: Oost) -> None:
    await leaves(oost.moniek)
    for name in ("Carla", "Fatima"):
        assert not await may(oost, name, Permission.RUN)
    await oost.some_days()
    assert oost.carla.read("Er is nu niemand meer die coördineert.")
    await oost.carla.taps("Ik wil coördineren")
    await oost.some_days()
    await oost.fatima.taps("Ja, goed")
    assert await may(oost, "Carla", Permission.RUN)


IDS = st.none() | st.integers(1, 5)


@given(st.booleans(), IDS, IDS, st.sets(st.integers(1, 5)))
def test_one_acts_at_most_and_never_beside_a_coordinator(
    coordinators: bool, keeper: int | None, deputy: int | None, reached: set[int]
) -> None:
    one = who_acts(coordinators, keeper, deputy, reached)
    assert one is None or (not coordinators and one in reached and one in {keeper, deputy})
    if not coordinators and keeper in reached:
        assert one == keeper


@given(st.none() | st.integers(1, 6), st.sets(st.integers(1, 6)), st.sets(st.integers(1, 6)))
def test_two_organisations_agree_or_as_many_as_there_are(
    own: int | None, said: set[int], others: set[int]
) -> None:
    others -= {own} if own is not None else set()
    agree = len(said & others) + (own is not None)
    taken = is_confirmed(own, said, others, by_coordinator=False)
    assert taken == (agree >= 2 or agree == len(others) + (own is not None))
    assert not (taken and others and not said & others), "nobody confirms themselves"
    assert is_confirmed(own, said, others, by_coordinator=True)


def test_standing_in_gives_what_a_coordinator_has_besides_a_partner_and_nothing_else() -> None:
    table = authority.TABLE
    assert table[Role.COORDINATOR] - table[Role.PARTNER] == authority.ACTING
