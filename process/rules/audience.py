"""Wie ziet dit: who gets to see an answer, computed for one person before they give it.

What is told here is what `overview` does later. The words are in the texts, under `audience`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.model import Question, Share
from process.message import Value
from process.rules.suppression import Promise


@dataclass(frozen=True)
class CastFacts:
    """Who takes part, seen from one invited person.

    `people` counts who is asked, the reader among them; who left without sending no longer counts. `readers`
    counts who gets the result, observers apart: also who coordinates and is not asked, or came in later.
    `organisation` is the reader's, None when they answer for none; `colleagues` are the others asked from
    there. `coordinators` are the names of the others who coordinate. `observers` get the results and answer
    nothing; `observes` is whether the reader is one of them. `together`: an organisation gives one answer.
    `only`: the reader's organisation is the one that is asked.
    """

    people: int
    organisation: str | None
    colleagues: int
    coordinators: tuple[str, ...] = ()
    observers: int = 0
    promise: Promise = field(default_factory=Promise)
    readers: int = 0
    observes: bool = False
    together: bool = False
    only: bool = False


@dataclass(frozen=True)
class Audience:
    """One line to show: the key of a text, and what fills it."""

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)


def for_joining(cast: CastFacts) -> tuple[Audience, ...]:
    """Who will see answers, for somebody who has not said yes yet; how many they are may still change."""
    if cast.observes:
        return (Audience("audience.joining.observer"),)
    position = "colleagues" if cast.colleagues else "alone"
    return (_line("joining", position if cast.organisation else "unattached", cast), *_observers(cast))


def for_round(cast: CastFacts, share: Share = Share.ORGANISATION) -> tuple[Audience, ...]:
    """Who sees what after the reveal, who reads along, and what is seen until then.

    `share` is that of the stage; a question that shares less says so itself.
    """
    position = _position(cast, share)
    if position == "colleagues" and cast.colleagues == 1:
        position = "colleague"
    needed = cast.promise.counts_from
    return (*_only(cast), _line("round", position, cast, needed), *_observers(cast), _until(cast))


def for_question(question: Question, cast: CastFacts) -> Audience:
    """Who sees the answer to this question."""
    if question.share is Share.SELF:
        return Audience("audience.self")
    if question.kind == "words":
        needed = cast.promise.words_from
        return _line("words", _position(cast, question.share, needed), cast, needed)
    return _line("tap", _position(cast, question.share), cast, cast.promise.counts_from)


def _position(cast: CastFacts, share: Share, needed: int | None = None) -> str:
    if share is Share.NAME:
        return "name"
    if share is Share.CONFIDENTIAL:
        return "confidential" if cast.people >= (needed or cast.promise.counts_from) else "too_few"
    if cast.organisation is None:
        return "unattached"
    if not cast.colleagues:
        return "alone"
    return "together" if cast.together else "colleagues"


def _line(surface: str, position: str, cast: CastFacts, needed: int = 0) -> Audience:
    people = cast.people if position == "too_few" else max(cast.people, cast.readers)
    values: dict[str, Value] = {"people": people, "colleagues": cast.colleagues}
    if position in ("confidential", "too_few"):
        values["needed"] = needed
    if cast.organisation is not None:
        values["organisation"] = cast.organisation
    return Audience(f"audience.{surface}.{position}", values)


def _only(cast: CastFacts) -> tuple[Audience, ...]:
    """That nobody else is asked this, where a stage is for one organisation."""
    if not cast.only or cast.organisation is None:
        return ()
    return (Audience("audience.only", {"organisation": cast.organisation}),)


def _observers(cast: CastFacts) -> tuple[Audience, ...]:
    return (Audience("audience.observers", {"observers": cast.observers}),) if cast.observers else ()


def _until(cast: CastFacts) -> Audience:
    """Of an organisation of one, the number who are ready is the person."""
    if not cast.coordinators:
        return Audience("audience.until.nobody")
    seen = "count" if cast.organisation is not None and cast.colleagues else "ready"
    if len(cast.coordinators) > 1:
        return Audience(f"audience.until.{seen}_several")
    return Audience(f"audience.until.{seen}", {"coordinator": cast.coordinators[0]})
