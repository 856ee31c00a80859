"""Many rounds in which only some answer, laid side by side by somebody who solves for what others said.

VINKJE_ENUMERATED=10000 plays so many partnerships.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Sequence

import pytest

from tests.seal.attacker import few_left
from tests.seal.partnerships import Partnership, Shown
from tests.seal.solver import Figure, Puzzled, at_an_extreme, found_out

MANY = int(os.environ.get("VINKJE_ENUMERATED", "60"))
TICK = ("green", "orange", "red", "unknown")


def figures(rounds: Sequence[Shown]) -> dict[str, list[Figure]]:
    """What was shown in confidence, by question, with who answered it."""
    found: dict[str, list[Figure]] = defaultdict(list)
    for shown in rounds:
        for item in shown.view["items"]:
            if item["confidential"] and item["counts"]:
                counts = tuple(item["counts"][each] for each in TICK)
                found[item["question"]].append(Figure(shown.answered[item["question"]], counts))
        for choice in shown.view["choices"]:
            if choice["question"] == "druk" and choice["options"]:
                counts = (*(option["people"] for option in choice["options"]), choice["unknown"])
                found["druk"].append(Figure(shown.answered["druk"], counts))
    return found


def solved(*, many: int, remembers: bool) -> Counter[str]:
    """Play and solve: how much was shown, and how many answers of others came out, in which way."""
    told: Counter[str] = Counter()
    for seed in range(many):
        partnership = Partnership(seed, remembers=remembers, steady=True)
        rounds = partnership.rounds()
        least = min((shown.promise.counts_from for shown in rounds), default=3)
        for question, shown in figures(rounds).items():
            told["figures"] += len(shown)
            told["sums"] += len(few_left([each.people for each in shown], least))
            _enumerate(told, partnership, question, shown, least)
    return told


def _enumerate(
    told: Counter[str], partnership: Partnership, question: str, shown: list[Figure], least: int
) -> None:
    options = ("erg", "niet") if question == "druk" else TICK[:3]
    said = {each.person: each.said[question].value for each in partnership.people if question in each.said}
    everyone = sorted(frozenset[int]().union(*(each.people for each in shown)))
    for me in everyone[:3]:
        mine = options.index(said[me]) if said[me] in options else len(options)
        try:
            together = found_out(shown, me, mine)
            alone = frozenset[int]().union(*(found_out([each], me, mine) for each in shown))
        except Puzzled:
            told["too many ways"] += 1
            continue
        told["tries"] += 1
        told["by one figure"] += len(alone)
        if found := together - alone:
            at_once, then = at_an_extreme(shown, me, mine, least)
            told["by enumerating"] += len(found)
            told["of which all of a group of allowed size said it"] += len(found & at_once)
            told["of which it follows from what those said"] += len(found & then - at_once)
            told["of which only by trying each answer"] += len(found - then)


@pytest.mark.timeout(3600)
def test_no_sum_of_figures_over_many_rounds_tells_of_fewer_than_promised() -> None:
    told = solved(many=MANY, remembers=True)
    print(f"{MANY} partnerships: {dict(told)}")
    assert told["sums"] == 0
    assert told["figures"] > 2 * MANY, "hardly anything is shown: that proves little"
    assert told["tries"] > MANY
    speaks = told["of which all of a group of allowed size said it"]
    assert speaks >= 0.95 * told["by enumerating"], "other than figures that speak for themselves"


def test_without_holding_rounds_against_each_other_sums_tell_of_few_and_enumerating_tells_more() -> None:
    """So the one who solves can see what the rules must hide."""
    kept, open_ = (solved(many=30, remembers=remembers) for remembers in (True, False))
    assert open_["sums"] > 0
    assert open_["by enumerating"] > 2 * kept["by enumerating"]
