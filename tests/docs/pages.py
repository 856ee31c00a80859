"""Reading our own pages: what they link to, which files they name, what stands in their tables."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

_FENCED = re.compile(r"^```.*?^```\n?", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"""!?\[[^\]]*\]\(([^)\s]+)\)|<img src="([^"]+)\"""")
_SPAN = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def pages() -> list[Path]:
    """Every page that people read."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def name(path: Path) -> str:
    """A page as it is called in a report."""
    return str(path.relative_to(ROOT))


def links(text: str) -> list[str]:
    """Where the links and pictures of a page lead, other sites left out."""
    found = (match[1] or match[2] for match in _LINK.finditer(_FENCED.sub("", text)))
    return [target for target in found if not re.match(r"[a-z]+:", target)]


def anchors(text: str) -> set[str]:
    """The headings of a page, as links name them."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in _HEADING.findall(_FENCED.sub("", text)))
    return {heading.strip().replace(" ", "-") for heading in plain}


def paths(text: str) -> Iterator[str]:
    """The files and folders that a page names: code spans with a slash, or that end in .py or .toml."""
    for span in _SPAN.findall(_FENCED.sub("", text)):
        if _PATH.fullmatch(span) and ("/" in span or span.endswith((".py", ".toml"))):
            yield span


def code(text: str) -> str:
    """All that stands in code blocks and code spans, without the comments behind commands."""
    found = [*_FENCED.findall(text), *_SPAN.findall(_FENCED.sub("", text))]
    return "\n".join(re.sub(r"\s# .*", "", line) for block in found for line in block.splitlines())


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, without its head."""
    section = text.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
