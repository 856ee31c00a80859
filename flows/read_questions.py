"""From YAML to questions: the `questions` of a collect stage."""

from __future__ import annotations

from flows.cast import EVERYONE, Layer
from flows.conditions import COMBINATIONS, AllOf, AnyOf, Condition, Is, Not
from flows.draft import LIVE
from flows.followups import Rules
from flows.hats import Hats
from flows.kind import Kind
from flows.kinds import KINDS
from flows.kinds.grid import LEAST as LEAST_ROWS
from flows.kinds.grid import MOST as MOST_ROWS
from flows.kinds.grid import rows_of
from flows.question import ASKED, Question, Share
from flows.read_who import read_who
from flows.reading import Reading
from flows.source import Fields, Node, Place
from flows.text import Text

EVERYWHERE = (
    "short",
    "share",
    "when",
    "covers",
    "formerly",
    "who",
    "worded",
    "each",
    "hat",
    "optional",
    "reply",
    "beside",
)
"""Optional fields that a question of any kind can have."""

EACH = ("organisation",)
"""What a question can be asked about each of."""

NOT_ON_A_CARD = (
    "when",
    "then",
    "follow",
    "keep",
    "who",
    "each",
    "worded",
    "formerly",
    "hat",
    "optional",
    "reply",
    "beside",
)
"""Fields that a card for the talk (`share: live`) cannot have: it is for all, and never answered."""

ONLY_ON_TOP = ("then", "keep", "who", "each", "hat", "optional", "beside")
"""Fields that a question under `then` cannot have."""


class QuestionReader:
    """Reads questions one after the other; `questions` is flat, `places` says where their parts stand.

    `live` are those that are for the talk alone.
    """

    def __init__(self, reading: Reading, rules: Rules, share: Share, hats: Hats | None = None) -> None:
        self._reading = reading
        self._hats = hats
        self._rules = rules
        self._share = share
        self.questions: list[Question] = []
        self.live: list[Question] = []
        self.places: dict[str, Place] = {}

    def read(self, node: Node) -> None:
        """Read a list of top-level questions, each followed by what hangs under it."""
        for item in self._reading.items(node):
            question = self._question(item, None)
            if question and isinstance(item, Fields) and "then" in item.fields:
                for hanging in self._reading.items(item.fields["then"]):
                    self._question(hanging, question)
            if question and isinstance(item, Fields) and "hat" in item.fields:
                self._hat(item, question)

    def open_with(self, node: Node) -> None:
        """Begin with this question: an opener, which stands in a file of its own."""
        self._question(node, None)

    def _question(self, node: Node, parent: Question | None) -> Question | None:
        kind = self._kind(node)
        if kind is None or not isinstance(node, Fields):
            return None
        fields = self._fields(node, kind, parent)
        own = kind.read(fields, self._reading, self._rules)
        share = self._share_of(fields, node, parent)
        read = self.live if share is Share.LIVE else self.questions
        number = f"{LIVE if share is Share.LIVE else ''}{len(read)}"
        self._note_places(number, fields, node, kind)
        question = Question(
            id=self._id(fields["id"]),
            kind=kind.name,
            text=self._reading.text(fields[kind.name]),
            short=self._optional_text(fields, "short"),
            ends=own.ends,
            options=own.options,
            share=share,
            when=self._condition(fields["when"], number) if "when" in fields else None,
            under=parent.id if parent else None,
            follow=own.follow,
            covers=self._reading.words(fields["covers"]) if "covers" in fields else (),
            formerly=self._reading.words(fields["formerly"]) if "formerly" in fields else (),
            keeps="keep" in fields and self._reading.yes(fields["keep"]),
            who=read_who(self._reading, fields["who"]) if "who" in fields else EVERYONE,
            each="each" in fields and bool(self._reading.one_of(fields["each"], EACH)),
            worded=self._worded(fields["worded"]) if "worded" in fields else (),
            optional=self._optional_text(fields, "optional"),
            reply=self._optional_text(fields, "reply"),
            beside=self._reading.words(fields["beside"]) if "beside" in fields else (),
            several=own.several,
            others=own.others,
        )
        if own.rows:
            self._check_grid(node, len(own.rows), parent)
        rows = rows_of(question, own)
        for at, row in enumerate(rows):
            self._note_row(number, len(read) + at, node, row.id.removeprefix(f"{question.id}."))
        read.extend(rows or (question,))
        return question

    def _share_of(self, fields: dict[str, Node], node: Fields, parent: Question | None) -> Share:
        inherited = parent.share if parent else self._share
        known = ASKED if parent else tuple(share.value for share in Share)
        share = Share(self._reading.one_of(fields["share"], known)) if "share" in fields else inherited
        for name in NOT_ON_A_CARD if share is Share.LIVE else ():
            if name in node.fields:
                what = f"'{name}' at a card for the talk"
                self._reading.refuse(
                    node.places[name], what, "remove it; nobody is asked what is shared live"
                )
        return share

    def _hat(self, node: Fields, question: Question) -> None:
        """The tap under an answer that says under which hat it was given."""
        if not self._reading.yes(node.fields["hat"]):
            return
        place = node.places["hat"]
        if self._hats is None:
            self._reading.refuse(place, "no hats to choose from", "add 'hats:' to the stage, or remove this")
        elif question.kind == "grid" or question.row is not None:
            self._reading.refuse(place, "'hat' at a grid", "ask it at another question")
        else:
            number = len(self.questions)
            self.places |= {f"{number}.id": place, f"{number}.text": place, f"{number}.options": place}
            self.questions.append(self._hats.under(question))

    def _check_grid(self, node: Fields, rows: int, parent: Question | None) -> None:
        if parent is not None:
            self._reading.refuse(node.place, "a grid under 'then'", "make it a question of its own")
        if "worded" in node.fields:
            what, fix = "'worded' at a grid", "word its rows so that every layer understands them"
            self._reading.refuse(node.places["worded"], what, fix)
        if not LEAST_ROWS <= rows <= MOST_ROWS:
            fix = f"give {LEAST_ROWS} to {MOST_ROWS}; more is two grids"
            self._reading.refuse(node.places["rows"], f"a grid of {rows} rows", fix)

    def _note_row(self, grid: str, number: int, node: Fields, row: str) -> None:
        """Each row has the places of its grid, and its own text."""
        parts = [name for name in self.places if name.startswith(f"{grid}.")]
        for name in parts if str(number) != grid else ():
            self.places[f"{number}.{name.partition('.')[2]}"] = self.places[name]
        self.places[f"{number}.grid"] = node.place
        rows = node.fields["rows"]
        if isinstance(rows, Fields):
            for part in ("text", "short"):
                self.places[f"{number}.{part}"] = rows.fields[row].place

    def _kind(self, node: Node) -> Kind | None:
        if not isinstance(node, Fields):
            self._reading.refuse(
                node.place, "here belongs a question", "write 'id: …' and 'tick: {nl: …, en: …}'"
            )
            return None
        found = [name for name in KINDS if name in node.fields]
        if len(found) == 1:
            return KINDS[found[0]]
        what = (
            f"a question of {len(found)} kinds ({', '.join(found)})" if found else "a question without a kind"
        )
        self._reading.refuse(node.place, what, f"give it one of: {', '.join(sorted(KINDS))}")
        return None

    def _fields(self, node: Fields, kind: Kind, parent: Question | None) -> dict[str, Node]:
        required = ["id", kind.name, *kind.required]
        optional = [*EVERYWHERE, *kind.optional]
        if parent:
            required.append("when")
            required = [name for name in required if name != "short"]
        for name in ONLY_ON_TOP:
            if name in node.fields and (parent or name not in optional):
                self._reading.refuse(node.places[name], *_misplaced(name, kind, parent))
                optional.append(name)
        return self._reading.fields(node, required, optional)

    def _id(self, node: Node) -> str:
        value = self._reading.id(node)
        if value in COMBINATIONS:
            self._reading.refuse(node.place, f"'{value}' is a word of the language", "choose another id")
        return value

    def _worded(self, node: Node) -> tuple[tuple[Layer, Text], ...]:
        fields = self._reading.fields(node, optional=[layer.value for layer in Layer])
        return tuple((layer, self._reading.text(fields[layer])) for layer in Layer if layer in fields)

    def _optional_text(self, fields: dict[str, Node], name: str) -> Text | None:
        return self._reading.text(fields[name]) if name in fields else None

    def _note_places(self, number: str, fields: dict[str, Node], node: Fields, kind: Kind) -> None:
        for name, value in fields.items():
            part = "text" if name == kind.name else name
            self.places[f"{number}.{part}"] = value.place
            if name in ("ends", "options", "worded") and isinstance(value, Fields):
                for inner, node_inside in value.fields.items():
                    self.places[f"{number}.{part}.{inner}"] = node_inside.place
                    if name == "options":
                        self.places[f"{number}.means.{inner}"] = node_inside.place
        self.places.setdefault(f"{number}.id", node.place)

    def _condition(self, node: Node, number: str) -> Condition:
        if not isinstance(node, Fields) or not node.fields:
            self._reading.refuse(node.place, "here belongs a condition", "write {question: [option, …]}")
            return AllOf(())
        parts = tuple(self._part(key, inner, node.places[key], number) for key, inner in node.fields.items())
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def _part(self, key: str, node: Node, place: Place, number: str) -> Condition:
        if key == "not":
            return Not(self._condition(node, number))
        if key in ("all", "any"):
            parts = tuple(self._condition(item, number) for item in self._reading.items(node))
            return AllOf(parts) if key == "all" else AnyOf(parts)
        self.places.setdefault(f"{number}.when.{key}", place)
        return Is(key, self._reading.words(node))


def _misplaced(name: str, kind: Kind, parent: Question | None) -> tuple[str, str]:
    if name == "then" and parent:
        return "'then' under 'then'", "put it one level up, with a 'when' of its own"
    if name == "then":
        return f"'then' under {kind.name}", "hang it under a tick or choice, or use 'follow'"
    if name in ("who", "each", "hat", "optional", "beside"):
        return f"'{name}' under 'then'", "put it at the question above; what hangs under it follows"
    if parent:
        return "'keep' under 'then'", "make it a question of its own, the last one"
    return f"'keep' at a {kind.name}", "make the closing question one of words"
