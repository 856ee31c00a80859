"""What holds for every flow and whatever a person does."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from flows.cast import EVERYONE
from flows.conditions import AllOf, AnyOf, Condition, Is, Not
from flows.engine import (
    MOST_TYPED,
    Accepted,
    Answer,
    Ask,
    Given,
    Marked,
    Review,
    Sitting,
    State,
    Tapped,
    Typed,
    accept,
    before,
    from_record,
    next_step,
    path,
    relevant,
    to_record,
)
from flows.followups import standard
from flows.kinds import KINDS
from flows.kinds.tick import OPTIONS
from flows.model import Collect, Ends, Flow, Option, Question, Share, Source
from flows.text import Text

NOW = datetime(2027, 3, 1, tzinfo=UTC)
SOLUTION = standard()["solution"]
SAID = ["We moeten gewoon bellen", "geen tijd", "groen", "🟢", "   ", "x" * 2_001, "\ud800", "Optie a"]
A_TEXT = Text("Vraag?", "Question?")


def _condition(draw: st.DrawFn, earlier: list[Question]) -> Condition:
    tests: list[Condition] = []
    for _ in range(draw(st.integers(1, 3))):
        asked = draw(st.sampled_from([asked for asked in earlier if asked.options]))
        test = Is(asked.id, (draw(st.sampled_from(asked.options)).id, asked.options[0].id))
        tests.append(Not(test) if draw(st.booleans()) else test)
    return draw(st.sampled_from([AllOf, AnyOf]))(tuple(tests))


@st.composite
def flows(draw: st.DrawFn) -> Flow:
    questions: list[Question] = []
    for number in range(draw(st.integers(1, 5))):
        top = _question(draw, f"q{number}", questions, None)
        questions.append(top)
        if top.options:
            for hanging in range(draw(st.integers(0, 2))):
                questions.append(_question(draw, f"q{number}_{hanging}", questions, top))
    collect = Collect(EVERYONE, Share.ORGANISATION, 10, tuple(questions))
    return Flow("made", A_TEXT, A_TEXT, Source("made"), 3, (collect,))


def _question(draw: st.DrawFn, name: str, earlier: list[Question], under: Question | None) -> Question:
    kind = draw(st.sampled_from(sorted(KINDS)))
    options = {"tick": OPTIONS, "choice": (Option("a", Text("Optie a", "Option a")), Option("b", A_TEXT))}
    conditional = any(asked.options for asked in earlier) and draw(st.booleans())
    return Question(
        id=name,
        kind=kind,
        text=A_TEXT,
        short=A_TEXT,
        ends=Ends(A_TEXT, A_TEXT) if kind == "tick" else None,
        options=options.get(kind, ()),
        when=_condition(draw, earlier) if conditional else None,
        under=under.id if under else None,
        follow=(SOLUTION,) if kind == "words" and draw(st.booleans()) else (),
    )


givens: st.SearchStrategy[Given] = (
    st.sampled_from(["green", "orange", "red", "a", "b", "c"]).map(Tapped)
    | st.sampled_from(SAID).map(Typed)
    | st.sampled_from([State.UNKNOWN, State.PASSED, State.ALOUD]).map(Marked)
)
back_or_given = st.none() | givens
events = st.lists(back_or_given, max_size=20)


def _on_our_initiative(question: Question) -> bool:
    return question.under is not None and question.kind == "words"


def _asked(flow: Flow, answers: dict[str, Answer]) -> Question | None:
    step = next_step(flow, Sitting(answers), NOW)
    assert isinstance(step, Ask | Review)
    return step.question if isinstance(step, Ask) else None


def _saved(answers: dict[str, Answer]) -> dict[str, Answer]:
    return from_record(json.loads(json.dumps(to_record(answers))))


def _stages_of(flow: Flow, happened: list[Given | None]) -> list[dict[str, Answer]]:
    """The answers after every event; None is [Terug]."""
    answers: dict[str, Answer] = {}
    standing = _asked(flow, answers)
    seen = [answers]
    for event in happened:
        if event is None:
            standing = before(flow, answers, standing.id if standing else None) or standing
        elif standing is not None:
            outcome = accept(flow, answers, standing.id, event)
            if isinstance(outcome, Accepted):
                answers = answers | {outcome.answer.question: outcome.answer}
                standing = _asked(flow, answers)
                seen.append(answers)
    return seen


@given(flows(), events)
def test_there_is_always_a_question_or_a_review(flow: Flow, happened: list[Given | None]) -> None:
    for answers in _stages_of(flow, happened):
        asked = _asked(flow, answers)
        unanswered = [question.id for question in path(flow, answers) if question.id not in answers]
        assert (asked.id if asked else None) == (unanswered[0] if unanswered else None)


@given(flows(), events)
def test_saving_and_reading_back_between_any_two_steps_changes_nothing(
    flow: Flow, happened: list[Given | None]
) -> None:
    for answers in _stages_of(flow, happened):
        read_back = _saved(answers)
        assert read_back == answers
        assert next_step(flow, Sitting(read_back), NOW) == next_step(flow, Sitting(answers), NOW)
        assert list(relevant(flow, read_back)) == list(relevant(flow, answers))


@given(flows(), events, givens)
def test_the_same_act_twice_changes_nothing(flow: Flow, happened: list[Given | None], act: Given) -> None:
    answers = _stages_of(flow, happened)[-1]
    asked = _asked(flow, answers)
    outcome = accept(flow, answers, asked.id, act) if asked else None
    if asked and isinstance(outcome, Accepted):
        once = answers | {asked.id: outcome.answer}
        again = accept(flow, once, asked.id, act)
        assert again == outcome
        assert next_step(flow, Sitting(once | {asked.id: outcome.answer}), NOW) == next_step(
            flow, Sitting(once), NOW
        )


@given(flows(), events)
def test_never_more_than_two_typed_answers_on_our_initiative(
    flow: Flow, happened: list[Given | None]
) -> None:
    for answers in _stages_of(flow, happened):
        typed = {key for key in answers if _on_our_initiative(flow.question(key))}
        to_come = {question.id for question in path(flow, answers) if _on_our_initiative(question)}
        assert len(typed | to_come) <= MOST_TYPED


@given(flows(), events)
def test_what_a_flow_declares_at_the_top_is_never_held_back(flow: Flow, happened: list[Given | None]) -> None:
    always = {question.id for question in flow.questions if question.under is None and question.when is None}
    for answers in _stages_of(flow, happened):
        assert always <= {question.id for question in path(flow, answers)}


@given(flows(), events)
def test_back_and_the_same_answer_returns_to_where_one_was(flow: Flow, happened: list[Given | None]) -> None:
    answers = _stages_of(flow, happened)[-1]
    asked = _asked(flow, answers)
    steps = [question.id for question in path(flow, answers)]
    earlier = before(flow, answers, asked.id if asked else None)
    if earlier is not None:
        assert steps[steps.index(earlier.id) + 1 :][:1] == ([asked.id] if asked else [])
        once_more = answers | {earlier.id: answers[earlier.id]}
        assert next_step(flow, Sitting(once_more), NOW) == next_step(flow, Sitting(answers), NOW)


@given(flows(), st.lists(givens, max_size=20))
def test_no_question_is_asked_twice_and_it_ends(flow: Flow, happened: list[Given]) -> None:
    answers: dict[str, Answer] = {}
    asked_before: list[str] = []
    acts = iter([*happened, *[Marked(State.PASSED)] * 60])
    while (asked := _asked(flow, answers)) is not None:
        outcome = accept(flow, answers, asked.id, next(acts))
        if isinstance(outcome, Accepted):
            asked_before.append(asked.id)
            answers[asked.id] = outcome.answer
    assert len(asked_before) == len(set(asked_before))


@given(flows(), events)
def test_path_holds_what_hangs_under_it_after_it_and_only_given_conditions(
    flow: Flow, happened: list[Given | None]
) -> None:
    answers = _stages_of(flow, happened)[-1]
    steps = [question.id for question in path(flow, answers)]
    for question in path(flow, answers):
        if question.under is not None:
            assert steps.index(question.under) < steps.index(question.id)
    kept = relevant(flow, answers)
    assert relevant(flow, kept) == kept


@given(flows(), flows(), events)
def test_another_flow_under_stored_answers_still_has_a_next_step(
    flow: Flow, changed: Flow, happened: list[Given | None]
) -> None:
    answers = _stages_of(flow, happened)[-1]
    _asked(changed, answers)
    for key, answer in relevant(changed, answers).items():
        question = changed.question(key)
        assert answer.value is None or not question.options or question.option(answer.value)


@given(flows(), events)
def test_the_counter_never_runs_past_its_end(flow: Flow, happened: list[Given | None]) -> None:
    for answers in _stages_of(flow, happened):
        step = next_step(flow, Sitting(answers), NOW)
        if isinstance(step, Ask):
            assert (step.number is None) == (step.of is None)
            assert step.number is None or 1 <= step.number <= (step.of or 0)
