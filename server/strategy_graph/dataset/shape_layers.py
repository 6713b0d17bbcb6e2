"""Finds the shapes of a content: the core, the profile that its manifest names, and shapes of its own."""

from __future__ import annotations

from pathlib import Path

from strategy_graph.dataset.manifest import MANIFEST_NAME
from strategy_graph.dataset.rdf_files.discovery import Found, find_rdf
from strategy_graph.dataset.rdf_files.rdf_file import suffix_of
from strategy_graph.dataset.rdf_files.syntax import RDF_SUFFIXES
from strategy_graph.errors import StrategyGraphError

CORE = "core"
PROFILES = "profiles"


def find_shapes(own: Path, packaged: Path, profile: str) -> Found:
    """Return the RDF files of the shapes, those of each layer by name.

    The folder's own ``core/`` and ``profiles/NAME/`` take the place of the packaged ones. Its other files are read too.
    A folder that has files and neither of the two is a whole set of shapes, so that the packaged core is left out.

    :param own: the folder ``shapes`` of the content, which may be missing.
    :param profile: the name of a profile; empty for none.
    :raises StrategyGraphError: there is no such profile, or a file or folder cannot be read.
    """
    layers = [*_others(own)]
    whole = bool(layers) and not any((own / name).is_dir() for name in (CORE, PROFILES))
    if not whole:
        layers.insert(0, find_rdf(_first(own / CORE, packaged / CORE), strict=True))
    if profile:
        layers.append(find_rdf(_profile(own, packaged, profile), strict=True))
    files = [file for layer in layers for file in layer.files]
    skipped = [item for layer in layers for item in layer.skipped]
    return Found(own if own.is_dir() else packaged, files, skipped)


def _others(own: Path) -> list[Found]:
    """Return the files beside ``core/`` and ``profiles/``, with those of the other subfolders."""
    if not own.is_dir():
        return []
    if not any((own / name).is_dir() for name in (CORE, PROFILES)):
        return [find_rdf(own, strict=True)] if any(own.iterdir()) else []
    found = []
    for path in sorted(own.iterdir()):
        if path.is_dir() and path.name not in (CORE, PROFILES) and not path.name.startswith("."):
            found.append(find_rdf(path, strict=True))
    if any(suffix_of(path) in RDF_SUFFIXES for path in own.iterdir() if not path.is_dir()):
        found.insert(0, find_rdf(own, strict=True, below=False))
    return found


def _first(*folders: Path) -> Path:
    return next((folder for folder in folders if folder.is_dir()), folders[-1])


def _profile(own: Path, packaged: Path, name: str) -> Path:
    folder = _first(own / PROFILES / name, packaged / PROFILES / name)
    if folder.is_dir():
        return folder
    names = ", ".join(sorted({child.name for parent in (own, packaged) for child in parent.glob(f"{PROFILES}/*/")}))
    raise StrategyGraphError(
        f"there is no profile '{name}'",
        where=str(own.parent / MANIFEST_NAME),
        hint=f"Put its shapes into shapes/{PROFILES}/{name}/, or name one of: {names}",
    )
