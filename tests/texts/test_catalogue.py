from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.source import SourceError
from texts.catalogue import Catalogue, TextError
from texts.rich import Span
from texts.template import TemplateError, read


def catalogue(folder: Path, nl: str, en: str) -> Catalogue:
    for language, source in (("nl", nl), ("en", en)):
        (folder / language).mkdir(exist_ok=True)
        (folder / language / "a.yaml").write_text(source, "utf-8")
    return Catalogue.read(folder)


def complaints(folder: Path, nl: str, en: str) -> list[str]:
    with pytest.raises(SourceError) as error:
        catalogue(folder, nl, en)
    return [str(each) for each in error.value.complaints]


def test_a_nested_text_is_said_by_its_dotted_key_in_the_readers_language(tmp_path: Path) -> None:
    texts = catalogue(tmp_path, "join:\n  hello: Hoi {who}!\n", "join:\n  hello: Hi {who}!\n")
    assert texts.label("join.hello", "nl", {"who": "Jan"}) == "Hoi Jan!"
    assert texts.label("join.hello", "en", {"who": "Jan"}) == "Hi Jan!"
    assert texts.label("join.hello", "fr", {"who": "Jan"}) == "Hoi Jan!"


def test_an_empty_line_makes_a_paragraph_and_a_single_break_stays_a_break(tmp_path: Path) -> None:
    text = "a: |\n  Eén.\n  Twee.\n\n  Drie.\n"
    assert catalogue(tmp_path, text, text).say("a", "nl") == ((Span("Eén.\nTwee."),), (Span("Drie."),))


def test_stars_make_words_strong_also_around_a_gap() -> None:
    filled = read("Mee met **{name}**, ja?").fill("nl", {"name": "Thuis in Oost"})
    assert filled == ((Span("Mee met "), Span("Thuis in Oost", strong=True), Span(", ja?")),)


@pytest.mark.parametrize(("n", "said"), [(0, "0 antwoorden"), (1, "1 antwoord"), (2, "2 antwoorden")])
def test_a_word_follows_its_number(n: int, said: str) -> None:
    assert read("{n} {n:antwoord|antwoorden}").fill("nl", {"n": n}) == ((Span(said),),)


@given(st.text(min_size=1))
def test_a_value_is_literal_whatever_it_holds(value: str) -> None:
    assert read("**{a}** en {b}").fill("nl", {"a": value, "b": value}) == (
        (Span(value, strong=True), Span(f" en {value}")),
    )


@given(st.text())
def test_any_text_is_read_or_refused_with_a_fix(text: str) -> None:
    try:
        template = read(text)
    except TemplateError as error:
        told = error.fix
    else:
        values: dict[str, str | int] = {
            name: "2027-03-16T09:00:00Z" if wanted == "a date" else 1
            for name, wanted in template.gaps.items()
        }
        told = str(template.fill("nl", values))
    assert told


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Hoi {", "{ is not a gap"),
        ("Hoi }", "} is not a gap"),
        ("Hoi {Naam}", "{Naam} is not a gap"),
        ("Hoi {}", "{} is not a gap"),
        ("Hoi {a.b}", "{a.b} is not a gap"),
        ("{a:week}", "{a:week} says nothing known after the colon"),
        ("{a:b|c|d}", "{a:b|c|d} says nothing known after the colon"),
        ("{a:|c}", "{a:|c} says nothing known after the colon"),
        ("**ja", "** opens and does not close in this paragraph"),
        ("**ja\n\nnee**", "** opens and does not close in this paragraph"),
        ("  \n", "an empty text"),
    ],
)
def test_a_text_that_breaks_the_grammar_is_refused(text: str, what: str) -> None:
    with pytest.raises(TemplateError) as error:
        read(text)
    assert str(error.value) == what


def test_everything_wrong_in_the_files_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    nl = "a: Hoi {\nb:\n  - lijst\nc: goed\n"
    en = "a: Hi\nb: b\nc: '**open'\n"
    assert complaints(tmp_path, nl, en) == [
        "en/a.yaml:3:4: c: ** opens and does not close in this paragraph — fix: close it with **",
        "nl/a.yaml:1:4: a: { is not a gap — "
        "fix: write {name} in small letters, or leave the braces out of the text",
        "nl/a.yaml:3:3: b is a list — fix: write keys and texts",
    ]


def test_a_key_or_gap_in_one_language_only_is_refused(tmp_path: Path) -> None:
    nl = "a: tot {when:day}\nb: b\nc: '{n}'\n"
    en = "a: until {when}\nc: '{m}'\nd: d\n"
    assert complaints(tmp_path, nl, en) == [
        "en/a.yaml:2:4: c: the gap {m} is not in nl/a.yaml — fix: use it in nl/a.yaml too, or in neither",
        "en/a.yaml:3:4: d is not in nl/a.yaml — fix: write it in nl/a.yaml too",
        "nl/a.yaml:1:4: a: {when} is a date in only one of the languages — "
        "fix: say it with :day, :time or :moment in both",
        "nl/a.yaml:2:4: b is not in en/a.yaml — fix: write it in en/a.yaml too",
        "nl/a.yaml:3:4: c: the gap {n} is not in en/a.yaml — fix: use it in en/a.yaml too, or in neither",
    ]


def test_a_language_without_texts_is_told_and_not_raised_as_something_else(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nl:1:1: there are no texts here"):
        Catalogue.read(tmp_path)


def test_a_text_that_stands_in_two_files_is_refused_and_a_section_may_be_in_two(tmp_path: Path) -> None:
    catalogue(tmp_path, "a:\n  b: b\n", "a:\n  b: b\n")
    for language in ("nl", "en"):
        (tmp_path / language / "b.yaml").write_text("a:\n  c: c\n", "utf-8")
    assert Catalogue.read(tmp_path).keys == {"a.b", "a.c"}
    (tmp_path / "nl" / "b.yaml").write_text("a:\n  c: c\n  b: b\n", "utf-8")
    with pytest.raises(SourceError, match=r"nl/b.yaml:3:6: a.b stands in nl/a.yaml too — fix: keep one"):
        Catalogue.read(tmp_path)


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({}, "nothing was given for {n}"),
        ({"n": "veel", "when": "2027-03-16"}, "{n} is not a number"),
        ({"n": 1, "when": "morgen"}, "{when:day} did not get a date or instant it can tell"),
    ],
)
def test_a_value_that_does_not_fit_is_told_with_key_and_place(
    tmp_path: Path, values: dict[str, str | int], what: str
) -> None:
    text = "a: '{n:dag|dagen} tot {when:day}'\n"
    with pytest.raises(TextError) as error:
        catalogue(tmp_path, text, text).say("a", "nl", values)
    assert str(error.value).startswith(f"nl/a.yaml:1:4: a: {what} — fix: ")
    assert "veel" not in str(error.value)
    assert "morgen" not in str(error.value)


def test_an_unknown_key_is_told(tmp_path: Path) -> None:
    with pytest.raises(TextError, match=r"there is no text 'b': add it to a file in texts/nl"):
        catalogue(tmp_path, "a: a\n", "a: a\n").label("b", "nl")
