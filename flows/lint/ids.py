"""Ids: each once, and references in a form that is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.draft import Draft
from flows.source import Complaint

_INSTRUMENT = re.compile(r"[a-z]{2,4}-[a-z0-9]+(-[a-z0-9]+)*")


def double_id(draft: Draft) -> Iterator[Complaint]:
    """Two questions with one id would share their answers."""
    seen: dict[str, int | str] = {}
    for number, question in draft.placed():
        if question.id in seen:
            line = draft.at(seen[question.id], "id").line
            yield Complaint(
                draft.at(number, "id"),
                f"the id '{question.id}' is taken (line {line})",
                "give this question another id",
            )
        seen.setdefault(question.id, number)


def former_id(draft: Draft) -> Iterator[Complaint]:
    """A former id that is in use, or claimed twice, would give an answer two homes."""
    taken = {question.id for question in (*draft.flow.questions, *draft.flow.cards)}
    for number, question in draft.numbered():
        for former in question.formerly:
            if former in taken:
                yield Complaint(
                    draft.at(number, "formerly"),
                    f"'{former}' is not free as a former id",
                    "remove it here, or where it stands before",
                )
            taken.add(former)


def covers_form(draft: Draft) -> Iterator[Complaint]:
    """`covers` names entries of the instruments, such as wt-balans-1."""
    for number, question in draft.numbered():
        for reference in question.covers:
            if not _INSTRUMENT.fullmatch(reference):
                yield Complaint(
                    draft.at(number, "covers"),
                    f"'{reference}' is no reference to an instrument",
                    "write it like wt-balans-1 or bs-1a-04",
                )
