"""Writes what was imported into ``data/imported/`` of a content folder, and reads what the folder describes besides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad

from strategy_graph.dataset.content import Content, ontology_files
from strategy_graph.dataset.line_numbers import LineNumbers
from strategy_graph.dataset.load import read_graph
from strategy_graph.dataset.rdf_files.discovery import Found, find_rdf
from strategy_graph.errors import unreadable
from strategy_graph.namespaces import GRAPH_DATA, GRAPH_ONTOLOGY
from strategy_graph.workbook.columns import ID
from strategy_graph.workbook.errors import Problem
from strategy_graph.workbook.read import OTHER_TRIPLES
from strategy_graph.workbook.sheets import BY_TITLE
from strategy_graph.workbook.terms import CLASS_IRIS, term
from strategy_graph.workbook.to_graph import Imported
from strategy_graph.workbook.turtle import prefixes_for, to_turtle

IMPORTED: Final = "imported"
_TYPE = term("rdf:type")
_MARK: Final = "Written by strategy-graph import"


@dataclass(frozen=True)
class Surroundings:
    """What a content folder describes besides what this import writes."""

    quads: list[Quad]
    line_numbers: LineNumbers


def folder_of_imports(root: Path) -> Path:
    return root / "data" / IMPORTED


def surroundings(content: Content, set_name: str) -> Surroundings:
    """Return the ontology, and the data but for what an earlier import of the same set wrote.

    :raises StrategyGraphError: a file cannot be read or does not parse.
    """
    line_numbers = LineNumbers()
    quads = read_graph(ontology_files(content), GRAPH_ONTOLOGY, LineNumbers())
    if content.data.is_dir() and any(content.data.rglob("*.*")):
        found = find_rdf(content.data, strict=True)
        own = set(written_files(content.root, set_name))
        found = Found(found.path, [file for file in found.files if file.path not in own], found.skipped)
        quads += read_graph(found, GRAPH_DATA, line_numbers)
    return Surroundings(quads, line_numbers)


def conflicts(imported: Imported, around: Surroundings) -> list[Problem]:
    """Return a problem for each imported thing that the folder describes already."""
    described = {
        quad.subject.value
        for quad in around.quads
        if quad.predicate == _TYPE
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and quad.object.value in CLASS_IRIS
    }
    return [
        record.problem(
            ID,
            f"{'/'.join(iri.rsplit('/', 2)[1:])} is described in {around.line_numbers.where(iri)} too",
            "Remove it there, or from this file",
        )
        for iri, record in imported.records.items()
        if iri in described
    ]


@dataclass(frozen=True)
class Change:
    """A file that an import has written, changed or removed."""

    path: Path
    what: str


def write_imported(root: Path, set_name: str, imported: Imported, base: str) -> list[Change]:
    """Write one file a sheet, and return the files that differ from before.

    A file of the same set whose sheet is empty now is removed.

    :raises StrategyGraphError: a file cannot be written.
    """
    folder = folder_of_imports(root)
    prefixes = prefixes_for(base)
    comment = f"{_MARK}. Change the file that it was read from, and import that again: a change made here is lost then."
    texts = {
        folder / f"{set_name}-{_file_name(title)}.ttl": to_turtle(triples, comment, prefixes)
        for title, triples in imported.triples.items()
        if triples
    }
    changes = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = {path: path.read_text(encoding="utf-8") for path in written_files(root, set_name)}
        for path, text in texts.items():
            if before.get(path) != text:
                temporary = path.with_suffix(".ttl.new")
                temporary.write_text(text, encoding="utf-8")
                temporary.replace(path)
                changes.append(Change(path, "changed" if path in before else "written"))
        for path in before.keys() - texts.keys():
            path.unlink()
            changes.append(Change(path, "removed"))
    except OSError as error:
        raise unreadable(str(error.filename or folder), error) from error
    return sorted(changes, key=lambda change: change.path)


def written_files(root: Path, set_name: str) -> list[Path]:
    """Return the files that earlier imports of a set have written: by name, and by the comment that they begin with."""
    names = [_file_name(title) for title in (*BY_TITLE, OTHER_TRIPLES)]
    paths = [folder_of_imports(root) / f"{set_name}-{name}.ttl" for name in names]
    return [path for path in paths if path.is_file() and _is_own(path)]


def _is_own(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as stream:
        return re.search(rf"^# {_MARK}", stream.read(20_000), re.MULTILINE) is not None


def _file_name(title: str) -> str:
    return title.lower().replace(" ", "-")
