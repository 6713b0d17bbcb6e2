"""Imports a file into a content folder: reads it, checks all of it, and writes what has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from strategy_graph.dataset.content import Content
from strategy_graph.dataset.manifest import MANIFEST_NAME
from strategy_graph.workbook.errors import ImportRefused, Problem, other_base
from strategy_graph.workbook.folder import Change, conflicts, surroundings, write_imported
from strategy_graph.workbook.references import Index
from strategy_graph.workbook.starter_folder import DEFAULT_BASE, check_base, write_manifest
from strategy_graph.workbook.table import Tables
from strategy_graph.workbook.to_graph import to_graph

Reader = Callable[[Path, str, list[Problem]], Tables]
"""Reads a file, with the language of text whose language is not given, and appends what is wrong to the list."""


@dataclass(frozen=True)
class Outcome:
    """What an import did.

    :ivar things: how many things the file describes.
    :ivar triples: how many triples they have.
    """

    things: int
    triples: int
    changes: list[Change]


def import_file(file: Path, folder: Path, reader: Reader, set_name: str, base: str | None) -> Outcome:
    """Import a file into a content folder, which is made if there is none.

    :param set_name: what the files are named after; an import replaces what an earlier one of the same set wrote.
    :param base: the base IRI of a new folder.
    :raises ImportRefused: something is wrong in the file; nothing was written.
    :raises StrategyGraphError: the file or the folder cannot be read, or the folder has another base.
    """
    content = Content(folder)
    manifest = content.manifest
    chosen = check_base(base or manifest.base or DEFAULT_BASE) if not manifest.base.endswith("#") else manifest.base
    if base and manifest.base and chosen != manifest.base:
        raise other_base(str(folder / MANIFEST_NAME), manifest.base)
    language = manifest.languages[0] if manifest.languages else "en"
    problems: list[Problem] = []
    tables = reader(file, language, problems)
    around = surroundings(content, set_name)
    index = Index(chosen)
    index.add_graph(around.quads)
    imported = to_graph(tables, index, problems)
    problems += conflicts(imported, around)
    if problems:
        raise ImportRefused(str(file), problems)
    if not (folder / MANIFEST_NAME).exists():
        write_manifest(folder, chosen, file.stem, _languages(tables, language))
    changes = write_imported(folder, set_name, imported, chosen)
    return Outcome(len(imported.records), sum(map(len, imported.triples.values())), changes)


def _languages(tables: Tables, first: str) -> tuple[str, ...]:
    """Return the languages that the names are in."""
    used = {header.language for record in tables.records for header in record.cells if header.name in ("name", "title")}
    return (first, *sorted(used - {first, ""}))
