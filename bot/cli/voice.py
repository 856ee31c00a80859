"""Speaks to the operator, in Dutch or English, from the same catalogue as the bot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import typer

from texts.catalogue import Catalogue


@dataclass(frozen=True)
class Voice:
    """The operator's language ("nl" or "en") and the texts."""

    language: str
    texts: Catalogue = field(default_factory=Catalogue.read)

    @classmethod
    def of_terminal(cls, environ: Mapping[str, str]) -> Voice:
        """In the language of the terminal, for commands that read no settings."""
        from bot.misconfigured import spoken_language

        return cls(spoken_language(environ))

    def text(self, key: str, **values: str | int) -> str:
        """The words of a text."""
        return self.texts.label(key, self.language, values)

    def say(self, key: str, **values: str | int) -> None:
        """Print a text on standard output."""
        typer.echo(self.text(key, **values))
