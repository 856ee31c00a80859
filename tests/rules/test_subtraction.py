"""What a figure tells of few people beside all earlier ones, and how long finding that out may take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from random import Random
from time import process_time

from hypothesis import given
from hypothesis import strategies as st

from process.rules.subtraction import People, tells_of_few
from tests.seal.attacker import rank


def people(*numbers: int) -> People:
    return frozenset(numbers)


def some(*numbers: int) -> st.SearchStrategy[list[People]]:
    return st.lists(st.frozensets(st.sampled_from(numbers), min_size=1), min_size=1, max_size=5)


def tells(figures: Sequence[People], fewest: int) -> bool:
    """By trying every small group: without it the figures lose more than the earlier ones alone do."""
    everyone = sorted(frozenset[int]().union(*figures))
    groups = [frozenset(few) for count in range(1, fewest) for few in combinations(everyone, count)]
    return any(_lost(figures, everyone, few) > _lost(figures[1:], everyone, few) for few in groups)


def _lost(figures: Sequence[People], everyone: Sequence[int], few: People) -> int:
    return _rank(figures, everyone) - _rank([figure - few for figure in figures], everyone)


def _rank(figures: Sequence[People], everyone: Sequence[int]) -> int:
    return rank([[int(person in figure) for person in everyone] for figure in figures]) if figures else 0


def who_they_may_be(figures: Sequence[People]) -> Iterator[Sequence[People]]:
    """Every way in which those below zero may be somebody who was never there together with them."""
    yield figures
    everyone = frozenset[int]().union(*figures)
    for gone in [each for each in everyone if each < 0]:
        for same in everyone - {gone}:
            if not any({gone, same} <= figure for figure in figures):
                yield from who_they_may_be(
                    [figure - {gone} | {same} if gone in figure else figure for figure in figures]
                )


def test_a_third_round_tells_of_one_person_of_whom_two_do_not() -> None:
    half, other = people(1, 2, 3, 4, 5), people(6, 7, 8, 9, 10)
    assert tells_of_few([half, other, half | other | {11}], 5)
    assert not tells_of_few([half, other, half | other], 5)


def test_the_same_people_again_tell_nothing_new_of_few() -> None:
    assert not tells_of_few([people(1, 2, 3, 4, 5), people(1, 2, 3, 4), people(1, 2, 3, 4, 5)], 5)


def test_who_was_forgotten_twice_may_be_one_person() -> None:
    def figures(once: int, again: int) -> list[People]:
        all_but_two, few = people(2, 3, 5, 6, 7, 8, again), people(3, 5, 6, 8)
        return [few, people(2, 3, 4, 6, once), people(7, once), all_but_two]

    assert not tells_of_few(figures(9, 10), 3)
    assert tells_of_few(figures(-9, -10), 3)


@given(some(*range(1, 9)), st.integers(3, 5))
def test_it_tells_exactly_when_trying_every_small_group_does(figures: list[People], fewest: int) -> None:
    assert tells_of_few(figures, fewest) == tells(figures, fewest)


@given(some(-2, -1, 1, 2, 3, 4, 5), st.integers(3, 4))
def test_who_was_forgotten_may_be_anybody_who_was_never_there_with_them(
    figures: list[People], fewest: int
) -> None:
    may_be = who_they_may_be(figures)
    assert tells_of_few(figures, fewest) == any(tells(each, fewest) for each in may_be)


def test_the_hardest_rounds_take_a_moment_and_count_as_telling_when_that_is_too_short() -> None:
    """Twenty people of whom each time another half answers, and as many as eight forgotten."""
    begun = process_time()
    for seed in range(20):
        chance = Random(seed)  # noqa: S311  a game, no secret
        everyone = [*range(1, 21), *range(-1 - seed % 8, 0)]
        rounds = [frozenset(each for each in everyone if chance.random() < 0.5) for _ in range(13)]
        tells_of_few(rounds, 5)
    assert (process_time() - begun) / 20 < 0.1, "seconds for one question at a reveal"
    shuffled = [frozenset(Random(seed).sample(range(60), 30)) for seed in range(50)]  # noqa: S311
    assert tells_of_few(shuffled, 5), "it would take too long to find that it tells nothing"
