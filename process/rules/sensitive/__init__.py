"""What a typed text holds that should not be stored, or not without asking.

Pure, and no slower than the text is long. It is a help and no guarantee: a number in words,
or over two messages, is not seen.
"""

from __future__ import annotations

from collections.abc import Iterable

from process.rules.sensitive.danger import dangers_in
from process.rules.sensitive.dates import birth_dates_in
from process.rules.sensitive.findings import (
    Address,
    BirthDate,
    Bsn,
    Danger,
    Email,
    Finding,
    MemberName,
    Personal,
    Phone,
)
from process.rules.sensitive.folded import fold
from process.rules.sensitive.names import names_in
from process.rules.sensitive.numbers import numbers_in
from process.rules.sensitive.places import addresses_in, emails_in

__all__ = [
    "Address",
    "BirthDate",
    "Bsn",
    "Danger",
    "Email",
    "Finding",
    "MemberName",
    "Personal",
    "Phone",
    "look",
]


def look(text: str, members: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Everything that was found, in the order of the text. `members`: names of others who take part."""
    folded = fold(text)
    found: list[Finding] = [
        *numbers_in(folded),
        *emails_in(folded),
        *birth_dates_in(folded),
        *addresses_in(folded),
        *names_in(folded, members),
        *dangers_in(folded),
    ]
    return tuple(sorted(found, key=lambda each: (each.start, each.end)))
