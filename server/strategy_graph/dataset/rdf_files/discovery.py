"""Finds the RDF files at a path, and lists the skipped files with the reasons."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from strategy_graph.dataset.rdf_files.not_rdf import detect_not_rdf
from strategy_graph.dataset.rdf_files.rdf_file import STANDARD_INPUT, RdfFile, copy_stream, rdf_file, suffix_of
from strategy_graph.dataset.rdf_files.syntax import GENERIC_SUFFIXES, RDF_SUFFIXES, SYNTAXES
from strategy_graph.errors import StrategyGraphError, unreadable


class Skipped(NamedTuple):
    """A file or folder that is not read, by its name in messages, with the reason."""

    name: str
    reason: str


@dataclass
class Found:
    """The files to read, in the order of their names, and the skipped ones.

    :ivar path: the path that was searched.
    :ivar skipped: extended while the files are read, by those that hold no triple.
    """

    path: Path
    files: list[RdfFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def find_rdf(path: Path, *, strict: bool = False, below: bool = True) -> Found:
    """Return the RDF files at a path.

    A path is ``-`` (standard input), a file, a pipe, or a folder. In a folder, files are skipped that have no extension
    of RDF, are hidden, cannot be read, or are XML or JSON without RDF.

    :param strict: an unreadable file or folder, and a file with an extension of RDF that is not RDF, are errors.
    :param below: also read the subfolders.
    :raises StrategyGraphError: the path does not exist, or the folder holds no RDF file.
    """
    try:
        if str(path) == STANDARD_INPUT or (path.exists() and not path.is_dir() and not path.is_file()):
            return Found(path, [copy_stream(path)])
        if path.is_file():
            return Found(path, [rdf_file(path)])
        if not path.is_dir():
            raise StrategyGraphError("no such file or folder", where=str(path), hint="Check the path")
        os.scandir(path).close()
    except OSError as error:
        raise unreadable(str(path), error) from error
    found = Found(path)
    for item in _in_folder(path, {}, below):
        if isinstance(item, RdfFile):
            found.files.append(item)
        elif strict and item.reason not in _HARMLESS:
            raise StrategyGraphError(item.reason, where=item.name, hint="Correct it or remove it")
        else:
            found.skipped.append(item)
    if not found.files:
        raise StrategyGraphError(
            f"this folder holds no RDF file{_left_out(found)}",
            where=str(path),
            hint=f"Put {SYNTAXES} there, or name a file",
        )
    return found


def describe_skipped(skipped: list[Skipped]) -> str:
    """Group the names by reason, five at most: ``a.txt, b.html (no extension of RDF); sub (Permission denied)``."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in skipped:
        by_reason.setdefault(reason, []).append(name)
    groups = []
    for reason, names in by_reason.items():
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        groups.append(f"{', '.join(names[:_NAMED])}{more} ({reason})")
    return "; ".join(groups)


_NAMED = 5
_HIDDEN = "hidden"
_NO_EXTENSION = "no extension of RDF"
_HARMLESS = {_HIDDEN, _NO_EXTENSION}


def _left_out(found: Found) -> str:
    return f"; left out: {describe_skipped(found.skipped)}" if found.skipped else ""


def _in_folder(folder: Path, seen: dict[tuple[int, int], Path], below: bool) -> Iterator[RdfFile | Skipped]:
    """Yield all files in a folder, following links; each folder is visited once, so that cycles of links end."""
    try:
        identity = folder.stat()
        first = seen.setdefault((identity.st_dev, identity.st_ino), folder)
        if first is not folder:
            yield Skipped(str(folder), f"the same folder as {first}")
            return
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield _unread(folder, error)
        return
    for path in entries:
        if path.name.startswith("."):
            yield Skipped(str(path), _HIDDEN)
        elif _is_folder(path):
            if below:
                yield from _in_folder(path, seen, below)
        else:
            yield _file(path)


def _unread(path: Path, error: OSError) -> Skipped:
    return Skipped(str(path), f"cannot be read: {error.strerror or error}")


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        # The parent may be readable but not searchable; opening the path as a file reports that.
        return False


def _file(path: Path) -> RdfFile | Skipped:
    suffix = suffix_of(path)
    if suffix not in RDF_SUFFIXES:
        return Skipped(str(path), _NO_EXTENSION)
    try:
        if not path.is_file():
            return Skipped(
                str(path), "the link points to nothing" if path.is_symlink() else "neither a file nor a folder"
            )
        path.open("rb").close()
        file = rdf_file(path)
        other = detect_not_rdf(file) if suffix in GENERIC_SUFFIXES else None
    except OSError as error:
        return _unread(path, error)
    return file if other is None else Skipped(str(path), other.what)
