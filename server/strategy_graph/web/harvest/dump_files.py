"""Lists the files of the served release: their names without making them, or with sizes and checksums."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote

from strategy_graph.dataset import Release
from strategy_graph.dumps import dumps_of
from strategy_graph.dumps.files import CODINGS, README, SUMS, TURTLE, WHOLE, graph_file
from strategy_graph.dumps.files import DumpFile as FileOnDisk
from strategy_graph.harvest.builder_inputs import DumpFile

_ALWAYS: Final = (".nq", ".trig", ".nt")
"""Formats that can express every release; JSON-LD can't express triple terms."""


def named_dump_files(release: Release) -> tuple[DumpFile, ...]:
    """Return the files that a release has or will have once one of them is asked for, without sizes and checksums."""
    files = (FileOnDisk(name, release.directory / name, 0, "") for name in _names(release))
    return tuple(_described(release, file) for file in sorted(files, key=lambda file: file.name))


def dump_files_with_checksums(release: Release) -> tuple[DumpFile, ...]:
    """Return all files of a release with sizes and checksums; they are made if there are none yet.

    :raises StrategyGraphError: they can't be made.
    """
    files = dumps_of(release)
    return tuple(
        _described(release, file) for name, file in sorted(files.items()) if Path(name).name not in {README, SUMS}
    )


def _names(release: Release) -> Iterator[str]:
    for coding in CODINGS:
        yield from (WHOLE + suffix + coding for suffix in _ALWAYS)
        yield from (graph_file(graph) + TURTLE + coding for graph in release.graphs)


def _described(release: Release, file: FileOnDisk) -> DumpFile:
    return DumpFile(
        file.name,
        f"/dumps/{release.digest[:16]}/{quote(file.name)}",
        file.content_media_type.split(";")[0],
        file.media_type if file.coding else "",
        file.size,
        file.sha256,
        file.scope,
    )
