"""Nothing that is typed reaches what stores it but through the gate."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from bot import payload
from process.incoming import Act, Command, Edited, Incoming, Kind, Other, Words
from process.rules.sensitive.arriving import storable, typed_in
from tests.clock import ManualClock
from tests.sensitive.kept import BSN

ROOT = Path(__file__).parents[2]


def calls(folder: str) -> Iterator[tuple[str, str]]:
    """Each module of the folder, with the name of everything that it calls."""
    for file in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield str(file.relative_to(ROOT)), ast.unparse(node.func)


def callers(name: str, *folders: str) -> set[str]:
    """The modules that call this."""
    return {module for folder in folders for module, called in calls(folder) if called == name}


def test_only_the_gate_hands_on_what_came_in() -> None:
    desk = ast.parse((ROOT / "process/desk.py").read_text("utf-8"))
    functions = {node.name: ast.unparse(node) for node in desk.body if isinstance(node, ast.FunctionDef)}
    behind = {name for name, source in functions.items() if "case Words(" in source}
    assert behind == {"_dispatched"}
    handing = [
        name for name, source in functions.items() if "_dispatched" in source and name != "_dispatched"
    ]
    assert handing == ["_handled"]
    assert "sensitive.gate(case, _dispatched)" in functions["_handled"]


def test_nobody_else_takes_the_words_out_of_what_came_in() -> None:
    """An act that reads the typed text by itself, past the desk, would have to open these."""
    opened = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "process").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.MatchClass) and ast.unparse(node.cls) in {"Words", "Edited"} and node.patterns
    }
    assert opened == {"process/desk.py", "process/rules/sensitive/arriving.py"}


def test_typed_answers_are_kept_in_one_place() -> None:
    """And that place is only reached after the question whether they may be shared."""
    assert callers("rounds.put_answer", "process") == {"process/acts/answer.py"}
    assert callers("answer.keep", "process") == {"process/acts/words.py", "process/acts/sensitive.py"}
    assert callers("held.to_ask", "process") == {"process/acts/answer.py", "process/acts/words.py"}


def test_what_is_set_aside_after_a_failure_holds_no_number() -> None:
    acts: tuple[Act, ...] = (
        Words(f"over {BSN}", "3"),
        Edited(f"over {BSN}", "3"),
        Command("hulp", BSN, "3"),
        Other(Kind.PICTURE, "3", BSN),
    )
    for act in acts:
        incoming = Incoming("telegram", "5", "m5:3", ManualClock().now(), act)
        assert BSN.encode() in payload.write(incoming)
        kept = payload.write(storable(incoming))
        assert BSN.encode() not in kept
        assert type(payload.read(kept).act) is type(act)
    harmless = Incoming("telegram", "5", "m5:3", ManualClock().now(), Words("over een huurder", "3"))
    assert storable(harmless) is harmless
    assert callers("payload.write", "bot") == {"bot/receive.py"}
    assert "payload.write(storable(incoming))" in (ROOT / "bot/receive.py").read_text("utf-8")


def test_every_act_with_typed_text_is_looked_at() -> None:
    """Whoever adds a field with text to what comes in has to say so to the gate."""
    texts = {"Words": "text", "Edited": "text", "Command": "payload", "Other": "caption"}
    module = ast.parse((ROOT / "process/incoming.py").read_text("utf-8"))
    found = {
        node.name: {
            each.target.id
            for each in node.body
            if isinstance(each, ast.AnnAssign)
            and isinstance(each.target, ast.Name)
            and ast.unparse(each.annotation) == "str"
        }
        - {"ref", "tap", "name", "act", "channel", "address", "key", "to", "token"}
        for node in module.body
        if isinstance(node, ast.ClassDef)
    }
    assert {name: fields for name, fields in found.items() if fields} == {
        name: {field} for name, field in texts.items()
    }
    assert typed_in(Other(Kind.PICTURE, "3", "x")) == ("x", "3")
