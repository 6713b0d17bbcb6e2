"""Text helpers shared by the CLI and the pages."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

_PLURALS: Final = {"evidence": "evidence", "person": "people"}
"""Plurals that follow no rule, of nouns that data and pages count."""


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 phrase``, ``2 phrases``."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Form the English plural of a noun, or of the last of several words: ``phrases``, ``activities``, ``bases``."""
    before, space, last = noun.rpartition(" ")
    return before + space + (_PLURALS.get(last.lower()) or _regular_plural(last))


def _regular_plural(word: str) -> str:
    if word.endswith("sis"):
        return word[:-2] + "es"
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return word + "es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", word) + "s"


def plural_list(nouns: str) -> str:
    """Join nouns separated by semicolons: ``flagship; activity`` becomes ``flagships and activities``."""
    return listed([plural(noun) for noun in nouns.split("; ")], "and")


def listed(items: Iterable[str], conjunction: str) -> str:
    """Join items to a list in a sentence: ``JSON, XML and CSV``."""
    *others, last = items
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def last_segment(iri: str) -> str:
    """Return the last path segment of an IRI."""
    return iri.rsplit("/", 1)[-1]


def licence_name(iri: str) -> str:
    """Return the short name of a Creative Commons licence, such as ``CC BY 4.0``; of another licence its IRI."""
    match = re.fullmatch(r"https?://creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/(zero))/([0-9.]+)/?.*", iri)
    if match is None:
        return iri
    return f"CC0 {match[3]}" if match[2] else f"CC {match[1].upper()} {match[3]}"


def title_of(variable: str) -> str:
    """Return a variable's name as a heading: ``outcomeNames`` becomes ``Outcome names``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_+", " ", variable).strip().lower()
    return words[:1].upper() + words[1:]


def relative_location(where: str) -> str:
    """Return ``file:line`` with the file relative to the working directory where that is shorter."""
    path, colon, line = where.rpartition(":")
    if not colon or not line.isdigit():
        path, colon, line = where, "", ""
    relative = os.path.relpath(path)
    return Path(relative if len(relative) < len(path) else path).as_posix() + colon + line
