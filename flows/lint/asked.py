"""Who is asked, and about whom: nobody whom the stage leaves out, nothing that hangs on others' answers."""

from __future__ import annotations

from collections.abc import Iterator

from flows.cast import Who
from flows.conditions import tests_in
from flows.draft import Draft
from flows.question import Share
from flows.source import Complaint
from flows.text import OTHER, Language


def asks_uninvited(draft: Draft) -> Iterator[Complaint]:
    """A question for people whom the stage does not invite, or words for a layer that is not asked."""
    invited = draft.flow.collect.who
    for number, question in draft.numbered():
        if question.who.reaches_beyond(invited):
            what = f"'{question.id}' is for people whom the stage does not invite"
            yield Complaint(draft.at(number, "who"), what, "widen the 'who' of the stage, or narrow this one")
        who = draft.flow.root(question).who
        for layer, _ in question.worded:
            if not (Who((layer,)).overlaps(who) and Who((layer,)).overlaps(invited)):
                what = f"words for '{layer}', who are not asked '{question.id}'"
                yield Complaint(draft.at(number, f"worded.{layer}"), what, "remove them, or widen 'who'")


def waits_for_others(draft: Draft) -> Iterator[Complaint]:
    """A condition on a question that nobody who gets this one was asked."""
    by_id = {question.id: question for question in reversed(draft.flow.questions)}
    for number, question in draft.numbered():
        who = draft.flow.root(question).who
        for test in tests_in(question.when) if question.when else ():
            asked = by_id.get(test.question)
            if asked is not None and not draft.flow.root(asked).who.overlaps(who):
                what = f"'{test.question}' is asked of others than '{question.id}'"
                fix = "ask both of the same people, or remove the condition"
                yield Complaint(draft.at(number, f"when.{test.question}"), what, fix)


def one_answer(draft: Draft) -> Iterator[Complaint]:
    """Where an organisation answers together, all its people are asked the same, and it is its answer."""
    if not draft.flow.collect.together:
        return
    for number, question in draft.numbered():
        if question.share is not Share.ORGANISATION:
            what = f"share: {question.share.value} for an answer that an organisation gives together"
            yield Complaint(draft.at(number, "share"), what, "write share: organisation, or share it live")
        if question.who.layers or question.who.roles:
            what = f"'{question.id}' is for some of those who answer together"
            yield Complaint(draft.at(number, "who"), what, "remove 'who' here, or narrow that of the stage")
        for layer, _ in question.worded:
            what = f"words for '{layer}' in a question that is answered together"
            yield Complaint(draft.at(number, f"worded.{layer}"), what, "ask it in the same words")


def about_whom(draft: Draft) -> Iterator[Complaint]:
    """A question about each organisation that does not name it, or what hangs on one and is about nobody."""
    each = {question.id for question in draft.flow.questions if draft.flow.root(question).each}
    for number, question in draft.numbered():
        if question.each and not all(f"{{{OTHER}}}" in question.text.in_(language) for language in Language):
            what = f"'{question.id}' does not say which organisation it is about"
            yield Complaint(draft.at(number, "text"), what, f"name it with {{{OTHER}}}, in both languages")
        for test in tests_in(question.when) if question.when and question.id not in each else ():
            if test.question in each:
                what = f"'{test.question}' is asked about each organisation, and this about none"
                yield Complaint(
                    draft.at(number, f"when.{test.question}"), what, "add 'each: organisation' here too"
                )
