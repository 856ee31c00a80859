"""A small reader of the PNGs that we make: their size, and their pixels in grey."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """One PNG of 8 bits a channel, not interlaced, read into lightness: 0 is black, 255 white."""

    width: int
    height: int
    grey: bytes


def size(content: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", content[16:24])


def read(content: bytes) -> Picture:
    """The picture on white paper, as a printer without colours would lay it down."""
    width, height = size(content)
    channels = {2: 3, 6: 4}[content[25]]
    packed, at = b"", 8
    while at < len(content):
        length, kind = struct.unpack(">I4s", content[at : at + 8])
        packed += content[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    rows = _unfiltered(zlib.decompress(packed), width * channels, channels)
    return Picture(width, height, bytes(_grey(rows, channels)))


def _grey(rows: list[bytearray], channels: int) -> list[int]:
    found = []
    for row in rows:
        for at in range(0, len(row), channels):
            red, green, blue = row[at : at + 3]
            alpha = row[at + 3] if channels == 4 else 255
            lightness = 0.2126 * red + 0.7152 * green + 0.0722 * blue
            found.append(round(lightness * alpha / 255 + 255 - alpha))
    return found


def _unfiltered(data: bytes, width: int, step: int) -> list[bytearray]:
    rows = [bytearray(width)]
    for start in range(0, len(data), width + 1):
        kind, row, above = data[start], bytearray(data[start + 1 : start + 1 + width]), rows[-1]
        for at in range(width):
            left = row[at - step] if at >= step else 0
            corner = above[at - step] if at >= step else 0
            row[at] = (row[at] + _expected(kind, left, above[at], corner)) & 255
        rows.append(row)
    return rows[1:]


def _expected(kind: int, left: int, above: int, corner: int) -> int:
    if kind == 4:
        guess = left + above - corner
        return min((left, above, corner), key=lambda near: abs(guess - near))
    return (0, left, above, (left + above) // 2)[kind]
