"""What monitoring is told: that the bot lives, what is stuck, and counts without people in them."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from typing import cast

import httpx
import pytest

from bot.channel import (
    Again,
    Attachment,
    Handled,
    Reason,
    Receipt,
    Refused,
    Screen,
    Sent,
    StopRunning,
    Unclear,
    Verdict,
)
from bot.upkeep.metrics import Metrics
from bot.web.readiness import Readiness
from bot.web.server import open_door
from bot.web.status import answering, application
from process.incoming import Incoming, Words
from process.message import Notice
from process.outcome import Due, Outgoing, Urgency
from storage import appointments, outbox
from storage.outbox import Claimed
from storage.queries import people
from storage.store import Store
from storage.trouble import StorageTrouble
from storage.unit import Unit
from tests.clock import ManualClock
from tests.web.conftest import Desk, free_port
from texts.catalogue import Catalogue


class Signs:
    """When the channel last answered, and when the bot last wrote down that it lives."""

    def __init__(self, now: datetime) -> None:
        self.heard: datetime | None = now
        self.lived: datetime | None = now


@pytest.fixture
def signs(clock: ManualClock) -> Signs:
    return Signs(clock.now())


@pytest.fixture
def metrics() -> Metrics:
    ticks = iter(range(100_000))
    return Metrics(lambda: next(ticks) / 100)


@pytest.fixture
def readiness(store: Store, clock: ManualClock, signs: Signs) -> Readiness:
    return Readiness(store, clock, lambda: signs.heard, lambda: signs.lived)


Ask = Callable[[str], Awaitable[httpx.Response]]


@pytest.fixture
async def ask(readiness: Readiness, metrics: Metrics) -> AsyncIterator[Ask]:
    app = application(readiness, metrics, Catalogue.ours(), "nl")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        yield client.get


async def put(store: Store, now: datetime, *, not_before: datetime | None = None) -> int:
    def work(unit: Unit) -> int:
        person = people.new_person(unit, "telegram", "4711", "nl", now)
        later = Outgoing(person.id, Notice("round.passed"), Urgency.NOTICE, not_before=not_before)
        return outbox.enqueue(unit, later, now)

    return await store.run(work, name="put")


async def test_all_is_well(ask: Ask) -> None:
    health, ready = await ask("/health"), await ask("/ready")
    assert (health.status_code, health.text) == (200, "ok\n")
    assert (ready.status_code, ready.json()) == (200, {"ready": True, "reasons": []})


async def test_a_stuck_poller_is_noticed(ask: Ask, clock: ManualClock, signs: Signs) -> None:
    clock.move(timedelta(seconds=90))
    signs.lived = clock.now()
    assert (await ask("/ready")).status_code == 200
    clock.move(timedelta(seconds=1))
    ready = await ask("/ready")
    assert ready.status_code == 503
    assert ready.json()["reasons"] == [
        "De bot leeft, maar Telegram heeft al langer dan anderhalve minuut niet geantwoord. Kijk in het log."
    ]
    assert (await ask("/health")).status_code == 200


async def test_a_bot_that_has_not_heard_telegram_yet_is_not_ready(ask: Ask, signs: Signs) -> None:
    signs.heard = None
    assert (await ask("/ready")).status_code == 503


async def test_a_stuck_clock_is_noticed(ask: Ask, clock: ManualClock, signs: Signs) -> None:
    signs.heard = clock.move(timedelta(seconds=91))
    (reason,) = (await ask("/ready")).json()["reasons"]
    assert "geen teken van leven" in reason


async def test_an_old_message_is_noticed_and_one_that_waits_for_its_time_is_not(
    ask: Ask, store: Store, clock: ManualClock, signs: Signs
) -> None:
    await put(store, clock.now(), not_before=clock.now() + timedelta(hours=2))
    signs.heard = signs.lived = clock.move(timedelta(hours=2, minutes=5))
    assert (await ask("/ready")).status_code == 200
    signs.heard = signs.lived = clock.move(timedelta(minutes=1))
    (reason,) = (await ask("/ready")).json()["reasons"]
    assert reason.startswith("1 bericht wacht op verzending, al 6 minuten.")


async def test_a_message_that_is_put_off_again_and_again_still_grows_old(
    ask: Ask, store: Store, clock: ManualClock, signs: Signs
) -> None:
    await put(store, clock.now())
    for _ in range(4):
        signs.heard = signs.lived = now = clock.move(timedelta(minutes=2))

        def again(unit: Unit, now: datetime = now) -> None:
            (claimed,) = outbox.claim(unit, now, 1)
            outbox.note(unit, claimed, outbox.Postponed(now + timedelta(seconds=60)), now)

        await store.run(again, name="again")
    assert (await ask("/ready")).status_code == 503


class Away:
    """A database that is away."""

    async def read(self, work: object, *, name: str) -> None:
        raise StorageTrouble("the database cannot be reached")


async def test_a_database_that_is_away_is_said_and_the_counts_of_it_are_unknown(
    clock: ManualClock, signs: Signs, metrics: Metrics
) -> None:
    away = Readiness(cast("Store", Away()), clock, lambda: signs.heard, lambda: signs.lived)
    app = application(away, metrics, Catalogue.ours(), "en")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        ready, measured = await client.get("/ready"), await client.get("/metrics")
    assert ready.status_code == 503
    assert ready.json()["reasons"][0].startswith("The database does not answer.")
    assert "vinkje_outbox_waiting NaN" in measured.text


def series(text: str) -> dict[str, float]:
    found = re.findall(r"^(vinkje_\S+) (\S+)$", text, re.MULTILINE)
    return {name: float(value) for name, value in found}


async def test_what_happens_is_counted(ask: Ask, metrics: Metrics, desk: Desk, clock: ManualClock) -> None:
    desk.verdicts = [Verdict.ACKNOWLEDGED, Verdict.RETRY, Verdict.FAILED, Verdict.ACKNOWLEDGED]
    receive = metrics.receiving(desk.receive)
    for number in range(4):
        handled = await receive(Incoming("telegram", "7", f"m{number}", clock.now(), Words("Hoi", "1")))
        assert isinstance(handled, Handled)
    receipts: list[Receipt] = [
        Sent("1"),
        Again(1.0),
        Unclear(),
        Refused(Reason.BLOCKED, "Forbidden"),
        Sent("2"),
    ]
    for receipt in receipts:
        metrics.sent(receipt)
    metrics.unit("receive", 0.02)
    found = series((await ask("/metrics")).text)
    assert found['vinkje_updates_total{verdict="acknowledged"}'] == 2
    assert found['vinkje_updates_total{verdict="retry"}'] == 1
    assert found['vinkje_updates_total{verdict="failed"}'] == 1
    assert found['vinkje_messages_total{receipt="sent"}'] == 2
    assert found['vinkje_messages_total{receipt="again"}'] == 1
    assert found['vinkje_messages_total{receipt="unclear"}'] == 1
    assert found['vinkje_messages_total{receipt="blocked"}'] == 1
    assert found['vinkje_messages_total{receipt="gone"}'] == 0
    assert found['vinkje_unit_seconds_bucket{le="0.025",unit="receive"}'] == 1
    assert found['vinkje_unit_seconds_bucket{le="0.01",unit="receive"}'] == 0


async def test_composing_is_timed_and_drawings_are_counted(ask: Ask, metrics: Metrics) -> None:
    picture = Screen(((),), attachment=Attachment("picture", "a.png", b"", "a picture"))
    answers: list[Screen | Exception | None] = [picture, Screen(((),)), None, RuntimeError("broken")]

    async def compose(claimed: Claimed) -> Screen | None:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    timed = metrics.composing(compose)
    claimed = Claimed(1, 1, 1, "telegram", "7", 1, Notice("round.passed"), Urgency.REPLY, None, None, None)
    assert await timed(claimed) is picture
    assert await timed(claimed) is not None
    assert await timed(claimed) is None
    with pytest.raises(RuntimeError):
        await timed(claimed)
    found = series((await ask("/metrics")).text)
    assert found["vinkje_compose_seconds_count"] == 4
    assert found['vinkje_drawings_total{kind="picture"}'] == 1
    assert found['vinkje_drawings_total{kind="document"}'] == 0


async def test_units_tell_how_long_they_took_also_when_they_fail(store: Store, metrics: Metrics) -> None:
    ended: list[tuple[str, bool]] = []
    store.on_unit = lambda name, seconds: ended.append((name, seconds > 0))

    def broken(unit: Unit) -> None:
        raise RuntimeError("broken")

    await store.run(lambda unit: None, name="one")
    await store.read(lambda unit: None, name="two")
    with pytest.raises(RuntimeError):
        await store.run(broken, name="three")
    assert ended == [("one", True), ("two", True), ("three", True)]


async def test_what_waits_is_measured(ask: Ask, store: Store, clock: ManualClock, signs: Signs) -> None:
    now = clock.now()
    await put(store, now)
    for occurrence, at in (("1", now), ("2", now + timedelta(seconds=30)), ("3", now + timedelta(hours=1))):
        due = Due("remind", 1, occurrence, at)
        await store.run(lambda unit, due=due: appointments.keep(unit, due), name="due")  # type: ignore[misc]
    clock.move(timedelta(seconds=40))
    found = series((await ask("/metrics")).text)
    assert found["vinkje_outbox_waiting"] == 1
    assert found["vinkje_outbox_age_seconds"] == 40
    assert found["vinkje_appointments_overdue"] == 2
    assert found["vinkje_channel_silence_seconds"] == 40


async def test_the_port_that_the_settings_name_is_served_and_freed(
    readiness: Readiness, metrics: Metrics
) -> None:
    app = application(readiness, metrics, Catalogue.ours(), "nl")
    port = free_port()
    async with answering(app, f"127.0.0.1:{port}"), httpx.AsyncClient() as client:
        assert (await client.get(f"http://127.0.0.1:{port}/health")).status_code == 200
        with pytest.raises(StopRunning):
            open_door("127.0.0.1", port)
    open_door("127.0.0.1", port).close()


async def test_only_reading_is_possible(readiness: Readiness, metrics: Metrics) -> None:
    app = application(readiness, metrics, Catalogue.ours(), "nl")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        assert (await client.post("/ready", content=json.dumps({}))).status_code == 405
        assert (await client.get("/")).status_code == 404
