"""Which questions apply to one person: derived from the flow and the answers, stored nowhere.

Going back, changing an answer, a flow that changed and a restart are thereby one thing.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from flows.answers import Answer, Answers, State
from flows.conditions import holds
from flows.kinds import KINDS
from flows.model import Flow, Question, Share
from flows.options import still

MOST_TYPED = 2
"""How many typed answers the bot asks on its own initiative in one sitting: explanations under a
tick and follow-ups. What a flow declares as a question of its own never counts."""


def adopt(flow: Flow, answers: Answers) -> dict[str, Answer]:
    """Answers as this flow knows them: a renamed question keeps its own; gone ids and options drop out."""
    adopted: dict[str, Answer] = {}
    for key, answer in answers.items():
        current = key if flow.has(key) else flow.renamed.get(key)
        if current is None or (current != key and current in answers):
            continue
        question = flow.question(current)
        value = answer.value
        if question.options and answer.state is State.GIVEN:
            value = still(question, value)
            if value is None:
                continue
        adopted[current] = Answer(current, answer.state, value)
    return adopted


def path(flow: Flow, answers: Answers) -> tuple[Question, ...]:
    """The questions that apply to this person, in order.

    At most MOST_TYPED are on the bot's initiative; one that was answered stays, whatever else changes.
    """
    return walk(flow, adopt(flow, answers))


def relevant(flow: Flow, answers: Answers) -> dict[str, Answer]:
    """The answers that still hang on the path, in its order: what is shared when it is sent."""
    known = adopt(flow, answers)
    return {question.id: known[question.id] for question in walk(flow, known) if question.id in known}


def before(flow: Flow, answers: Answers, question_id: str | None) -> Question | None:
    """What [Terug] goes to: the previous question on the path; from the review (None) the last one.

    None at the first question, and for a question that is not on the path.
    """
    steps = path(flow, answers)
    if question_id is None:
        return steps[-1] if steps else None
    at = next((index for index, question in enumerate(steps) if question.id == question_id), 0)
    return steps[at - 1] if at else None


def walk(flow: Flow, known: dict[str, Answer], *, on_paper: bool = False) -> tuple[Question, ...]:
    """The path under adopted answers.

    `on_paper`: people chose themselves where to write, so there is no most; and no follow-up was on the form.
    """
    left = dict.fromkeys(Share, len(flow.questions) if on_paper else MOST_TYPED)
    for question in map(flow.question, known):
        left[_counts_with(question)] -= _on_our_initiative(question)
    steps: dict[str, Question] = {}
    standing: dict[str, Answer] = {}  # conditions see only answers that are on the path themselves
    for declared in flow.questions:
        if not applies(declared, steps, standing):
            continue
        for question in (declared, *(() if on_paper else _follow_up(declared, known))):
            if question.id not in known and _on_our_initiative(question):
                if left[_counts_with(question)] <= 0:
                    continue
                left[_counts_with(question)] -= 1
            steps[question.id] = question
            if question.id in known:
                standing[question.id] = known[question.id]
    return tuple(steps.values())


def applies(question: Question, steps: Container[str], standing: Answers) -> bool:
    """Whether a question is to be asked, after these questions and with their answers."""
    if question.under is not None and question.under not in steps:
        return False
    if question.hat:
        answered = standing.get(question.under or "")
        return answered is not None and answered.state is State.GIVEN
    return question.when is None or holds(question.when, standing)


def _counts_with(question: Question) -> Share:
    """What is for its author alone is counted apart, so that nothing others see depends on it."""
    return Share.SELF if question.share is Share.SELF else Share.NAME


def _on_our_initiative(question: Question) -> bool:
    return question.under is not None and KINDS[question.kind].typed


def _follow_up(question: Question, known: Answers) -> Iterator[Question]:
    """At most one: the first rule that fits."""
    answer = known.get(question.id)
    if answer is None or answer.state is not State.GIVEN or answer.value is None:
        return
    for rule in question.follow:
        if rule.fits(answer.value):
            yield question.asks(rule)
            return
