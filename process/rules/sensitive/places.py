"""Where a person can be found: an e-mail address, a street with a number, a postal code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from process.rules.sensitive.findings import Address, Email
from process.rules.sensitive.folded import Folded

_LOCAL = re.compile(r"[a-z0-9._%+\-]+")
_DOMAIN = re.compile(r"(?:[a-z0-9\-]{1,63}\.){1,6}[a-z]{2,24}(?![a-z0-9])")
_LONGEST_LOCAL = 64

_NUMBER = re.compile(
    r"(?<=[a-zA-Z'])[ ,]{1,2}(?:nr\.? ?|nummer )?[1-9][0-9]{0,3}(?: ?[a-hA-H](?![a-zA-Z0-9]))?(?![a-zA-Z0-9])"
)
_BACK = 45
"""How far before its number the name of a street may begin."""
_ON_ITS_OWN = ("straat", "laan", "plein", "gracht", "kade", "singel", "steeg", "plantsoen", "dreef", "street")
_WITH_CAPITAL = (
    "weg",
    "hof",
    "pad",
    "dijk",
    "wal",
    "markt",
    "park",
    "haven",
    "kamp",
    "veld",
    "road",
    "avenue",
    "lane",
)
_STEM = 2
_NO_STREETS = re.compile(
    r"(?:(?:snel|om|uit|terug|heen|onder|over|door|voort|zij|tussen|uitvals|rond|spoor)weg|gerechtshof|voorhof"
    r"|(?:fiets|voet|zorg|klant|leer|werk|stappen|ontwikkel|groei|zij)pad|(?:speel|school|markt|dorps|parkeer)plein"
    r"|(?:winkel|school|loop|hoofd|zij)straat|(?:woning|arbeids|huizen|koop|huur|super|vrij|zorg|jaar|rommel)markt"
    r"|speelveld|werkveld|sportveld|voetbalveld|speerpuntveld|(?:bedrijven|sport|speel|stads)park)"
)
_COUNTED = re.compile(
    r" (?:keer|maal|x|mensen|gezinnen|bewoners|inwoners|huizen|woningen|jaar|maand|week|weken|dag|uur|minuten"
    r"|meldingen|huurders|clienten|personen|procent|euro|km|meter"
    r"|punten|vragen|nieuwe|extra|van de|times|people|families"
    r"|homes|houses|years?|months?|weeks?|days?|hours?|reports?|tenants?)\b|[:.,][0-9]|-[0-9]{1,2}-| ?[%€]"
)
_POSTCODE = re.compile(r"(?<![a-z0-9])[1-9][0-9]{3} ?(?P<letters>[a-z]{2})(?![a-z0-9])")
_NOT_GIVEN_OUT = {"sa", "sd", "ss"}
_UNITS = {
    "km",
    "kg",
    "cm",
    "mm",
    "ml",
    "kb",
    "mb",
    "gb",
    "am",
    "pm",
    "eu",
    "mt",
    "bv",
    "ok",
    "cv",
    "ib",
    "tv",
    "nl",
}


def emails_in(folded: Folded) -> list[Email]:
    """All e-mail addresses of a text."""
    return [Email(*folded.place(*span)) for span in _emails(folded.lower)]


def addresses_in(folded: Folded) -> list[Address]:
    """All addresses of a text: a street with its number, or a postal code."""
    spans = [*_streets(folded.plain, folded.lower), *_postcodes(folded)]
    return [Address(*folded.place(*span)) for span in spans]


def _emails(lower: str) -> Iterator[tuple[int, int]]:
    at = lower.find("@")
    while at != -1:
        behind = _LOCAL.match(lower[max(0, at - _LONGEST_LOCAL) : at][::-1])
        domain = _DOMAIN.match(lower, at + 1)
        if behind and domain:
            yield at - behind.end(), domain.end()
        at = lower.find("@", at + 1)


def _streets(plain: str, lower: str) -> Iterator[tuple[int, int]]:
    for match in _NUMBER.finditer(plain):
        before = plain[max(0, match.start() - _BACK) : match.start()].rstrip(" ,")
        words = before[before.rfind("\n") + 1 :].split(" ")
        if _is_street(words) and not _COUNTED.match(lower, match.end()):
            yield match.start() - len(words[-1]), match.end()


def _is_street(words: list[str]) -> bool:
    """Whether the last of these words ends the name of a street."""
    last = words[-1].lower()
    has_capital = words[-1][:1].isupper()
    before = words[-2] if len(words) > 1 else ""
    if any(last.endswith(end) and len(last) >= len(end) + _STEM for end in _ON_ITS_OWN):
        return not _NO_STREETS.fullmatch(last)
    if any(last.endswith(end) and len(last) >= len(end) + _STEM for end in _WITH_CAPITAL):
        return has_capital and not _NO_STREETS.fullmatch(last)
    if last in (*_ON_ITS_OWN, *_WITH_CAPITAL):  # Grote Markt
        return has_capital and before[:1].isupper()
    is_of = len(words) > 2 and before in ("van", "der", "de")  # Laan van Meerdervoort
    return has_capital and is_of and any(word in ("Laan", "Plein", "Weg", "Hof") for word in words[-4:-2])


def _postcodes(folded: Folded) -> Iterator[tuple[int, int]]:
    """Four digits and two letters; in small letters only where they are written together."""
    for match in _POSTCODE.finditer(folded.lower):
        letters = folded.plain[match.start("letters") : match.end()]
        if letters.lower() in _NOT_GIVEN_OUT | _UNITS:
            continue
        if letters.isupper() or match.end() - match.start() == len("1234ab"):
            yield match.span()
