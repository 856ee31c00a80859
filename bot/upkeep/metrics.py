"""Counts and durations in the format of Prometheus: how much and how long, never who or what.

The labels are closed lists of our own words. No name, address, id or text is one.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable
from datetime import datetime
from math import nan

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest

from bot.channel import Again, Handled, Reason, Receipt, Receive, Refused, Screen, Verdict
from process.incoming import Incoming
from storage.outbox import Claimed
from storage.queries.backlog import Backlog

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4

Compose = Callable[[Claimed], Awaitable[Screen | None]]

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_RECEIPTS = ("sent", "again", "unclear", *(reason.value for reason in Reason))
_DRAWN = ("picture", "document")


class Metrics:
    """What happened since the start, and what waits now. `seconds` is a clock that nobody sets back."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._registry = every = CollectorRegistry()
        ProcessCollector(registry=every)
        self._updates = Counter("vinkje_updates", "Updates by verdict.", ["verdict"], registry=every)
        self._messages = Counter("vinkje_messages", "Messages by receipt.", ["receipt"], registry=every)
        self._drawings = Counter("vinkje_drawings", "Drawings sent along.", ["kind"], registry=every)
        self._units = Histogram(
            "vinkje_unit_seconds",
            "Units of work, waiting included.",
            ["unit"],
            buckets=_SECONDS,
            registry=every,
        )
        self._compositions = Histogram(
            "vinkje_compose_seconds",
            "Putting a message into words, drawing included.",
            buckets=_SECONDS,
            registry=every,
        )
        self._waiting = Gauge("vinkje_outbox_waiting", "Messages whose time has come.", registry=every)
        self._age = Gauge("vinkje_outbox_age_seconds", "Age of the oldest of them.", registry=every)
        self._overdue = Gauge("vinkje_appointments_overdue", "Due and not kept.", registry=every)
        self._silence = Gauge(
            "vinkje_channel_silence_seconds", "Since the channel last answered.", registry=every
        )
        for verdict in Verdict:
            self._updates.labels(verdict.value)
        for receipt in _RECEIPTS:
            self._messages.labels(receipt)
        for kind in _DRAWN:
            self._drawings.labels(kind)

    def receiving(self, receive: Receive) -> Receive:
        """The same, counted by verdict."""

        async def counted(incoming: Incoming) -> Handled:
            handled = await receive(incoming)
            self._updates.labels(handled.verdict.value).inc()
            return handled

        return counted

    def composing(self, compose: Compose) -> Compose:
        """The same, with how long it took and what was drawn."""

        async def timed(claimed: Claimed) -> Screen | None:
            began = self._seconds()
            try:
                screen = await compose(claimed)
            finally:
                self._compositions.observe(self._seconds() - began)
            if screen is not None and screen.attachment is not None:
                self._drawings.labels(screen.attachment.kind).inc()
            return screen

        return timed

    def sent(self, receipt: Receipt) -> None:
        """A channel gave this receipt."""
        match receipt:
            case Refused(reason):
                kind = reason.value
            case Again():
                kind = "again"
            case _:
                kind = type(receipt).__name__.lower()
        self._messages.labels(kind).inc()

    def unit(self, name: str, seconds: float) -> None:
        """A unit of work ended, however it ended; `name` is one of our own words for units."""
        self._units.labels(name).observe(seconds)

    def text(self, now: datetime, backlog: Backlog | None, heard_at: datetime | None) -> bytes:
        """Everything, for Prometheus to read; what is not known now is NaN."""
        self._waiting.set(nan if backlog is None else backlog.messages)
        self._overdue.set(nan if backlog is None else backlog.overdue)
        since = now if backlog is None else backlog.since or now
        self._age.set(nan if backlog is None else (now - since).total_seconds())
        self._silence.set(nan if heard_at is None else (now - heard_at).total_seconds())
        return generate_latest(self._registry)
