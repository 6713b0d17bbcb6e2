"""Normalises the text of a source, splits it into sections and sentences, and searches it for phrases."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from strategy_graph.errors import StrategyGraphError

# Placeholders left by conversion to plain text, and invisible characters.
_ARTEFACTS = re.compile(r"\[(?:bookmark|image):[^\]]*\]|[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "‟": '"'})
_BULLET = r"(?:[·•‣◦▪*-] ?|o )?"

_OPENING = re.compile(_BULLET + r"[\"'(\[]*")
_LABEL = re.compile(r"[^.!?…]*?(?:: | [–—] )")
_STOP = re.compile(r"[.!?…]+[\"')\]]*(?=\s|$)")
_ABBREVIATION = re.compile(r"(?:\b(?:[A-Z]|Dr|Hon|Mr|Mrs|Ms|No|Prof|St|cf|etc|vs)|\b\w\.\w)\.$")


@dataclass(frozen=True)
class Section:
    """A section as described in the data; the introduction has no heading."""

    iri: str
    label: str
    heading: str | None
    order: int


def normalise(text: str) -> str:
    """Return the text in NFC with straight quotes, without artefacts, each run of white space as one space."""
    text = unicodedata.normalize("NFC", _ARTEFACTS.sub("", text)).translate(_QUOTES)
    return " ".join(text.split())


def read_text(path: Path) -> str:
    """Read a plain text file.

    :raises StrategyGraphError: it cannot be read or is not UTF-8 text.
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


class Passage:
    """Normalised lines as one text, with its sentence boundaries.

    A sentence ends in a full stop, question or exclamation mark, so headings, names, addresses and list items without
    one are not sentences. It begins after the end of another, at the start of a line, or after the label of a list
    item. The start of a line also counts where a sentence was broken across lines: false positives are preferred to
    false negatives.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = ""
        self._starts: set[int] = set()
        self._ends: set[int] = set()
        for line in filter(None, lines):
            offset = len(self.text) + bool(self.text)
            self.text += f" {line}" if self.text else line
            starts, ends = _sentence_bounds(line)
            self._starts.update(offset + start for start in starts)
            self._ends.update(offset + end for end in ends)

    def __contains__(self, phrase: str) -> bool:
        return phrase in self.text

    def is_whole_sentence(self, phrase: str) -> bool:
        """Return whether a normalised phrase runs from the beginning of a sentence to the end of one."""
        core = phrase.strip(" .!?…\"'()[]")
        if not core:
            return False
        return any(
            found.start() in self._starts and found.end() in self._ends
            for found in re.finditer(re.escape(core) + r"[\"')\]]*", self.text)
        )


def _sentence_bounds(line: str) -> tuple[set[int], set[int]]:
    """Return the offsets in a line where sentences begin (their first letter) and end (their full stop)."""
    begins = [0]
    label = _LABEL.match(line)
    if label:
        begins.append(label.end())
    ends = set()
    for stop in _STOP.finditer(line):
        rest = line[stop.end() :].lstrip()
        if rest[:1].islower() or _ABBREVIATION.search(line, 0, stop.start() + 1):
            continue
        ends.add(stop.start())
        begins.append(len(line) - len(rest))
    starts = set()
    for begin in begins:
        opening = _OPENING.match(line, begin)
        starts.add(opening.end() if opening else begin)
    return starts, ends


class SourceText:
    """The normalised text of one source, as a whole and by section."""

    def __init__(self, text: str, sections: Sequence[Section]) -> None:
        lines = [normalise(line) for line in text.splitlines()]
        self.whole = Passage(lines)
        self._bodies: dict[str, Passage] = {}
        starts = _section_starts(lines, sorted(sections, key=lambda section: section.order))
        ends = [start for _, start in starts[1:]] + [len(lines)]
        # For a source without sections there is an end and no start.
        for (section, start), end in zip(starts, ends, strict=False):
            self._bodies[section.iri] = Passage(lines[start:end])

    def body(self, section: str) -> Passage | None:
        """Return the text of a section from its heading to the next; ``None`` if its heading was not found."""
        return self._bodies.get(section)

    def sections_with(self, phrase: str) -> list[str]:
        """Return the sections that contain a normalised phrase."""
        return [section for section, body in self._bodies.items() if phrase in body]


def _section_starts(lines: list[str], sections: Sequence[Section]) -> list[tuple[Section, int]]:
    """Return the line at which each section begins.

    A heading is searched after the previous heading and at the start of a line, since the same words may occur earlier
    or in running text.
    """
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
