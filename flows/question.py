"""One question of a flow, and the closed sets it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from flows.cast import EVERYONE, Layer, Who
from flows.conditions import Condition
from flows.followups import FollowUp
from flows.picking import NONE, Row, named
from flows.text import OTHER, UNSAID, Language, Party, Text, fill


class Colour(Enum):
    """The colours of a tick, always in this order; worded so that green, yes, is good
    (Beter Samen, "Op koers blijven")."""

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"

    @property
    def sign(self) -> str:
        """The sign that goes with the word; the word is never left out."""
        return {"green": "🟢", "orange": "🟠", "red": "🔴"}[self.value]

    @property
    def word(self) -> Text:
        """The word that goes with the sign."""
        return _COLOUR_WORDS[self.value]


_COLOUR_WORDS = {
    "green": Text("Ja", "Yes"),
    "orange": Text("Twijfel", "Doubtful"),
    "red": Text("Nee", "No"),
}


class Share(Enum):
    """Who the others see behind an answer, from widest to narrowest.

    What is asked for `SELF` is seen by its author alone, and gone when the round is settled. `LIVE` stands
    apart: it is asked of nobody, and is a card for the talk at the table.
    """

    NAME = "name"
    ORGANISATION = "organisation"
    CONFIDENTIAL = "confidential"
    SELF = "self"
    LIVE = "live"

    def widens(self, other: Share) -> bool:
        """Whether this shows more than `other` does."""
        order = list(Share)
        return order.index(self) < order.index(other)


ASKED = tuple(share.value for share in Share if share is not Share.LIVE)
"""How a stage can share its answers, and a question that hangs under another."""


@dataclass(frozen=True)
class Option:
    """One button: what is kept (id) and what it says (label); `means` explains it in one line."""

    id: str
    label: Text
    means: Text | None = None


@dataclass(frozen=True)
class Ends:
    """What green and red look like, so that two people mean the same by a colour."""

    green: Text
    red: Text


@dataclass(frozen=True)
class Question:
    """One question.

    `kind` names a file in `flows/kinds`. `short` is the few words for a review or an overview ("wie doet
    wat"); every tick has one. `options` are the buttons of a tick or choice. `under` is the question that
    this one hangs under, `keeps` marks the closing "wat gaat goed en willen we houden?". `share` is
    settled: what the question says, or else what it hangs under, or the stage. `formerly` are earlier ids,
    whose answers count for this question. `who` are asked, of those whom the stage invites; what hangs
    under a question is for the same people. `worded` is the same question in other words for a layer.
    `each`: it is asked about every other organisation; `flows.each` writes it out, and then `about` is the
    organisation that this one is about. `optional`: it is off, with what hangs under it, unless a
    coordinator switches it on; so it is called then. `reply` is said after an answer to it. `beside` are
    the questions of which it guesses the answer of the organisation that it is about. `several` of its
    options can be chosen. `row`: it is a row of a grid. `hat`: it asks under which hat the answer above it
    was given (Weer Thuis §5.2). `others`: nobody finds their own organisation among the options.
    """

    id: str
    kind: str
    text: Text
    short: Text | None = None
    ends: Ends | None = None
    options: tuple[Option, ...] = ()
    share: Share = Share.ORGANISATION
    when: Condition | None = None
    under: str | None = None
    follow: tuple[FollowUp, ...] = ()
    covers: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    keeps: bool = False
    who: Who = EVERYONE
    worded: tuple[tuple[Layer, Text], ...] = ()
    each: bool = False
    about: Party | None = None
    optional: Text | None = None
    reply: Text | None = None
    beside: tuple[str, ...] = ()
    several: bool = False
    row: Row | None = None
    hat: bool = False
    others: bool = False

    @property
    def is_choice(self) -> bool:
        """Whether one or several of its options are chosen, and these are no colours."""
        return self.kind not in ("tick", "words")

    @property
    def waits_for_parties(self) -> bool:
        """Whether its options are the organisations, and these are not written out yet (`flows.each`)."""
        return self.kind == "party" and all(option.id == NONE for option in self.options)

    def worded_for(self, layer: Layer | None) -> Question:
        """The question in the words for this layer; in its own when there are none."""
        return replace(self, text=next((text for each, text in self.worded if each == layer), self.text))

    def asked_in(self, language: Language | str, values: Mapping[str, str]) -> str:
        """The question as it is read; `values` as for `flows.text.fill`, but for whom it is about."""
        about = self.about.name if self.about is not None else UNSAID
        return fill(self.text, language, {**values, OTHER: about})

    def without_own(self, organisation: int | None) -> Question:
        """The question as somebody of this organisation gets it, where it asks for others."""
        if not self.others:
            return self
        return replace(self, options=tuple(each for each in self.options if each.id != str(organisation)))

    def grid_in(self, language: Language | str, values: Mapping[str, str]) -> str:
        """What is asked above every row of its grid; empty for a question by itself."""
        return replace(self, text=self.row.asks).asked_in(language, values) if self.row is not None else ""

    def texts(self) -> Iterator[tuple[str, Text]]:
        """Every text of the question, with what it is: "text", "short", "worded.bestuur", "options.taken"."""
        yield "text", self.text
        yield from ((f"worded.{layer}", text) for layer, text in self.worded)
        if self.short:
            yield "short", self.short
        if self.ends:
            yield from (("ends.green", self.ends.green), ("ends.red", self.ends.red))
        yield from ((f"options.{option.id}", option.label) for option in self.options)
        yield from ((f"means.{option.id}", option.means) for option in self.options if option.means)
        if self.optional:
            yield "optional", self.optional
        if self.reply:
            yield "reply", self.reply
        if self.row is not None and self.row.place == 1:
            yield "grid", self.row.asks

    def option(self, option_id: str) -> Option | None:
        """The option with this id, if there is one."""
        return next((option for option in self.options if option.id == option_id), None)

    def picked(self, value: str | None) -> tuple[Option, ...]:
        """The options that the value of an answer names, in their order; those that are gone drop out."""
        if not self.several:
            return tuple(option for option in self.options if option.id == value)
        chosen = named(value)
        return tuple(option for option in self.options if option.id in chosen)

    def asks(self, rule: FollowUp) -> Question:
        """The follow-up question that a rule derives from this one; its id is `this.rule`."""
        return Question(
            id=f"{self.id}.{rule.name}",
            kind="words",
            text=rule.asks,
            share=self.share,
            under=self.id,
            covers=rule.covers,
            formerly=tuple(f"{former}.{rule.name}" for former in self.formerly),
            about=self.about,
        )
