"""Finds the RDF files that a path stands for, and tells what it leaves out and why."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from strategy_graph.dataset.rdf_files.not_rdf import not_rdf
from strategy_graph.dataset.rdf_files.rdf_file import STANDARD_INPUT, RdfFile, copied, rdf_file, suffix_of
from strategy_graph.dataset.rdf_files.syntax import GENERIC_SUFFIXES, RDF_SUFFIXES, SYNTAXES
from strategy_graph.errors import StrategyGraphError


class Skipped(NamedTuple):
    """A file or folder that is not read, by the name that messages give it."""

    name: str
    reason: str


@dataclass
class Found:
    """The files to read, in the order of their names, and what is left out.

    :ivar path: where they were looked for.
    :ivar skipped: grows while the files are read: by those that turn out to hold no triple.
    """

    path: Path
    files: list[RdfFile] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)


def find_rdf(path: Path, *, strict: bool = False, below: bool = True) -> Found:
    """The RDF files that a user's path stands for.

    A path is ``-`` (standard input), a file, a pipe, or a folder. Of a folder, what has no extension of RDF, is hidden,
    cannot be read or is XML or JSON without RDF is left out.

    :param strict: what has an extension of RDF and can't be read as RDF is an error, and what can't be opened too.
    :param below: the folders in a folder are read too.
    :raises StrategyGraphError: nothing is there, or the folder holds no RDF file.
    """
    try:
        if str(path) == STANDARD_INPUT or (path.exists() and not path.is_dir() and not path.is_file()):
            return Found(path, [copied(path)])
        if path.is_file():
            return Found(path, [rdf_file(path)])
        if not path.is_dir():
            raise StrategyGraphError("no such file or folder", where=str(path), hint="Check the path")
        os.scandir(path).close()
    except OSError as error:
        raise unreadable(path, error) from error
    found = Found(path)
    for item in _in_folder(path, {}, below):
        if isinstance(item, RdfFile):
            found.files.append(item)
        elif strict and item.reason not in _HARMLESS:
            raise StrategyGraphError(item.reason, where=item.name, hint="Mend it or remove it")
        else:
            found.skipped.append(item)
    if not found.files:
        raise StrategyGraphError(
            f"this folder holds no RDF file{_left_out(found)}",
            where=str(path),
            hint=f"Put {SYNTAXES} there, or name a file",
        )
    return found


def unreadable(path: Path, error: OSError) -> StrategyGraphError:
    """What the system refused, as an error about the path."""
    return StrategyGraphError(
        f"cannot be read: {error.strerror or error}", where=str(path), hint="Check the path and its permissions"
    )


def describe_skipped(skipped: list[Skipped]) -> str:
    """The names by reason, at most five of each: ``a.txt, b.html (no extension of RDF); sub (Permission denied)``."""
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
    """Everything in a folder, links followed; each folder once, so that a link to one above ends."""
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
        # Its parent may be listed and not entered; opening it as a file says so.
        return False


def _file(path: Path) -> RdfFile | Skipped:
    suffix = suffix_of(path)
    if suffix not in RDF_SUFFIXES:
        return Skipped(str(path), _NO_EXTENSION)
    try:
        if not path.is_file():
            return Skipped(str(path), "the link leads nowhere" if path.is_symlink() else "neither a file nor a folder")
        path.open("rb").close()
        file = rdf_file(path)
        other = not_rdf(file) if suffix in GENERIC_SUFFIXES else None
    except OSError as error:
        return _unread(path, error)
    return file if other is None else Skipped(str(path), other.what)
