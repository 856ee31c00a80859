"""What became of the last time: the agreements that came out of it, where the next round begins and ends."""

from __future__ import annotations

from bot.screens.agreement import agreement_values
from bot.screens.reader import Reader, plain
from process.rules.agreeing import STANDING
from process.states import AgreementState as State
from storage.queries import agreements, rounds
from storage.tables import Round
from texts.rich import Rich

NAMED = 2
"""So many agreements are named where a round begins: what was done goes first."""


def became_of(reader: Reader, before: Round) -> tuple[Rich, ...]:
    """A line for what was agreed about an earlier round; nothing when nothing was."""
    rows = [
        each for each in agreements.about(reader.unit, before.id) if each.state in (State.DONE, *STANDING)
    ]
    rows.sort(key=lambda row: row.state is not State.DONE)
    if not rows:
        return ()
    lines = [
        reader.label(
            f"agreeing.last_{'done' if row.state is State.DONE else 'going'}", agreement_values(reader, row)
        )
        for row in rows[:NAMED]
    ]
    if len(rows) > NAMED:
        lines.append(reader.label("agreeing.last_more", {"n": len(rows) - NAMED}))
    return (plain("\n".join(lines)),)


def was_done_about(reader: Reader, round_: Round, question: str) -> bool:
    """Whether something that was agreed about this tick, out of an earlier round of its flow, was done."""
    earlier = {
        each.id: each
        for each in rounds.rounds(reader.unit, round_.partnership_id)
        if each.flow == round_.flow and each.number < round_.number
    }
    return any(
        row.state is State.DONE and row.question == question and row.round_id in earlier
        for row in agreements.with_topic(reader.unit, round_.partnership_id)
    )
