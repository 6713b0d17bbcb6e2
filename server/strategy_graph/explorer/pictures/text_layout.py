"""Breaks texts into lines by the estimated width of their characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NARROW: Final = frozenset("iljtfrI.,;:'’‘|!()[] -")
_WIDE: Final = frozenset("mwMW@%—–ŌŪĀ")

_UNITS: Final = 100
"""Units of width in the size of the font."""


def wrap(text: str, width: float, size: float = 15) -> list[str]:
    """Break a text into lines of at most a width in pixels; a longer word is broken, and nothing is cut."""
    most = width / size * _UNITS
    lines: list[str] = []
    line, used = "", 0
    for word, needed in _pieces(text, most):
        longer = used + _character_width(" ") + needed if line else needed
        if line and longer > most:
            lines.append(line)
            line, used = word, needed
        else:
            line, used = f"{line} {word}" if line else word, longer
    return [*lines, line]


def text_width(text: str, size: float = 15) -> float:
    """Estimate the width of a text in a sans-serif font, in pixels; rather too wide than too narrow."""
    return _width(text) * size / _UNITS


def without_control_characters(text: str) -> str:
    """Leave out what XML 1.0 does not allow (section 2.2)."""
    return _NOT_XML.sub("", text)


def _pieces(text: str, most: float) -> Iterator[tuple[str, int]]:
    """Yield the words, and the parts of words that are wider than a line, each with its width in units."""
    for word in without_control_characters(text).split():
        needed = _width(word)
        if needed <= most:
            yield word, needed
            continue
        start = used = 0
        for index, character in enumerate(word):
            added = _character_width(character)
            if index > start and used + added > most and not unicodedata.combining(character):
                yield word[start:index], used
                start, used = index, 0
            used += added
        yield word[start:], used


def _width(text: str) -> int:
    return sum(map(_character_width, text))


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 100
    if character in _NARROW:
        return 36
    if character in _WIDE:
        return 98
    return 72 if character.isupper() else 61
