"""The page for who is new: one A4, the same in the handbook, and true to the buttons that it names."""

from __future__ import annotations

import re

import pytest

from demo.handbook.handout import PAGE, handout
from reports.press import render
from reports.values import Handout, Language
from tests.reports.paper import Paper
from texts.catalogue import Catalogue

LANGUAGES: tuple[Language, ...] = ("nl", "en")


def page(language: Language, name: str = "Thuis in Oost") -> Handout:
    return Handout(name, "Moniek Bakker", "de gemeente Oost", "privacy@oost.example", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_however_long_the_names_are(language: Language) -> None:
    drawn = Paper(render(page(language, "Samenwerkingsverband " * 20), "pdf"))
    assert drawn.pages == 1
    assert {"Title", "H1"} <= drawn.tags


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_buttons_that_it_names_exist(language: Language) -> None:
    text = Paper(render(page(language), "pdf")).text
    named = re.findall(r"“([^”]+)”", text)
    assert len(named) == 3
    catalogue = Catalogue.ours()
    assert set(named) == {catalogue.label(f"button.{key}", language) for key in ("unknown", "skip", "aloud")}


def test_the_handbook_has_the_same_words() -> None:
    assert PAGE.read_text("utf-8") == handout(), "make pictures writes it anew"
