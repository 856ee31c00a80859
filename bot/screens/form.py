"""The form of a round on paper, made from the flow alone: for one person, or empty for anybody.

What is for the author's own eyes is not on it: paper lies about, and is often typed in by somebody else.
"""

from __future__ import annotations

from dataclasses import replace

from bot.channel import Screen
from bot.screens.frozen import frozen_of
from bot.screens.reader import (
    Draft,
    Drawing,
    Place,
    Reader,
    cast_of,
    flow_values,
    headed,
    partnership_values,
    place_at,
)
from bot.screens.result import picture
from flows.conditions import AllOf, AnyOf, Condition, Is, Not
from flows.model import Colour, Flow, Question
from flows.parts import shared
from process import filling, posting, terms
from process.acts.onpaper import BLANK
from process.case import flow_among
from process.message import Hand, Value
from process.rules import audience
from process.rules.audience import CastFacts
from reports.values import Box, Form, FormQuestion, Sign
from storage.queries import consent, opening, partnerships, people
from storage.tables import Partnership
from texts.rich import Rich

EYE = "👁 "
"""Before who sees it in a chat; on paper a heading says that."""


def draft(reader: Reader, message: Hand) -> Draft | None:
    """The form of a seat, of the reader's own or of who is on paper and for whom they may type in."""
    seat = opening.find_seat(reader.unit, message.subject)
    if seat is None:
        return None
    own = filling.holder(reader.unit, reader.person.id, seat)
    if own is None and filling.who_may_type(reader.unit, reader.person.id, seat) is None:
        return None
    place = place_at(reader, seat)
    if place is None or place.member.left_at is not None:
        return None
    cast = cast_of(reader, place)
    organisation = cast.organisation or ""
    values = flow_values(reader, place)
    values |= {f"antwoord.{each.id}": "…" for each in place.flow.questions}
    form = Form(
        partnership=place.partnership.name,
        title=place.flow.title.in_(reader.language),
        language="en" if reader.language == "en" else "nl",
        whose=", ".join(each for each in (place.member.name, organisation) if each),
        lead=place.flow.why.in_(reader.language),
        until=_until(reader, place, cast),
        seen=_seen(reader, audience.for_round(cast, place.flow.collect.share)[:-1]),
        questions=_questions(reader, shared(place.flow), values, cast),
        terms=_terms(reader, typed=place.member.paper),
        signs=place.member.paper and not consent.agreed(reader.unit, place.member.id, terms.VERSION),
        footer=reader.label("form.footer", {"version": terms.VERSION}),
    )
    named: dict[str, Value] = {"name": place.member.name}
    key = "form.caption" if place.member.paper else "form.caption_own"
    return _drawn(reader, form, place.partnership, reader.say(key, named))


def blank_draft(reader: Reader, message: Hand) -> Draft | None:
    """A form of any flow for anybody in a partnership that the reader takes part in."""
    flow = reader.shelf.flows.get(message.document.removeprefix(BLANK))
    member = people.member(reader.unit, message.member)
    if flow is None or member.person_id != reader.person.id or member.left_at is not None:
        return None
    partnership = partnerships.partnership(reader.unit, member.partnership_id)
    flow = shared(flow_among(reader.unit, flow, partnership.id))
    values = partnership_values(reader, partnership) | {f"antwoord.{each.id}": "…" for each in flow.questions}
    values["organisatie"] = reader.label("form.own_organisation")
    form = Form(
        partnership=partnership.name,
        title=flow.title.in_(reader.language),
        language="en" if reader.language == "en" else "nl",
        whose="",
        lead=flow.why.in_(reader.language),
        until=reader.label("form.until_blank", {"names": _leading(reader, partnership.id, None)}),
        seen=(reader.label(f"form.seen_{flow.collect.share.value}"),),
        questions=_questions(reader, flow, values, None),
        terms=_terms(reader, typed=True),
        signs=True,
        footer=reader.label("form.footer", {"version": terms.VERSION}),
    )
    return _drawn(reader, form, partnership, reader.say("form.caption_blank"))


def result_draft(reader: Reader, message: Hand) -> Draft | None:
    """The picture of a result as a document to print; of a round in words alone there is the sheet."""
    frozen = frozen_of(reader, message.subject, message.member)
    if frozen is None:
        return None
    drawing = picture(frozen)
    name = frozen.partnership.name
    if drawing is None:
        return Draft(Screen(headed(name, reader.say("form.no_picture"))))
    printed = replace(drawing, format="pdf", name=f"{drawing.name.removesuffix('.png')}.pdf")
    return Draft(Screen(headed(name, reader.say("form.caption_result"))), printed)


def _drawn(reader: Reader, form: Form, partnership: Partnership, caption: tuple[Rich, ...]) -> Draft:
    alt = reader.label("form.alt", {"title": form.title, "partnership": partnership.name})
    name = f"{reader.label('form.file')}.pdf"
    return Draft(Screen(headed(partnership.name, caption)), Drawing(form, "pdf", name, alt))


def _until(reader: Reader, place: Place, cast: CastFacts) -> str:
    """When and to whom: whoever may type it in; somebody with Telegram types it in themselves."""
    values: dict[str, Value] = {
        "until": place.round.closes_at.isoformat(),
        "zone": place.partnership.timezone,
    }
    if not place.member.paper:
        return reader.label("form.until_own", values)
    values["names"] = _leading(reader, place.partnership.id, place.member.id)
    if cast.organisation is not None and _has_colleague(reader, place):
        return reader.label("form.until_colleague", values | {"organisation": cast.organisation})
    return reader.label("form.until", values)


def _has_colleague(reader: Reader, place: Place) -> bool:
    return any(
        filling.may_type_for(each, place.member) and each.organisation_id == place.member.organisation_id
        for each in people.members(reader.unit, place.partnership.id)
    )


def _leading(reader: Reader, partnership: int, but: int | None) -> str:
    members = people.members(reader.unit, partnership)
    names = [each.name for each in members if posting.leads(each) and each.id != but]
    return ", ".join(names) or reader.label("form.coordinator")


def _seen(reader: Reader, lines: tuple[audience.Audience, ...]) -> tuple[str, ...]:
    return tuple(reader.label(line.key, line.values).removeprefix(EYE) for line in lines)


def _terms(reader: Reader, *, typed: bool) -> tuple[str, ...]:
    """What somebody on paper agrees to; who has Telegram read that before."""
    keys = ("typed", "telegram", "clients", "kept", "rights", "responsible") if typed else ("clients",)
    return tuple(reader.label(f"form.terms_{key}") for key in keys)


def _questions(
    reader: Reader, flow: Flow, values: dict[str, str], cast: CastFacts | None
) -> tuple[FormQuestion, ...]:
    top = [question for question in flow.questions if question.under is None]
    first = [question for question in top if question.row is None or question.row.place == 1]
    places = {_whole(question): str(number) for number, question in enumerate(first, 1)}
    numbers = {question.id: places[_whole(question)] for question in top}
    paper = _Paper(reader, flow, values, cast, numbers)
    return tuple(
        paper.question(question) if question.row is None else paper.grid(question) for question in first
    )


def _whole(question: Question) -> str:
    """What has one number on paper: a question, or a grid with all its rows."""
    return question.id if question.row is None else question.row.grid


class _Paper:
    """The questions of one flow on one form."""

    def __init__(
        self,
        reader: Reader,
        flow: Flow,
        values: dict[str, str],
        cast: CastFacts | None,
        numbers: dict[str, str],
    ) -> None:
        self._reader, self._flow, self._values = reader, flow, values
        self._cast, self._numbers = cast, numbers

    def grid(self, first: Question) -> FormQuestion:
        """A grid: what it asks, with its rows under it."""
        rows = [each for each in self._flow.questions if each.row and _whole(each) == _whole(first)]
        return FormQuestion(
            number=self._numbers[first.id],
            text=first.grid_in(self._reader.language, self._values) + self._more(first),
            condition=self._condition(first),
            seen=self._seen(first),
            below=tuple(replace(self.question(each), number="", condition="", seen="") for each in rows),
        )

    def _more(self, question: Question) -> str:
        """That more than one may be ticked."""
        return f" {self._reader.label('form.several')}" if question.several else ""

    def question(self, question: Question) -> FormQuestion:
        """A question with what hangs under it, in the order of the flow."""
        language = self._reader.language
        ends = question.ends
        return FormQuestion(
            number=self._numbers.get(question.id, ""),
            text=question.asked_in(language, self._values) + ("" if question.row else self._more(question)),
            boxes=tuple(self._box(question, each.id) for each in question.options),
            ends=(ends.green.in_(language), ends.red.in_(language)) if ends is not None else None,
            written=question.kind == "words",
            condition=self._condition(question),
            seen=self._seen(question),
            below=tuple(self.question(each) for each in self._flow.questions if each.under == question.id),
        )

    def _box(self, question: Question, option_id: str) -> Box:
        option = question.option(option_id)
        label = option.label.in_(self._reader.language) if option is not None else option_id
        if option is not None and option.means is not None:
            label = f"{label}: {option.means.in_(self._reader.language)}"
        tick = question.kind == "tick" and option_id in {colour.value for colour in Colour}
        return Box(label, Sign(option_id) if tick else None)

    def _seen(self, question: Question) -> str:
        """Who sees this one, where that is not who sees the rest, or what it hangs under."""
        above = self._flow.question(question.under) if question.under is not None else None
        share = above.share if above is not None else self._flow.collect.share
        if question.share is share:
            return ""
        if self._cast is None:
            return self._reader.label(f"form.seen_{question.share.value}")
        return _seen(self._reader, (audience.for_question(question, self._cast),))[0]

    def _condition(self, question: Question) -> str:
        if question.when is None:
            return ""
        said = self._when(question.when, question)
        return self._reader.label("form.only_if", {"answers": said})

    def _when(self, condition: Condition, asked: Question) -> str:
        label = self._reader.label
        match condition:
            case Is(question=id_, values=values):
                about = self._flow.question(id_)
                labels = [about.option(each) for each in values]
                words = [each.label.in_(self._reader.language) for each in labels if each is not None]
                said = f" {label('form.or')} ".join(map(str.lower, words))
                if about.kind != "tick":
                    said = ", ".join(f"‘{each}’" for each in words)
                if id_ == asked.under:
                    return said
                number = self._numbers.get(self._flow.root(about).id, "?")
                return label("form.at", {"number": number, "answers": said})
            case AllOf(parts=parts):
                return f" {label('form.and')} ".join(self._when(part, asked) for part in parts)
            case AnyOf(parts=parts):
                return f" {label('form.or')} ".join(self._when(part, asked) for part in parts)
            case Not(part=part):
                return label("form.not", {"answers": self._when(part, asked)})
