"""Trying a flow in the terminal: the whole bot for one person, with two imaginary partners.

Nothing is kept: the database lives in a folder that goes with the conversation.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path

from bot.app import assemble
from bot.channel import Handled
from bot.console.channel import NAME, ConsoleChannel
from bot.console.founding import found
from bot.screens.reader import Facts
from flows import engine, parts
from flows.golden_round import Partaker
from flows.model import Flow, Question, Share
from flows.shelf import Shelf
from process.acts import rounds as round_acts
from process.calendar import dutch_calendar
from process.case import House, Work
from process.incoming import Incoming
from process.moment import Clock
from process.rules.suppression import Promise
from process.states import Role, RoundStage, SeatState
from reports.worker import Studio
from storage import outbox
from storage.queries import extras, opening, people, rounds
from storage.store import Store
from storage.tables import Member, Partnership, Round, Seat
from storage.unit import Unit
from texts.catalogue import Catalogue

A_WORKDAY = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
"""The rehearsal plays on a Tuesday morning, when everyone may be disturbed."""
ADDRESS = "author"
OTHERS = ("Woonstad", "De Linde")


async def rehearse(
    flow: Flow,
    typed: AsyncIterator[str],
    show: Callable[[str], None],
    folder: Path,
    language: str,
    chance: random.Random,
) -> bool:
    """Play a round of `flow` until its result was shown, or the lines end; whether the result was shown."""
    began = datetime.now(UTC)
    clock = Clock(now=lambda: A_WORKDAY + (datetime.now(UTC) - began))
    store = Store.open(f"sqlite:///{folder}/rehearsal.db", None, clock=clock, unencrypted=True)
    house = House(Shelf({flow.id: flow}), dutch_calendar([2026, 2027, 2028]))
    catalogue = Catalogue.ours()
    try:
        async with Studio() as studio:
            ended: list[bool] = []
            channel = ConsoleChannel(
                _until(typed, ended), show, folder, clock, address=ADDRESS, language=language
            )
            facts = Facts("-", "-", "112", "https://t.me/vinkje?start=", Promise())
            works = assemble(store, {NAME: channel}, house, catalogue, facts, studio, clock)
            moment = clock.moment()
            round_id = await store.run(
                lambda unit: _open(Work(unit, moment, house), flow, language, catalogue, chance), name="open"
            )
            await works.delivery.drain()

            async def receive(incoming: Incoming) -> Handled:
                handled = await works.receiver.receive(incoming)
                await works.delivery.drain()
                if await store.read(lambda unit: _is_shown(unit, round_id), name="shown"):
                    ended.append(True)
                return handled

            await channel.listen(receive)
            return bool(ended)
    finally:
        store.close()


async def _until(typed: AsyncIterator[str], ended: list[bool]) -> AsyncIterator[str]:
    async for line in typed:
        yield line
        if ended:
            return


def _is_shown(unit: Unit, round_id: int) -> bool:
    round_ = opening.find_round(unit, round_id)
    return round_ is not None and round_.stage == RoundStage.REVEALED


def _open(work: Work, flow: Flow, language: str, catalogue: Catalogue, chance: random.Random) -> int:
    """A partnership of three organisations, in which the other two have answered already."""
    partnership = _partnership(work, flow, language, catalogue)
    for extra in parts.extras(flow):  # an author wants to see all of it
        extras.switch(work.unit, partnership.id, flow.id, extra.id, on=True)
    outcome = round_acts.open_round(work, partnership, flow, None)
    if outcome is None:
        raise LookupError("the rehearsal has no partners")
    for outgoing in outcome.messages:
        outbox.enqueue(work.unit, outgoing, work.now)
    round_ = rounds.open_round(work.unit, partnership.id)
    if round_ is None:
        raise LookupError("the rehearsal has no round")
    for seat, member, person in opening.seats_with_people(work.unit, round_.id):
        if people.address_of(work.unit, person.id).address != ADDRESS:
            _answer(work, flow, round_, seat, member, chance)
    return round_.id


def _partnership(work: Work, flow: Flow, language: str, catalogue: Catalogue) -> Partnership:
    name, doelgroep, own = (
        catalogue.label(f"rehearsal.{key}", language) for key in ("partnership", "doelgroep", "organisation")
    )
    author = Partaker(ADDRESS, own, role=Role.COORDINATOR)
    others = [Partaker(other, other) for other in OTHERS]
    return found(work, NAME, (name, doelgroep), flow.id, [author, *others], language)


def _answer(work: Work, flow: Flow, round_: Round, seat: Seat, member: Member, chance: random.Random) -> None:
    """An imaginary partner goes through the flow by the same engine as everyone."""
    while True:
        answers = rounds.answers(work.unit, seat.id)
        step = engine.next_step(flow, engine.Sitting(answers, closes=round_.closes_at), work.now)
        if not isinstance(step, engine.Ask):
            break
        given = _given(step.question, member.name, chance)
        accepted = engine.accept(flow, answers, step.question.id, given)
        if not isinstance(accepted, engine.Accepted):
            raise LookupError(f"{step.question.id} cannot be answered by a partner who is made up")
        is_words, own = step.question.kind == "words", step.question.share is Share.SELF
        rounds.put_answer(work.unit, seat, accepted.answer, words=is_words, now=work.now, alone=own)
    opening.set_seat(work.unit, seat, SeatState.SENT, at=work.now)


def _given(question: Question, name: str, chance: random.Random) -> engine.Given:
    if question.options:
        return engine.Tapped(chance.choice([option.id for option in question.options]))
    return engine.Typed(f"… ({name}: {question.id})")
