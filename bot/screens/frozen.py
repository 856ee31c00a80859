"""A frozen overview with all it takes to put it into words: its flow, its names, the words it refers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.screens.check import short
from bot.screens.reader import Reader, partnership_values
from flows.model import Flow
from process.message import Value
from process.rules import overview, standing
from process.rules.corrections import Corrected, to_show
from process.rules.counts import Counts
from process.rules.discussing import chose_apart, differs
from process.rules.items import ChoiceItem, Item, Quote, WordsItem
from process.rules.overview import Overview
from process.rules.withholding import is_confidential
from process.rules.withholding import standing as still_told
from process.states import SeatState, Together
from storage.queries import corrections, onpaper, opening, partnerships, people, rounds, written
from storage.tables import Meeting, Member, Partnership, Round


@dataclass(frozen=True)
class Frozen:
    """One revealed round, as its readers see it."""

    reader: Reader
    member: Member
    partnership: Partnership
    round: Round
    flow: Flow
    shown: Overview
    meeting: Meeting | None
    corrections: tuple[Corrected, ...] = ()
    """What was corrected since, as far as it is told: `process.rules.corrections.to_show`."""

    @property
    def title(self) -> str:
        """The title of the flow in the reader's language."""
        return self.flow.title.in_(self.reader.language)

    def topic(self, question: str) -> str:
        """The few words for a question."""
        return short(self.reader, self.flow.question(question)) if self.flow.has(question) else question

    def asked(self, question: str) -> str:
        """A question in full, as everyone was asked it."""
        if not self.flow.has(question):
            return self.topic(question)
        values = partnership_values(self.reader, self.partnership)
        return self.flow.question(question).asked_in(self.reader.language, values)

    def counts(self, counts: Counts) -> str:
        """Counts per colour, always all three, sign and word."""
        values = {"green": counts.green, "orange": counts.orange, "red": counts.red}
        return self.reader.label("result.counts", values)

    def organisation(self, organisation: int | None) -> str:
        """The name of an organisation as it was at the reveal; nothing for none."""
        return next((party.name for party in self.shown.organisations if party.id == organisation), "")

    def behind(self, quote: Quote) -> str:
        """Whose words these are, as far as the reader may know."""
        if quote.member is not None:
            return self._named(quote.seat, people.member(self.reader.unit, quote.member).name)
        name = self.organisation(quote.organisation)
        return self.under_hats(name, quote.question, (quote.hat,)) if quote.hat is not None and name else name

    def under_hats(self, name: str, question: str, hats: Iterable[str]) -> str:
        """The name of an organisation with the hats under which it answered a question; most have none."""
        if not self.flow.has(question):
            return name
        root = self.flow.root(self.flow.question(question)).id
        asked = next((each for each in self.flow.questions if each.hat and each.under == root), None)
        known = [option for hat in hats if asked is not None and (option := asked.option(hat))]
        if not known:
            return name
        words = ", ".join(option.label.in_(self.reader.language) for option in known)
        return self.reader.label("result.under_hat", {"organisation": name, "hat": words})

    def _named(self, seat_id: int, name: str) -> str:
        """A name under words; of who answered on paper with who typed it in."""
        typist = rounds.seat(self.reader.unit, seat_id).filled_by
        if typist is None:
            return name
        by = people.member(self.reader.unit, typist).name
        return self.reader.label("onpaper.typed_by", {"name": name, "typist": by})

    def spoken(self, quotes: tuple[Quote, ...]) -> list[tuple[Quote, str]]:
        """The quotes with their words; what was withdrawn or forgotten since is left out.

        So are words of before this reader came: they were written for others.
        """
        places = [(quote.seat, quote.question) for quote in quotes]
        words = rounds.words_at(self.reader.unit, places) if places else {}
        shown = still_told(self.flow, places, words) - self.too_old(quotes)
        return [(quote, words[place]) for quote, place in zip(quotes, places, strict=True) if place in shown]

    def too_old(self, quotes: Iterable[Quote]) -> frozenset[tuple[int, str]]:
        """Where among these are words of before this reader came.

        In confidence they are all too old when one is: who wrote since would stand apart from the others.
        """
        if self.member.joined_at <= self.round.opened_at:
            return frozenset()
        places = {(quote.seat, quote.question) for quote in quotes}
        old = places - written.readable(self.reader.unit, places, self.member.joined_at)
        sealed = {
            question
            for _, question in old
            if self.flow.has(question) and is_confidential(self.flow.question(question))
        }
        return frozenset(place for place in places if place in old or place[1] in sealed)

    def from_before(self) -> int:
        """How many own words of this overview are from before this reader came."""
        shown = self.shown
        quotes = [quote for item in shown.items for quote in item.quotes]
        quotes += [quote for choice in shown.choices for quote in choice.quotes]
        quotes += [quote for words in (*shown.words, *shown.keep) for quote in words.quotes]
        return len(self.too_old(quotes))

    def kept(self) -> list[tuple[str, str]]:
        """What should be kept: whose words, and the words."""
        return [(self.behind(q), said) for item in self.shown.keep for q, said in self.spoken(item.quotes)]

    @property
    def gone(self) -> str | None:
        """That texts and names of this round were erased after their term; None while they are there."""
        at = self.round.emptied_at
        if at is None:
            return None
        when: dict[str, Value] = {"day": at.isoformat(), "year": at.year, "zone": self.partnership.timezone}
        return self.reader.label("keeping.gone", when)

    @property
    def standing(self) -> Overview:
        """The overview without the answers that were taken back since."""
        return standing.standing(self.shown, self.corrections)

    @property
    def before(self) -> Overview | None:
        """What was shown the last time that this flow was; None the first time."""
        earlier = rounds.previous_round(self.reader.unit, self.round)
        kept = opening.snapshot(self.reader.unit, earlier.id, "overview") if earlier is not None else None
        return overview.from_json(kept.contents) if kept is not None else None

    @property
    def apart(self) -> tuple[ChoiceItem, ...]:
        """The choices in which organisations chose something else than others, in the order of the flow."""
        return tuple(item for item in self.shown.choices if chose_apart(item) and not self._is_about(item))

    def _is_about(self, item: ChoiceItem) -> bool:
        return self.flow.has(item.question) and self.flow.question(item.question).about is not None

    @property
    def differing(self) -> tuple[Item, ...]:
        """The ticks on which people do not all agree on green, most different first."""
        return tuple(item for item in self.shown.items if differs(item))

    @property
    def missing(self) -> tuple[str, ...]:
        """The organisations that did not answer."""
        return tuple(party.name for party in self.shown.organisations if not party.answered)

    @property
    def said(self) -> tuple[WordsItem, ...]:
        """The open questions that the flow asks by itself."""
        return self.shown.words

    def unsent_for(self) -> tuple[str, ...]:
        """For whom on paper this reader had begun to type in and did not send."""
        unsent = onpaper.unsent_of(self.reader.unit, self.round.id, self.member.id)
        return tuple(member.name for member in unsent)

    def is_beside_cards(self) -> bool:
        """Whether this reader had answered by themselves, and cards were shown instead."""
        if self.shown.together is not Together.CARDS:
            return False
        seat = rounds.seat_of(self.reader.unit, self.round.id, self.member.id)
        return seat is not None and seat.state in (SeatState.BEGUN, SeatState.SENT)

    def was_unsent(self) -> bool:
        """Whether this reader had begun and not sent."""
        seat = rounds.seat_of(self.reader.unit, self.round.id, self.member.id)
        return seat is not None and seat.state == SeatState.BEGUN


def frozen_of(reader: Reader, snapshot_id: int, member_id: int) -> Frozen | None:
    """The frozen overview for a member, or None when it, or their membership, is gone."""
    snapshot = opening.snapshot_by_id(reader.unit, snapshot_id)
    member = people.member(reader.unit, member_id)
    if snapshot is None or snapshot.kind != "overview":
        return None
    if member.person_id != reader.person.id or member.left_at is not None:
        return None
    round_ = opening.find_round(reader.unit, snapshot.round_id)
    if round_ is None or round_.partnership_id != member.partnership_id:
        return None
    partnership = partnerships.partnership(reader.unit, round_.partnership_id)
    flow, shown = reader.flow(round_), overview.from_json(snapshot.contents)
    return Frozen(
        reader,
        member,
        partnership,
        round_,
        flow,
        shown,
        partnerships.next_meeting(reader.unit, partnership.id, snapshot.made_at),
        to_show(corrections.of_round(reader.unit, round_.id), shown, flow),
    )
