"""The backup sheet of the master key: the key in rows that a person can type, each row with a check.

A row is four bytes of the key and one check byte in base 32 without look-alikes (Crockford): `7KQ4-M2XP`.
The check is a CRC over the row's number and its bytes, so that one wrong sign in a row, and a row in the
wrong place, is always noticed.
"""

from __future__ import annotations

ROWS = 8
_BYTES = 4
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans("OIL", "011")
_POLYNOMIAL = 0x2F  # CRC-8/AUTOSAR: notices every change within eight bits in a row, and any three bits


class MistypedError(ValueError):
    """What was typed is no row of a sheet, or not this row."""


def rows_of(key: bytes) -> tuple[str, ...]:
    """The eight rows of a master key of 32 bytes."""
    if len(key) != ROWS * _BYTES:
        raise ValueError(f"a master key has {ROWS * _BYTES} bytes")
    return tuple(_row(place, key[place * _BYTES : (place + 1) * _BYTES]) for place in range(ROWS))


def part_of(place: int, typed: str) -> bytes:
    """The bytes of the row at `place` (0 to 7); case, blanks and hyphens do not matter.

    Raises MistypedError.
    """
    signs = "".join(typed.upper().translate(_LOOK_ALIKE).replace("-", " ").split())
    if len(signs) != _BYTES * 2 or any(sign not in _SIGNS for sign in signs):
        raise MistypedError
    number = 0
    for sign in signs:
        number = number * len(_SIGNS) + _SIGNS.index(sign)
    *part, check = number.to_bytes(_BYTES + 1, "big")
    if _check(place, bytes(part)) != check:
        raise MistypedError
    return bytes(part)


def asked_of(mark: str) -> tuple[int, int]:
    """The two places that are asked of the sheet of a key with this mark: for another key two others."""
    first, step = int(mark[:8], 16) % ROWS, 1 + int(mark[8:16], 16) % (ROWS - 1)
    low, high = sorted((first, (first + step) % ROWS))
    return low, high


def _row(place: int, part: bytes) -> str:
    number = int.from_bytes((*part, _check(place, part)), "big")
    signs = "".join(_SIGNS[number >> shift & 31] for shift in range(35, -1, -5))
    return f"{signs[:4]}-{signs[4:]}"


def _check(place: int, part: bytes) -> int:
    crc = 0xFF
    for byte in (place, *part):
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ _POLYNOMIAL if crc & 0x80 else crc << 1) & 0xFF
    return crc
