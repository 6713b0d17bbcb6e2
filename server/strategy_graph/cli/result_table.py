"""Renders the result of a SELECT or ASK query for a terminal."""

from __future__ import annotations

import json
import os
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from strategy_graph.cli.streams import printable
from strategy_graph.prefixed_names import shorten
from strategy_graph.text import counted

_MIN_COLUMN_WIDTH: Final = 16
"""The minimum width of a column in characters, even if the terminal then wraps the lines."""


def render_table(body: bytes) -> str:
    """Render a result in SPARQL 1.1 Query Results JSON as a table without truncation, and the number of its rows."""
    document = json.loads(body)
    if "boolean" in document:
        return "true\n" if document["boolean"] else "false\n"
    names = document["head"]["vars"]
    table = Table()
    for name in names:
        table.add_column(Text(name), overflow="fold")
    for row in document["results"]["bindings"]:
        table.add_row(*(Text(_cell(row.get(name))) for name in names))
    console = _console(len(names))
    with console.capture() as captured:
        console.print(table)
        console.print(Text(counted(table.row_count, "row"), style="dim"))
    return captured.get()


def _console(columns: int) -> Console:
    # https://no-color.org: set and not empty. Rich itself would omit the colours but keep bold and dim.
    plain = Console(color_system=None) if os.environ.get("NO_COLOR") else Console()
    plain.width = max(plain.width, columns * _MIN_COLUMN_WIDTH)
    return plain


def _cell(term: dict[str, Any] | None) -> str:
    if term is None:
        return ""
    return printable(shorten(term["value"]) if term["type"] == "uri" else term["value"])
