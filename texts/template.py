"""One text with its gaps: `Nog {n} {n:antwoord|antwoorden}, tot **{closes:day}**.`

    {name}              the value as it is
    {name:day}          a date or instant in words: `day`, `time` or `moment` (see texts.dates)
    {name:one|many}     the first word when the number is 1, the second otherwise
    **words**           strong; read before gaps are filled, so that a value can never change the shape
    an empty line       a new paragraph; a single line break stays a line break

Values are literal: braces and stars inside a value are just braces and stars.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from texts.dates import DEFAULT_ZONE, Form, in_words
from texts.rich import Rich, Span

Value = str | int
Values = Mapping[str, Value]

_TOKEN = re.compile(r"\*\*|\{[^{}]*\}|[{}]")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_PARAGRAPHS = re.compile(r"\n[ ]*\n\s*")


class TemplateError(ValueError):
    """A text breaks the grammar, or a value does not fit its gap. `fix` says what to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.fix = fix


@dataclass(frozen=True)
class Plain:
    """Words that stand there as they are."""

    text: str


@dataclass(frozen=True)
class Gap:
    """A value as it is."""

    name: str


@dataclass(frozen=True)
class When:
    """A date or instant in words."""

    name: str
    form: Form


@dataclass(frozen=True)
class Plural:
    """One word for one, another for none or several."""

    name: str
    one: str
    many: str


Part = Plain | Gap | When | Plural


@dataclass(frozen=True)
class Piece:
    """A part, and whether it stands between stars."""

    part: Part
    strong: bool


@dataclass(frozen=True)
class Template:
    """A text that was read: paragraphs of pieces."""

    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def gaps(self) -> dict[str, str]:
        """What each gap wants: "a date" for `{x:day}`, "a number" for a plural, else "a value"."""
        wanted: dict[str, str] = {}
        for piece in self._pieces():
            match piece.part:
                case Gap(name):
                    wanted.setdefault(name, "a value")
                case When(name):
                    wanted[name] = "a date"
                case Plural(name):
                    wanted[name] = "a number"
                case Plain():
                    pass
        return wanted

    @property
    def is_plain(self) -> bool:
        """One paragraph without strong words: fit for a button."""
        return len(self.paragraphs) == 1 and not any(piece.strong for piece in self._pieces())

    def fill(self, language: str, values: Values) -> tuple[Rich, ...]:
        """The paragraphs with every gap filled. Raises TemplateError when a value is missing or unfit."""
        filled = (_merge(_fill(piece, language, values) for piece in pieces) for pieces in self.paragraphs)
        return tuple(paragraph for paragraph in filled if paragraph)

    def _pieces(self) -> Iterator[Piece]:
        return (piece for pieces in self.paragraphs for piece in pieces)


def read(text: str) -> Template:
    """Read a text as it stands in the file. Raises TemplateError for what breaks the grammar."""
    paragraphs = tuple(_pieces(paragraph) for paragraph in _PARAGRAPHS.split(text.strip()))
    if paragraphs == ((),):
        raise TemplateError("an empty text", "write the words, or remove the key from both languages")
    return Template(paragraphs)


def _pieces(paragraph: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    strong = False
    here = 0
    for found in _TOKEN.finditer(paragraph):
        if found.start() > here:
            pieces.append(Piece(Plain(paragraph[here : found.start()]), strong))
        here = found.end()
        if found.group() == "**":
            strong = not strong
        else:
            pieces.append(Piece(_part(found.group()), strong))
    if strong:
        raise TemplateError("** opens and does not close in this paragraph", "close it with **")
    if here < len(paragraph):
        pieces.append(Piece(Plain(paragraph[here:]), strong))
    return tuple(pieces)


def _part(token: str) -> Part:
    name, colon, how = token[1:-1].partition(":")
    if len(token) == 1 or not _NAME.fullmatch(name):
        raise TemplateError(
            f"{token} is not a gap", "write {name} in small letters, or leave the braces out of the text"
        )
    if not colon:
        return Gap(name)
    if how in (form.value for form in Form):
        return When(name, Form(how))
    one, bar, many = how.partition("|")
    if bar and one and many and "|" not in many:
        return Plural(name, one, many)
    raise TemplateError(
        f"{token} says nothing known after the colon",
        "use {name:day}, {name:time}, {name:moment} or {name:one|many}",
    )


def _fill(piece: Piece, language: str, values: Values) -> Span:
    part = piece.part
    if isinstance(part, Plain):
        return Span(part.text, piece.strong)
    if part.name not in values:
        raise TemplateError(
            f"nothing was given for {{{part.name}}}", f"pass {part.name!r} along with the key"
        )
    return Span(_word(part, values[part.name], language, values), piece.strong)


def _word(part: Gap | When | Plural, value: Value, language: str, values: Values) -> str:
    match part:
        case Gap():
            return str(value)
        case Plural():
            if not isinstance(value, int):
                raise TemplateError(f"{{{part.name}}} is not a number", "pass a whole number")
            return part.one if value == 1 else part.many
        case When():
            try:
                return in_words(str(value), part.form, language, str(values.get("zone", DEFAULT_ZONE)))
            except ValueError:  # the value itself stays out of the message: it may be a name
                raise TemplateError(
                    f"{{{part.name}:{part.form.value}}} did not get a date or instant it can tell",
                    "pass an ISO date, or an ISO instant with its offset; check values['zone']",
                ) from None
        case _:
            assert_never(part)


def _merge(spans: Iterator[Span]) -> Rich:
    """Neighbours of the same weight become one span; empty ones vanish."""
    merged: list[Span] = []
    for span in spans:
        if not span.text:
            continue
        if merged and merged[-1].strong == span.strong:
            merged[-1] = Span(merged[-1].text + span.text, span.strong)
        else:
            merged.append(span)
    return tuple(merged)
