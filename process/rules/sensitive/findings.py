"""What was found in a typed text: a closed union, each with its place in the text as it was typed.

A finding holds no words of the text, so that it can be passed around and named in a message.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class _Place:
    """From `start` up to `end`, counted in characters of the text as it was typed."""

    start: int
    end: int


@dataclass(frozen=True, order=True)
class Bsn(_Place):
    """A citizen service number (burgerservicenummer). Nobody but a few bodies may keep one: Wabb, art. 10."""


@dataclass(frozen=True, order=True)
class Phone(_Place):
    """A telephone number of a person; numbers of help lines do not count."""


@dataclass(frozen=True, order=True)
class Email(_Place):
    """An e-mail address."""


@dataclass(frozen=True, order=True)
class BirthDate(_Place):
    """A date on which somebody may have been born."""


@dataclass(frozen=True, order=True)
class Address(_Place):
    """A street with a number, or a postal code."""


@dataclass(frozen=True, order=True)
class MemberName(_Place):
    """The name of somebody who takes part."""


@dataclass(frozen=True, order=True)
class Danger(_Place):
    """A word for danger or abuse."""


Personal = Phone | Email | BirthDate | Address | MemberName
"""What somebody may have reasons to share, and is asked about first."""

Finding = Bsn | Personal | Danger
