"""A link lets in as many as it says, until its date."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from process.states import Role
from storage.queries import invites
from storage.tables import Invite
from tests.clock import ManualClock
from tests.storage.conftest import Do

WEEK = timedelta(days=7)


async def _invite(do: Do, clock: ManualClock, uses: int = 1) -> Invite:
    until = clock.now() + WEEK
    return await do(
        lambda unit: invites.new_invite(
            unit, "t" * 22, Role.PARTNER, uses=uses, expires_at=until, now=clock.now()
        )
    )


async def _use(do: Do, clock: ManualClock, invite: Invite) -> bool:
    return await do(lambda unit: invites.use(unit, invite.id, clock.now()))


async def test_an_invitation_is_found_by_its_token_alone(do: Do, clock: ManualClock) -> None:
    invite = await _invite(do, clock)
    assert b"t" * 22 not in invite.token_hash
    assert (await do(lambda unit: invites.by_token(unit, "t" * 22))).id == invite.id
    assert await do(lambda unit: invites.by_token(unit, "T" * 22)) is None


async def test_fifty_at_once_one_gets_in(do: Do, clock: ManualClock) -> None:
    invite = await _invite(do, clock)
    assert sum(await asyncio.gather(*(_use(do, clock, invite) for _ in range(50)))) == 1


async def test_three_uses_let_three_in(do: Do, clock: ManualClock) -> None:
    invite = await _invite(do, clock, uses=3)
    assert [await _use(do, clock, invite) for _ in range(4)] == [True, True, True, False]


async def test_a_revoked_or_late_invitation_lets_nobody_in(do: Do, clock: ManualClock) -> None:
    invite = await _invite(do, clock, uses=3)
    clock.move(WEEK)
    assert await _use(do, clock, invite) is False
    clock.move(-WEEK)
    assert await _use(do, clock, invite) is True
    await do(lambda unit: invites.revoke(unit, invite.id, clock.now()))
    assert await _use(do, clock, invite) is False
