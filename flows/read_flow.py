"""From a flow file to a flow: read it strictly, check it, stamp it."""

from __future__ import annotations

from flows.draft import Draft
from flows.followups import Rules, standard
from flows.hats import read_hats
from flows.lint import faults
from flows.model import Flow, Source
from flows.openers import openers
from flows.question import ASKED, Colour, Share
from flows.read_questions import QuestionReader
from flows.read_who import read_who
from flows.reading import Reading
from flows.revision import stamped
from flows.source import Node, Place, load
from flows.stages import Agree, Choose, Collect, Discuss, Layout, Relay, Reveal, Sheet, Show, Stage

LANGUAGE_VERSION = "1"
"""The version of the flow language that this program reads; files begin with `vinkje: 1`."""

FIELDS = ("vinkje", "flow", "title", "why", "source", "minutes", "stages")
STAGES = ("collect", "reveal", "relay", "choose", "discuss", "agree")
SOURCE = ("document", "section", "publisher", "year")
LASTS_WORKDAYS = 10
MOST_QUESTIONS = 100
MOST_CHOSEN = 3


def read_flow(source: str, name: str, rules: Rules | None = None) -> Flow:
    """Read the text of a flow file and check it; `name` is how complaints call the file.

    The same text always gives the same flow, so a round can be continued from `Flow.source_text`.
    Raises SourceError with everything that is wrong.
    """
    draft = read_draft(source, name, rules)
    if found := faults(draft):
        raise found
    return draft.flow


def read_draft(source: str, name: str, rules: Rules | None = None) -> Draft:
    """Read a flow file without the checks that hold its parts against each other.

    Raises SourceError when a field is missing, unknown or of the wrong sort.
    """
    return _FlowReader(source, name, standard() if rules is None else rules).draft()


class _FlowReader:
    def __init__(self, source: str, name: str, rules: Rules) -> None:
        self._source = source
        self._top = load(source, name)
        self._rules = rules
        self._reading = Reading()
        self._places: dict[str, Place] = {}

    def draft(self) -> Draft:
        reading = self._reading
        fields = reading.fields(self._top, required=FIELDS)
        self._places |= {name: node.place for name, node in fields.items()}
        if reading.word(fields["vinkje"]) not in ("", LANGUAGE_VERSION):
            reading.refuse(
                fields["vinkje"].place,
                "a version of the flow language that is not known here",
                f"write 'vinkje: {LANGUAGE_VERSION}', or upgrade Vinkje",
            )
        flow = Flow(
            id=reading.id(fields["flow"]),
            title=reading.text(fields["title"]),
            why=reading.text(fields["why"]),
            source=self._read_source(fields["source"]),
            minutes=reading.number(fields["minutes"], 1, 60),
            stages=self._stages(fields["stages"]),
            source_text=self._source,
        )
        reading.finish()
        return Draft(stamped(flow), self._places)

    def _read_source(self, node: Node) -> Source:
        fields = self._reading.fields(node, SOURCE[:1], SOURCE[1:])
        return Source(**{name: self._reading.word(fields[name]) for name in SOURCE if name in fields})

    def _stages(self, node: Node) -> tuple[Stage, ...]:
        stages: list[Stage] = []
        latest = -1
        for item in self._reading.items(node):
            fields = self._reading.fields(item, optional=STAGES)
            for name in fields:
                if name not in STAGES:
                    continue
                if STAGES.index(name) <= latest:
                    self._reading.refuse(
                        item.place,
                        f"the stage '{name}' stands out of order or twice",
                        f"keep to this order: {', '.join(STAGES)}",
                    )
                latest = STAGES.index(name)
                stages.append(self._stage(name, fields[name]))
        if not any(isinstance(stage, Collect) for stage in stages) and not self._reading.complaints:
            self._reading.refuse(node.place, "no stage 'collect'", "add '- collect:' with questions")
        return tuple(stages)

    def _stage(self, name: str, node: Node) -> Stage:
        reading = self._reading
        if name == "collect":
            return self._collect(node)
        if name == "reveal":
            return self._read_reveal(node)
        if name == "relay":
            return self._relay(node)
        if name == "choose":
            return self._choose(node)
        if name == "discuss":
            return self._discuss(node)
        fields = reading.fields(node, optional=("from",))
        self._places["agree.from"] = fields["from"].place if "from" in fields else node.place
        return Agree(reading.members(fields["from"], Colour) if "from" in fields else ())

    def _read_reveal(self, node: Node) -> Reveal:
        fields = self._reading.fields(node, ("show",), ("tracks",))
        shown = self._reading.members(fields["show"], Show)
        if "tracks" not in fields:
            return Reveal(shown)
        self._places["reveal.tracks"] = fields["tracks"].place
        return Reveal(shown, self._reading.words(fields["tracks"]))

    def _relay(self, node: Node) -> Relay:
        self._places["relay"] = node.place
        return Relay(self._workdays(self._reading.fields(node, ("lasts",))["lasts"]))

    def _choose(self, node: Node) -> Choose:
        fields = self._reading.fields(node, ("most", "from"))
        self._places["choose.from"] = fields["from"].place
        return Choose(
            self._reading.number(fields["most"], 1, MOST_CHOSEN),
            self._reading.members(fields["from"], Colour),
        )

    def _discuss(self, node: Node) -> Discuss:
        fields = self._reading.fields(node, ("sheet",), ("worksheets",))
        sheet = self._reading.member(fields["sheet"], Sheet)
        if "worksheets" not in fields:
            return Discuss(sheet)
        self._places["discuss.worksheets"] = fields["worksheets"].place
        return Discuss(sheet, self._reading.members(fields["worksheets"], Layout))

    def _collect(self, node: Node) -> Collect:
        fields = self._reading.fields(
            node, ("who", "share", "questions"), ("lasts", "opener", "hats", "together")
        )
        share = Share(self._reading.one_of(fields["share"], ASKED))
        hats = read_hats(fields["hats"], self._reading) if "hats" in fields else None
        questions = QuestionReader(self._reading, self._rules, share, hats)
        if "opener" in fields and (named := self._reading.one_of(fields["opener"], tuple(openers()))):
            questions.open_with(openers()[named])
        questions.read(fields["questions"])
        if not questions.questions and not self._reading.complaints:
            self._reading.refuse(node.place, "a collect stage that asks nothing", "add at least one question")
        if len(questions.questions) + len(questions.live) > MOST_QUESTIONS:
            self._reading.refuse(node.place, f"more than {MOST_QUESTIONS} questions", "make it two flows")
        self._places |= questions.places | {"who": fields["who"].place}
        return Collect(
            who=read_who(self._reading, fields["who"]),
            share=share,
            lasts_workdays=self._workdays(fields["lasts"]) if "lasts" in fields else LASTS_WORKDAYS,
            questions=tuple(questions.questions),
            live=tuple(questions.live),
            together="together" in fields and self._reading.yes(fields["together"]),
        )

    def _workdays(self, node: Node) -> int:
        return self._reading.number(self._reading.fields(node, ("workdays",))["workdays"], 1, 60)
