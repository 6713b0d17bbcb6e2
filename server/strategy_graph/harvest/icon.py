"""Draws the icon of the service, three nodes that point to a fourth, as ``favicon.ico``."""

from __future__ import annotations

import struct
from functools import cache
from typing import Final

_SIZES: Final = (16, 32)
_GROUND: Final = (0x0B, 0x4F, 0x6C)
_INK: Final = (0xFF, 0xFF, 0xFF)
_HUB: Final = (0.72, 0.5)
_NODES: Final = ((0.25, 0.2), (0.25, 0.5), (0.25, 0.8))
_EDGE: Final = 0.045
_RADII: Final = (0.16, 0.11)
_SAMPLES: Final = (1 / 8, 3 / 8, 5 / 8, 7 / 8)
"""Points of a pixel that are looked at, in both directions, for smooth edges."""


@cache
def favicon() -> bytes:
    """Return an ICO file with the sizes that browsers show."""
    images = [_bitmap(size) for size in _SIZES]
    head, offset = struct.pack("<HHH", 0, 1, len(images)), 6 + 16 * len(images)
    entries = b""
    for size, image in zip(_SIZES, images, strict=True):
        entries += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(image), offset)
        offset += len(image)
    return head + entries + b"".join(images)


def _bitmap(size: int) -> bytes:
    """Return a bitmap of 32 bits a pixel, bottom row first, with an empty mask: alpha says what is transparent."""
    header = struct.pack("<IiiHHIIiiII", 40, size, 2 * size, 1, 32, 0, 0, 0, 0, 0, 0)
    pixels = b"".join(_pixel(x, y, size) for y in reversed(range(size)) for x in range(size))
    mask_row = (size + 31) // 32 * 4
    return header + pixels + bytes(mask_row * size)


def _pixel(x: int, y: int, size: int) -> bytes:
    points = [((x + dx) / size, (y + dy) / size) for dx in _SAMPLES for dy in _SAMPLES]
    ink = sum(map(_is_ink, points)) / len(points)
    red, green, blue = (round(a + (b - a) * ink) for a, b in zip(_GROUND, _INK, strict=True))
    return bytes((blue, green, red, 255))


def _is_ink(point: tuple[float, float]) -> bool:
    hub, node = _RADII
    return (
        _distance(point, _HUB, _HUB) <= hub
        or any(_distance(point, each, each) <= node for each in _NODES)
        or any(_distance(point, each, _HUB) <= _EDGE for each in _NODES)
    )


def _distance(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    """Return the distance of a point from a line, or from another point where the line has no length."""
    (px, py), (ax, ay), (bx, by) = point, start, end
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = max(0.0, min(1.0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length)) if length else 0.0
    return float(((px - ax - along * (bx - ax)) ** 2 + (py - ay - along * (by - ay)) ** 2) ** 0.5)
