"""Reads a state of the graph to compare: of a release folder, or of a dump of all graphs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, parse

from strategy_graph.dataset.release.build import HIDDEN
from strategy_graph.dataset.release.digest import canonical_nquads
from strategy_graph.dataset.release.folder import CANONICAL
from strategy_graph.dumps.compression import decompress
from strategy_graph.dumps.files import WHOLE
from strategy_graph.dumps.nquads import Statement, read_statements
from strategy_graph.errors import StrategyGraphError, unreadable
from strategy_graph.release_diff.blank_labels import with_stable_labels

SUFFIXES: Final = (".nq", ".nq.gz", ".nq.zst")
_FORMS: Final = "Give a digest, a release folder, or a dump of all graphs: .nq, .nq.gz or .nq.zst"


@dataclass(frozen=True)
class State:
    """All statements of a release; blank nodes have labels that say what they hold.

    :ivar digest: SHA-256 of the canonical form.
    """

    digest: str
    statements: frozenset[Statement]

    @property
    def default_view(self) -> State:
        """The distinct triples of the graphs that queries see by default."""
        hidden = {f"<{graph}>" for graph in HIDDEN}
        seen = (statement._replace(graph="") for statement in self.statements if statement.graph not in hidden)
        return State(self.digest, frozenset(seen))


def read_state(path: Path) -> State:
    """Read a release folder, a folder of dumps, or a file of N-Quads.

    :raises StrategyGraphError: there is no such file, it is damaged, or it is not N-Quads.
    """
    file = _file_of(path)
    try:
        data = file.read_bytes()
    except OSError as error:
        raise unreadable(str(file), error) from error
    try:
        data = decompress(data, file.name)
    except ValueError as error:
        raise StrategyGraphError(
            f"the file is damaged: {error}", where=str(file), hint="Fetch it again, and check it with SHA256SUMS"
        ) from error
    # Only what a build has written is known to be in the canonical form.
    return state_of(data if file.name == CANONICAL else _canonical(data, file), str(file))


def state_of(canonical: bytes, where: str) -> State:
    """Return the state that a document in the canonical form holds.

    :param where: the name of the document, for errors.
    """
    statements = list(read_statements(canonical.decode(), where))
    return State(hashlib.sha256(canonical).hexdigest(), frozenset(with_stable_labels(statements)))


def _canonical(data: bytes, file: Path) -> bytes:
    try:
        return canonical_nquads(parse(data, format=RdfFormat.N_QUADS))
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f"{file}:{line}" if line else str(file)
        raise StrategyGraphError(f"this is not N-Quads: {error}", where=where, hint=_FORMS) from error


def _file_of(path: Path) -> Path:
    if path.is_dir():
        found = [path / name for name in (CANONICAL, *(WHOLE + suffix for suffix in SUFFIXES))]
        for file in found:
            if file.is_file():
                return file
        raise StrategyGraphError("no release and no dump of all graphs is in this folder", where=str(path), hint=_FORMS)
    if path.exists() and not path.name.endswith(SUFFIXES):
        raise StrategyGraphError("this is no dump of all graphs", where=str(path), hint=_FORMS)
    return path
