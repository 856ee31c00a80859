"""How far apart people are on a tick, so that a meeting begins with what differs most.

"It is the differences that bring parties together" (Weer Thuis §6.1). This orders questions and nothing
else: it is never shown, kept, or used to compare organisations.
"""

from __future__ import annotations

from fractions import Fraction

from process.rules.counts import Counts

Order = tuple[bool, Fraction, int, int]


def difference(counts: Counts | None) -> Order:
    """A key that is larger the more people differ; of counts that are not shown it is the smallest.

    1. Green beside red comes before anything without: there people see the opposite.
    2. Then the mean distance between two people, with green to orange and orange to red 1 step, and green
       to red 2: half against half differs more than one against all the others.
    3. Where people agree, red comes before orange before green: a "nee" asks for an action
       (Beter Samen, "Op koers blijven").
    "Weet ik niet" and skipped answers are no opposite of anything and do not count.
    """
    if counts is None:
        return (False, Fraction(0), 0, 0)
    green, orange, red = counts.green, counts.orange, counts.red
    pairs = counts.coloured * (counts.coloured - 1) // 2
    steps = green * orange + orange * red + 2 * green * red
    distance = Fraction(steps, pairs) if pairs else Fraction(0)
    return (bool(green and red), distance, red, orange)
