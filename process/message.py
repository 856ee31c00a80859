"""What goes out, as meaning: ids and text keys, never sentences.

A `Message` is a closed union, at the end of the messages. It is kept in the outbox and put into words at
delivery, in the reader's language, by `bot.screens`; so nothing stale or sealed can lie in a queue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Literal

from process.incoming import Press

Value = str | int
"""What fills a gap in a text: a name, a number, an ISO date or instant (put into words by the texts)."""


@dataclass(frozen=True)
class Button:
    """A button: the key of its label, what fills the label, and what pressing it does."""

    label: str
    press: Press
    values: Mapping[str, Value] = field(default_factory=dict)


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Ask:
    """A question of a round to the person who holds `seat`; `version` is the floor it stands on.

    `more` shows the ways to answer that stand behind [Anders…]. `dropped`: the question whose new answer made
    words of theirs not count any more, which is said above it.
    """

    seat: int
    question: str
    version: int
    more: bool = False
    dropped: str | None = None


@dataclass(frozen=True)
class Opening:
    """The invitation to a round for the person who holds `seat`: why, how long, until when, who sees it."""

    seat: int


@dataclass(frozen=True)
class Openings:
    """Several invitations in one message, to the person who holds these `seats`, each behind a button."""

    seats: tuple[int, ...]


@dataclass(frozen=True)
class WelcomeBack:
    """What happened during somebody's leave, and what is asked of them still: one message and no heap.

    `seats` are those that ask for answers, `results` the overviews that were shown meanwhile, `waiting` is
    how many other messages waited.
    """

    seats: tuple[int, ...] = ()
    results: tuple[int, ...] = ()
    waiting: int = 0


@dataclass(frozen=True)
class Welcome:
    """The first screen behind an invitation: who asks, what for, and who will see what.

    `version` is the floor of the person who opened it.
    """

    invite: int
    version: int


@dataclass(frozen=True)
class Review:
    """The person's own answers as the others will see them, before sending; `dropped` as in `Ask`."""

    seat: int
    version: int
    dropped: str | None = None


@dataclass(frozen=True)
class JointCheck:
    """What an organisation answers together, to the person of `seat`, before it goes out for all of them.

    Nothing when it changed since this `version`, or does not lie with them any more.
    """

    seat: int
    version: int


@dataclass(frozen=True)
class Differs:
    """A colleague answered the same question meanwhile: both answers, for the person of `seat` to choose.

    What they typed is held as `draft`; what they tapped is the option or mark `tapped`.
    """

    seat: int
    question: str
    version: int
    draft: int | None = None
    tapped: str | None = None


@dataclass(frozen=True)
class Notice:
    """A text from the catalogue with its values and buttons. Holds no answer of anybody.

    `partnership` puts that name in bold above the text. A value may be a person's or partnership's name;
    the value `flow` (an id) also gives the text `{title}` and `{minutes}` of that flow.
    `about`: the person's own message (by its name on their channel) that it says something of.
    `then`: what follows from it, said in the same message below it; their buttons stand under the whole.
    """

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    buttons: Rows = ()
    partnership: int | None = None
    about: str | None = None
    then: tuple[Notice, ...] | None = None


@dataclass(frozen=True)
class Show:
    """A frozen snapshot (an overview) for the member who reads it, in words and as a picture.

    `part`: "result" for the overview to all, "all" for every answer in words, "decided" for how the
    round ended and what was decided.
    `corrects`: it takes the place of the same that was shown before, and is nothing when that is gone.
    """

    snapshot: int
    member: int
    part: str = "result"
    corrects: Literal[True] | None = None


@dataclass(frozen=True)
class Hand:
    """A document: `document` names it ("sheet", "invite"), `subject` is the snapshot or invite it is of.

    `secret` carries what exists only now, such as a link that is stored hashed; it is wiped once sent.
    `corrects` as in `Show`.
    """

    document: str
    subject: int
    member: int
    secret: str | None = None
    corrects: Literal[True] | None = None


@dataclass(frozen=True)
class Cards:
    """The card of `organisation` at `question`, for `member` who leads the meeting; without these: all."""

    round: int
    member: int
    question: str | None = None
    organisation: int | None = None


@dataclass(frozen=True)
class TalkCard:
    """A question for the talk alone (`share: live`), by its place, for `member` who holds the talk."""

    round: int
    member: int
    number: int = 0


@dataclass(frozen=True)
class Log:
    """What changed last about who takes part, for the member who reads it."""

    member: int


@dataclass(frozen=True)
class Quoted:
    """A text from the catalogue with words that a partnership shares in it, opened when it is put in words.

    They are of an `agreement`, of a `reason` not to act, a `remark` on leaving, or `sealed` ones (see
    `process.acts.shared_words`) that `member`, who reads it, is typing. Nothing when the reader has no
    place there any more.
    """

    key: str
    member: int
    agreement: int | None = None
    reason: int | None = None
    sealed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Value] = field(default_factory=dict)
    buttons: Rows = ()
    remark: int | None = None


@dataclass(frozen=True)
class Agreements:
    """The proposals and agreements of a partnership for the member who reads them, after `skip` of them."""

    member: int
    skip: int = 0


@dataclass(frozen=True)
class Digest:
    """A digest for the member who reads it; from `page` 1 on everything it tells, since digest `first`.

    Page 0 is the digest itself: a few lines under the picture of the last result.
    """

    digest: int
    member: int
    first: int = 0
    page: int = 0


@dataclass(frozen=True)
class Ending:
    """The question whether a partnership ends, as it stands for the member who reads it.

    Once it is agreed that is the last overview; before, what was said so far, and what there is to say.
    """

    ending: int
    member: int


@dataclass(frozen=True)
class Relayed:
    """A question of the relay, for the member who reads it: with whom it lies, or who asked it.

    `part`: "asked", "reminder" and "lies" for the first; "answer", "changed", "withdrawn", "aloud", "nobody",
    "call" and "mine" for the other. What is not so any more when it is read is not shown.
    """

    inquiry: int
    member: int
    part: str = "asked"


@dataclass(frozen=True)
class Harvest:
    """What was asked and answered in the relay of a round, for the member who reads it, from `skip` on."""

    round: int
    member: int
    skip: int = 0


@dataclass(frozen=True)
class Inquiries:
    """What was asked of the member who reads it, and what they asked, in relays that go on."""

    member: int


@dataclass(frozen=True)
class OwnAnswers:
    """What was answered at `seat` in a round that was shown, for who answers there; or one, by its number.

    `deed`: it is to be done with that one (`process.rules.corrections.Deed`); `picked` are the options
    chosen so far, a bit for each.
    """

    seat: int
    number: int | None = None
    deed: str | None = None
    picked: int = 0


class GroupSays(Enum):
    """Everything that is ever said in a group."""

    HELLO = "hello"
    PRIVACY = "privacy"
    LINKED = "linked"
    NOT_LINKED = "not_linked"
    RESULT = "result"


@dataclass(frozen=True)
class GroupLine:
    """One line in a group, the only message that goes to one: no person, answer or count fits in it."""

    says: GroupSays
    partnership: int | None = None


@dataclass(frozen=True)
class TakeAway:
    """The person's own message `ref` is taken out of the conversation.

    A channel that cannot do that asks the person to.
    """

    ref: str


Message = (
    Welcome
    | WelcomeBack
    | Opening
    | Openings
    | Ask
    | Review
    | JointCheck
    | Differs
    | Notice
    | Quoted
    | Agreements
    | Show
    | Hand
    | Cards
    | TalkCard
    | Log
    | Digest
    | Ending
    | Relayed
    | Harvest
    | Inquiries
    | OwnAnswers
    | GroupLine
    | TakeAway
)


def corrected(message: Show | Hand) -> Show | Hand:
    """The same, to be put in words again in the place where it stands."""
    return replace(message, corrects=True)
