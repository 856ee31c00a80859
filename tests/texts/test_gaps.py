"""Every gap in a text is filled where the text is said, as far as the source shows it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from texts.catalogue import Catalogue
from texts.usage import ROOT, sources

VALUES_AT = {"Notice": 1, "Button": 2, "say": 1, "label": 1}
"""The calls that say something, and which argument holds the values."""

EVERYWHERE = {"responsible", "contact", "emergency", "months", "zone"}
FROM = {"flow": {"title", "minutes"}, "token": {"link"}, "question": {"short"}}
"""What the screens add by themselves: always, and from another value."""


def said(tree: ast.AST) -> Iterator[tuple[int, str, set[str]]]:
    """Line, key and names of the values, for each call that shows them all."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        at = VALUES_AT.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
        key = node.args[0]
        if at is None or not isinstance(key, ast.Constant) or not isinstance(key.value, str):
            continue
        given = given_names(node, at)
        if given is not None:
            yield node.lineno, key.value, given


def given_names(call: ast.Call, at: int) -> set[str] | None:
    """The names of the values; None when they are made elsewhere."""
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    values = call.args[at] if len(call.args) > at else named.get("values")
    if None in named or (values is not None and not isinstance(values, ast.Dict)):
        return None
    given = {name for name in named if name is not None}
    for key in values.keys if isinstance(values, ast.Dict) else ():
        if not isinstance(key, ast.Constant):
            return None
        given.add(str(key.value))
    return given


def missing() -> Iterator[str]:
    texts = Catalogue.ours()
    for file in sources():
        for line, key, given in said(ast.parse(file.read_text("utf-8"))):
            if key not in texts.keys:
                continue
            known = given.union(EVERYWHERE, *(FROM.get(name, set()) for name in given))
            for name in sorted(texts.entry(key, "nl").template.gaps.keys() - known):
                yield f"{file.relative_to(ROOT)}:{line}: {key} is said without a value for {{{name}}}"


def test_every_gap_is_filled_where_the_text_is_said() -> None:
    assert list(missing()) == []


def test_the_check_sees_most_of_what_is_said() -> None:
    calls = [call for file in sources() for call in said(ast.parse(file.read_text("utf-8")))]
    assert len(calls) > 100
    assert list(said(ast.parse('Notice("a.b", {"n": 1})'))) == [(1, "a.b", {"n"})]
    assert list(said(ast.parse('Notice("a.b", values)'))) == []
