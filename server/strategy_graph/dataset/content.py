"""Finds the content folders, lists their files and computes their fingerprint."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from strategy_graph.dataset.rdf_files.discovery import Found, find_rdf
from strategy_graph.dataset.rdf_files.rdf_file import RdfFile
from strategy_graph.errors import StrategyGraphError, unreadable

ENVIRONMENT_VARIABLE = "STRATEGY_GRAPH_CONTENT"
_ADVICE = f"Name a folder that holds ontology/, data/ and shapes/ (or unset {ENVIRONMENT_VARIABLE})"


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
    """Return the content under ``root``, else that of the environment, else the packaged copy, else the checkout.

    :raises StrategyGraphError: there is no ``ontology``, ``data`` or ``shapes`` folder there.
    """
    if root is None:
        named = os.environ.get(ENVIRONMENT_VARIABLE)
        root = Path(named) if named else _own_root()
    content = Content(root)
    if not _is_folder(root):
        raise StrategyGraphError(
            "no such folder",
            where=str(root),
            hint=_ADVICE,
        )
    for folder in (content.ontology, content.data, content.shapes):
        if not _is_folder(folder):
            raise StrategyGraphError(
                f"there is no folder {folder.name}",
                where=str(root),
                hint=_ADVICE,
            )
    return content


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        raise unreadable(str(path), error) from error


def _own_root() -> Path:
    package = Path(__file__).resolve().parents[1]
    packaged = package / "content"
    return packaged if packaged.is_dir() else package.parents[1]


def ontology_files(content: Content) -> Found:
    """Return the RDF files in ``ontology/``, not those of its subfolders: rules and examples are not facts.

    :raises StrategyGraphError: as :func:`data_files` does.
    """
    return _rdf_files(content.ontology, below=False)


def data_files(content: Content) -> Found:
    """Return the RDF files in ``data/`` and its subfolders, by name.

    :raises StrategyGraphError: the folder is missing, unreadable or without RDF files; or one of them, or a subfolder,
        is unreadable or a dangling link.
    """
    return _rdf_files(content.data)


def shape_files(content: Content) -> Found:
    """Return the RDF files in ``shapes/`` and its subfolders, by name.

    :raises StrategyGraphError: as :func:`data_files` does.
    """
    return _rdf_files(content.shapes)


def _rdf_files(folder: Path, *, below: bool = True) -> Found:
    if not _is_folder(folder):
        raise StrategyGraphError("this folder is missing", where=str(folder), hint="Restore it from the repository")
    return find_rdf(folder, strict=True, below=below)


def rule_files(content: Content) -> list[Path]:
    """Return the derivation rules in the order in which they run, if there are any.

    :raises StrategyGraphError: the folder cannot be read, or one of them is a dangling link.
    """
    return _files(content.rules, frozenset({".rq"})) if _is_folder(content.rules) else []


def _files(folder: Path, suffixes: frozenset[str]) -> list[Path]:
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in suffixes)
        for path in files:
            if not path.exists():
                raise StrategyGraphError("the link leads nowhere", where=str(path), hint="Mend the link or remove it")
        return [path for path in files if path.is_file()]
    except OSError as error:
        raise unreadable(str(folder), error) from error


def query_files(content: Content) -> list[Path]:
    """Return the files of the named queries, if there are any.

    :raises StrategyGraphError: the folder cannot be read, or one of them is a dangling link.
    """
    return _files(content.queries, frozenset({".rq"})) if _is_folder(content.queries) else []


def fingerprint(content: Content) -> str:
    """Return a SHA-256 hash over the names and bytes of all files that a release is built from.

    :raises StrategyGraphError: a file cannot be read.
    """
    return _hash(
        (path.relative_to(content.root).as_posix(), path)
        for path in [
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
