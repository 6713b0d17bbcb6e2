"""A source's text, cut into its sections, in a form in which phrases can be looked up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from strategy_graph.errors import StrategyGraphError

# What a conversion to plain text leaves behind, and characters that nobody sees.
_ARTEFACTS = re.compile(r"\[(?:bookmark|image):[^\]]*\]|[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'})
_BULLET = r"(?:[·•‣◦▪*o-] ?)?"


@dataclass(frozen=True)
class Section:
    """A section as the data describe it; the introduction has no heading."""

    iri: str
    label: str
    heading: str | None
    order: int


def normalise(text: str) -> str:
    """NFC, straight quotes, no artefacts, every run of white space one space."""
    text = unicodedata.normalize("NFC", _ARTEFACTS.sub("", text)).translate(_QUOTES)
    return " ".join(text.split())


def read_text(path: Path) -> str:
    """A plain text file.

    :raises StrategyGraphError: it is missing or is not UTF-8 text.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise StrategyGraphError("not UTF-8 text", where=str(path), hint="Save it as plain text in UTF-8") from error
    except OSError as error:
        raise StrategyGraphError(
            f"cannot be read: {error.strerror or error}", where=str(path), hint="Check the path"
        ) from error
    if "\0" in text:
        raise StrategyGraphError("not plain text", where=str(path), hint="Save it as plain text in UTF-8")
    return text


class SourceText:
    """The normalised text of one source, whole and by section."""

    def __init__(self, text: str, sections: Sequence[Section]) -> None:
        lines = [normalise(line) for line in text.splitlines()]
        self.whole = " ".join(line for line in lines if line)
        self._bodies: dict[str, str] = {}
        starts = _section_starts(lines, sorted(sections, key=lambda section: section.order))
        ends = [start for _, start in starts[1:]] + [len(lines)]
        # A source need not have sections: then there is an end and no start.
        for (section, start), end in zip(starts, ends, strict=False):
            self._bodies[section.iri] = " ".join(line for line in lines[start:end] if line)

    def body(self, section: str) -> str | None:
        """The text of a section from its heading to the next; ``None`` if its heading was not found."""
        return self._bodies.get(section)

    def sections_with(self, phrase: str) -> list[str]:
        """The sections in which a normalised phrase stands."""
        return [section for section, body in self._bodies.items() if phrase in body]


def _section_starts(lines: list[str], sections: Sequence[Section]) -> list[tuple[Section, int]]:
    """The line at which each section begins. A heading is looked for after the heading before it, at the start of a
    line, since the same words may stand earlier or in running text."""
    starts: list[tuple[Section, int]] = []
    position = 0
    for section in sections:
        if section.heading is None:
            starts.append((section, position))
            continue
        heading = re.compile(_BULLET + re.escape(normalise(section.heading)) + r"(?!\w)")
        found = next((number for number in range(position, len(lines)) if heading.match(lines[number])), None)
        if found is not None:
            starts.append((section, found))
            position = found + 1
    return starts
