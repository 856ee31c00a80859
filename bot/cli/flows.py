"""`vinkje flows`: for whoever writes flows. Check them, try their golden conversations, list them.

Exit codes: 0 nothing wrong (hints are no fault), 1 something was found, 2 wrong usage.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.lint import Finding
    from flows.source import Complaint

FOUND = 1

app = typer.Typer(help="Flows: check, try and list them.", no_args_is_help=True)

Paths = Annotated[
    list[Path] | None,
    typer.Argument(exists=True, help="Flow files or folders with them; the library of Vinkje when left out."),
]
Folder = Annotated[
    Path | None,
    typer.Argument(
        exists=True,
        file_okay=False,
        help="A folder with flows and a folder golden; the library when left out.",
    ),
]
Update = Annotated[bool, typer.Option("--update", help="Write the conversations as they go now.")]
Check = Annotated[
    bool, typer.Option("--check", help="Write nothing; say whether the kept schema is current.")
]


@app.command("lint")
def lint(paths: Paths = None) -> None:
    """Check flow files: every fault with its place and how to fix it."""
    from flows.lint import Level

    faults = hints = 0
    files = _files(paths)
    for path in files:
        complaints, findings = _findings(path)
        faults += len(complaints)
        for complaint in complaints:
            typer.echo(str(complaint))
        for finding in findings:
            is_hint = finding.check.level is Level.HINT
            hints, faults = hints + is_hint, faults + (not is_hint)
            typer.echo(f"{finding.complaint}{' (hint)' if is_hint else ''}")
    typer.echo(f"files: {len(files)}, faults: {faults}, hints: {hints}")
    raise typer.Exit(FOUND if faults else 0)


@app.command("test")
def walk(folder: Folder = None, update: Update = False) -> None:
    """Walk through the golden conversations and rounds of a folder; tell what goes differently."""
    from bot.cli.flows_golden import compare
    from flows.shelf import LIBRARY

    conversations, rounds, different = compare(folder or LIBRARY, update=update)
    typer.echo(f"conversations: {conversations}, rounds: {rounds}, different: {different}")
    raise typer.Exit(FOUND if different else 0)


@app.command("schema")
def schema(check: Check = False) -> None:
    """Write the JSON schema that editors use for flow files."""
    from flows.schema import FILE, written

    current = FILE.exists() and FILE.read_text(encoding="utf-8") == written()
    if not check:
        FILE.write_text(written(), encoding="utf-8")
    elif not current:
        typer.echo(f"{FILE.name} is not current — fix: vinkje flows schema")
        raise typer.Exit(FOUND)


@app.command("list")
def list_flows(paths: Paths = None) -> None:
    """List the flows that can be used; what is broken is told on standard error."""
    from flows.read_flow import read_flow
    from flows.source import SourceError, read_text

    broken = False
    for path in _files(paths):
        try:
            flow = read_flow(read_text(path), path.name)
        except SourceError as error:
            broken = True
            typer.echo(str(error), err=True)
            continue
        typer.echo(f"{flow.id:<16} {flow.title.nl:<24} {flow.minutes:>2} min  {flow.revision}")
    raise typer.Exit(FOUND if broken else 0)


def _files(paths: list[Path] | None) -> list[Path]:
    from flows.shelf import LIBRARY, flow_files

    return [file for path in paths or [LIBRARY] for file in (flow_files(path) if path.is_dir() else [path])]


def _findings(path: Path) -> tuple[tuple[Complaint, ...], list[Finding]]:
    """What reading a file complains of; when it can be read, what the checks find."""
    from flows.lint import findings
    from flows.read_flow import read_draft
    from flows.source import SourceError, read_text

    try:
        return (), findings(read_draft(read_text(path), path.name))
    except SourceError as error:
        return error.complaints, []
