"""Three people around a result with red in it: what somebody proposes, taps and types."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.process.counter import Counter, Guest
from tests.process.oost import everyone_in, open_round
from tests.rights.rounds import RED, answers

LIST = "Eén lijst met wie welke huurder belt"
MEETING = datetime(2026, 12, 16, 9, 0, tzinfo=UTC)
"""Wednesday 16 December, ten o'clock in Amsterdam."""


async def around_a_red_result(oost: Counter) -> tuple[Guest, Guest, Guest]:
    """Everyone answered the balance check, Carla with red everywhere, and has the result."""
    moniek, carla, fatima = await everyone_in(oost)
    await open_round(oost, "Balanscheck")
    await answers(moniek)
    await answers(carla, colour=RED)
    await answers(fatima)
    await oost.passes(timedelta(hours=1))
    return moniek, carla, fatima


async def proposes(
    guest: Guest, who: str, *, what: str = LIST, day: str = "vrijdag 15 januari", topic: str | None = "🔴"
) -> None:
    """From the button to the check, and yes; without a `topic` no result was shown yet."""
    await guest.commands("voorstel")
    if topic is not None:
        await guest.taps(topic)
    await guest.types(what)
    if "Zo delen" in guest.labels:
        await guest.taps("Zo delen")
    await guest.types(day)
    await guest.taps(who)
    await guest.taps("Tussen organisaties")
    await guest.taps("Zo voorstellen")


async def until(oost: Counter, instant: datetime) -> None:
    """Let time pass."""
    await oost.passes(instant - oost.clock.now())


async def discussed(oost: Counter, guest: Guest) -> None:
    """The meeting was held, and a coordinator says that the result was discussed."""
    await until(oost, MEETING + timedelta(days=1, hours=2))
    await guest.commands("overleg")
    await guest.taps("Ja")
