"""Typst at work: a job in, one picture or document out.

Run as `python -m reports.press` it is the child process of `reports.worker`: each line on standard input is
a job as JSON; the answer is a line of JSON with the size that follows, or with what went wrong.
"""

from __future__ import annotations

import dataclasses
import json
import mmap
import sys
from functools import cache
from pathlib import Path
from typing import BinaryIO

import typst

from reports.compose import Job, compose
from reports.glyphs import FONTS
from reports.values import Document, Format

TEMPLATES = Path(__file__).parent / "templates"


class DrawingFailed(Exception):  # noqa: N818 - it reads as what happened
    """A document could not be drawn. The message says which template and why, with no words of people."""


def render(document: Document, format: Format) -> bytes:
    """Draw a document in this process: a PNG, or a tagged PDF (PDF/UA-1). Raises `DrawingFailed`."""
    return press(compose(document, format))


def press(job: Job) -> bytes:
    """Draw a job. Raises `DrawingFailed`."""
    standards: list[typst.PDFStandard] = ["ua-1"] if job.format == "pdf" else []
    try:
        drawn = _compiler().compile(
            TEMPLATES / job.template,
            format=job.format,
            ppi=job.ppi,
            sys_inputs=dict(job.inputs),
            pdf_standards=standards,
        )
    except typst.TypstError as error:
        raise DrawingFailed(f"{job.template} as {job.format}: {_reason(error)}") from None
    if not isinstance(drawn, bytes):
        raise DrawingFailed(f"{job.template} as {job.format}: more than one page; a picture is one page")
    return drawn


@cache
def _compiler() -> typst.Compiler:
    """The compiler with the shipped fonts and no others, and no packages to download."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(root=TEMPLATES, font_paths=fonts, sys_inputs={})


def _reason(error: typst.TypstError) -> str:
    """What Typst says, up to the first quotation: what it quotes may be the words of a person."""
    return error.message.partition("`")[0].strip() or "refused"


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Draw every job that comes in until there are no more, and tell each time how much memory is held."""
    for line in jobs:
        job = Job(**json.loads(line))
        try:
            drawn, failure = press(job), None
        except DrawingFailed as error:
            drawn, failure = b"", str(error)
        head = {"size": len(drawn), "failure": failure, "kilobytes": _kilobytes()}
        answers.write(json.dumps(head).encode() + b"\n" + drawn)
        answers.flush()


def _kilobytes() -> int:
    """The memory that this process holds; 0 where the system does not tell.

    Not `getrusage`: on Linux its maximum counts the process that started this one.
    """
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return 0
    return pages * mmap.PAGESIZE // 1024


def to_line(job: Job) -> bytes:
    """A job as one line for the child process."""
    return json.dumps(dataclasses.asdict(job)).encode() + b"\n"


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
