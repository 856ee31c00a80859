"""A file as somebody in a hurry, a broken disk or a bad copy leaves it: changes that a seed draws."""

from __future__ import annotations

import random
from collections.abc import Callable

Mutation = Callable[[random.Random, list[str]], list[str]]

VALUES = (
    "", "nl", "no", "~", "0", "-1", "99999999999999999999999999", "1e999", "0x1F", "1.5", "ja graag", "[]",
    "[a, b]", "{}", "{a: b}", "- a", "*x", "&x a", "!!python/name:os.system", "!x y", "'", '"', "|",
    ">", "%", "@", "`", "\\", "a: b", "#", "x" * 5000, "\u202e", "\x07", "é", "👍", "../../etc/passwd", "http://[",
    "https://a:99999999",
    "postgresql://", "sqlite:///", "Europe/Nergens", "[[[[[[", "? a", "<<", "...", "---", "2026-11-22",
    "12:30:45",
)  # fmt: skip
KEYS = (
    "<<",
    "?",
    "",
    "language",
    "__class__",
    "a b",
    "é",
    "*",
    "&a",
    "!",
    "{",
    "x" * 3000,
    "questions",
    "id",
)


def _says_something(line: str) -> bool:
    return ":" in line and not line.lstrip().startswith("#")


def _at(chance: random.Random, lines: list[str]) -> int:
    return chance.choice([number for number, line in enumerate(lines) if _says_something(line)])


def deletes_a_line(chance: random.Random, lines: list[str]) -> list[str]:
    at = _at(chance, lines)
    return lines[:at] + lines[at + 1 :]


def doubles_a_line(chance: random.Random, lines: list[str]) -> list[str]:
    at = _at(chance, lines)
    return lines[: at + 1] + lines[at:]


def moves_a_line(chance: random.Random, lines: list[str]) -> list[str]:
    at, to = _at(chance, lines), _at(chance, lines)
    line = lines[at]
    rest = lines[:at] + lines[at + 1 :]
    return [*rest[:to], line, *rest[to:]]


def changes_a_value(chance: random.Random, lines: list[str]) -> list[str]:
    at = _at(chance, lines)
    key, colon, _ = lines[at].partition(":")
    return [*lines[:at], f"{key}{colon} {chance.choice(VALUES)}", *lines[at + 1 :]]


def changes_a_key(chance: random.Random, lines: list[str]) -> list[str]:
    at = _at(chance, lines)
    key, colon, value = lines[at].partition(":")
    indent = key[: len(key) - len(key.lstrip())]
    name = key.strip()
    spelt = name[:-1] if chance.random() < 0.5 else chance.choice(KEYS)
    return [*lines[:at], f"{indent}{spelt}{colon}{value}", *lines[at + 1 :]]


def indents_otherwise(chance: random.Random, lines: list[str]) -> list[str]:
    at = _at(chance, lines)
    start = chance.choice((" ", "   ", "\t", "        ", ""))
    return [*lines[:at], start + (lines[at] if start else lines[at].lstrip()), *lines[at + 1 :]]


def puts_something_between(chance: random.Random, lines: list[str]) -> list[str]:
    at = _at(chance, lines)
    return [*lines[:at], chance.choice((*VALUES, *(f"{key}: x" for key in KEYS))), *lines[at:]]


def cuts_off(chance: random.Random, lines: list[str]) -> list[str]:
    text = "\n".join(lines)
    return text[: chance.randrange(len(text))].split("\n")


def swaps_characters(chance: random.Random, lines: list[str]) -> list[str]:
    text = list("\n".join(lines))
    for _ in range(chance.choice((1, 2, 8))):
        text[chance.randrange(len(text))] = chance.choice("{}[]:,-?&*!|>'\"%@`# \n\t\x00\u2028aé\ud800")
    return "".join(text).split("\n")


STRUCTURAL: tuple[Mutation, ...] = (
    deletes_a_line,
    doubles_a_line,
    moves_a_line,
    changes_a_value,
    changes_a_key,
    indents_otherwise,
    puts_something_between,
    cuts_off,
    swaps_characters,
)


def mutated(source: str, seed: int) -> bytes:
    """The file with one to three changes, of which the bytes may be no text at all."""
    chance = random.Random(seed)  # noqa: S311 - a seed, no secret
    lines = source.split("\n")
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if any(map(_says_something, lines)):
            lines = chance.choice(STRUCTURAL)(chance, lines)
    data = bytearray("\n".join(lines).encode("utf-8", "surrogatepass"))
    if data and chance.random() < 0.1:
        for _ in range(chance.choice((1, 5, 200))):
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)
