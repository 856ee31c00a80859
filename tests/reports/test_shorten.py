"""A sheet that is too full loses what can be missed, and says so."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reports.shorten import LEVELS, cut, versions
from tests.reports.examples import SHEET, crowded


@given(st.text(max_size=300), st.integers(2, 120))
def test_a_cut_text_is_short_enough_and_begins_as_it_did(text: str, most: int) -> None:
    short = cut(text, most)
    assert len(short) <= most
    assert text.startswith(short.removesuffix("…"))
    assert (short == text) == (len(text) <= most)


def test_a_text_is_cut_after_a_whole_word() -> None:
    assert cut("Korte lijnen, ook buiten het overleg", 20) == "Korte lijnen, ook…"
    assert cut("Woningcorporatiemedewerkers", 10) == "Woningcor…"
    assert cut("Korte lijnen", 12) == "Korte lijnen"


def test_a_sheet_with_little_on_it_loses_nothing() -> None:
    roomy = versions(SHEET)[0]
    assert roomy.sheet == SHEET
    assert not roomy.shortened


def test_each_version_holds_no_more_than_the_one_before() -> None:
    full = versions(crowded("We bellen allebei dezelfde huurder. " * 20, topics=9))
    letters = [sum(len(topic.question) + len(str(topic.quotes)) for topic in v.sheet.discuss) for v in full]
    assert letters[-1] == min(letters)
    topics = [len(version.sheet.discuss) for version in full]
    assert topics == sorted(topics, reverse=True)
    assert all(version.shortened for version in full)
    assert all(len(version.sheet.agreed) + version.missing.agreed == 12 for version in full)
    assert all(len(version.missing.topics) + len(version.sheet.discuss) == 9 for version in full)


def test_one_voice_never_stands_alone_when_more_people_spoke() -> None:
    assert not [limits for limits in LEVELS if limits.quotes == 1]


def test_what_differs_most_is_kept_to_the_last() -> None:
    tightest = versions(SHEET)[-1].sheet
    assert tightest.discuss[0].label == SHEET.discuss[0].label
    assert tightest.discuss[0].counts == SHEET.discuss[0].counts
