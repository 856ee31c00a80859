"""The fixed words of the documents, in both languages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from texts.catalogue import Catalogue
from texts.template import Value


@cache
def words() -> Catalogue:
    """The catalogue of them. Raises `SourceError` when a file is wrong."""
    return Catalogue.read(Path(__file__).parent / "words")


def say(key: str, language: str, **values: Value) -> str:
    """One of them, with its gaps filled."""
    return words().label(key, language, values)


def fixed(language: str) -> dict[str, str]:
    """All that have no gaps, for a template to choose from."""
    catalogue = words()
    plain = sorted(key for key in catalogue.keys if not catalogue.entry(key, language).template.gaps)
    return {key: catalogue.label(key, language) for key in plain}
