"""The bot was away: who may have tapped in vain is asked again, once, and never at night."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.upkeep.gap import Resumption
from process.calendar import dutch_calendar
from process.rules.resuming import DAY_BEGINS, NIGHT_BEGINS, resume_at
from process.rules.waking import Waking
from process.states import DaySlot
from simulator.person import Person
from tests.conversations.conftest import house
from tests.conversations.rounds import Three, in_the_round, skips_and_sends
from tests.operator.coming_back import Shift, shift

pytestmark = pytest.mark.one_database

__all__ = ["shift"]

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CALENDAR = dutch_calendar(range(2026, 2029))
WAS_AWAY, WAS_LONG_AWAY = "Ik was even weg.", "Ik was een tijd weg."
GAPS = {
    "3 min": timedelta(minutes=3),
    "1 h": timedelta(hours=1),
    "23 h": timedelta(hours=23),
    "25 h": timedelta(hours=25),
    "8 days": timedelta(days=8),
}


def heard(person: Person, text: str) -> int:
    """How often this person was told so."""
    return sum(text in message.text for message in person.history)


def ends_with(person: Person, *texts: str) -> None:
    """The last messages on the phone, in order."""
    last = person.history[-len(texts) :]
    assert all(text in message.text for text, message in zip(texts, last, strict=True)), last


async def midway(shift: Shift) -> Three:
    """Carla stands at the second question, Fatima has only been invited, Moniek has sent."""
    people = await in_the_round(shift)
    await people.carla.taps("Beginnen")
    await people.carla.taps("Ja")
    await skips_and_sends(people.moniek)
    await shift.works.ticker.tick()
    return people


async def test_who_stood_at_a_question_gets_it_again_and_a_lost_tap_is_done_anew(shift: Shift) -> None:
    people = await midway(shift)
    await shift.leaves()
    await people.carla.taps("Ja")
    shift.clock.move(timedelta(minutes=3))
    assert await shift.returns() == 1
    ends_with(people.carla, "Ik was even weg. Heb je net getikt? Tik nog eens.", "2 van 5")
    await people.carla.taps("Ja")
    people.carla.sees("3 van 5")
    assert heard(people.fatima, WAS_AWAY) == heard(people.moniek, WAS_AWAY) == 0


async def test_after_one_gap_nobody_is_asked_twice_however_often_the_bot_starts(shift: Shift) -> None:
    people = await midway(shift)
    await shift.is_away(timedelta(minutes=10))
    for _ in range(3):
        assert await shift.is_away(timedelta(seconds=20)) == 0
    assert heard(people.carla, WAS_AWAY) == 1
    assert await shift.is_away(timedelta(minutes=10)) == 1


async def test_a_bot_that_dies_before_it_said_so_says_it_after_the_next_start_and_once(shift: Shift) -> None:
    """The prompts and the sign of life are one commit: there is no start at which they are made twice."""
    people = await midway(shift)
    for _ in range(2):
        await shift.is_away(timedelta(minutes=3))
    assert heard(people.carla, WAS_AWAY) == 2
    assert Counter(message.text for message in people.carla.history if "2 van 5" in message.text).total() == 3


async def test_of_two_replicas_that_come_back_together_one_asks(shift: Shift) -> None:
    people = await midway(shift)
    await shift.leaves()
    shift.clock.move(timedelta(hours=1))
    replicas = [Resumption(shift.store, house(), shift.clock, lambda: None) for _ in range(2)]
    assert sum(await asyncio.gather(*(each.ask_again() for each in replicas))) == 1
    await shift.returns()
    assert heard(people.carla, WAS_AWAY) == 1


async def test_a_short_gap_goes_unsaid(shift: Shift) -> None:
    people = await midway(shift)
    assert await shift.is_away(timedelta(minutes=2)) == 0
    assert heard(people.carla, WAS_AWAY) == 0


async def test_whose_words_waited_at_telegram_has_the_answer_already(shift: Shift) -> None:
    people = await midway(shift)
    await people.carla.taps("Nee")
    await people.carla.taps(people.carla.buttons()[0][0])
    people.carla.sees("Typ een paar woorden")
    await shift.leaves()
    await people.carla.says("We bellen allebei dezelfde huurder")
    shift.clock.move(timedelta(hours=1))
    assert await shift.returns() == 0
    ends_with(people.carla, "3 van 5")


async def test_at_night_a_question_waits_for_the_persons_own_hours(shift: Shift) -> None:
    people = await midway(shift)
    await shift.leaves()
    shift.clock.set(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    assert await shift.returns() == 1
    await shift.until(datetime(2026, 11, 24, 6, 59, tzinfo=UTC))
    assert heard(people.carla, WAS_LONG_AWAY) == 0
    await shift.until(datetime(2026, 11, 24, 7, 0, tzinfo=UTC))
    ends_with(people.carla, "Ik was een tijd weg.", "2 van 5")


async def test_what_was_answered_before_its_hour_came_is_not_asked_again(shift: Shift) -> None:
    people = await midway(shift)
    await shift.leaves()
    shift.clock.set(datetime(2026, 11, 24, 2, 0, tzinfo=UTC))
    await shift.returns()
    await people.carla.taps("Ja")
    people.carla.sees("3 van 5")
    await shift.until(datetime(2026, 11, 24, 12, 0, tzinfo=UTC))
    assert heard(people.carla, WAS_LONG_AWAY) == 0


async def test_a_form_that_was_being_filled_in_comes_again_and_one_that_was_left_does_not(
    shift: Shift,
) -> None:
    people = await midway(shift)
    await people.fatima.says("/stop")
    await people.fatima.taps("Even weg")
    page = people.fatima.screen.text
    await shift.works.ticker.tick()
    assert await shift.is_away(timedelta(minutes=5)) == 2
    ends_with(people.fatima, WAS_AWAY, page)
    assert await shift.is_away(timedelta(days=2)) == 1
    await shift.passes(timedelta(days=1))
    assert heard(people.fatima, WAS_LONG_AWAY) == 0


async def test_a_round_that_ended_meanwhile_is_not_asked_about(shift: Shift) -> None:
    people = await midway(shift)
    assert await shift.is_away(timedelta(days=40)) == 0
    assert heard(people.carla, WAS_AWAY) == heard(people.carla, WAS_LONG_AWAY) == 0


@pytest.mark.parametrize("gap", GAPS)
async def test_however_long_it_was_each_thing_is_said_once_and_all_that_comes_is_accepted(
    shift: Shift, gap: str
) -> None:
    people = await midway(shift)
    before = {person.name: len(person.history) for person in people.all}
    await shift.leaves()
    await people.carla.taps("Ja")
    shift.clock.move(GAPS[gap])
    shift.simulator.jump_update_ids(1000)
    await shift.returns()
    await shift.passes(timedelta(days=1))
    for person in people.all:
        news = Counter(message.text for message in person.history[before[person.name] :] if message.from_bot)
        assert max(news.values(), default=0) <= 1, news
        assert len(news) <= 4, news
    assert heard(people.carla, WAS_AWAY) + heard(people.carla, WAS_LONG_AWAY) <= 1
    await people.fatima.says("/menu")
    assert people.fatima.screen.from_bot
    await people.carla.says("/privacy")
    people.carla.sees("privacy@oost.example")
    assert shift.simulator.unconfirmed == 0


moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(
    now=moments,
    ago=st.timedeltas(timedelta(0), timedelta(days=9)),
    days=st.frozensets(st.integers(0, 6), min_size=1),
    slot=st.sampled_from(DaySlot),
    leave=st.none() | st.integers(-3, 10),
)
def test_nobody_is_asked_again_at_night_on_leave_or_before_now(
    now: datetime, ago: timedelta, days: frozenset[int], slot: DaySlot, leave: int | None
) -> None:
    today = now.astimezone(AMSTERDAM).date()
    waking = Waking(days, slot, None if leave is None else today + timedelta(days=leave))
    at = resume_at(now - ago, now, waking, AMSTERDAM, CALENDAR)
    local = at.astimezone(AMSTERDAM)
    assert at >= now
    assert DAY_BEGINS <= local.time() < NIGHT_BEGINS
    assert not waking.is_away(local.date())
    if (now - ago).astimezone(AMSTERDAM).date() != today:
        assert waking.opens <= local.time() < waking.closes
        assert local.date() not in CALENDAR.free


def test_what_was_never_shown_waits_for_the_persons_own_hours() -> None:
    noon = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
    at = resume_at(None, noon, Waking(), AMSTERDAM, CALENDAR)
    assert at.astimezone(AMSTERDAM).time() == time(8)
