"""The overview of a round: what everyone gets at the reveal, frozen from then on.

What differs most comes first. Never a score, a mean, or a ranking of organisations.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Literal

from pydantic import ConfigDict, TypeAdapter

from process.rules.gate import who_answered
from process.rules.items import Aloud, ChoiceItem, Item, Party, WordsItem
from process.rules.spread import difference
from process.rules.tally import Tally
from process.rules.turnout import Attendance, Turnout, heard, turnout
from process.rules.withholding import Withholding
from process.states import Together


@dataclass(frozen=True)
class Overview:
    """Everything a round shows. `items` begin with what differs most; the rest is in the flow's order.

    `number` counts the rounds of this flow with this partnership from 1; `made_at` is aware. `together`: it
    was done in the meeting; with cards there is one voice for each organisation, and not for each person.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    partnership: int
    flow: str
    revision: str
    number: int
    made_at: datetime
    turnout: Turnout
    organisations: tuple[Party, ...]
    items: tuple[Item, ...]
    choices: tuple[ChoiceItem, ...] = ()
    words: tuple[WordsItem, ...] = ()
    keep: tuple[WordsItem, ...] = ()
    aloud: tuple[Aloud, ...] = ()
    together: Together | None = None
    version: Literal[1] = 1

    def item(self, question: str) -> Item | None:
        """The tick with this id, if it is there."""
        return next((item for item in self.items if item.question == question), None)


def to_json(overview: Overview) -> str:
    """Write an overview down; `from_json` gives an equal one back."""
    return _adapter().dump_json(overview).decode()


def from_json(kept: str) -> Overview:
    """Read what `to_json` wrote. Raises ValueError for anything else, also for a version not known."""
    return _adapter().validate_json(kept)


@cache
def _adapter() -> TypeAdapter[Overview]:
    return TypeAdapter(Overview)


def build(
    organisations: Sequence[tuple[int, str]],
    attendances: Iterable[Attendance],
    *,
    previous: Overview | None,
    made_at: datetime,
    partnership: int,
    number: int,
    withholding: Withholding,
    together: Together | None = None,
) -> Overview:
    """What everyone gets to see of what was revealed.

    organisations   id and name, in the order in which they stand side by side; only the invited appear
    previous        the overview of the last shown round of this flow, for what changed
    number          the how-manieth round of this flow with this partnership
    withholding     what was said, and what of it is left out
    """
    flow = withholding.flow
    said = who_answered(flow, (voice for voice, _ in withholding.voices))
    counted = turnout(attendances := heard(attendances, said))
    invited = {seat.organisation for seat in attendances}
    parties = tuple(
        Party(id_, name, id_ not in counted.missing) for id_, name in organisations if id_ in invited
    )
    tally = Tally(
        withholding=withholding,
        parties=parties,
        previous={item.question: item for item in previous.items} if previous else {},
        chosen_before={item.question: item for item in previous.choices} if previous else {},
        casts=[
            (seat.organisation, replace(seat.cast, organisation=seat.organisation)) for seat in attendances
        ],
    )
    top = [question for question in flow.questions if question.under is None]
    items = [tally.item(question) for question in flow.ticks if not tally.is_nobodys(question)]
    words = [question for question in top if question.kind == "words"]
    return Overview(
        partnership=partnership,
        flow=flow.id,
        revision=flow.revision,
        number=number,
        made_at=made_at,
        turnout=counted,
        organisations=parties,
        items=tuple(sorted(items, key=lambda item: difference(item.counts), reverse=True)),
        choices=tuple(tally.choice(question) for question in top if question.is_choice),
        words=tuple(tally.words(question) for question in words if not question.keeps),
        keep=tuple(tally.words(question) for question in words if question.keeps),
        aloud=tally.aloud(),
        together=together,
    )
