"""Nothing that was ever shown tells what fewer people than promised answered in confidence.

VINKJE_PARTNERSHIPS=10000 plays so many partnerships; VINKJE_PROPERTIES=search others every time.
"""

from __future__ import annotations

import os
from random import SystemRandom

import pytest

from tests.seal.attacker import disclosures
from tests.seal.partnerships import Partnership

MANY = int(os.environ.get("VINKJE_PARTNERSHIPS", "300"))
FIRST = SystemRandom().randrange(10**9) if os.environ.get("VINKJE_PROPERTIES") == "search" else 0


@pytest.mark.timeout(3600)
def test_who_kept_everything_and_subtracts_learns_nothing_of_fewer_than_promised() -> None:
    seen, shown, told = 0, 0, {}
    for seed in range(FIRST, FIRST + MANY):
        rounds = Partnership(seed).rounds()
        seen += len(rounds)
        shown += sum(any(item["confidential"] and item["counts"] for item in r.view["items"]) for r in rounds)
        if found := disclosures(rounds):
            told[seed] = found
    print(f"{MANY} partnerships from seed {FIRST}: {seen} rounds shown, {shown} with a confidential tick")
    assert told == {}
    assert shown > seen / 4, "hardly anything is shown: that proves little"


def test_without_holding_rounds_against_each_other_the_same_attacker_finds_something() -> None:
    """So the attacker can see what the rules must hide."""
    told = [disclosures(Partnership(seed, remembers=False).rounds()) for seed in range(60)]
    assert any("two rounds" in each for found in told for each in found)
