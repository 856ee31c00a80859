"""A message of a person is taken away where the channel can, and otherwise the person is asked to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.channel import Again, Parcel, Screen, Sent, Span
from simulator.faults import Fault
from tests.channels.stage import Stage, TelegramStage
from tests.clock import ManualClock

PLEASE = Screen(((Span("Wil jij dat doen?"),),))


async def taken(stage: Stage, text: str) -> object:
    """The person types; the receipt of taking that away."""
    await stage.says(text)
    act = stage.received[-1].act
    return await stage.channel.send(Parcel(stage.address, PLEASE, remove=getattr(act, "ref", None)))


@pytest.mark.parametrize("stage", ["telegram"], indirect=True)
async def test_telegram_takes_it_away_without_a_word(stage: TelegramStage) -> None:
    await taken(stage, "een geheim")
    assert "geheim" not in stage.screen()
    assert "Wil jij dat doen?" not in stage.screen()


@pytest.mark.parametrize("stage", ["console"], indirect=True)
async def test_a_terminal_asks(stage: Stage) -> None:
    await taken(stage, "een geheim")
    assert "Wil jij dat doen?" in stage.screen()


@pytest.mark.parametrize("stage", ["telegram"], indirect=True)
async def test_what_is_gone_already_is_fine(stage: TelegramStage) -> None:
    await stage.says("een geheim")
    parcel = Parcel(stage.address, PLEASE, remove=stage.received[-1].act.ref)  # type: ignore[union-attr]
    first = await stage.channel.send(parcel)
    assert await stage.channel.send(parcel) == first
    assert "Wil jij dat doen?" not in stage.screen()


@pytest.mark.parametrize("stage", ["telegram"], indirect=True)
async def test_after_two_days_the_person_is_asked(stage: TelegramStage, clock: ManualClock) -> None:
    await stage.says("een geheim")
    clock.move(timedelta(days=3))
    parcel = Parcel(stage.address, PLEASE, remove=stage.received[-1].act.ref)  # type: ignore[union-attr]
    assert isinstance(await stage.channel.send(parcel), Sent)
    assert "Wil jij dat doen?" in stage.screen()


@pytest.mark.parametrize("stage", ["telegram"], indirect=True)
async def test_when_the_connection_breaks_it_is_tried_again(stage: TelegramStage) -> None:
    stage.simulator.faults.next("deleteMessage", Fault.reset_after())
    assert await taken(stage, "een geheim") == Again(1.0, everyone=True)
    assert "geheim" not in stage.screen()
