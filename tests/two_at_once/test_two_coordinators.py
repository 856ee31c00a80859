"""Exactly one thing happens; who came second hears who was first, what stands, and can change it."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from process.states import MeetingState, Role, RoundStage
from storage.tables import Ending, Invite, Meeting, Member, Outbox, Partnership, Round
from storage.unit import Unit
from tests.process.counter import Guest
from tests.two_at_once.two import Two


def _planned(unit: Unit) -> list[str]:
    rows = unit.session.exec(select(Meeting).where(Meeting.state == MeetingState.PLANNED)).all()
    return sorted(f"{each.starts_at:%d-%m %H}" for each in rows)


async def _up_to_the_time(guest: Guest, day: str, act: str = "Overleg verzetten") -> None:
    await guest.commands("overleg")
    await guest.taps(act)
    await guest.types(day)


async def test_a_meeting_is_moved_cancelled_and_planned_once(two: Two) -> None:
    first, second, run = two.first, two.second, two.counter.run
    await _up_to_the_time(first, "17-12")
    await _up_to_the_time(second, "18-12")
    await two.tap("09:00")
    assert await run(_planned) == ["17-12 08"]
    assert second.read(f"{first.name} was je net voor: het overleg is verzet naar do 17 december om 09:00")
    assert second.read("Jij koos vr 18 december om 09:00. Ik heb nog niets veranderd.")
    await second.taps("Verzet naar vr 18 december om 09:00")
    assert await run(_planned) == ["18-12 08"]

    for guest in (first, second):
        await guest.commands("overleg")
        await guest.taps("Overleg gaat niet door")
    await two.tap("Ja, het gaat niet door")
    assert await run(_planned) == []
    assert second.read(f"{first.name} heeft het overleg van vr 18 december om 09:00 al afgezegd.")

    await _up_to_the_time(first, "21-12", "Overleg plannen")
    await _up_to_the_time(second, "22-12", "Overleg plannen")
    await two.tap("10:00")
    assert await run(_planned) == ["21-12 09"]
    assert second.read(f"{first.name} was je net voor: er staat al een overleg op ma 21 december om 10:00")
    assert {"Verzet naar di 22 december om 10:00", "Plan di 22 december om 10:00 erbij"} <= set(second.labels)
    await second.taps("Plan di 22 december om 10:00 erbij")
    assert await run(_planned) == ["21-12 09", "22-12 09"]


async def test_the_same_meeting_by_both_is_one_and_cancelling_what_moved_is_asked_again(two: Two) -> None:
    first, second, run = two.first, two.second, two.counter.run
    await _up_to_the_time(first, "17-12")
    await _up_to_the_time(second, "17-12")
    await two.tap("09:00")
    assert await run(_planned) == ["17-12 08"]
    assert second.read(f"{first.name} was je net voor: het overleg staat al op do 17 december")

    await second.commands("overleg")
    await second.taps("Overleg gaat niet door")
    await _up_to_the_time(first, "18-12")
    await two.tap("09:00", "Ja, het gaat niet door")
    assert await run(_planned) == ["18-12 08"]
    assert second.read(f"{first.name} heeft het overleg net veranderd. Het staat nu op vr 18 december")
    await second.taps("Ja, het gaat niet door")
    assert await run(_planned) == []


async def test_a_round_starts_once_and_what_happens_with_too_few_is_chosen_once(two: Two) -> None:
    first, second, run = two.first, two.second, two.counter.run
    for guest, title in ((first, "Balanscheck"), (second, "Navragen")):
        await guest.commands("overleg")
        await guest.taps("Rondes")
        await guest.taps("Ronde starten")
        guest.button(title)
    await two.tap("Balanscheck", "Navragen")

    def flows(unit: Unit) -> list[tuple[str, RoundStage]]:
        return [(each.flow, each.stage) for each in unit.session.exec(select(Round))]

    assert await run(flows) == [("balanscheck", RoundStage.COLLECT)]
    assert second.read(f"{first.name} was je net voor: 'Balanscheck' is open tot")
    assert second.button("Overleg")

    await two.counter.passes(timedelta(days=21, hours=8))
    assert await run(flows) == [("balanscheck", RoundStage.TOO_FEW)]
    for guest in (first, second):
        await guest.commands("overleg")
    await two.tap("Samen doen in het overleg", "Deze keer overslaan")
    assert await run(flows) == [("balanscheck", RoundStage.SKIPPED)]
    assert second.read(f"{first.name} koos al: 'Balanscheck' doen jullie samen in het overleg.")
    assert second.button("Ronde starten")


async def test_a_pause_an_opening_and_an_invitation_come_from_one_of_them(two: Two) -> None:
    first, second, run = two.first, two.second, two.counter.run

    def stands(unit: Unit) -> tuple[str, str, int]:
        found = unit.session.exec(select(Partnership)).one()
        made = unit.session.exec(select(Invite).where(Invite.role == Role.PARTNER)).all()
        return str(found.paused_until), f"{found.opens_at:%d-%m}", len(made)

    for guest, label in ((first, "Andere dag"), (second, "Andere dag")):
        await guest.commands("rondes")
        await guest.taps(label)
    days = (first.labels[-2], second.labels[-3])
    await two.tap(*days)
    assert second.read(f"{first.name} was je net voor: de volgende ronde gaat open op {days[0]}")
    opens = (await run(stands))[1]
    await second.taps("Toch op")
    assert (await run(stands))[1] != opens
    for guest in (first, second):
        await guest.commands("rondes")
        await guest.taps("Pauzeren")
    await two.tap(first.labels[0], second.labels[1])
    assert (await run(stands))[0] == "2026-12-07"
    assert second.read("de rondes liggen stil tot ma 7 december. Jij koos ma 21 december.")
    await second.taps("Toch stil tot ma 21 december")
    assert (await run(stands))[0] == "2026-12-21"
    for guest in (first, second):
        await guest.commands("rondes")
    await two.tap("Weer verder")
    assert (await run(stands))[0] == "None"
    assert second.read(f"{first.name} heeft de rondes al weer aangezet.")

    await two.counter.passes(timedelta(hours=2))
    made = (await run(stands))[2]
    for guest in (first, second):
        await guest.commands("uitnodigen")
        await guest.taps("Nieuwe link")
        await guest.taps("Woonstad")
    await two.tap("Deelnemer")
    assert (await run(stands))[2] == made + 1
    assert second.read(f"{first.name} maakte net al een uitnodiging voor Woonstad.")
    await second.taps("Toch een link maken")
    assert (await run(stands))[2] == made + 2


async def test_an_ending_is_asked_once_and_the_last_coordinator_knows_that_they_are(two: Two) -> None:
    first, second, run = two.first, two.second, two.counter.run
    for guest in (first, second):
        await guest.commands("afronden")
        await guest.taps(guest.labels[0])
        await guest.taps("Geen toelichting" if "Geen toelichting" in guest.labels else guest.labels[0])
    await two.tap(first.labels[0], second.labels[0])

    def asked(unit: Unit) -> int:
        return len(unit.session.exec(select(Ending)).all())

    assert await run(asked) == 1
    assert first.name in second.reads

    for guest in (first, second):
        await guest.commands("deelnemers")
        await guest.taps("Wie doet wat")
        await guest.taps(f"{guest.name} (coördinator)")
        await guest.taps("Stoppen met coördineren")
    await two.tap("Ja, ik stop met coördineren")

    def leads(unit: Unit) -> list[str]:
        rows = unit.session.exec(select(Member).where(Member.role == Role.COORDINATOR))
        return [each.name for each in rows]

    assert await run(leads) == [second.name]
    assert second.read(f"{first.name} coördineert sinds kort niet meer. Jij bent nu de enige.")
    await second.taps("Ja, ik stop met coördineren")
    assert await run(leads) == []


async def test_nobody_gets_the_message_of_who_came_second(two: Two) -> None:
    carla = two.counter.guest("Carla")
    for guest, title in ((two.first, "Balanscheck"), (two.second, "Navragen")):
        await guest.commands("overleg")
        await guest.taps("Rondes")
        await guest.taps("Ronde starten")
        guest.button(title)
    await two.tap("Balanscheck", "Navragen")
    await two.counter.passes(timedelta(days=1))

    def openings(unit: Unit) -> int:
        return sum('"opening"' in each.message for each in unit.session.exec(select(Outbox)))

    assert await two.counter.run(openings) == 3
    assert sum("Balanscheck" in each.screen.text for each in carla.chat) == 1
