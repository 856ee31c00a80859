"""No text takes long to look at: the longest that comes in takes less than 50 ms of processor time."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest

from process.rules.sensitive import look

LONGEST = 16_384
MOST = 0.05  # seconds of processor time, in one of three tries

_ANY = Random(7)  # noqa: S311 - any signs will do
HOSTILE = {
    repr(piece): (piece * LONGEST)[:LONGEST]
    for piece in (
        "a",
        "1",
        "1 ",
        "1-1-",
        "1.1-",
        "06-",
        "+3",
        "(010) ",
        "0612345678 ",
        "123456782, ",
        "123456782 bsn ",
        "bsn 1 1 ",
        "@",
        "@a",
        "a@a.",
        "a.a@",
        "a-",
        "Aa-",
        "mishandel",
        "abus",
        "geb ",
        "geb 1-1-84 ",
        "sinds ",
        "Kerkstraat ",
        "Kerkstraat 1 ",
        "laan van de ",
        "nr ",
        "order ",
        "\u20ac ",
        "nl11aaaa ",
        "Carla ",
        "Wil.",
        "\u200b",
        "\uff11",
        "\ufdfa",
        "\n",
        "e\u0301",
        "1\u200b",
        "bedreigd ",
        "1 2 3 4 5 6 7 8 9 ",
    )
}
HOSTILE["random signs"] = "".join(chr(_ANY.randrange(0x20, 0xD7FF)) for _ in range(LONGEST))


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_text_is_looked_at_in_no_time(what: str) -> None:
    assert any(_seconds(HOSTILE[what]) < MOST for _ in range(10))  # others use the caches too


def _seconds(text: str) -> float:
    begun = process_time()
    look(text, ("Carla Smit", "Wil de Boer"))
    return process_time() - begun
