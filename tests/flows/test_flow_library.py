from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.cli.flows_golden import played, walked
from flows import kinds, schema
from flows.followups import standard
from flows.golden import GOLDEN, read_golden
from flows.golden_round import FOLDER, read_round
from flows.kinds import KINDS
from flows.lint import findings
from flows.lint.texts import MOST
from flows.model import Colour, Flow, Share
from flows.read_flow import read_draft, read_flow
from flows.shelf import LIBRARY, Shelf, flow_files
from flows.source import SourceError

SHELF = Shelf.read()
FILES = flow_files(LIBRARY)
CONVERSATIONS = sorted(GOLDEN.glob("*.yaml"))
ROUNDS = sorted((GOLDEN / FOLDER).glob("*.yaml"))
OWN = Path(__file__).parent / "own"
"""Flows with what no flow of the library asks for, and their golden rounds."""


def test_library_is_whole() -> None:
    assert SHELF.complaints == ()
    first = {"balanscheck", "anna", "motieven", "halen_brengen", "succesfactoren", "bocht"}
    assert set(SHELF.flows) >= first | {"netwerkleiderschap", "plaatsbepaling", "samenstelling", "mandaat"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_check_has_anything_to_say(path: Path) -> None:
    assert findings(read_draft(path.read_text(), path.name)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_editor_schema_accepts_the_flow(path: Path) -> None:
    jsonschema.validate(yaml.load(path.read_text(), Loader=yaml.CSafeLoader), schema.schema())


def test_editor_schema_refuses_what_is_broken() -> None:
    balance = yaml.load((LIBRARY / "balanscheck.yaml").read_text(), Loader=yaml.CSafeLoader)
    question = balance["stages"][0]["collect"]["questions"][0]
    for broken in (
        {"share": "everyone"},
        {"ends": {"red": {"nl": "a", "en": "b"}}},
        {"keep": True},
        {"tik": 1},
    ):
        balance["stages"][0]["collect"]["questions"][0] = question | broken
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(balance, schema.schema())


def test_kept_schema_is_current() -> None:
    assert schema.FILE.read_text() == schema.written(), "run: vinkje flows schema"


@pytest.mark.parametrize("path", CONVERSATIONS, ids=lambda path: path.stem)
def test_conversation_goes_as_it_is_kept(path: Path) -> None:
    assert walked(path, SHELF.flows) == path.read_text(), "vinkje flows test --update"


@pytest.mark.parametrize("path", ROUNDS, ids=lambda path: path.stem)
def test_round_of_several_people_goes_as_it_is_kept(path: Path) -> None:
    assert played(path, SHELF.flows) == path.read_text(), "vinkje flows test --update"


@pytest.mark.parametrize("path", sorted((OWN / "golden" / FOLDER).glob("*.yaml")), ids=lambda path: path.stem)
def test_round_of_a_flow_of_ones_own_goes_as_it_is_kept(path: Path) -> None:
    assert played(path, Shelf.read([OWN]).flows) == path.read_text(), f"vinkje flows test {OWN} --update"


@pytest.mark.parametrize("flow", SHELF.flows.values(), ids=lambda flow: flow.id)
def test_every_flow_has_a_round_of_three_organisations(flow: Flow) -> None:
    rounds = [read_round(path) for path in ROUNDS]
    tables = [{each.organisation for each in golden.people} for golden in rounds if golden.flow == flow.id]
    assert any(len(table) >= 3 for table in tables)


@pytest.mark.parametrize("flow", SHELF.flows.values(), ids=lambda flow: flow.id)
def test_every_flow_has_two_conversations_and_closes_with_what_to_keep(flow: Flow) -> None:
    assert sum(read_golden(path).flow == flow.id for path in CONVERSATIONS) >= 2
    assert [question.id for question in flow.questions if question.keeps] == [flow.questions[-1].id]
    assert flow.collect.share is Share.ORGANISATION


def test_balance_check_asks_the_five_ticks_and_where_it_is() -> None:
    flow = SHELF.flows["balanscheck"]
    assert [tick.covers for tick in flow.ticks] == [(f"wt-balans-{number}",) for number in range(1, 6)]
    names = [tick.short.nl for tick in flow.ticks if tick.short]
    assert names == ["doelen", "belangen", "respect", "wie doet wat", "vooruitgang"]
    for tick in flow.ticks:
        hanging = [question for question in flow.questions if question.under == tick.id]
        assert [question.kind for question in hanging] == ["choice", "words"]
        assert 2 <= len(hanging[0].options) <= 4
        assert [option.id for option in tick.options] == [colour.value for colour in Colour]


def test_wording_is_for_people_who_do_not_know_each_other() -> None:
    formal = re.compile(r"\b(u|uw|anoniem)\b", re.IGNORECASE)
    for path in FILES:
        for _, text, _ in read_draft(path.read_text(), path.name).texts():
            assert not formal.search(text.nl)


def test_follow_up_questions_fit_a_phone_and_name_nothing() -> None:
    for rule in standard().values():
        assert max(len(rule.asks.nl), len(rule.asks.en)) <= MOST["text"]
        assert "{" not in rule.asks.nl + rule.asks.en


def test_every_kind_is_a_file_of_its_name_that_the_library_uses() -> None:
    asked = [question for flow in SHELF.flows.values() for question in flow.questions]
    used = {"grid" if question.row else question.kind for question in asked}
    assert used == set(KINDS) == {path.stem for path in Path(kinds.__file__).parent.glob("[!_]*.py")}


def test_flow_of_more_than_a_hundred_questions_is_refused() -> None:
    more = "".join(f"        - {{id: v{n}, words: {{nl: Wat?, en: What?}}}}\n" for n in range(101))
    source = SHELF.flows["anna"].source_text.replace("        - id: houden", more + "        - id: houden")
    with pytest.raises(SourceError, match="more than 100 questions"):
        read_flow(source, "lang.yaml")


def test_broken_file_stays_off_the_shelf_and_the_rest_is_read(tmp_path: Path) -> None:
    balance = (LIBRARY / "balanscheck.yaml").read_text()
    (tmp_path / "eigen.yaml").write_text(balance.replace("flow: balanscheck", "flow: eigen"))
    (tmp_path / "kapot.yaml").write_text("vinkje: [")
    (tmp_path / "nogmaals.yaml").write_text(balance)
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe")
    shelf = Shelf.read([LIBRARY, tmp_path, tmp_path / "weg"])
    assert set(shelf.flows) == {*SHELF.flows, "eigen"}
    assert [complaint.where.file for complaint in shelf.complaints] == [
        "bytes.yaml", "kapot.yaml", "nogmaals.yaml", str(tmp_path / "weg"),
    ]  # fmt: skip
    assert shelf.flows["balanscheck"] == SHELF.flows["balanscheck"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_flow_read_again_from_its_source_is_the_same(path: Path) -> None:
    flow = SHELF.flows[read_flow(path.read_text(), path.name).id]
    again = read_flow(flow.source_text, path.name)
    assert (again, again.revision, again.shape) == (flow, flow.revision, flow.shape)
    assert hash(again) == hash(flow)


BALANCE = SHELF.flows["balanscheck"].source_text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Weet iedereen wie wat doet?", "Weten we wie wat doet?"),
        ("nl: Taken,", "nl: Het werk,"),
        ("minutes: 3", "minutes: 4"),
        ("covers: [wt-balans-1]", "covers: [wt-balans-2]"),
    ],
)
def test_new_wording_is_a_new_revision_of_the_same_shape(old: str, new: str) -> None:
    flow, changed = SHELF.flows["balanscheck"], read_flow(BALANCE.replace(old, new), "f.yaml")
    assert changed.revision != flow.revision
    assert changed.shape == flow.shape


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("id: houden", "id: bewaren"),
        ("taken: {", "taak: {"),
        ("when: {doelen: [orange, red]}", "when: {doelen: [red]}"),
        ("share: organisation", "share: confidential"),
        ("follow: [solution]", "follow: []"),
        ("from: [red]", "from: [orange, red]"),
    ],
)
def test_other_answers_or_another_promise_is_another_shape(old: str, new: str) -> None:
    assert read_flow(BALANCE.replace(old, new), "f.yaml").shape != SHELF.flows["balanscheck"].shape


def test_comments_and_layout_change_nothing() -> None:
    changed = read_flow("# for us\n" + BALANCE.replace("minutes: 3", 'minutes: "3"  # a guess'), "f.yaml")
    assert changed.revision == SHELF.flows["balanscheck"].revision


def test_example_in_the_authors_guide_is_a_flow_that_no_check_has_anything_against() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "flows.md").read_text()
    example = next(
        block for block in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if "vinkje: 1" in block
    )
    draft = read_draft(example, "flows.md")
    assert findings(draft) == []
    assert {question.kind for question in draft.flow.questions} == {"tick", "choice", "words"}
