"""Parses the header of a named query, which holds its metadata.

A file of ``queries/`` is a complete SPARQL query below a header of ``#+`` lines in YAML (the convention of grlc).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from strategy_graph.errors import StrategyGraphError

_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader in C, if PyYAML was built with it: every start reads all headers."""


class HeaderError(StrategyGraphError):
    """A query file whose header is incomplete, invalid, or contradicts its query."""


@dataclass(frozen=True)
class Header:
    """The parsed header of a query file.

    :ivar parameters: as parsed from YAML; the catalogue checks them.
    :ivar columns: column headings by variable.
    :ivar query: the file without its header.
    """

    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Any, ...]
    columns: Mapping[str, str]
    query: str


def read_header(path: Path, text: str) -> Header:
    """Read the header of a query file.

    :raises HeaderError: it is missing, is not YAML, lacks its summary, description or tags, or has a value of the wrong
        type.
    """
    lines = text.splitlines(keepends=True)
    fields = _fields(path, {number: line for number, line in enumerate(lines, 1) if line.startswith("#+")})
    for needed in ("summary", "description", "tags"):
        if not fields.get(needed):
            raise HeaderError(f"the header has no {needed}", where=f"{path}:1", hint=f"Add a line #+ {needed}: …")
    for name, kind, called in (("tags", list, "list"), ("parameters", list, "list"), ("columns", dict, "mapping")):
        if not isinstance(fields.get(name) or kind(), kind):
            raise HeaderError(f"{name} in the header is no {called}", where=f"{path}:1", hint=f"Write a YAML {called}")
    return Header(
        summary=str(fields["summary"]).strip(),
        description=" ".join(str(fields["description"]).split()),
        tags=tuple(str(tag) for tag in fields["tags"]),
        parameters=tuple(fields.get("parameters") or ()),
        columns={str(variable): str(title) for variable, title in (fields.get("columns") or {}).items()},
        query="".join(line for line in lines if not line.startswith("#+")).strip() + "\n",
    )


def _fields(path: Path, lines: Mapping[int, str]) -> dict[str, Any]:
    """Parse the header as YAML.

    :param lines: the lines of the header by line number in the file.
    """
    try:
        fields = yaml.load("".join(line[2:].removeprefix(" ") for line in lines.values()), Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        # An error at the end of the header has the line number after it.
        line = [*lines, max(lines)][mark.line] if mark and mark.line <= len(lines) else 1
        said = getattr(error, "problem", None) or "a character that YAML does not have"
        raise HeaderError(
            f"the header is not YAML: {said}", where=f"{path}:{line}", hint="Correct the #+ lines"
        ) from error
    if not isinstance(fields, dict):
        raise HeaderError("the header is missing", where=f"{path}:1", hint="Begin the file with #+ summary: …")
    return fields
