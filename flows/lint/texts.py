"""Texts: placeholders that exist, and lengths that a phone can show."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from flows.draft import Draft
from flows.source import Complaint, Place
from flows.text import ANSWER, OTHER, PLACEHOLDERS, Language, Text, placeholders, stray_brace

MOST = {
    "title": 40,
    "why": 300,
    "text": 300,
    "short": 20,
    "ends": 90,
    "options": 30,
    "means": 90,
    "optional": 28,
    "reply": 120,
    "grid": 200,
}
"""The most characters per part; a question of 300 fills half a phone's screen."""


def unknown_placeholder(draft: Draft) -> Iterator[Complaint]:
    """A placeholder that nobody can fill would stand between braces in a message."""
    for place, text, number in draft.texts():
        earlier = {question.id for question in draft.flow.questions[: number or 0]}
        about_others = number is not None and draft.flow.root(draft.flow.questions[number]).each
        for language in Language:
            written = text.in_(language)
            if stray_brace(written):
                yield Complaint(
                    place, "a brace that belongs to no placeholder", "remove it; braces are for placeholders"
                )
            for name in placeholders(written):
                yield from _placeholder(place, name, earlier, (OTHER,) if about_others else ())


def _placeholder(place: Place, name: str, earlier: set[str], more: tuple[str, ...]) -> Iterator[Complaint]:
    known = (*PLACEHOLDERS, *more)
    if name in known:
        return
    if name == OTHER:
        yield Complaint(place, f"{{{OTHER}}}: about whom?", "add 'each: organisation' to the question")
    elif not name.startswith(ANSWER):
        near = difflib.get_close_matches(name, known, 1)
        fix = f"did you mean {{{near[0]}}}?" if near else f"choose from {', '.join(known)}, antwoord.ID"
        yield Complaint(place, f"unknown placeholder {{{name}}}", fix)
    elif name.removeprefix(ANSWER) not in earlier:
        yield Complaint(
            place, f"{{{name}}} is not asked before this", "name an earlier question after 'antwoord.'"
        )


def too_long(draft: Draft) -> Iterator[Complaint]:
    """A message is read on a phone, between two meetings."""
    yield from _measured(draft.places["title"], "title", draft.flow.title)
    yield from _measured(draft.places["why"], "why", draft.flow.why)
    for number, question in draft.placed():
        for part, text in question.texts():
            yield from _measured(draft.at(number, part), _kind_of(part), text)


def _kind_of(part: str) -> str:
    kind = part.split(".", maxsplit=1)[0]
    return "text" if kind == "worded" else kind


def _measured(place: Place, part: str, text: Text) -> Iterator[Complaint]:
    for language in Language:
        length = len(text.in_(language))
        if length > MOST[part]:
            yield Complaint(
                place,
                f"{length} characters ({language.value}) is too long for a phone",
                f"say it in {MOST[part]} or fewer",
            )
