"""Thuis in Oost: how it is made and joined, as people do it."""

from __future__ import annotations

from datetime import timedelta

from tests.process.counter import Counter, Guest

OTHERS = ("Woonstad", "Zorgpunt")


async def make_oost(counter: Counter, *, meeting: str = "16-12 10:00") -> Guest:
    """Moniek of the municipality makes the partnership, up to the links."""
    if counter.guests:
        return await _made(counter, meeting)
    await counter.begins(("oost", meeting), lambda: _made(counter, meeting))
    return counter.guest("Moniek")


async def _made(counter: Counter, meeting: str) -> Guest:
    moniek = counter.guest("Moniek")
    await moniek.opens(await counter.coordinator_token())
    await moniek.taps("Ja, ik wil beginnen")
    await moniek.taps("Moniek")
    await moniek.types("Thuis in Oost")
    await moniek.types("gezinnen met schulden")
    await moniek.types("gemeente Oost")
    await moniek.taps("Leiding of beleid")
    await moniek.types("\n".join(OTHERS))
    await moniek.taps("Klaar")
    await moniek.types(meeting)
    await moniek.taps("Ochtend")
    await moniek.taps("Ik")
    await moniek.taps("Klopt")
    return moniek


async def join(counter: Counter, name: str, token: str) -> Guest:
    """Four taps."""
    guest = counter.guest(name)
    await guest.opens(token)
    for label in ("Ik doe mee", name, "Uitvoering", "Ochtend"):
        await guest.taps(label)
    return guest


async def everyone_in(counter: Counter) -> tuple[Guest, Guest, Guest]:
    """Moniek, and Carla of Woonstad and Fatima of Zorgpunt who joined by her links."""
    moniek = counter.guest("Moniek")
    carla = await join(counter, "Carla", moniek.link_for("Woonstad"))
    return moniek, carla, await join(counter, "Fatima", moniek.link_for("Zorgpunt"))


async def open_round(counter: Counter, title: str) -> None:
    """Moniek opens a round; a working day later everyone has the invitation."""
    moniek = counter.guest("Moniek")
    await moniek.commands("overleg")
    await moniek.taps("Rondes")
    await moniek.taps("Ronde starten")
    await moniek.taps(title)
    await counter.passes(timedelta(days=1))
