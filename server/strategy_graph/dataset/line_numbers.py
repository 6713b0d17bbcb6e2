"""Maps each subject to the file, and on demand the line, that describes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import BlankNode, NamedNode, Quad

from strategy_graph.dataset.rdf_files.rdf_file import RdfFile


@dataclass
class LineNumbers:
    """The first file that describes each subject; line numbers are searched in the text on demand."""

    files: dict[str, RdfFile] = field(default_factory=dict)
    prefixes: dict[RdfFile, dict[str, str]] = field(default_factory=dict)
    _holders: dict[str, str] = field(default_factory=dict)
    _lines: dict[RdfFile, list[str]] = field(default_factory=dict)

    def note(self, file: RdfFile, quad: Quad) -> None:
        """Record the file that a quad was read from."""
        subject = _key(quad.subject)
        if subject is None:
            return
        self.files.setdefault(subject, file)
        if isinstance(quad.object, BlankNode):
            self._holders.setdefault(f"_:{quad.object.value}", subject)

    def rename(self, names: Mapping[BlankNode, NamedNode]) -> None:
        """Find the blank nodes by their names as well."""
        for node, name in names.items():
            self._holders[name.value] = f"_:{node.value}"

    def where(self, node: str) -> str | None:
        """Return ``file:line`` of the description of an IRI or a blank node (``_:…``).

        The location of a blank node, or of the IRI that names it, is that of the subject that refers to it.
        """
        seen = set()
        while node in self._holders and node not in seen:
            seen.add(node)
            node = self._holders[node]
        file = self.files.get(node)
        if file is None:
            return None
        line = self._line(file, node)
        return f"{file.name}:{line}" if line else file.name

    def _line(self, file: RdfFile, iri: str) -> int | None:
        if file not in self._lines:
            with file.open() as stream:
                self._lines[file] = stream.read().decode("utf-8", errors="replace").splitlines()
        names = [f"<{iri}>", f'"{iri}"']
        for prefix, namespace in self.prefixes.get(file, {}).items():
            if iri.startswith(namespace):
                names.append(f"{prefix}:{iri.removeprefix(namespace)}")
        at_start = re.compile(r"\s*(?:" + "|".join(map(re.escape, names)) + r")(?=\s|$)")
        mentions = (number for number, text in enumerate(self._lines[file], 1) if at_start.match(text))
        elsewhere = (number for number, text in enumerate(self._lines[file], 1) if any(name in text for name in names))
        return next(mentions, None) or next(elsewhere, None)


def _key(node: object) -> str | None:
    if isinstance(node, NamedNode):
        return node.value
    if isinstance(node, BlankNode):
        return f"_:{node.value}"
    return None
