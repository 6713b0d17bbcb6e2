"""Remembers which file a subject was written in, and finds its line when somebody asks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, Quad


@dataclass
class Origins:
    """The first file in which each subject is described; lines are looked up in the text only when asked for."""

    files: dict[str, Path] = field(default_factory=dict)
    prefixes: dict[Path, dict[str, str]] = field(default_factory=dict)
    _holders: dict[str, str] = field(default_factory=dict)
    _lines: dict[Path, list[str]] = field(default_factory=dict)

    def note(self, path: Path, quad: Quad) -> None:
        """Remember where a quad was read."""
        subject = _key(quad.subject)
        if subject is None:
            return
        self.files.setdefault(subject, path)
        if isinstance(quad.object, BlankNode):
            self._holders.setdefault(f"_:{quad.object.value}", subject)

    def where(self, node: str) -> str | None:
        """``file:line`` of the description of an IRI or blank node (``_:…``); a blank node is where its holder is."""
        seen = set()
        while node.startswith("_:") and node in self._holders and node not in seen:
            seen.add(node)
            node = self._holders[node]
        path = self.files.get(node)
        if path is None:
            return None
        line = self._line(path, node)
        return f"{path}:{line}" if line else str(path)

    def _line(self, path: Path, iri: str) -> int | None:
        if path not in self._lines:
            self._lines[path] = path.read_text(encoding="utf-8", errors="replace").splitlines()
        names = [f"<{iri}>", f'"{iri}"']
        for prefix, namespace in self.prefixes.get(path, {}).items():
            if iri.startswith(namespace):
                names.append(f"{prefix}:{iri.removeprefix(namespace)}")
        at_start = re.compile(r"\s*(?:" + "|".join(map(re.escape, names)) + r")(?=\s|$)")
        mentions = (number for number, text in enumerate(self._lines[path], 1) if at_start.match(text))
        elsewhere = (number for number, text in enumerate(self._lines[path], 1) if any(name in text for name in names))
        return next(mentions, None) or next(elsewhere, None)


def _key(node: object) -> str | None:
    if isinstance(node, NamedNode):
        return node.value
    if isinstance(node, BlankNode):
        return f"_:{node.value}"
    return None
