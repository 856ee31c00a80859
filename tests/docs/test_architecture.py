"""What the pages and the picture say of the tree is true of the tree."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from xml.etree import ElementTree

import pytest

from process import registry
from tests.docs.pages import ROOT, anchors, links, name, pages, paths, project, rows

ARCHITECTURE = ROOT / "docs" / "architecture.md"
PICTURE = ROOT / "docs" / "pictures" / "architecture.svg"
ABOUT_THE_TREE = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ARCHITECTURE,
    *ROOT.glob("docs/decisions/*.md"),
]
MADE_WHEN_USED = ("demo-out/", "secrets/", ".venv/")
SVG = "{http://www.w3.org/2000/svg}"


def packages() -> set[str]:
    """The packages that the project consists of."""
    return {init.parent.name for init in ROOT.glob("*/__init__.py")} - {"tests"}


def texts() -> list[ElementTree.Element]:
    """The texts in the picture."""
    return list(ElementTree.parse(PICTURE).iter(f"{SVG}text"))  # noqa: S314 - our own file


def labels() -> list[ElementTree.Element]:
    """The texts in the picture that name a file or folder."""
    return [text for text in texts() if "data-path" in text.attrib]


@pytest.mark.parametrize("page", pages(), ids=name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    broken = []
    for target in links(page.read_text("utf-8")):
        file, _, anchor = target.partition("#")
        there = (page.parent / file).resolve() if file else page
        if not there.exists() or (anchor and anchor not in anchors(there.read_text("utf-8"))):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", ABOUT_THE_TREE, ids=name)
def test_every_file_that_a_page_names_is_there(page: Path) -> None:
    named = [path for path in paths(page.read_text("utf-8")) if not path.startswith(MADE_WHEN_USED)]
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_file_in_the_picture_is_there_and_is_called_by_its_own_name() -> None:
    assert [
        label.attrib["data-path"] for label in labels() if not (ROOT / label.attrib["data-path"]).exists()
    ] == []
    assert [
        label.text for label in labels() if not label.attrib["data-path"].endswith(label.text or "?")
    ] == []


def strangers(text: str) -> list[str]:
    """What looks like a module or folder of ours and is the end of no path in the tree."""
    modules = {name(path) for package in packages() for path in (ROOT / package).rglob("*.py")}
    known = modules | {f"{path.rsplit('/', 1)[0]}/" for path in modules}
    named = set(re.findall(r"\b[\w/]+(?:\.py\b|/(?=[\s:]))", text))
    return sorted(each for each in named if not any(f"/{path}".endswith(f"/{each}") for path in known))


def test_nothing_in_the_picture_looks_like_a_file_without_being_one() -> None:
    assert strangers(re.sub(r"<[^>]*>", " ", PICTURE.read_text("utf-8"))) == []


def test_every_file_in_the_tree_of_the_readme_is_there() -> None:
    section = (ROOT / "README.md").read_text("utf-8").partition("## Where things are\n")[2]
    tree = section.split("```")[1]
    assert "bot/" in tree
    assert strangers(tree) == []


@pytest.mark.parametrize("package", sorted(packages()))
def test_no_package_is_missing_from_the_page_the_picture_and_the_readme(package: str) -> None:
    assert f"| `{package}/` |" in ARCHITECTURE.read_text("utf-8")
    assert any(label.attrib["data-path"].startswith(f"{package}/") for label in labels())
    assert re.search(rf"^{package}/ ", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)


def test_the_picture_counts_the_same_steps_as_the_page() -> None:
    story = ARCHITECTURE.read_text("utf-8").partition("## The story of one update\n")[2].partition("\n## ")[0]
    told = re.findall(r"^(\d+)\. ", story, re.MULTILINE)
    drawn = [text.text for text in texts() if text.get("class") == "step"]
    assert drawn == told


def test_the_picture_says_in_words_what_it_shows() -> None:
    drawing = ElementTree.parse(PICTURE).getroot()  # noqa: S314
    words = {part: drawing.findtext(f"{SVG}{part}", "").strip() for part in ("title", "desc")}
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == "title desc"
    assert all(words.values())


@pytest.mark.parametrize(
    "cells", rows(ARCHITECTURE.read_text("utf-8"), "The types at the joints"), ids=lambda cells: cells[0]
)
def test_every_type_at_a_joint_exists_where_the_page_says(cells: list[str]) -> None:
    module = import_module(cells[0].strip("`").removesuffix(".py").replace("/", "."))
    names = re.findall(r"`(\w+)`", cells[1])
    assert names
    assert [each for each in names if not hasattr(module, each)] == []


def test_every_due_time_that_the_page_names_is_kept_where_it_says() -> None:
    named = re.findall(r"`(\w+)`\s+in\s+`(process/acts/\w+)\.py`", ARCHITECTURE.read_text("utf-8"))
    assert named
    import_module("process.acts")  # fills the registry
    kept = {kind: act.__module__.replace(".", "/") for kind, act in registry.DUES.items()}
    assert [(kind, module) for kind, module in named if kept.get(kind) != module] == []


def test_the_page_tells_of_every_contract_and_of_no_other() -> None:
    told = [cells[0] for cells in rows(ARCHITECTURE.read_text("utf-8"), "The contracts")]
    assert told == [contract["name"] for contract in project()["tool"]["importlinter"]["contracts"]]
