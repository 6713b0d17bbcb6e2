"""Keeps the patch from one release to another as a file, made once."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache
from pathlib import Path
from typing import Final

from strategy_graph.dataset import Release
from strategy_graph.dumps import DumpFile
from strategy_graph.dumps.folder import locked, place_of
from strategy_graph.errors import unwritable
from strategy_graph.release_diff.changes import compare
from strategy_graph.release_diff.rdf_patch import write_patch
from strategy_graph.release_diff.states import read_state

FOLDER: Final = "patches"
"""The folder of the patches to a release, inside its folder."""


def patch_file(old: Release, new: Release) -> DumpFile:
    """Return the patch that leads from one release to another; it is made if there is none yet.

    :raises StrategyGraphError: a release cannot be read, or the file cannot be written.
    """
    parent = place_of(new)
    name = patch_name(old, new)
    path = parent / FOLDER / name
    try:
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            with locked(parent):
                if not path.is_file():
                    temporary = path.with_name(f".{name}-{os.getpid()}")
                    temporary.write_bytes(write_patch(compare(read_state(old.directory), read_state(new.directory))))
                    temporary.replace(path)
        return _described(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise unwritable(str(path), error) from error


def patch_name(old: Release, new: Release) -> str:
    """Return the name of the patch, which names both releases."""
    return f"{old.digest[:16]}..{new.digest[:16]}.rdfp"


@lru_cache(maxsize=64)
def _described(path: Path, _written: int) -> DumpFile:
    data = path.read_bytes()
    return DumpFile(path.name, path, len(data), hashlib.sha256(data).hexdigest())
