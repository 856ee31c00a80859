from __future__ import annotations

from pathlib import Path

from texts.catalogue import Catalogue
from texts.usage import Asked, asked_for, findings, sources


def found_in(code: str, folder: Path) -> list[Asked]:
    file = folder / "act.py"
    file.write_text(code, "utf-8")
    return asked_for([file], folder)


def told(folder: Path, code: str, texts: str) -> list[str]:
    for language in ("nl", "en"):
        (folder / language).mkdir()
        (folder / language / "a.yaml").write_text(texts, "utf-8")
    return [str(each) for each in findings(Catalogue.read(folder), found_in(code, folder))]


def test_every_text_that_the_code_asks_for_is_there_and_no_other() -> None:
    assert [str(each) for each in findings(Catalogue.ours(), asked_for(sources()))] == []


def test_a_literal_key_without_a_text_is_told_with_its_place(tmp_path: Path) -> None:
    code = 'Notice("join.hi")\nButton("button.go", press)\nOutcome(toast="toast.old" if a else "toast.new")\n'
    assert told(tmp_path, code, "join:\n  hi: Hoi\n") == [
        "act.py:2:8: there is no text button.go — fix: add it to a file in texts/nl and texts/en",
        "act.py:3:15: there is no text toast.old — fix: add it to a file in texts/nl and texts/en",
        "act.py:3:37: there is no text toast.new — fix: add it to a file in texts/nl and texts/en",
    ]


def test_a_text_that_nobody_says_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, 'say("a.b")', "a:\n  b: b\n  c: c\n") == [
        "nl/a.yaml:3:6: nobody says a.c — fix: remove it, also in English"
    ]


def test_a_key_in_a_table_and_one_built_from_parts_both_count(tmp_path: Path) -> None:
    code = 'TABLE = {1: "a.b"}\nNotice(f"a.{kind}_late")\nsay(f"a.told_{kind}")\n'
    assert told(tmp_path, code, "a:\n  b: b\n  very_late: c\n  told_b: d\n") == []


def test_a_built_key_that_no_text_fits_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, 'Notice(f"a.{kind}.x")\nsay("a.b")', "a:\n  b: b\n") == [
        "act.py:1:8: there is no text a.[a-z0-9_]+.x — fix: add it to a file in texts/nl and texts/en"
    ]


def test_a_literal_that_only_looks_like_a_key_is_left_alone(tmp_path: Path) -> None:
    assert told(tmp_path, 'logging.getLogger("bot.app")\nsay("a.b")', "a:\n  b: b\n") == []
