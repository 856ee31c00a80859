"""What stands in the readable copy of somebody's data is in words, not as a database keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from bot.screens.own_values import counted
from flows.answers import State
from process.rules.waking import WEEKDAYS
from process.states import Change, DaySlot, FloorKind, Layer, Role, SeatState
from storage import codec
from storage.queries import forgetting
from storage.queries.mydata import Part
from storage.tables import Passage
from storage.tables.time import Kept
from tests.conversations.conftest import catalogue

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("days", WEEKDAYS),
        ("slot", DaySlot),
        ("language", ("nl", "en")),
        ("role", Role),
        ("layer", Layer),
        ("rounds_state", SeatState),
        ("answers_state", [state.value for state in State]),
        ("conversation_kind", FloorKind),
        ("log_kind", Change),
        ("messages_kind", codec.KINDS),
        ("messages_state", Passage),
        ("appointments_kind", (*forgetting.OF_A_PERSON, *forgetting.OF_A_SEAT)),
        ("appointments_state", Kept),
    ],
)
def test_every_value_that_is_kept_has_a_word(field: str, values: Iterable[str]) -> None:
    assert [value for value in values if f"mydata.{field}_{value}" not in catalogue().keys] == []


def test_messages_are_counted_by_kind_and_by_what_became_of_them() -> None:
    def message(kind: str, state: str, hour: int) -> tuple[tuple[str, str | datetime], ...]:
        return (("kind", kind), ("state", state), ("made_at", NOON.replace(hour=hour)), ("done_at", NOON))

    part = Part(
        "messages", (message("ask", "sent", 9), message("ask", "dead", 10), message("ask", "sent", 11))
    )
    assert counted(part).rows == (
        (("kind", "ask"), ("state", "sent"), ("count", 2), ("last", NOON.replace(hour=11))),
        (("kind", "ask"), ("state", "dead"), ("count", 1), ("last", NOON.replace(hour=10))),
    )
    other = Part("answers", part.rows)
    assert counted(other) is other
