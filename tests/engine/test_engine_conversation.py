"""What happens at a question, told as a conversation with one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from flows.engine import (
    Accepted,
    Answer,
    Ask,
    Done,
    Given,
    Marked,
    NotUnderstood,
    Review,
    Sitting,
    State,
    Tapped,
    Typed,
    Wait,
    accept,
    before,
    next_step,
    path,
    progress,
    relevant,
)
from flows.followups import FollowUp
from flows.model import Flow
from flows.parts import with_extras
from flows.read_flow import read_flow
from flows.shelf import Shelf
from flows.text import Text

LIBRARY = Shelf.read().flows
BALANCE = LIBRARY["balanscheck"]
NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)


class Person:
    """Somebody who answers; everything she says is accepted at the question that stands."""

    def __init__(self, flow: Flow = BALANCE) -> None:
        self.flow = flow
        self.answers: dict[str, Answer] = {}

    @property
    def asked(self) -> str | None:
        step = next_step(self.flow, Sitting(self.answers), NOON)
        return step.question.id if isinstance(step, Ask) else None

    def does(self, given: Given, at: str | None = None) -> Person:
        question = at or self.asked
        assert question, "nothing is asked"
        outcome = accept(self.flow, self.answers, question, given)
        assert isinstance(outcome, Accepted), outcome
        self.answers[outcome.answer.question] = outcome.answer
        return self

    def taps(self, *options: str) -> Person:
        for option in options:
            self.does(Tapped(option))
        return self

    def types(self, text: str) -> Person:
        return self.does(Typed(text))


def _changed(*pairs: tuple[str, str]) -> Flow:
    source = BALANCE.source_text
    for old, new in pairs:
        assert old in source
        source = source.replace(old, new)
    return read_flow(source, "changed.yaml")


def test_typed_answers_stop_at_two_and_the_closing_question_still_comes() -> None:
    anna = Person().taps("red", "doel").types("ieder doet wat anders")
    anna.taps("red", "wil").types("niemand vroeg het")
    anna.taps("red", "praten")
    assert anna.asked == "wie_wat"
    anna.taps("red", "taken", "orange", "leren")
    assert anna.asked == "houden"
    assert anna.types("de koffie").asked is None


def test_skipping_an_explanation_counts_as_being_asked() -> None:
    anna = Person().taps("red", "doel").does(Marked(State.PASSED))
    anna.taps("red", "wil").does(Marked(State.UNKNOWN)).taps("red", "praten")
    assert anna.asked == "wie_wat"


def test_going_back_never_makes_a_third_explanation() -> None:
    anna = Person().taps("red", "doel").types("een").taps("red", "wil").types("twee")
    anna.does(Tapped("green"), at="doelen").taps("red", "praten")
    assert anna.asked == "wie_wat"
    assert "doelen_merkt" not in relevant(BALANCE, anna.answers)
    anna.does(Tapped("orange"), at="doelen")
    assert relevant(BALANCE, anna.answers)["doelen_merkt"].value == "een"


def test_a_solution_gets_one_question_behind_it() -> None:
    anna = Person().taps("red", "doel").types("We moeten GEWOON  meer mensen krijgen, dat is de oplossing")
    assert anna.asked == "doelen_merkt.solution"
    anna.types("We moeten gewoon sneller zijn")
    assert anna.asked == "belangen"


def test_of_two_rules_that_fit_only_the_first_asks() -> None:
    first = FollowUp("first", Text("Waarom?", "Why?"), ("we moeten",))
    second = FollowUp("second", Text("Hoezo?", "How come?"), ("gewoon",))
    [asked] = [replace(question, follow=(first, second)) for question in BALANCE.questions if question.keeps]
    flow = replace(BALANCE, stages=(replace(BALANCE.collect, questions=(asked,)),))
    anna = Person(flow).types("we moeten gewoon eten")
    assert [question.id for question in path(flow, anna.answers)] == ["houden", "houden.first"]


def test_short_is_no_reason_to_ask_on() -> None:
    assert Person().taps("red", "doel").types("geen tijd").asked == "belangen"


def test_back_goes_to_the_previous_question_and_the_answer_returns_to_where_one_was() -> None:
    anna = Person().taps("green", "red", "wil")
    assert anna.asked == "belangen_merkt"
    back = before(BALANCE, anna.answers, "belangen_merkt")
    assert back
    assert back.id == "belangen_waar"
    anna.does(Tapped("moet"), at=back.id)
    assert anna.asked == "belangen_merkt"


def test_back_from_the_first_question_there_is_nothing_and_from_the_review_the_last() -> None:
    anna = Person().taps("green", "green", "green", "green", "green").types("de sfeer")
    assert before(BALANCE, anna.answers, "doelen") is None
    assert before(BALANCE, anna.answers, "onbekend") is None
    last = before(BALANCE, anna.answers, None)
    assert last
    assert last.id == "houden"


def test_counter_counts_ticks_and_the_closing_question_has_none() -> None:
    anna = Person().taps("green", "red")
    step = next_step(BALANCE, Sitting(anna.answers), NOON)
    assert isinstance(step, Ask)
    assert (step.question.id, step.number, step.of) == ("belangen_waar", 2, 5)
    assert progress(BALANCE, anna.answers, BALANCE.question("houden")) == (None, None)


def test_counter_counts_open_questions_where_there_are_no_ticks() -> None:
    flow = LIBRARY["anna"]
    counters = [progress(flow, {}, question) for question in flow.questions]
    assert counters == [(1, 3), (2, 3), (3, 3), (None, None)]


def test_counter_counts_every_top_question_where_ticks_are_the_lesser_part() -> None:
    flow = with_extras(LIBRARY["motieven"], ())
    assert progress(flow, {}, flow.question("kennen_merkt")) == (4, 5)


def test_said_aloud_keeps_no_text() -> None:
    anna = Person().taps("red", "doel").types("Kees luistert niet")
    anna.does(Marked(State.ALOUD), at="doelen_merkt")
    assert anna.answers["doelen_merkt"] == Answer("doelen_merkt", State.ALOUD, None)


@pytest.mark.parametrize(
    ("typed", "colour"),
    [("groen", "green"), (" Ja! ", "green"), ("🟠 Twijfel", "orange"), ("ROOD", "red"), ("no", "red")],
)
def test_colour_typed_unmistakably_counts(typed: str, colour: str) -> None:
    assert accept(BALANCE, {}, "doelen", Typed(typed)) == Accepted(Answer("doelen", State.GIVEN, colour))


@pytest.mark.parametrize(
    "typed", ["2", "ja maar nee", "groen en rood", "niet rood", "ja hoor prima", "", "👍"]
)
def test_anything_else_typed_at_a_tick_asks_for_a_tap(typed: str) -> None:
    assert accept(BALANCE, {}, "doelen", Typed(typed)) == NotUnderstood("tap_please")


def test_option_typed_out_counts() -> None:
    outcome = accept(BALANCE, {}, "wie_wat_waar", Typed("spelregels"))
    assert outcome == Accepted(Answer("wie_wat_waar", State.GIVEN, "regels"))
    assert accept(BALANCE, {}, "wie_wat_waar", Typed("Iets met taken")) == NotUnderstood("tap_please")


@pytest.mark.parametrize(
    ("question", "given", "key"),
    [
        ("doelen", Tapped("purple"), "unknown_option"),
        ("wie_wat_waar", Tapped("green"), "unknown_option"),
        ("houden", Tapped("green"), "type_please"),
        ("houden", Typed(" \n\t\u200b"), "empty"),
        ("houden", Typed("x" * 2_001), "too_long"),
        ("verdwenen", Typed("iets"), "unknown_question"),
        ("houden", Marked(State.WITHDRAWN), "nothing_to_withdraw"),
    ],
)
def test_what_is_not_understood_is_not_kept(question: str, given: Given, key: str) -> None:
    outcome = accept(BALANCE, {}, question, given)
    assert isinstance(outcome, NotUnderstood)
    assert outcome.key == key


@pytest.mark.parametrize("typed", ["x" * 2_000, "👍", " ruimte ", "<b>{organisatie}</b> & 'x'; --", "ا", "é"])
def test_words_are_kept_as_they_were_typed(typed: str) -> None:
    assert accept(BALANCE, {}, "houden", Typed(typed)) == Accepted(Answer("houden", State.GIVEN, typed))


def test_what_no_database_can_keep_is_taken_out() -> None:
    outcome = accept(BALANCE, {}, "houden", Typed("a\0b\ud800c\ud83d\ude00"))
    assert outcome == Accepted(Answer("houden", State.GIVEN, "ab\ufffdc😀"))


def test_given_is_no_mark() -> None:
    with pytest.raises(ValueError, match="Tapped or Typed"):
        accept(BALANCE, {}, "doelen", Marked(State.GIVEN))


def test_text_can_be_withdrawn_and_says_nothing_any_more() -> None:
    anna = Person().taps("red", "doel").types("we moeten gewoon stoppen")
    anna.does(Marked(State.WITHDRAWN), at="doelen_merkt")
    assert anna.answers["doelen_merkt"].value is None
    assert anna.asked == "belangen"


@pytest.mark.parametrize(
    ("sitting", "step"),
    [
        (Sitting(open=False), Wait(None)),
        (Sitting(sent=True), Wait(None)),
        (Sitting(sent=True, closes=NOON + timedelta(hours=1)), Wait(NOON + timedelta(hours=1))),
        (Sitting(closes=NOON), Done()),
        (Sitting(sent=True, closes=NOON), Done()),
        (Sitting(closed=True), Done()),
        (Sitting(passed=True), Done()),
        (Sitting(passed=True, open=False), Done()),
    ],
)
def test_round_decides_before_the_questions_do(sitting: Sitting, step: object) -> None:
    assert next_step(BALANCE, sitting, NOON) == step


def test_everything_answered_is_reviewed_before_it_is_sent() -> None:
    anna = Person().taps("green", "green", "green", "green", "green").types("de sfeer")
    closes = NOON + timedelta(days=1)
    assert next_step(BALANCE, Sitting(anna.answers, closes=closes), NOON) == Review()
    assert next_step(BALANCE, Sitting(anna.answers, sent=True, closes=closes), NOON) == Wait(closes)


def test_renamed_question_keeps_its_answer() -> None:
    anna = Person().taps("red", "doel").types("we moeten gewoon kiezen").types("rust")
    flow = _changed(
        ("id: doelen_merkt\n", "id: doelen_zien\n              formerly: [doelen_merkt]\n"),
    )
    kept = relevant(flow, anna.answers)
    assert kept["doelen_zien"] == Answer("doelen_zien", State.GIVEN, "we moeten gewoon kiezen")
    assert kept["doelen_zien.solution"].value == "rust"
    assert "doelen_merkt" not in kept
    late = accept(flow, anna.answers, "doelen_merkt", Typed("toch anders"))
    assert late == Accepted(Answer("doelen_zien", State.GIVEN, "toch anders"))


def test_answers_of_an_earlier_flow_that_no_longer_fit_are_asked_again_or_ignored() -> None:
    anna = Person().taps("red", "doel").types("ieder doet wat anders")
    flow = _changed(("doel: {nl: Het doel, en: The goal}", "richting: {nl: De richting, en: The direction}"))
    anna.answers["vroeger"] = Answer("vroeger", State.GIVEN, "iets")
    step = next_step(flow, Sitting(anna.answers), NOON)
    assert isinstance(step, Ask)
    assert step.question.id == "doelen_waar"
    assert set(relevant(flow, anna.answers)) == {"doelen", "doelen_merkt"}


def test_question_with_a_condition_of_its_own_comes_only_then() -> None:
    flow = _changed(
        (
            "        - id: houden",
            "        - id: nood\n"
            "          when: {any: [{doelen: [red]}, {not: {respect: [green]}}]}\n"
            "          words: {nl: Wat is nu nodig?, en: What is needed now?}\n"
            "        - id: houden",
        ),
    )
    green = Person(flow).taps("green", "green", "green", "green", "green")
    assert green.asked == "houden"
    red = Person(flow).taps("green", "green").does(Marked(State.PASSED)).taps("green", "green")
    assert red.asked == "nood"


def test_path_shows_what_is_still_to_come() -> None:
    ids = [question.id for question in path(BALANCE, {})]
    assert ids == ["doelen", "belangen", "respect", "wie_wat", "vooruitgang", "houden"]
