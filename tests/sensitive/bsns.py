"""Valid citizen service numbers, made up, in the ways in which people write them down."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_SENTENCES = """
{}
BSN {}
bsn: {}
BSN={}
zijn bsn is {}
Het burgerservicenummer van de bewoner is {}.
sofinummer {}, al jaren bekend
Kunnen jullie {} opzoeken?
Het gaat om mevrouw K. ({}) uit de flat.
cliënt {} wacht al 3 weken op een huis
nr.{} heeft nog geen plek
We bellen allebei dezelfde huurder: {}
{} en dan nog iets: op 12-03-2026 om 10:30 is er overleg
Graag voor 2 maart 2027 afronden, {}, daarna is het te laat
Bel 06-12345678 over {} als je tijd hebt
Het kost € 1.250 voor {}
in 2025 waren het er 14, nu alleen nog {}
#{}
"{}"
dossier {} / zaak 2026-0012
BSN van de moeder {}, van het kind volgt
""".strip().splitlines()

_ZERO_WIDTH = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad")


def valid(chance: Random) -> str:
    """Nine digits that pass the test of eleven, leading zero included."""
    while True:
        digits = f"{chance.randint(1_000_000, 99_999_999):08}"
        rest = sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), digits, strict=True)) % 11
        if rest < 10:
            return f"{digits}{rest}"


def written(number: str, chance: Random) -> str:
    """The number as somebody may write it: in groups, in other digits, with unseen signs in between."""
    if number[0] == "0" and chance.random() < 0.5:
        number = number[1:]
    shape = chance.choice(((9,), (9,), (9,), (3, 3, 3), (4, 2, 3), (3, 2, 4), (2, 3, 4), (1,) * 9))
    if len(number) == 8:
        shape = chance.choice(((8,), (8,), (2, 3, 3), (4, 4), (3, 3, 2)))
    groups, at = [], 0
    for size in shape:
        groups.append(number[at : at + size])
        at += size
    joint = chance.choice((" ", ".", "-", " - ", "\u00a0", "\u2013", "/"))
    if shape[0] == 1:
        joint = chance.choice((" ", "-", "."))
    said = joint.join(groups)
    if chance.random() < 0.1:
        said = said.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
    if chance.random() < 0.1:
        said = chance.choice(_ZERO_WIDTH).join(said)
    return said


def texts(how_many: int, seed: int = 782) -> Iterator[str]:
    """Texts that each hold one valid number."""
    chance = Random(seed)  # noqa: S311 - made-up numbers are no secret
    for _ in range(how_many):
        yield chance.choice(_SENTENCES).format(written(valid(chance), chance))
