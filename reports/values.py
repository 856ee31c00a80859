"""What stands on a picture or a document: plain values, already revealed and already in order.

All text is taken literally, whatever it holds. Texts that name a date or a time come in words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Literal


class Sign(Enum):
    """What one person answered to a tick, in the order in which signs are always shown.

    PASSED is for everything without a colour that was skipped, kept for the table or withdrawn: in an
    overview these look the same. The value is the name of the shape in the templates.
    """

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"
    UNKNOWN = "unknown"
    PASSED = "passed"


COLOURS = (Sign.GREEN, Sign.ORANGE, Sign.RED)
"""The signs that `Spread` counts."""

Spread = tuple[int, int, int]
"""How many people gave green, orange and red, in that order. Never added up to a score."""

Language = Literal["nl", "en"]
Format = Literal["png", "pdf"]

_LINK = re.compile(r"https://[!-~]{1,292}")


@dataclass(frozen=True)
class Cell:
    """The answers of one organisation to one question: one sign per person; none is "geen antwoord".

    `withdrawn`: its one answer was taken back since, and nothing of it stands here.
    """

    signs: tuple[Sign, ...] = ()
    withdrawn: bool = False

    def counts(self) -> tuple[tuple[Sign, int], ...]:
        """Each sign that was given with how many gave it, in the fixed order of `Sign`."""
        return tuple((sign, self.signs.count(sign)) for sign in Sign if sign in self.signs)


@dataclass(frozen=True)
class HeatRow:
    """One question: a short label, a cell per organisation, and the spread over everybody."""

    label: str
    cells: tuple[Cell, ...]
    total: Spread


@dataclass(frozen=True)
class HeatMap:
    """Questions by organisations. Rows come sorted, what differs most first; `columns` are organisations.

    `title` names the round, `subtitle` says who answered, `note` is the line below. `by_card`: each
    sign is the card of an organisation, and not the answer of one person; `joint`: the one answer of its
    people together. Raises `ValueError` when a row does not have one cell per column.
    """

    partnership: str
    title: str
    subtitle: str
    language: Language
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    note: str = ""
    by_card: bool = False
    corrections: tuple[str, ...] = ()
    joint: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            if len(row.cells) != len(self.columns):
                raise ValueError(
                    f"row {row.label!r} has {len(row.cells)} cells for {len(self.columns)} columns; "
                    "give one cell per organisation, an empty Cell() where there is no answer"
                )


@dataclass(frozen=True)
class Said:
    """Something that an organisation said: a word, and the sign that goes with it.

    `sign` is a colour, or the place of an option among the others (from 1): each place has a shape of its
    own. `is_new`: it was not said there the last time.
    """

    word: str
    sign: Sign | int
    is_new: bool = False


@dataclass(frozen=True)
class TableCell:
    """What was said in one place of a table, without how many said it.

    `quotes` are own words. `is_own`: nothing belongs here, such as what somebody needs of themselves.
    """

    said: tuple[Said, ...] = ()
    quotes: tuple[str, ...] = ()
    is_own: bool = False


@dataclass(frozen=True)
class Table:
    """Rows by columns, each with a name. Raises `ValueError` when a row has not one cell per column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[TableCell, ...]], ...]

    def __post_init__(self) -> None:
        for name, cells in self.rows:
            if len(cells) != len(self.columns):
                raise ValueError(
                    f"row {name!r} has {len(cells)} cells for {len(self.columns)} columns; "
                    "give one cell per column, an empty TableCell() where nothing was said"
                )


@dataclass(frozen=True)
class Matrix:
    """Who says what about whom: rows are who says it, columns whom it is about. Never a sum of anything.

    `reading` says how to read it, `note` is the line below; `corrections` say what was corrected since.
    """

    partnership: str
    title: str
    reading: str
    language: Language
    table: Table
    note: str = ""
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Worksheet:
    """A table to fill in together at the table (A4) or on the wall (A3): with what was revealed, or blank.

    `lead` says what to do with it; `corner` what the rows and the columns are.
    """

    partnership: str
    title: str
    lead: str
    corner: str
    language: Language
    table: Table
    footer: str = ""
    wall: bool = False
    blank: bool = False
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Track:
    """Steps in their order, and at each of them the places (from 0) of the organisations that stand there.

    `counts`: the place of the step at which this is the slowest track; None for the others.
    """

    name: str
    steps: tuple[str, ...]
    there: tuple[tuple[int, ...], ...]
    counts: int | None = None


@dataclass(frozen=True)
class Tracks:
    """Tracks side by side, with a mark for each organisation where it stands. `note` is the line below."""

    partnership: str
    title: str
    reading: str
    language: Language
    organisations: tuple[str, ...]
    tracks: tuple[Track, ...]
    note: str = ""
    corrections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Topic:
    """Something to discuss: a short label, the question as it was asked, and how the answers differ.

    `ask` is an open question to begin with at the table, and never a conclusion. `counts` is None where
    nobody chose a colour or none may be shown. `organisations` pairs a name with its cell and is empty where
    only counts may be shown; so are the `quotes` (organisation, own words). An empty organisation in a quote
    leaves the name out. `corrections` say what was corrected since the counts were made, a line each.
    `chosen` pairs an option with who chose it.
    """

    label: str
    question: str
    counts: Spread | None
    organisations: tuple[tuple[str, Cell], ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    ask: str = ""
    corrections: tuple[str, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()


class Mark(Enum):
    """What became of an agreement, in the order in which that is shown."""

    DONE = "done"
    STUCK = "stuck"
    GOING = "going"


@dataclass(frozen=True)
class Agreed:
    """An agreement and what became of it: what, who, how far in words, and the mark that goes with that."""

    what: str
    who: str
    state: str
    mark: Mark


@dataclass(frozen=True)
class Sheet:
    """The talking sheet: one page, what differs most first, open questions and room for what is agreed.

    `date_line` says when the meeting is. `first` are lines that stand above everything, such as what people
    chose to work on. `live` are the label and the question of the cards for the talk, with room to write.
    `across` pairs an organisation that something was asked of with what, and by whom.
    `agreed` is what became of earlier agreements; `proposed` pairs what was proposed with by whom; `left`
    pairs the label and the question of what an earlier meeting did not come to. `keep` pairs an organisation
    with what it wants to keep. `asked` pairs whom a question that was not answered is for with the question.
    `aloud` counts the topics that somebody would rather talk about, `aloud_named`
    are those of them that can be named without telling who. `absent` names who has no answer in it;
    `agreed_space` leaves room to write what is agreed: what, who, when. `wall`: the same as an A3, to stand
    around.
    """

    partnership: str
    title: str
    date_line: str
    language: Language
    discuss: tuple[Topic, ...]
    first: tuple[str, ...] = ()
    live: tuple[tuple[str, str], ...] = ()
    across: tuple[tuple[str, str], ...] = ()
    keep: tuple[tuple[str, str], ...] = ()
    agreed: tuple[Agreed, ...] = ()
    proposed: tuple[tuple[str, str], ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    aloud: int = 0
    aloud_named: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    agreed_space: bool = True
    footer: str = ""
    wall: bool = False


@dataclass(frozen=True)
class InviteCard:
    """An invitation to show or to print: the link as a QR code and in letters.

    `valid_until` is in words, or empty; without `organisation` it is for anybody. Raises `ValueError` for a
    link that is not an https link of at most 300 ASCII characters.
    """

    partnership: str
    organisation: str
    link: str
    valid_until: str
    language: Language

    def __post_init__(self) -> None:
        if not _LINK.fullmatch(self.link):
            raise ValueError(
                "the link of an invitation must start with https:// and hold at most 300 ASCII characters "
                "without spaces; give the link that was made for it"
            )


@dataclass(frozen=True)
class Box:
    """Something to tick on paper: its words, with the sign of a colour before them where it has one."""

    label: str
    sign: Sign | None = None


@dataclass(frozen=True)
class FormQuestion:
    """One question on paper, with what hangs under it.

    `number` is empty for what hangs under another. `ends` says what green and red look like. `written` leaves
    lines for words. `condition` says when it is asked at all ("Bij twijfel of nee:"), `seen` who sees it,
    where that differs from the rest.
    """

    number: str
    text: str
    boxes: tuple[Box, ...] = ()
    ends: tuple[str, str] | None = None
    written: bool = False
    condition: str = ""
    seen: str = ""
    below: tuple[FormQuestion, ...] = ()


@dataclass(frozen=True)
class Form:
    """A round to fill in on paper: the same questions in the same order, one or two A4.

    `whose` names who it is for, or is empty to be filled in. `lead` says why, `until` when and to whom to
    hand it in, `seen` who gets to see it. `terms` is what people agree to; `signs` leaves room to sign for
    it.
    """

    partnership: str
    title: str
    language: Language
    whose: str
    lead: str
    until: str
    seen: tuple[str, ...]
    questions: tuple[FormQuestion, ...]
    terms: tuple[str, ...]
    signs: bool
    footer: str = ""


@dataclass(frozen=True)
class DataPart:
    """One kind of thing that is kept of somebody: its name, what it is for, and each as labels and values."""

    name: str
    about: str
    rows: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True)
class Handout:
    """One page for who is new: what Vinkje is and what it asks. `asker` is who they can turn to.

    `responsible` and `contact` are of whoever runs this Vinkje.
    """

    partnership: str
    asker: str
    responsible: str
    contact: str
    language: Language


@dataclass(frozen=True)
class MyData:
    """Everything that is kept of one person, for that person. `rest` names what there is nothing of."""

    title: str
    lead: str
    language: Language
    parts: tuple[DataPart, ...]
    rest: str = ""
    footer: str = ""


Document = HeatMap | Matrix | Tracks | Sheet | Worksheet | InviteCard | Form | MyData | Handout
