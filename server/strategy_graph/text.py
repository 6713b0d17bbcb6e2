"""Text helpers shared by the CLI and the pages."""

from __future__ import annotations

import os
import re
from pathlib import Path


def counted(number: int, noun: str) -> str:
    """``1 phrase``, ``2 phrases``."""
    return f"{number:,} {noun if number == 1 else plural(noun)}"


def plural(noun: str) -> str:
    """Form the regular English plural: ``phrases``, ``activities``."""
    return re.sub(r"(?<=[^aeiou])y$", "ie", noun) + "s"


def plural_list(nouns: str) -> str:
    """Join nouns that semicolons part: ``flagship; activity`` is ``flagships and activities``."""
    *others, last = (plural(noun) for noun in nouns.split("; "))
    return f"{', '.join(others)} and {last}" if others else last


def last_step(iri: str) -> str:
    """Cut an IRI to what follows its last slash."""
    return iri.rsplit("/", 1)[-1]


def title_of(variable: str) -> str:
    """A variable's name as a heading: ``outcomeNames`` is ``Outcome names``."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_+", " ", variable).strip().lower()
    return words[:1].upper() + words[1:]


def seen_from_here(where: str) -> str:
    """``file:line``, the file as seen from the working directory where that is shorter."""
    path, colon, line = where.rpartition(":")
    if not colon or not line.isdigit():
        path, colon, line = where, "", ""
    seen = os.path.relpath(path)
    return Path(seen if len(seen) < len(path) else path).as_posix() + colon + line
