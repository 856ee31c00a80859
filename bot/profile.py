"""What people see of the bot before anybody has said a word, from the registry and the texts."""

from __future__ import annotations

from bot.telegram.face import Face
from process import acts, registry
from texts.catalogue import LANGUAGES, Catalogue

__all__ = ["acts", "faces"]


def faces(catalogue: Catalogue) -> dict[str, Face]:
    """The commands and descriptions in each language."""

    def commands(language: str, *, coordinator: bool) -> tuple[tuple[str, str], ...]:
        return tuple(
            (
                entry.names[-1] if language == "en" else entry.names[0],
                catalogue.label(f"command.{entry.names[0]}", language),
            )
            for entry in registry.listed_commands(coordinator=coordinator)
        )

    return {
        language: Face(
            commands=commands(language, coordinator=False),
            coordinator=commands(language, coordinator=True),
            description=catalogue.label("profile.description", language),
            short=catalogue.label("profile.short", language),
        )
        for language in LANGUAGES
    }
