"""Where the content folders are, and what is in them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from strategy_graph.dataset.syntax import RDF_SUFFIXES
from strategy_graph.errors import StrategyGraphError

ENVIRONMENT_VARIABLE = "STRATEGY_GRAPH_CONTENT"


@dataclass(frozen=True)
class Content:
    """The content folders under one root."""

    root: Path

    @property
    def ontology(self) -> Path:
        return self.root / "ontology"

    @property
    def rules(self) -> Path:
        return self.ontology / "rules"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def shapes(self) -> Path:
        return self.root / "shapes"

    @property
    def queries(self) -> Path:
        return self.root / "queries"


def find_content(root: Path | None = None) -> Content:
    """The content under ``root``, else where the environment says, else the packaged copy, else the checkout.

    :raises StrategyGraphError: there is no ``ontology`` or ``data`` folder there.
    """
    if root is None:
        named = os.environ.get(ENVIRONMENT_VARIABLE)
        root = Path(named) if named else _own_root()
    content = Content(root)
    for folder in (content.ontology, content.data, content.shapes):
        if not folder.is_dir():
            raise StrategyGraphError(
                f"there is no folder {folder.name}",
                where=str(root),
                hint=f"Name a folder that holds ontology/, data/ and shapes/ (or unset {ENVIRONMENT_VARIABLE})",
            )
    return content


def _own_root() -> Path:
    package = Path(__file__).resolve().parents[1]
    packaged = package / "content"
    return packaged if packaged.is_dir() else package.parents[1]


def rdf_files(folder: Path) -> list[Path]:
    """The RDF files directly in a content folder, by name.

    :raises StrategyGraphError: the folder is missing or holds none.
    """
    if not folder.is_dir():
        raise StrategyGraphError("this folder is missing", where=str(folder), hint="Restore it from the repository")
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() in RDF_SUFFIXES and path.is_file())
    if not files:
        raise StrategyGraphError("this folder holds no RDF file", where=str(folder), hint="Put Turtle files there")
    return files


def rule_files(content: Content) -> list[Path]:
    """The derivation rules in the order in which they run; a content without rules is complete as it stands."""
    return sorted(content.rules.glob("*.rq")) if content.rules.is_dir() else []


def query_files(content: Content) -> list[Path]:
    """The named queries; a content may have none."""
    return sorted(content.queries.glob("*.rq")) if content.queries.is_dir() else []


def fingerprint(content: Content) -> str:
    """A hash of every file that a release is built from, by name and bytes."""
    return _hash(
        (path.relative_to(content.root).as_posix(), path)
        for path in [
            *rdf_files(content.ontology),
            *rule_files(content),
            *rdf_files(content.data),
            *rdf_files(content.shapes),
            *query_files(content),
        ]
    )


def fingerprint_files(files: list[Path], root: Path) -> str:
    """A hash of a user's own files, by name below ``root`` and bytes."""
    return _hash((path.relative_to(root).as_posix() if path != root else path.name, path) for path in files)


def _hash(named: Iterator[tuple[str, Path]]) -> str:
    total = hashlib.sha256()
    for name, path in named:
        with path.open("rb") as stream:
            inner = hashlib.file_digest(stream, "sha256").hexdigest()
        total.update(f"{inner}  {name}\n".encode())
    return total.hexdigest()
