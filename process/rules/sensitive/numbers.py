"""Numbers that lead to a person: the citizen service number and the telephone number.

A citizen service number passes the *elfproef*: nine digits times 9, 8, … 2 and -1 make a multiple of eleven.
One in eleven of all other numbers does so too, and its message would be taken away for nothing. So what is
plainly a date, an amount, a telephone number or an order number does not count, unless the text itself
calls it a BSN.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from process.rules.sensitive.findings import Bsn, Phone
from process.rules.sensitive.folded import Folded

_GROUP = re.compile(r"[0-9]+")
_JOINTS = re.compile(r" {1,2}| ?[-./] ?|[,_*]")
_NINE, _EIGHT = 9, 8  # a leading zero is often left out
_LONGEST_JOINT = 3

_SHAPES = {
    (9,), (3, 3, 3), (4, 2, 3), (2, 3, 4), (3, 2, 4), (3, 4, 2), (4, 3, 2), (2, 4, 3), (4, 5), (5, 4),
    (3, 6), (6, 3), (2, 2, 2, 3), (3, 2, 2, 2), (2, 2, 2, 2, 1), (1, 2, 2, 2, 2), (1,) * 9,
    (8,), (2, 3, 3), (3, 3, 2), (3, 2, 3), (4, 4), (4, 2, 2), (1,) * 8,
}  # fmt: skip
"""How people group the digits of one number; other groups are several numbers in a row."""

_CALLED = re.compile(r"\bbsn|burger ?service|\bsofi|service number|persoonsnummer")
_BEFORE, _AFTER = 40, 25  # how far from the number its name may stand

_OTHER = re.compile(
    r"(?:order|bestel|factuur|artikel|ticket|offerte|polis|invoice|\bkvk|koophandel)[a-z]{0,8}[ :.#-]{0,3}"
    r"(?:(?:nummer|nr|number|no|is)[ :.#-]{0,3}){0,2}$"
)
_AMOUNT_BEFORE = re.compile(r"(?:€|\$|£|\beuro?) ?$")
_AMOUNT_AFTER = re.compile(r"(?:,-| ?(?:€|%|euro?\b|miljoen|miljard|procent|percent|inwoners|km\b|m2\b))")
_DATE = re.compile(
    r"(?:(?:0?[1-9]|[12][0-9]|3[01])[-/. ]{0,3}(?:0?[1-9]|1[0-2])[-/. ]{0,3}(?:19|20)[0-9]{2}"
    r"|(?:19|20)[0-9]{2}[-/. ]{0,3}(?:0[1-9]|1[0-2])[-/. ]{0,3}(?:0[1-9]|[12][0-9]|3[01]))(?![0-9])"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_IBAN = re.compile(r"\b[a-z]{2}[0-9]{2} ?[a-z]{4}(?: ?[0-9]){10}")

_PHONE = re.compile(
    r"""(?<![0-9+])(?:
        (?:\+|00)31[ .\-/]{0,2}(?:\(0\)[ .\-/]{0,2})?[1-9](?:[ .\-/]{0,3}[0-9]){8}  # +31 (0)6 …
      | \+[1-9](?:[ .\-/()]{0,2}[0-9]){8,13}                                        # from abroad
      | 06(?:[ .\-/]{0,3}[0-9]){8}
      | (?!0[89]00|090)0[1-57-9][0-9]{8}
      | \(?(?!0[89]0)0[1-57-9][0-9]\)?[ .\-/]{1,3}[0-9](?:[ .\-/]?[0-9]){6}         # 030 123 45 67
      | \(?(?!0[89]0)0[1-57-9][0-9]{2}\)?[ .\-/]{1,3}[0-9](?:[ .\-/]?[0-9]){5}      # 0346 12 34 56
    )(?![0-9])""",
    re.VERBOSE,
)


class _Group(NamedTuple):
    """Digits in a row, and what joins them to the group before; None when nothing does."""

    digits: str
    start: int
    end: int
    joint: str | None


def numbers_in(folded: Folded) -> list[Bsn | Phone]:
    """All citizen service numbers and telephone numbers of a text."""
    phones = [match.span() for match in _PHONE.finditer(folded.plain) if not _DATE.match(match.group())]
    taken = [*phones, *(match.span() for match in _IBAN.finditer(folded.lower))]
    found: list[Bsn | Phone] = [Bsn(*folded.place(*span)) for span in _bsns(folded, taken)]
    bsns = {(each.start, each.end) for each in found}
    return found + [
        Phone(*place)
        for place in (folded.place(*span) for span in phones)
        if not any(start < place[1] and place[0] < end for start, end in bsns)
    ]


def passes_eleven(digits: str) -> bool:
    """The *elfproef* on eight or nine digits; a number below a million was never given out."""
    nine = digits.zfill(_NINE)
    a, b, c, d, e, f, g, h, i = nine.encode()  # the codes of "0" to "9": 43 times a zero too many
    total = 9 * a + 8 * b + 7 * c + 6 * d + 5 * e + 4 * f + 3 * g + 2 * h - i - 43 * ord("0")
    return total % 11 == 0 and not nine.startswith("000")


def _bsns(folded: Folded, taken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    groups = _groups(folded.plain)
    is_called_somewhere = _CALLED.search(folded.lower) is not None
    done = 0
    for first, last in _windows(groups, singles=is_called_somewhere):
        run = groups[first : last + 1]
        start, end = run[0].start, run[-1].end
        if start < done or not passes_eleven("".join(group.digits for group in run)):
            continue
        after = groups[last + 1] if last + 1 < len(groups) else None
        if (is_called_somewhere and _is_called(folded.lower, start, end)) or (
            _is_one_number(run, after)
            and not any(start < to and since < end for since, to in taken)
            and not _is_something_else(folded.lower, start, end)
        ):
            done = end
            yield start, end


def _groups(plain: str) -> list[_Group]:
    found: list[_Group] = []
    end = None
    for match in _GROUP.finditer(plain):
        joint = None
        if end is not None and match.start() - end <= _LONGEST_JOINT:
            between = plain[end : match.start()]
            joint = (between.strip() or " ") if _JOINTS.fullmatch(between) else None
        end = match.end()
        found.append(_Group(match.group(), match.start(), end, joint))
    return found


def _windows(groups: list[_Group], *, singles: bool) -> Iterator[tuple[int, int]]:
    """First and last of joined groups that hold nine digits together, or eight, from left to right.

    Without `singles` none that begins in the middle of a row of loose digits: that is often, and for nothing.
    """
    last, size = -1, 0
    for first, group in enumerate(groups):
        if last < first:
            last, size = first, len(group.digits)
        while size < _EIGHT and last + 1 < len(groups) and groups[last + 1].joint is not None:
            last += 1
            size += len(groups[last].digits)
        if not singles and len(group.digits) == 1 and group.joint is not None:
            pass
        elif size == _EIGHT:
            follows = groups[last + 1] if last + 1 < len(groups) else None
            if follows is not None and follows.joint is not None and len(follows.digits) == 1:
                yield first, last + 1
            yield first, last
        elif size == _NINE:
            yield first, last
        size -= len(group.digits)


def _is_one_number(run: list[_Group], after: _Group | None) -> bool:
    """Grouped as people group one number, and no part of a longer one."""
    shape = tuple(len(group.digits) for group in run)
    joints = {group.joint for group in run[1:]}
    if shape not in _SHAPES or len(joints) > 1:
        return False
    around = {run[0].joint, after.joint if after is not None else None}
    if around & {".", ","} or (shape[0] == 1 and joints & around):
        return False
    return len(run) != 2 or not any(_YEAR.fullmatch(group.digits) for group in run)


def _is_called(lower: str, start: int, end: int) -> bool:
    near = lower[max(0, start - _BEFORE) : start] + " " + lower[end : end + _AFTER]
    return _CALLED.search(near) is not None


def _is_something_else(lower: str, start: int, end: int) -> bool:
    """A date, an amount, or a number with another name."""
    before = lower[max(0, start - _BEFORE) : start]
    return (
        _DATE.fullmatch(lower, start, end) is not None
        or _AMOUNT_BEFORE.search(before) is not None
        or _AMOUNT_AFTER.match(lower, end) is not None
        or _OTHER.search(before) is not None
    )
