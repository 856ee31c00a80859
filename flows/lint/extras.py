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


def guesses_what_is_shown(draft: Draft) -> Iterator[Complaint]:
    """A guess is the author's own, about an organisation, and of an answer that all will see."""
    asked = {question.id: question for question in draft.flow.questions}
    for number, question in draft.numbered():
        if not question.beside:
            continue
        if question.share is not Share.SELF or not question.each:
            what = f"'{question.id}' is no guess about another organisation"
            yield Complaint(draft.at(number, "beside"), what, "add share: self and each: organisation to it")
        for name in question.beside:
            if name not in asked or not _can_be_guessed(asked[name]):
                what = f"'{name}' is no answer of an organisation to lay a guess beside"
                yield Complaint(
                    draft.at(number, "beside"),
                    what,
                    "name open questions or choices that all see the answers to",
                )


def _can_be_guessed(question: Question) -> bool:
    shown = question.share in (Share.NAME, Share.ORGANISATION)
    return shown and question.kind != "tick" and question.under is None and not question.each


def _needed(question: Question) -> Iterator[tuple[str, str]]:
    """The questions whose answers this one uses, each with the part of it that does."""
    for test in tests_in(question.when) if question.when is not None else ():
        yield test.question, f"when.{test.question}"
    for part, text in question.texts():
        named = {name for language in Language for name in placeholders(text.in_(language))}
        for name in sorted(named):
            if name.startswith(ANSWER):
                yield name.removeprefix(ANSWER), part
