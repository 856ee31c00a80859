"""What an author cannot know, which organisations there are: a flow is written out over them before its use.

A question of kind `party` gets them as its options. A question about every other organisation is asked once,
and becomes one for each organisation there is.

A flow as it was written has one question `nodig`; over Woonstad (7) and De Linde (9) it has `nodig@7` and
`nodig@9`, each with what hangs under it. Everyone answers those about the others (`Flow.part_for`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from flows.conditions import AllOf, AnyOf, Condition, Is, Not
from flows.model import Flow
from flows.picking import SOMEONE
from flows.question import Option, Question
from flows.text import Party, Text

MARK = "@"
"""Between a question and the organisation that it is about; no id that an author writes has it."""


def over(flow: Flow, parties: Sequence[Party]) -> Flow:
    """The flow with these organisations written out, in their order: as options, and as whom it is about.

    Questions of that kind that follow each other are asked together: everything about one organisation, then
    everything about the next. `revision` stays: it is the same edition.
    """
    if not flow.names_organisations:
        return flow
    sorts = [(each.id, each.sort) for each in parties]
    known = replace_questions(flow, (_among(question, parties) for question in flow.questions))
    collect = replace(known.collect, who=known.collect.who.among(sorts))
    known = replace(known, stages=tuple(collect if each is known.collect else each for each in known.stages))
    return replace_questions(known, _written_out(known, parties))


def replace_questions(flow: Flow, questions: Iterable[Question]) -> Flow:
    """The flow with other questions; everything else stays."""
    written = tuple(questions)
    collect = replace(flow.collect, questions=written)
    return replace(flow, stages=tuple(collect if stage is flow.collect else stage for stage in flow.stages))


def _among(question: Question, parties: Sequence[Party]) -> Question:
    """A party question with its options, and any question with its condition on them."""
    if question.kind == "party":
        names = tuple(Option(str(each.id), Text(each.name, each.name)) for each in parties)
        question = replace(question, options=(*names, *question.options))
    question = replace(question, who=question.who.among([(each.id, each.sort) for each in parties]))
    if question.when is None:
        return question
    return replace(question, when=_known(question.when, tuple(str(each.id) for each in parties)))


def _known(condition: Condition, parties: tuple[str, ...]) -> Condition:
    """The same condition with every organisation in the place of `someone`."""
    match condition:
        case Is(question, values):
            if SOMEONE not in values:
                return condition
            return Is(question, (*(each for each in values if each != SOMEONE), *parties))
        case AllOf(parts):
            return AllOf(tuple(_known(part, parties) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_known(part, parties) for part in parts))
        case Not(part):
            return Not(_known(part, parties))


def _written_out(flow: Flow, parties: Sequence[Party]) -> Iterator[Question]:
    for is_each, block in groupby(flow.questions, lambda question: flow.root(question).each):
        questions = list(block)
        if not is_each:
            yield from questions
            continue
        ids = frozenset(question.id for question in questions)
        for party in parties:
            yield from (_about(question, party, ids) for question in questions)


def _about(question: Question, party: Party, block: frozenset[str]) -> Question:
    short = question.short
    return replace(
        question,
        id=_of(question.id, party),
        short=Text(f"{short.nl}: {party.name}", f"{short.en}: {party.name}") if short else None,
        under=_of(question.under, party) if question.under else None,
        when=_moved(question.when, party, block) if question.when else None,
        formerly=tuple(_of(former, party) for former in question.formerly),
        about=party,
        row=replace(question.row, grid=_of(question.row.grid, party)) if question.row else None,
    )


def short_of(question: Question) -> Text | None:
    """The few words for a question without the organisation that it is about: as the author wrote them."""
    short, about = question.short, question.about
    if short is None or about is None:
        return short
    end = f": {about.name}"
    return Text(short.nl.removesuffix(end), short.en.removesuffix(end))


def _of(id_: str, party: Party) -> str:
    return f"{id_}{MARK}{party.id}"


def _moved(condition: Condition, party: Party, block: frozenset[str]) -> Condition:
    """The same condition on what was answered about the same organisation."""
    match condition:
        case Is(question, values):
            return Is(_of(question, party), values) if question in block else condition
        case AllOf(parts):
            return AllOf(tuple(_moved(part, party, block) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_moved(part, party, block) for part in parts))
        case Not(part):
            return Not(_moved(part, party, block))
