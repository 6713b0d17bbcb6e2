"""Computes the fingerprint of the files that a release is built from, which tells whether it is up to date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from strategy_graph.dataset.content import (
    Content,
    data_files,
    ontology_files,
    packaged_root,
    query_files,
    rule_files,
    shape_files,
)
from strategy_graph.dataset.manifest import MANIFEST_NAME
from strategy_graph.dataset.rdf_files.rdf_file import RdfFile
from strategy_graph.errors import unreadable


def fingerprint(content: Content) -> str:
    """Return a SHA-256 hash over the names and bytes of all files that a release is built from.

    :raises StrategyGraphError: a file cannot be read.
    """
    roots = (content.root, packaged_root())
    manifest = content.root / MANIFEST_NAME
    return _hash(
        (next(path.relative_to(root).as_posix() for root in roots if root in path.parents), path)
        for path in [
            *([manifest] if manifest.exists() else []),
            *(file.path for file in ontology_files(content).files),
            *rule_files(content),
            *(file.path for file in data_files(content).files),
            *(file.path for file in shape_files(content).files),
            *query_files(content),
        ]
    )


def fingerprint_files(files: list[RdfFile], root: Path) -> str:
    """Return a SHA-256 hash over the names, relative to ``root``, and bytes of a user's own files."""
    return _hash(
        (file.path.relative_to(root).as_posix() if root in file.path.parents else Path(file.name).name, file.path)
        for file in files
    )


def _hash(named: Iterator[tuple[str, Path]]) -> str:
    total = hashlib.sha256()
    for name, path in named:
        try:
            with path.open("rb") as stream:
                inner = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise unreadable(str(path), error) from error
        total.update(f"{inner}  {name}\n".encode())
    return total.hexdigest()
