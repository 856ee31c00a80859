"""Ticks, choices and the closing question: that they can be read, answered and used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.draft import Draft
from flows.picking import NONE
from flows.source import Complaint
from flows.stages import Agree

LEAST_OPTIONS = 2
MOST_OPTIONS = {"choice": 6, "many": 8}

# Words with which a "yes" tends to be bad news. A hint and no fault: "Gaat niemand over de rug van…"
_NEGATIVE = re.compile(
    r"\b(niet|geen|nooit|niemand|moeite|last van|problemen?|te weinig|te veel|"
    r"not|no|never|nobody|trouble|problems?|too little|too much)\b|n't\b",
    re.IGNORECASE,
)


def options(draft: Draft) -> Iterator[Complaint]:
    """A choice has two to six options, `many` up to eight: fewer is no choice, more does not fit a thumb."""
    for number, question in draft.numbered():
        most = MOST_OPTIONS.get(question.kind)
        if most is None or (question.row is not None and question.row.place > 1):
            continue
        real = [option for option in question.options if option.id != NONE]
        if not LEAST_OPTIONS <= len(real) <= most:
            what = "a choice" if question.kind == "choice" else f"'{question.kind}'"
            fix = f"give {LEAST_OPTIONS} to {most}; 'weet ik niet' comes by itself"
            yield Complaint(draft.at(number, "options"), f"{what} of {len(real)}", fix)


def keep_not_last(draft: Draft) -> Iterator[Complaint]:
    """There is one closing question about what to keep, and it closes."""
    last = max(number for number, question in draft.numbered() if not question.hat)
    for number, question in draft.numbered():
        if question.keeps and number != last:
            yield Complaint(
                draft.at(number, "keep"),
                "the closing question is not the last one",
                "move it to the end, and keep one only",
            )


def agree_without_ticks(draft: Draft) -> Iterator[Complaint]:
    """Colours can only ask for agreements when something is coloured."""
    for stage in draft.flow.stages:
        if isinstance(stage, Agree) and stage.from_ and not draft.flow.ticks:
            yield Complaint(
                draft.places["agree.from"],
                "agreements from colours in a flow without ticks",
                "write 'agree: {}', or add a tick",
            )


def no_keep(draft: Draft) -> Iterator[Complaint]:
    """What goes well is always asked too (Weer Thuis §6.2)."""
    if not any(question.keeps for question in draft.flow.questions):
        yield Complaint(
            draft.at(len(draft.flow.questions) - 1, "id"),
            "no question about what goes well",
            "end with words and 'keep: true'",
        )


def polarity(draft: Draft) -> Iterator[Complaint]:
    """A tick is worded so that yes is good: green must mean well."""
    for number, question in draft.numbered():
        negative = _NEGATIVE.search(question.text.nl) or _NEGATIVE.search(question.text.en)
        if question.kind == "tick" and negative:
            what = f"'{negative.group()}' in a tick: is yes still the good answer?"
            yield Complaint(draft.at(number, "text"), what, "turn the question round so that yes is good")
