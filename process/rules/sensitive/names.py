"""Names of those who take part: everyone in the partnership reads the words that speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from process.rules.sensitive.findings import MemberName
from process.rules.sensitive.folded import Folded, fold

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Z][a-z]+)*(?:'s\b)?")
_TITLES = {
    "mevrouw",
    "mevr",
    "mw",
    "meneer",
    "dhr",
    "drs",
    "dr",
    "mr",
    "ir",
    "ing",
    "de",
    "heer",
    "mrs",
    "ms",
}
_SHORTEST = 2

_ORDINARY = frozenset(
    """ad an ans april art august bas beer ben bert bill bloem bo bob chase daan dan dawn do door
    dot drew els faith fay fleur floor frank gerard ger grace grant guy han hans heer hein hope iris
    ivy jan jasmijn jet joy june kees laurens lente lief lies linde lot luc mark mart max may mees
    mei merel mies nel pat pen puck rein rich rob roos rose ruby sam saar sue ster stein storm thuis
    ties tim toon tom ton trees trijn veer vera victor vos ward was wei will wil willem wim win wolf
    zilver zoe zon zwaan""".split()  # noqa: SIM905 - words are read more easily than strings
)
"""Names that begin an ordinary sentence as well: "Wil je", "Ben ik", "Mark my words"."""
_DOES = re.compile(
    r" (?:heeft|zegt|zei|kan|kon|doet|deed|belt|belde|weet|wist|vindt|vond|gaat|ging|komt|kwam|moet|had|neemt"
    r"|regelt|pakt|schrijft|has|says|said|can|does|did|knows|comes|goes|went|thinks|takes)\b"
)
_BEGINS = ".!?\n:;-*(\"'"


def names_in(folded: Folded, members: Iterable[str]) -> list[MemberName]:
    """Where the text names one of these members: by a first name as a whole word, with its capital.

    At the beginning of a sentence every word has a capital: a name that is an ordinary word too counts there
    only when it does something ("Wil belt") or another word with a capital follows ("Roos Visser").
    """
    wanted = {first for first in map(first_name, members) if first}
    if not wanted:
        return []
    return [
        MemberName(*folded.place(*match.span()))
        for match in _WORD.finditer(folded.plain)
        if _names(match.group(), wanted) and not _only_begins(folded.plain, match)
    ]


def first_name(name: str) -> str | None:
    """What somebody is called, without title or accents, in small letters; None when nothing is left."""
    words = [word.strip(".,") for word in fold(name).lower.split()]
    called = [word for word in words if word not in _TITLES and len(word) >= _SHORTEST]
    return called[0] if called else None


def _names(word: str, wanted: set[str]) -> bool:
    if not word[0].isupper():
        return False
    lower = word.lower().removesuffix("'s")
    return lower in wanted or (word[1:].islower() and lower.endswith("s") and lower[:-1] in wanted)


def _only_begins(plain: str, match: re.Match[str]) -> bool:
    """Whether the capital may come from the beginning of a sentence alone."""
    if match.group().lower() not in _ORDINARY:
        return False
    before = plain[max(0, match.start() - 3) : match.start()].rstrip(" ")
    if before and before[-1] not in _BEGINS:
        return False
    after = plain[match.end() : match.end() + 12]
    return not (_DOES.match(after) or (after[:1] == " " and after[1:2].isupper()))
