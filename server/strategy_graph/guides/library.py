"""Finds the guides and their pictures: in the package, else in the checkout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from strategy_graph.dataset.content import packaged_root

DOCS: Final = "docs"

GUIDES: Final = {
    "for-analysts": "Find which initiatives feed which outcomes, read the words behind each link, and know how far to "
    "trust a number. No SPARQL needed.",
    "for-researchers": "Ask the graph in SPARQL: the endpoint, worked examples, and what to expect of an answer.",
    "snippets": "Short programs to copy that get tables and data into curl, Python, R, JavaScript or Excel.",
    "for-harvesters": "Collect the data with a program: addresses, formats, dumps, and what changed between releases.",
    "your-own-plan": "Describe a strategy and plan of your own, check it, and show it with the same pages.",
    "model": "What the graph describes, how a link shows its grounds, and how the outcomes were chosen and coded.",
    "vocabulary-changes": "Which terms of the vocabulary have changed their names, and what stands in their place.",
    "for-operators": "Run the service: settings, limits, new releases, and other SPARQL stores behind it.",
    "architecture": "How the software is built, for those who change it.",
    "performance": "How fast the service answers, measured beside other SPARQL servers.",
}
"""The guides in the order of the list, each with what it gives its reader; other documents are reached from these."""

OF_CLIENTS: Final = frozenset({"for-analysts", "for-researchers", "snippets", "for-harvesters"})
"""The guides whose example addresses are those of the service; others speak of the reader's own machine."""

_ELSEWHERE: Final = {"CHANGELOG.md": "changes", "data/coding/codebook.md": "codebook", "bench/README.md": "benchmarks"}
"""Documents outside the folder that the guides refer to, with their names below ``/docs/``."""

_NAME: Final = re.compile(r"(?=.{1,200}\Z)[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_PICTURES: Final = {".svg": "image/svg+xml", ".png": "image/png", ".json": "application/json"}


@dataclass(frozen=True)
class Document:
    """A Markdown document.

    :ivar name: its path below ``/docs/``; a folder's README has the path of the folder, with a slash at the end.
    :ivar source: its path from the root of the repository, to resolve its links.
    """

    name: str
    source: PurePosixPath
    text: str

    @property
    def title(self) -> str:
        """The first heading; without one, the name."""
        found = re.search(r"^# +(.+)$", self.text, re.MULTILINE)
        return found[1].strip() if found else self.name


@dataclass(frozen=True)
class Picture:
    """A file that a guide shows or links to."""

    path: Path
    media_type: str


class Library:
    """The documents below a root; they are part of the software and don't change while it runs."""

    def __init__(self, root: Path | None = None) -> None:
        self._root = root or packaged_root()

    def document(self, name: str) -> Document | None:
        """Return the document of that name below ``/docs/``."""
        source = self._source(name)
        if source is None or not (self._root / source).is_file():
            return None
        return Document(name, source, (self._root / source).read_text(encoding="utf-8"))

    def picture(self, name: str) -> Picture | None:
        """Return the file of that name below ``/docs/`` that is no document."""
        if not _NAME.fullmatch(name):
            return None
        path = self._root / DOCS / name
        media_type = _PICTURES.get(path.suffix)
        return Picture(path, media_type) if media_type and path.is_file() else None

    def name_of(self, source: PurePosixPath) -> str | None:
        """Return the name below ``/docs/`` of a file of the repository; ``None`` if it is not shown there."""
        known = _ELSEWHERE.get(str(source))
        if known is not None:
            return known if (self._root / source).is_file() else None
        if source.parts[:1] != (DOCS,) or not (self._root / source).is_file():
            return None
        inside = source.relative_to(DOCS)
        if inside.suffix == ".md":
            return f"{inside.parent}/" if inside.name == "README.md" else str(inside.with_suffix(""))
        return str(inside) if inside.suffix in _PICTURES else None

    def listed(self) -> list[Document]:
        """Return the guides in the order of the list."""
        return [document for name in GUIDES if (document := self.document(name)) is not None]

    def _source(self, name: str) -> PurePosixPath | None:
        elsewhere = next((source for source, known in _ELSEWHERE.items() if known == name), None)
        if elsewhere is not None:
            return PurePosixPath(elsewhere)
        if not _NAME.fullmatch(name.removesuffix("/")):
            return None
        return PurePosixPath(DOCS, name, "README.md") if name.endswith("/") else PurePosixPath(DOCS, f"{name}.md")
