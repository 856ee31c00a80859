"""Somebody who kept everything that was ever shown, knows who was behind it, and subtracts any two things.

Written apart from the rules, so that it does not share their mistakes: it reads the JSON of overviews, makes
every figure in it a measurement on a set of people, and looks for measurements, and differences between two
of the same kind, that rest on fewer people than were promised.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

from tests.seal.partnerships import DECIDES, Shown


@dataclass(frozen=True)
class Measured:
    """A figure about one confidential question that rests on these people, who were promised `least`."""

    kind: str
    people: frozenset[int]
    least: int


def disclosures(rounds: Iterable[Shown]) -> list[str]:
    """What can be told of fewer people than were promised; empty when nothing can."""
    told: list[str] = []
    measured: list[Measured] = []
    for number, shown in enumerate(rounds):
        found = list(_measured(shown))
        told += [
            f"round {number}: {it.kind} of {len(it.people)}" for it in found if _few(it.people, it.least)
        ]
        told += [f"round {number}: {it}" for it in _beside(shown)]
        told += [f"round {number}: {it}" for it in _crossed(shown)]
        measured += found
    for one, other in combinations(measured, 2):
        apart = one.people ^ other.people
        if one.kind != other.kind:
            continue
        if any(apart & each.people and _few(apart, each.least) for each in (one, other)):
            told.append(f"two rounds: {one.kind} of {len(apart)}")
    return told


def few_left(figures: list[frozenset[int]], least: int) -> list[list[int]]:
    """The groups of fewer than `least` of which some sum of multiples of the figures tells, all others gone.

    Without the people of such a group the figures have a lower rank: a sum that was something is nothing.
    """
    patterns: dict[tuple[int, ...], list[int]] = {}
    for person in sorted(frozenset[int]().union(*figures)):
        patterns.setdefault(tuple(int(person in figure) for figure in figures), []).append(person)
    rows = [[pattern[row] for pattern in patterns] for row in range(len(figures))]
    whole, told = rank(rows), []
    small = [place for place, people in enumerate(patterns.values()) if len(people) < least]
    for count in range(1, least):
        for those in combinations(small, count):
            people = [person for place in those for person in list(patterns.values())[place]]
            rest = [[value for place, value in enumerate(row) if place not in those] for row in rows]
            if len(people) < least and (not rest[0] or rank(rest) < whole):
                told.append(people)
    return told


def _few(people: frozenset[int], least: int) -> bool:
    return 0 < len(people) < least


def _measured(shown: Shown) -> Iterator[Measured]:
    """Every confidential figure; with how many were asked a follow-up, which tells of what decided it."""
    least = shown.promise.counts_from
    for question, figures in _confidential(shown.view):
        if not figures:
            continue
        yield Measured(question, shown.answered[question], least)
        yield Measured(f"{question} asked", shown.asked[question], least)
        if question in DECIDES:
            above = DECIDES[question]
            yield Measured(above, shown.answered[above], least)


def _confidential(view: Mapping[str, Any]) -> Iterator[tuple[str, list[int]]]:
    """Each confidential question with its figures; none when nothing of it can be seen."""
    for item in view["items"]:
        if item["confidential"]:
            counts = item["counts"] or item["before"]
            yield item["question"], list(counts.values()) if counts else []
            words = [quote for quote in item["quotes"] if quote["question"] in DECIDES]
            yield from ((question, [1]) for question in {quote["question"] for quote in words})
        for choice in item["where"]:
            yield from _choice(choice)
    for choice in view["choices"]:
        yield from _choice(choice)


def _choice(choice: Mapping[str, Any]) -> Iterator[tuple[str, list[int]]]:
    if choice["confidential"]:
        figures = [option["people"] for option in choice["options"]]
        yield choice["question"], [*figures, choice["unknown"]] if figures or choice["unknown"] else []


def _beside(shown: Shown) -> Iterator[str]:
    """What may never stand beside something confidential: an organisation, a layer, a name, few words."""
    for item in shown.view["items"]:
        if item["confidential"] and (item["cells"] or item["layers"] or item["turned_green"]):
            yield f"{item['question']} has organisations or layers"
        of = [quote for quote in item["quotes"] if quote["question"] in DECIDES]
        if any(quote["organisation"] or quote["member"] for quote in of):
            yield "confidential words are signed"
        if 0 < len(of) < shown.promise.words_from:
            yield f"{len(of)} confidential words"
    if any(aloud["question"] != "wie" and aloud["question"] != "houden" for aloud in shown.view["aloud"]):
        yield "who would rather talk about something confidential is counted"


def _crossed(shown: Shown) -> Iterator[str]:
    """What a layer of an organisation answered, solved from the totals of both."""
    for item in shown.view["items"]:
        if not item["layers"]:
            continue
        places = sorted(set(shown.places[item["question"]]), key=str)
        rows = [[int(place[0] == layer) for place in places] for layer in {place[0] for place in places}]
        rows += [[int(place[1] == each) for place in places] for each in {place[1] for place in places}]
        for column, place in enumerate(places):
            alone = sum(place[1] == other for _, other in places) == 1
            if not alone and _solved([int(at == column) for at in range(len(places))], rows):
                yield f"{item['question']}: layer {place[0]} of organisation {place[1]}"


def _solved(wanted: list[int], rows: list[list[int]]) -> bool:
    """Whether the totals in `rows` fix the `wanted` one: it is a linear combination of them."""
    return rank([*rows, wanted]) == rank(rows)


def rank(rows: list[list[int]]) -> int:
    """How many of the rows are no sum of multiples of the others."""
    left = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(rows[0])):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        found += 1
        left = [
            [value - row[column] / pivot[column] * top for value, top in zip(row, pivot, strict=True)]
            for row in left
            if row is not pivot
        ]
    return found
