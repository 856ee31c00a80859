"""Openers: a first question that any flow may begin with, written once for all of them.

A flow takes one up with `opener: NAME`. It is for the person alone, and off unless a coordinator switches it
on.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from flows.reading import Reading
from flows.source import Node, load_file

FILE = Path(__file__).parent / "library" / "openers.yaml"
"""The openers that come with Vinkje."""


@cache
def openers() -> Mapping[str, Node]:
    """The openers by name, each a question as it stands in the file. Raises SourceError for a broken file."""
    reading = Reading()
    top = reading.fields(load_file(FILE), required=("vinkje", "openers"))
    reading.one_of(top["vinkje"], ("1",))
    found = dict(reading.entries(top["openers"]))
    reading.finish()
    return found
