"""The header of a named query: what the query answers, for whoever reads the file and for the graph.

A file of ``queries/`` is a whole SPARQL query under a header of ``#+`` lines that are YAML (the convention of grlc).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from strategy_graph.errors import StrategyGraphError


class HeaderError(StrategyGraphError):
    """A query file whose header does not say what it must, or does not fit its query."""


@dataclass(frozen=True)
class Header:
    """The header as written.

    :ivar parameters: each as YAML gives it; the catalogue checks them.
    :ivar query: the file without its header.
    """

    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Any, ...]
    query: str


def read_header(path: Path, text: str) -> Header:
    """Read the header of a query file.

    :raises HeaderError: it is missing, is not YAML, or lacks its summary, description or tags.
    """
    lines = text.splitlines(keepends=True)
    fields = _fields(path, "".join(line[2:].removeprefix(" ") for line in lines if line.startswith("#+")))
    for needed in ("summary", "description", "tags"):
        if not fields.get(needed):
            raise HeaderError(f"the header has no {needed}", where=f"{path}:1", hint=f"Add a line #+ {needed}: …")
    return Header(
        summary=str(fields["summary"]).strip(),
        description=" ".join(str(fields["description"]).split()),
        tags=tuple(str(tag) for tag in fields["tags"]),
        parameters=tuple(fields.get("parameters") or ()),
        query="".join(line for line in lines if not line.startswith("#+")).strip() + "\n",
    )


def _fields(path: Path, header: str) -> dict[str, Any]:
    try:
        fields = yaml.safe_load(header)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 1
        raise HeaderError(
            f"the header is not YAML: {error.problem}", where=f"{path}:{line}", hint="Correct the #+ lines"
        ) from error
    if not isinstance(fields, dict):
        raise HeaderError("the header is missing", where=f"{path}:1", hint="Begin the file with #+ summary: …")
    return fields
