"""Golden conversations: one person walks through a flow, and every word of it is kept in a file.

An author writes what the person does; `vinkje flows test --update` writes what is asked. From then on
a change in the conversation is a difference in a file that somebody reads. Between every two turns the
answers are saved and read back, as a restart would do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from flows.cast import Cast, Layer, OrganisationSort, Role
from flows.each import over
from flows.engine import (
    Answer,
    Ask,
    Given,
    Marked,
    NotUnderstood,
    Picked,
    Review,
    Sitting,
    State,
    Tapped,
    Typed,
    accept,
    before,
    from_record,
    next_step,
    progress,
    relevant,
    to_record,
)
from flows.model import Colour, Flow, Question
from flows.parts import with_extras
from flows.reading import Reading
from flows.source import Node, load_file
from flows.text import Party

GOLDEN = Path(__file__).parent / "library" / "golden"
"""The golden conversations of the flows that come with Vinkje."""

ACTS = ("taps", "picks", "types", "marks", "back")
MARKS = ("unknown", "passed", "aloud")
STAND_INS = {
    "doelgroep": "de huurders",
    "partijen": "de gemeente, Woonstad en De Brug",
    "partnership": "Thuis in Oost",
    "organisatie": "Woonstad",
}
"""What placeholders read in a golden conversation."""
OTHERS = (Party(1, "de gemeente", OrganisationSort.MUNICIPALITY), Party(2, "Woonstad"), Party(3, "De Brug"))
"""The organisations in it; the person is of the second, or with `as: {sort: gemeente}` of the first."""

WALKER = Cast(Layer.PRACTICE, Role.PARTNER, OTHERS[1].id)
"""Who walks through it, unless the file says otherwise."""

_NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)  # any moment will do: these conversations never close


@dataclass(frozen=True)
class Turn:
    """What stood on the screen, and what the person did: one of ACTS with its value."""

    asked: str
    act: str
    value: str


@dataclass(frozen=True)
class Golden:
    """One conversation: what it shows, its turns, and the review at the end line by line.

    `extras` are the optional questions that are on.
    """

    flow: str
    shows: str
    turns: tuple[Turn, ...]
    review: tuple[str, ...] = ()
    cast: Cast = WALKER
    extras: tuple[str, ...] = ()


@dataclass
class _Walk:
    """A person on the way: the answers so far and the question that stands, None at the review."""

    flow: Flow
    answers: dict[str, Answer] = field(default_factory=dict)
    standing: Question | None = None

    def ahead(self) -> None:
        step = next_step(self.flow, Sitting(self.answers), _NOW)
        self.standing = step.question if isinstance(step, Ask) else None

    def screen(self) -> str:
        if self.standing is None:
            return "overzicht"
        number, of = progress(self.flow, self.answers, self.standing)
        return (f"{number} van {of} · " if number else "") + _shown(self.standing)

    def does(self, turn: Turn) -> str | None:
        """Do the act; the key of the complaint when it was not understood."""
        if turn.act == "back":
            self.standing = before(self.flow, self.answers, self.standing.id if self.standing else None)
            return None
        if self.standing is None:
            return "nothing_asked"
        outcome = accept(self.flow, self.answers, self.standing.id, _given(turn))
        if isinstance(outcome, NotUnderstood):
            return outcome.key
        kept = self.answers | {outcome.answer.question: outcome.answer}
        self.answers = from_record(json.loads(json.dumps(to_record(kept))))
        self.ahead()
        return None


def play(golden: Golden, flow: Flow) -> Golden:
    """The conversation as it goes with this flow: the same acts, with what is asked and reviewed now."""
    walk = _Walk(over(with_extras(flow, golden.extras), OTHERS).part_for(golden.cast))
    walk.ahead()
    turns: list[Turn] = []
    for turn in golden.turns:
        screen = walk.screen()
        refused = walk.does(turn)
        turns.append(Turn(screen + (f" → {refused}" if refused else ""), turn.act, turn.value))
    return replace(golden, turns=tuple(turns), review=tuple(_review(walk)))


def read_golden(path: Path) -> Golden:
    """Read one conversation. Raises SourceError when the file is broken."""
    reading = Reading()
    fields = reading.fields(load_file(path), ("flow", "shows", "talk"), ("as", "extras", "review"))
    golden = Golden(
        flow=reading.id(fields["flow"]),
        shows=reading.word(fields["shows"]),
        turns=tuple(_read_turn(reading, node) for node in reading.items(fields["talk"])),
        review=reading.words(fields["review"]) if "review" in fields else (),
        cast=_read_cast(reading, fields["as"]) if "as" in fields else WALKER,
        extras=reading.words(fields["extras"]) if "extras" in fields else (),
    )
    reading.finish()
    return golden


def _read_cast(reading: Reading, node: Node) -> Cast:
    fields = reading.fields(node, optional=("layer", "role", "sort"))
    layer = reading.member(fields["layer"], Layer) if "layer" in fields else WALKER.layer
    role = reading.member(fields["role"], Role) if "role" in fields else WALKER.role
    organisation = WALKER.organisation
    if "sort" in fields:
        sort = reading.member(fields["sort"], OrganisationSort)
        organisation = next(each.id for each in OTHERS if each.sort is sort)
    return replace(WALKER, layer=layer, role=role, organisation=organisation)


def _read_turn(reading: Reading, node: Node) -> Turn:
    fields = reading.fields(node, optional=("asked", *ACTS))
    acts = [name for name in ACTS if name in fields]
    if len(acts) != 1:
        reading.refuse(node.place, f"{len(acts)} acts in one turn", f"give one of {', '.join(ACTS)}")
        return Turn("", "back", "")
    value = reading.one_of(fields["marks"], MARKS) if acts == ["marks"] else reading.word(fields[acts[0]])
    return Turn(reading.word(fields["asked"]) if "asked" in fields else "", acts[0], value)


def write_golden(golden: Golden) -> str:
    """The conversation as the text of its file."""
    lines = [f"flow: {golden.flow}", f"shows: {_quoted(golden.shows)}"]
    if golden.cast != WALKER:
        sort = next((each.sort for each in OTHERS if each.id == golden.cast.organisation), None)
        own = f", sort: {sort}" if sort is not None else ""
        lines.append(f"as: {{layer: {golden.cast.layer}, role: {golden.cast.role}{own}}}")
    if golden.extras:
        lines.append(f"extras: [{', '.join(golden.extras)}]")
    lines.append("talk:")
    for turn in golden.turns:
        value = _quoted(turn.value) if turn.act == "types" else turn.value
        lines += [f"  - asked: {_quoted(turn.asked)}", f"    {turn.act}: {value}"]
    lines += ["review:", *(f"  - {_quoted(line)}" for line in golden.review)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _given(turn: Turn) -> Given:
    if turn.act == "taps":
        return Tapped(turn.value)
    if turn.act == "picks":
        return Picked(tuple(each.strip() for each in turn.value.split(",")))
    if turn.act == "types":
        return Typed(turn.value)
    return Marked(State(turn.value))


def _shown(question: Question) -> str:
    parts = [question.asked_in("nl", STAND_INS)]
    if question.row is not None:
        parts.insert(0, f"{question.row.asks.nl} {question.row.place}.")
    if question.ends:
        parts.append(f"🟢 ja: {question.ends.green.nl}. 🔴 nee: {question.ends.red.nl}.")
    parts += [f"{option.label.nl}: {option.means.nl}." for option in question.options if option.means]
    if question.kind != "tick" and question.options:
        parts.append("".join(f"[{option.label.nl}]" for option in question.options))
    return " ".join(parts)


def _review(walk: _Walk) -> Iterator[str]:
    if next_step(walk.flow, Sitting(walk.answers), _NOW) != Review():
        yield "nog niet klaar"
    for key, answer in relevant(walk.flow, walk.answers).items():
        question = walk.flow.question(key)
        name = question.short.nl if question.short else f"  {key}"
        yield f"{name} · {_said(question, answer)}"


def _said(question: Question, answer: Answer) -> str:
    if answer.value is None:
        return {"unknown": "weet ik niet", "passed": "overgeslagen", "aloud": "liever mondeling"}[
            answer.state.value
        ]
    picked = question.picked(answer.value)
    if not picked:
        return f"“{answer.value}”"
    sign = f"{Colour(picked[0].id).sign} " if question.kind == "tick" else ""
    return sign + ", ".join(option.label.nl for option in picked)
