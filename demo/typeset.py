"""Phones side by side, typeset: what stood on a screen and what its owner did, as one picture."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = ROOT / "reports" / "fonts"
_TEMPLATE = "conversation.typ"
_SHARPNESS = 144.0


@dataclass(frozen=True)
class Stretch:
    """Text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True)
class Bubble:
    """One thing on a screen. `side`: "bot", "own", "tap" or "day"; `file` names a picture or a PDF."""

    side: str
    runs: tuple[Stretch, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    time: str = ""
    file: str | None = None


@dataclass(frozen=True)
class Phone:
    """What one phone shows: some of what its owner read and did."""

    name: str
    items: tuple[Bubble, ...]


def day(text: str) -> Bubble:
    """The day that stands between messages."""
    return Bubble("day", (Stretch(text),))


def draw(phones: Sequence[Phone], files: Mapping[str, bytes]) -> bytes:
    """A PNG of these phones; what was sent along stands in `files` by name."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Path(folder)
        for each in _TEMPLATES.glob("*.typ"):
            (desk / each.name).write_bytes(each.read_bytes())
        for name in {bubble.file for phone in phones for bubble in phone.items if bubble.file}:
            (desk / name).write_bytes(files[name])
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS])
        data = json.dumps({"phones": [asdict(phone) for phone in phones]}, ensure_ascii=False)
        compiler = typst.Compiler(root=desk, font_paths=fonts, sys_inputs={"data": data})
        drawn = compiler.compile(desk / _TEMPLATE, format="png", ppi=_SHARPNESS)
    if not isinstance(drawn, bytes):
        raise TypeError(f"{_TEMPLATE} became more than one page")
    return drawn
