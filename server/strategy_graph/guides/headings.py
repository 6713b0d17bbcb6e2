"""Names headings as code hosts do, so that a link to a heading leads to it here and there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_NEITHER_WORD_NOR_HYPHEN: Final = re.compile(r"[^\w\- ]")


@dataclass(frozen=True)
class Heading:
    """A heading of a document: its level, its text and the fragment that leads to it."""

    level: int
    text: str
    anchor: str


class Anchors:
    """Gives each heading of a document a name of its own."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, text: str) -> str:
        """Return the fragment of a heading; the second of the same text gets a number."""
        name = _NEITHER_WORD_NOR_HYPHEN.sub("", text.strip().lower()).replace(" ", "-") or "section"
        anchor, number = name, 0
        while anchor in self._taken:
            number += 1
            anchor = f"{name}-{number}"
        self._taken.add(anchor)
        return anchor
