"""Speaks to the operator, in Dutch or English, from the same catalogue as the bot."""

from __future__ import annotations

from collections.abc import Mapping

import typer


class Voice:
    """Says texts of the catalogue in the operator's language ("nl" or "en")."""

    def __init__(self, language: str) -> None:
        from texts.catalogue import Catalogue

        self._language = language
        self._texts = Catalogue.ours()

    @classmethod
    def of_terminal(cls, environ: Mapping[str, str]) -> Voice:
        """In the language of the terminal, for commands that read no settings."""
        from bot.misconfigured import spoken_language

        return cls(spoken_language(environ))

    def text(self, key: str, **values: str | int) -> str:
        """The words of a text."""
        return self._texts.label(key, self._language, values)

    def say(self, key: str, **values: str | int) -> None:
        """Print a text on standard output."""
        typer.echo(self.text(key, **values))
