"""What the handbook tells people to tap, and what it says that they read, exists in the product."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demo.handbook.handout import HANDBOOK
from process import acts, registry
from tests.docs.pages import ROOT, name
from texts.catalogue import Catalogue
from texts.template import Piece, Plain

PAGES = sorted(HANDBOOK.glob("*.md"))
_BUTTON = re.compile(r"(?<!!)\[([^\]]+)\](?!\()")
_QUOTED = re.compile(r"^> (.+)$", re.MULTILINE)
_COMMAND = re.compile(r"(?<![\w/.])/([a-z]+)\b(?!/)")
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n")
_FILLED = "\0"
_FEWEST_LETTERS = 2  # a wording that is nearly all gap would match anything


def sentences(section: str = "") -> list[re.Pattern[str]]:
    """Every Dutch sentence of a section; what is filled in can be anything."""
    catalogue = Catalogue.ours()
    said = {
        sentence
        for key in catalogue.keys
        if key.startswith(section)
        for paragraph in catalogue.entry(key, "nl").template.paragraphs
        for sentence in _SENTENCE.split("".join(_words(piece) for piece in paragraph))
    }
    return [
        re.compile(re.escape(each).replace(re.escape(_FILLED), ".+"))
        for each in sorted(said)
        if sum(letter.isalpha() for letter in each) >= _FEWEST_LETTERS
    ]


def _words(piece: Piece) -> str:
    return piece.part.text if isinstance(piece.part, Plain) else _FILLED


BUTTONS = sentences("button.")
SENTENCES = sentences()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_button_that_a_page_names_exists(page: Path) -> None:
    named = set(_BUTTON.findall(page.read_text("utf-8")))
    unknown = {each for each in named if not any(button.fullmatch(each) for button in BUTTONS)}
    assert not unknown


def test_the_pages_name_buttons() -> None:
    named = [each for page in PAGES for each in _BUTTON.findall(page.read_text("utf-8"))]
    assert len(set(named)) > 40
    assert not any(button.fullmatch("Een knop die niet bestaat") for button in BUTTONS)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_text_that_a_page_quotes_is_said(page: Path) -> None:
    for quoted in _QUOTED.findall(page.read_text("utf-8")):
        for sentence in _SENTENCE.split(quoted):
            assert any(said.fullmatch(sentence) for said in SENTENCES), sentence


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_that_a_page_names_can_be_typed(page: Path) -> None:
    named = set(_COMMAND.findall(_without_links(page.read_text("utf-8"))))
    assert acts, "importing these fills the registry"
    assert named <= registry.COMMANDS.keys()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_picture_of_the_handbook_is_used_and_drawn(page: Path) -> None:
    shown = re.findall(r"\(\.\./pictures/handleiding/([a-z-]+)\.png\)", page.read_text("utf-8"))
    for picture in shown:
        assert (ROOT / "docs" / "pictures" / "handleiding" / f"{picture}.png").exists()


def _without_links(text: str) -> str:
    return re.sub(r"\]\([^)]*\)", "]", text)
