"""The page of the handbook that is also a document: the same words, so that both stay the same."""

from __future__ import annotations

from pathlib import Path

from reports.fixed_words import words
from reports.papers import HANDOUT_PARTS

HANDBOOK = Path(__file__).parent.parent.parent / "docs" / "handleiding"
PAGE = HANDBOOK / "wat-is-vinkje.md"

_ANYBODY = {
    "partnership": "Jullie samenwerkingsverband",
    "asker": "de coördinator",
    "responsible": "-",
    "contact": "-",
}
_MADE = (
    "*Deze bladzijde is er ook als PDF, met de naam van jullie samenwerkingsverband: "
    "[Overleg], dan [Wie doen er mee], [Uitnodigen] en [Uitleg om door te geven].*"
)


def handout() -> str:
    """The page that coordinators hand to who is new, for any partnership, in Markdown."""

    def said(key: str) -> str:
        return words().label(f"handout.{key}", "nl", _ANYBODY)

    parts = [f"## {said(part)}\n\n{said(f'{part}_text')}" for part in HANDOUT_PARTS]
    return "\n\n".join((f"# {said('title')}", said("lead"), *parts, _MADE)) + "\n"
