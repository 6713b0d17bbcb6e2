"""Cuts texts into words and folds them: case, macrons, accents and vowel marks make no difference.

The index, what is asked and what is marked all use these words, so that they can't disagree.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

_ASCII: Final = re.compile(r"[A-Za-z0-9]+")
_JOINERS: Final = frozenset("\u200c\u200d\u00ad")
"""Characters within a word that show nothing themselves."""

_TATWEEL: Final = "\u0640"
"""Lengthens an Arabic word for the eye alone."""

_UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Characters of scripts without spaces between words, each taken for a word: Thai, Lao, Burmese, Khmer, kana, Han."""


class Word(NamedTuple):
    """A word of a text.

    :ivar folded: how it is compared.
    :ivar start: where it begins in the text, and ``end`` where it ends.
    """

    folded: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of a text: runs of letters and digits with their marks."""
    if text.isascii():
        return [Word(found[0].lower(), *found.span()) for found in _ASCII.finditer(text)]
    cut = ((start, end, fold(text[start:end])) for start, end in _spans(text))
    return [Word(folded, start, end) for start, end, folded in cut if folded]


def fold(word: str) -> str:
    """Return a word without case and marks: ``Māori`` and ``MAORI`` become ``maori``."""
    if word.isascii():
        return word.lower()
    whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    kept = (each for each in whole if (category := unicodedata.category(each))[0] in "LN" or category == "Mc")
    return "".join(kept).replace(_TATWEEL, "")


def printable(text: str) -> str:
    """Return a text without control characters, with single spaces."""
    return " ".join("".join(" " if unicodedata.category(each) in {"Cc", "Cs"} else each for each in text).split())


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for position, character in enumerate(text):
        unspaced = _UNSPACED.match(character) is not None
        begins = unspaced or (start is not None and _UNSPACED.match(text[start]) is not None)
        if character.isalnum():
            if start is not None and begins:
                yield start, position
                start = None
            start = position if start is None else start
        elif start is not None and not (unicodedata.category(character)[0] == "M" or character in _JOINERS):
            yield start, position
            start = None
    if start is not None:
        yield start, len(text)
