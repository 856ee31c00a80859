"""Optional questions and replies: nothing counts on a question that may be off, nothing shared is judged."""

from __future__ import annotations

from collections.abc import Iterator

from flows.conditions import tests_in
from flows.draft import Draft
from flows.question import Question, Share
from flows.source import Complaint
from flows.text import ANSWER, Language, placeholders


def needs_an_extra(draft: Draft) -> Iterator[Complaint]:
    """A question that hangs on an optional one, or repeats it, and is asked when that one is off as well."""
    extras = {asked.id for asked in draft.flow.questions if draft.flow.root(asked).optional is not None}
    for number, question in draft.numbered():
        own = draft.flow.root(question).id
        for name, part in _needed(question):
            if name in extras and draft.flow.root(draft.flow.question(name)).id != own:
                what = f"'{question.id}' needs the answer to '{name}', which is not always asked"
                fix = f"hang it under '{name}', or do without that answer"
                yield Complaint(draft.at(number, part), what, fix)


def replies_to_what_is_shared(draft: Draft) -> Iterator[Complaint]:
    """A reply to an answer that others will see tells people what a good answer is."""
    for number, question in draft.numbered():
        if question.reply is not None and question.share is not Share.SELF:
            what = f"a reply to '{question.id}', whose answer is shared"
            yield Complaint(draft.at(number, "reply"), what, "remove it, or write share: self")


def _needed(question: Question) -> Iterator[tuple[str, str]]:
    """The questions whose answers this one uses, each with the part of it that does."""
    for test in tests_in(question.when) if question.when is not None else ():
        yield test.question, f"when.{test.question}"
    for part, text in question.texts():
        named = {name for language in Language for name in placeholders(text.in_(language))}
        for name in sorted(named):
            if name.startswith(ANSWER):
                yield name.removeprefix(ANSWER), part
