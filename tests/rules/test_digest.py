"""The digest in numbers: short whatever comes, nothing left out, one step."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from process.rules import digest
from process.rules.digest import LONGEST, MOST_LINES, Line, Standing, Step, Subject

HOSTILE = st.text(min_size=1, max_size=400).filter(str.strip) | st.sampled_from(
    ("&" * 60, "<b>" * 20, "👨‍👩‍👧‍👦" * 15, "𝔸" * 60, "a\nb\nc\n" * 10, "W" * 600, "…" * 90)
)


def _line(longest: str, *shorter: int) -> Line:
    return Line.of(longest, *(digest.cut(longest, most) for most in shorter))


@given(st.lists(HOSTILE, min_size=1, max_size=MOST_LINES))
def test_whatever_comes_it_fits_and_no_line_is_left_out(words: list[str]) -> None:
    said = digest.shortened([_line(each, 60, 24) for each in words])
    assert len(said) == len(words)
    assert digest.units("\n".join(said)) <= LONGEST
    assert "\n".join(said).count("\n") < MOST_LINES
    assert all(said)


@given(st.lists(HOSTILE, min_size=2, max_size=MOST_LINES))
def test_the_last_line_gives_way_before_the_first(words: list[str]) -> None:
    lines = [_line(each, 60, 24) for each in words]
    said = digest.shortened(lines)
    full = [text == line.forms[0] for text, line in zip(said, lines, strict=True)]
    shortest = [
        digest.units(text) <= digest.units(line.forms[-1]) for text, line in zip(said, lines, strict=True)
    ]
    for place, is_full in enumerate(full):
        if not is_full:  # everything below it has given way already
            assert all(shortest[place + 1 :])


def test_what_fits_is_said_in_full() -> None:
    assert digest.shortened([_line("Bespreek eerst: wie doet wat", 10), _line("Nieuw: 3", 4)]) == (
        "Bespreek eerst: wie doet wat",
        "Nieuw: 3",
    )


def test_more_lines_than_there_is_room_for_are_refused() -> None:
    with pytest.raises(ValueError, match="13 lines"):
        digest.shortened([Line.of("x")] * 13)


@given(HOSTILE, st.integers(1, 80))
def test_a_cut_text_is_a_beginning_and_fits(text: str, most: int) -> None:
    kept = digest.cut(text, most)
    assert digest.units(kept) <= most or most < 1
    assert text.startswith(kept.removesuffix("…")) or kept == text


@given(
    st.lists(st.sampled_from(("joined", "left", "round_opened", "revealed", "meeting_planned", "kept_for")))
)
def test_every_event_is_counted_once(kinds: list[str]) -> None:
    counts = digest.counted(kinds)
    assert sum(count for _, count in counts) == len(kinds)
    assert [subject for subject, _ in counts] == [each for each in Subject if each in dict(counts)]
    assert all(count for _, count in counts)


@pytest.mark.parametrize(
    ("at", "step"),
    [
        (Standing(has_meeting=False, has_keeper=False, too_few=True), Step.CHOOSE),
        (Standing(has_meeting=False, has_keeper=True, undiscussed=True), Step.PLAN),
        (Standing(has_meeting=True, has_keeper=False, undiscussed=True, red=2), Step.DISCUSS),
        (Standing(has_meeting=True, has_keeper=False, red=2, overdue=1), Step.AGREE),
        (Standing(has_meeting=True, has_keeper=False, overdue=1), Step.ASK),
        (Standing(has_meeting=True, has_keeper=False), Step.KEEPER),
        (Standing(has_meeting=True, has_keeper=True), Step.NOTHING),
    ],
)
def test_one_step_and_what_holds_up_the_most_comes_first(at: Standing, step: Step) -> None:
    assert digest.next_step(at) is step
