"""From YAML to questions: the `questions` of a collect stage."""

from __future__ import annotations

from flows.cast import EVERYONE, Layer
from flows.conditions import COMBINATIONS, AllOf, AnyOf, Condition, Is, Not
from flows.followups import Rules
from flows.kind import Kind
from flows.kinds import KINDS
from flows.question import Question, Share
from flows.read_who import read_who
from flows.reading import Reading
from flows.source import Fields, Node, Place
from flows.text import Text

EVERYWHERE = ("short", "share", "when", "covers", "formerly", "who", "worded", "each")
"""Optional fields that a question of any kind can have."""

EACH = ("organisation",)
"""What a question can be asked about each of."""

ONLY_ON_TOP = ("then", "keep", "who", "each")
"""Fields that a question under `then` cannot have."""


class QuestionReader:
    """Reads questions one after the other; `questions` is flat, `places` says where their parts stand."""

    def __init__(self, reading: Reading, rules: Rules, share: Share) -> None:
        self._reading = reading
        self._rules = rules
        self._share = share
        self.questions: list[Question] = []
        self.places: dict[str, Place] = {}

    def read(self, node: Node) -> None:
        """Read a list of top-level questions, each followed by what hangs under it."""
        for item in self._reading.items(node):
            question = self._question(item, None)
            if question and isinstance(item, Fields) and "then" in item.fields:
                for hanging in self._reading.items(item.fields["then"]):
                    self._question(hanging, question)

    def _question(self, node: Node, parent: Question | None) -> Question | None:
        kind = self._kind(node)
        if kind is None or not isinstance(node, Fields):
            return None
        fields = self._fields(node, kind, parent)
        own = kind.read(fields, self._reading, self._rules)
        number = self._note_places(fields, node, kind)
        inherited = parent.share if parent else self._share
        question = Question(
            id=self._id(fields["id"]),
            kind=kind.name,
            text=self._reading.text(fields[kind.name]),
            short=self._optional_text(fields, "short"),
            ends=own.ends,
            options=own.options,
            share=self._reading.member(fields["share"], Share) if "share" in fields else inherited,
            when=self._condition(fields["when"], number) if "when" in fields else None,
            under=parent.id if parent else None,
            follow=own.follow,
            covers=self._reading.words(fields["covers"]) if "covers" in fields else (),
            formerly=self._reading.words(fields["formerly"]) if "formerly" in fields else (),
            keeps="keep" in fields and self._reading.yes(fields["keep"]),
            who=read_who(self._reading, fields["who"]) if "who" in fields else EVERYONE,
            each="each" in fields and bool(self._reading.one_of(fields["each"], EACH)),
            worded=self._worded(fields["worded"]) if "worded" in fields else (),
        )
        self.questions.append(question)
        return question

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

    def _note_places(self, fields: dict[str, Node], node: Fields, kind: Kind) -> str:
        number = str(len(self.questions))
        for name, value in fields.items():
            part = "text" if name == kind.name else name
            self.places[f"{number}.{part}"] = value.place
            if name in ("ends", "options", "worded") and isinstance(value, Fields):
                for inner, node_inside in value.fields.items():
                    self.places[f"{number}.{part}.{inner}"] = node_inside.place
        self.places.setdefault(f"{number}.id", node.place)
        return number

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
    if name in ("who", "each"):
        return f"'{name}' under 'then'", "put it at the question above; what hangs under it follows"
    if parent:
        return "'keep' under 'then'", "make it a question of its own, the last one"
    return f"'keep' at a {kind.name}", "make the closing question one of words"
