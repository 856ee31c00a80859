"""What the bot says about itself: its commands and texts, per language and per kind of chat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Scope = tuple[str, int | None, int | None]
"""Kind of scope, with the chat and the member where it names them."""

DEFAULT: Scope = ("default", None, None)


@dataclass(frozen=True)
class Command:
    """One line in the list of commands."""

    name: str
    description: str


@dataclass
class Profile:
    """Commands by scope and language, texts by language ("" is every language without its own)."""

    commands: dict[tuple[Scope, str], tuple[Command, ...]] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    menu_buttons: dict[int | None, Mapping[str, Any]] = field(default_factory=dict)

    def commands_for(self, person_id: int, language: str | None) -> tuple[Command, ...]:
        """What a person sees in the private chat: the narrowest scope first, in it the own language first."""
        scopes: tuple[Scope, ...] = (("chat", person_id, None), ("all_private_chats", None, None), DEFAULT)
        return next((self.commands[k] for k in _keys(scopes, language) if self.commands.get(k)), ())

    def text(self, name: str, language: str | None) -> str:
        """The description, short_description or name that a person with this language sees."""
        return self.texts.get((name, language or "")) or self.texts.get((name, ""), "")


def _keys(scopes: tuple[Scope, ...], language: str | None) -> Iterator[tuple[Scope, str]]:
    for scope in scopes:
        if language:
            yield scope, language
        yield scope, ""
