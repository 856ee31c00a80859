"""Words for danger and abuse: whoever writes them should know that nobody watches here."""

from __future__ import annotations

import re

from process.rules.sensitive.findings import Danger
from process.rules.sensitive.folded import Folded

_REST = r"[a-z]{0,14}\b"
_WORDS = re.compile(
    rf"""\b(?:
        (?:[a-z]{{3,12}})?mishandel{_REST} | suicid{_REST} | zelfmoord{_REST} | zelfdoding{_REST}
      | zelfbeschadig{_REST} | huiselijk\ geweld | (?:doods|ge)?bedreig(?:d|de|den|ing|ingen)\b
      | seksueel\ (?:misbruik|geweld) | (?:kinder|seksueel\ )misbruik{_REST} | misbruikt\b
      | (?:ge)?verkracht{_REST} | (?:ge)?aanrand{_REST} | aangerand\b | eerwraak | eergerelateerd
      | loverboy{_REST} | mensenhandel{_REST}
      | (?:ge)?stalk(?:t|en|te|er|ing)?\b | vermoord{_REST} | gewurgd | mes\ getrokken | in\ elkaar\ geslagen
      | (?:niet|geen)\ meer\ (?:willen\ )?leven | einde?\ aan\ (?:haar|zijn|hun|mijn)\ leven
      | domestic\ (?:violence|abuse) | (?:child|sexual)\ abuse | sexually\ (?:abused|assaulted)
      | abus(?:ed|er|ers|ive)\b | assault(?:ed|s)?\b | raped?\b | self[ -]harm{_REST} | threatened\b
      | death\ threat{_REST} | human\ trafficking | kill(?:ed|ing)?\ (?:him|her|my|them)sel(?:f|ves)
    )""",
    re.VERBOSE,
)
_PLANS = re.compile(
    r"kansen|zwakte|deadline|planning|voortgang|project|samenwerking|begroting|opportunit|progress"
)
_NEAR = 40


def dangers_in(folded: Folded) -> list[Danger]:
    """Every word for danger or abuse in a text; a threat to a plan is none."""
    return [
        Danger(*folded.place(*match.span()))
        for match in _WORDS.finditer(folded.lower)
        if not _is_about_a_plan(folded.lower, match)
    ]


def _is_about_a_plan(lower: str, match: re.Match[str]) -> bool:
    if not match.group().startswith(("bedreig", "threatened")):
        return False
    start, end = match.span()
    if match.group().startswith("bedreiging") and lower.startswith(" voor ", end):
        return True
    return _PLANS.search(lower, max(0, start - _NEAR), start) is not None
