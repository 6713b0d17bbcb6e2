"""Finds the content folders and lists their files.

A content folder needs ``data/`` only. What it lacks of ``ontology/``, ``shapes/core/`` and ``queries/`` is taken from
the packaged content.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from strategy_graph.dataset.manifest import MANIFEST_NAME, Manifest, read_manifest
from strategy_graph.dataset.rdf_files.discovery import Found, find_rdf
from strategy_graph.dataset.shape_layers import find_shapes
from strategy_graph.errors import StrategyGraphError, unreadable

ENVIRONMENT_VARIABLE = "STRATEGY_GRAPH_CONTENT"
_ADVICE = (
    f"Name a folder that holds data/, and if need be {MANIFEST_NAME}, shapes/, queries/ and ontology/ "
    f"(or unset {ENVIRONMENT_VARIABLE})"
)


@dataclass(frozen=True)
class Content:
    """The content folders under one root."""

    root: Path

    @property
    def manifest(self) -> Manifest:
        """What the folder says about itself; read anew each time."""
        return read_manifest(self.root)

    @property
    def ontology(self) -> Path:
        return self._own_or_packaged("ontology")

    @property
    def rules(self) -> Path:
        return self.ontology / "rules"

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def shapes(self) -> Path:
        return self._own_or_packaged("shapes")

    @property
    def queries(self) -> Path:
        return self._own_or_packaged("queries")

    def _own_or_packaged(self, name: str) -> Path:
        own = self.root / name
        return own if _is_folder(own) else packaged_root() / name


def find_content(root: Path | None = None) -> Content:
    """Return the content under ``root``, else that of the environment, else the packaged copy, else the checkout.

    :raises StrategyGraphError: there is no such folder, or no folder ``data`` in it, or its manifest is invalid.
    """
    if root is None:
        named = os.environ.get(ENVIRONMENT_VARIABLE)
        root = Path(named) if named else packaged_root()
    content = Content(root)
    if not _is_folder(root):
        raise StrategyGraphError(
            "no such folder",
            where=str(root),
            hint=_ADVICE,
        )
    if not _is_folder(content.data):
        raise StrategyGraphError(
            f"there is no folder {content.data.name}",
            where=str(root),
            hint=_ADVICE,
        )
    read_manifest(root)
    return content


def is_content(path: Path) -> bool:
    """Return whether a path is a content folder rather than a folder of RDF files."""
    return (path / "data").is_dir() and any((path / name).exists() for name in ("ontology", "shapes", MANIFEST_NAME))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError as error:
        raise unreadable(str(path), error) from error


def packaged_root() -> Path:
    """Return the root of our own content: the packaged copy, else the checkout."""
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


def shape_files(content: Content, *, core_only: bool = False) -> Found:
    """Return the RDF files of the shapes: the core, the profile that the manifest names, and the folder's own.

    :param core_only: leave out the profile, which is for the content's own data.
    :raises StrategyGraphError: as :func:`data_files` does, or there is no such profile.
    """
    profile = "" if core_only else content.manifest.profile
    return find_shapes(content.root / "shapes", packaged_root() / "shapes", profile)


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
                raise StrategyGraphError(
                    "the link points to nothing", where=str(path), hint="Correct the link or remove it"
                )
        return [path for path in files if path.is_file()]
    except OSError as error:
        raise unreadable(str(folder), error) from error


def query_files(content: Content) -> list[Path]:
    """Return the files of the named queries, if there are any.

    :raises StrategyGraphError: the folder cannot be read, or one of them is a dangling link.
    """
    return _files(content.queries, frozenset({".rq"})) if _is_folder(content.queries) else []
