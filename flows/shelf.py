"""The shelf: every flow in some folders. A broken file stays off it and is reported."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.model import Flow
from flows.read_flow import read_flow
from flows.source import Complaint, Place, SourceError, read_text

LIBRARY = Path(__file__).parent / "library"
"""The flows that come with Vinkje."""

NOT_A_FLOW = {"followups.yaml", "openers.yaml"}


@dataclass(frozen=True)
class Shelf:
    """The flows by id, and what is wrong with the files that are left out."""

    flows: Mapping[str, Flow]
    complaints: tuple[Complaint, ...] = ()

    @classmethod
    def read(cls, folders: Iterable[Path] = (LIBRARY,)) -> Shelf:
        """Read every `*.yaml` directly in these folders. Of two flows with one id the first stays."""
        flows: dict[str, Flow] = {}
        complaints: list[Complaint] = []
        for folder in folders:
            if not folder.is_dir():
                complaints.append(
                    Complaint(
                        Place(str(folder)),
                        "there is no such folder",
                        "make it, or take it out of the settings",
                    )
                )
            for path in flow_files(folder):
                try:
                    flow = read_flow(read_text(path), path.name)
                except SourceError as error:
                    complaints.extend(error.complaints)
                    continue
                if flow.id in flows:
                    complaints.append(
                        Complaint(Place(path.name), f"a second flow '{flow.id}'", "give it another id")
                    )
                flows.setdefault(flow.id, flow)
        return cls(flows, tuple(complaints))


def flow_files(folder: Path) -> list[Path]:
    """The flow files of a folder, by name."""
    return sorted(path for path in folder.glob("*.yaml") if path.name not in NOT_A_FLOW)
