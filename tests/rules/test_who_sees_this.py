"""Every case of "wie ziet dit", in words: `who_sees_this.nl.txt` and `.en.txt` are to be read aloud.

`python -m tests.rules.test_who_sees_this` writes both anew; read what changed before keeping it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.model import Question, Share
from process.rules.audience import Audience, CastFacts, for_joining, for_question, for_round
from process.rules.suppression import Promise
from texts.catalogue import LANGUAGES, Catalogue

FOLDER = Path(__file__).parent
ALONE = CastFacts(people=7, organisation="Woonstad", colleagues=0, coordinators=("Carla",), readers=8)
ONE = replace(ALONE, colleagues=1)
MORE = replace(ALONE, colleagues=3)
FEW = replace(ALONE, people=4, readers=5)
NOBODY_LEADS = replace(ALONE, coordinators=())
TWO_LEAD = replace(MORE, coordinators=("Carla", "Jan"))
WATCHED = replace(ALONE, observers=1)
WATCHED_BY_TWO = replace(MORE, observers=2)
OF_NONE = replace(ALONE, organisation=None)
OBSERVER = replace(ALONE, organisation=None, observes=True)
THREE_WILL_DO = replace(FEW, promise=Promise(3, 3))


def _asked(kind: str, share: Share, cast: CastFacts) -> tuple[Audience, ...]:
    return (for_question(Question("q", kind, text=None, share=share), cast),)  # type: ignore[arg-type]


def cases() -> Iterator[tuple[str, tuple[Audience, ...]]]:
    """What a person is, and what they read."""
    for name, cast in (
        ("the first of an organisation", ALONE),
        ("with colleagues", MORE),
        ("for no organisation", OF_NONE),
        ("an observer", OBSERVER),
        ("where somebody reads along", WATCHED),
    ):
        yield f"joining: {name}", for_joining(cast)
    for name, share, cast in (
        ("alone", Share.ORGANISATION, ALONE),
        ("with one colleague", Share.ORGANISATION, ONE),
        ("with more colleagues", Share.ORGANISATION, MORE),
        ("alone, an observer reads along", Share.ORGANISATION, WATCHED),
        ("with colleagues, two observers read along", Share.ORGANISATION, WATCHED_BY_TWO),
        ("alone, and coordinating alone", Share.ORGANISATION, NOBODY_LEADS),
        ("with colleagues, two coordinate", Share.ORGANISATION, TWO_LEAD),
        ("by name", Share.NAME, ALONE),
        ("confidential", Share.CONFIDENTIAL, ALONE),
        ("confidential, too few", Share.CONFIDENTIAL, FEW),
        ("confidential from three, with four", Share.CONFIDENTIAL, THREE_WILL_DO),
    ):
        yield f"a round: {name}", for_round(cast, share)
    for kind, called in (("tick", "a tap"), ("words", "words")):
        for name, share, cast in (
            ("alone", Share.ORGANISATION, ALONE),
            ("with colleagues", Share.ORGANISATION, MORE),
            ("by name", Share.NAME, ALONE),
            ("confidential", Share.CONFIDENTIAL, replace(ALONE, people=12, readers=13)),
            ("confidential, too few", Share.CONFIDENTIAL, FEW),
        ):
            yield f"{called}: {name}", _asked(kind, share, cast)


def written(texts: Catalogue, language: str) -> str:
    """All cases in one language, as they stand in the file."""
    blocks = []
    for name, lines in cases():
        said = " ".join(texts.label(line.key, language, line.values) for line in lines)
        blocks.append(f"[{name}]\n{said}\n")
    return "\n".join(blocks)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyone_reads_who_will_see_their_answer(language: str) -> None:
    kept = (FOLDER / f"who_sees_this.{language}.txt").read_text("utf-8")
    assert written(Catalogue.ours(), language) == kept


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_case_is_longer_than_a_few_lines_on_a_phone(language: str) -> None:
    texts = Catalogue.ours()
    for name, lines in cases():
        said = " ".join(texts.label(line.key, language, line.values) for line in lines)
        assert len(said) <= 300, name


if __name__ == "__main__":
    for each in LANGUAGES:
        (FOLDER / f"who_sees_this.{each}.txt").write_text(written(Catalogue.ours(), each), "utf-8")
