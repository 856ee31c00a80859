"""Sharing: what was promised for the stage or the tick is never widened below it."""

from __future__ import annotations

from collections.abc import Iterator

from flows.draft import Draft
from flows.source import Complaint


def share_widened(draft: Draft) -> Iterator[Complaint]:
    """A question may only narrow who is seen behind an answer, never widen it."""
    for number, question in draft.numbered():
        above = (
            draft.flow.collect.share if question.under is None else draft.flow.question(question.under).share
        )
        if question.share.widens(above):
            what = f"'{question.share.value}' shows more than '{above.value}' promised"
            yield Complaint(draft.at(number, "share"), what, f"write {above.value}, or something narrower")
