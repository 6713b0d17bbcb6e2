"""``strategy-graph query``: named queries, files and standard input against the release."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from strategy_graph.app import create_engine, create_guard
from strategy_graph.catalogue import Catalogue
from strategy_graph.cli.progress import progress
from strategy_graph.dataset import Release, build_release, current_release, default_target, find_content, is_stale
from strategy_graph.dataset.report import shorten
from strategy_graph.engine import Form, GuardedQuery, QueryRequest, QuerySyntaxError
from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.negotiation import GRAPH_FORMATS, RESULT_FORMATS, choose
from strategy_graph.settings import Settings

TABLE = "table"


@click.command()
@click.argument("name", required=False)
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="Of a named query.")
@click.option("--file", "file", type=click.Path(path_type=Path), help="Read the query from a file.")
@click.option("--format", "format_", help="table, csv, tsv, json, xml, turtle, ntriples, rdfxml or jsonld.")
@click.option("--list", "list_", is_flag=True, help="List the named queries.")
@click.option("--show", is_flag=True, help="Print the SPARQL with its parameters and do not run it.")
def query(
    name: str | None, parameters: tuple[str, ...], file: Path | None, format_: str | None, list_: bool, show: bool
) -> None:
    """Ask a named query, a file, or standard input (NAME is - or the name of a .rq file).

    Prints a table on a terminal and CSV elsewhere; Turtle for CONSTRUCT and DESCRIBE.
    """
    content = find_content()
    catalogue = Catalogue.load(content.queries)
    if list_:
        _list(catalogue)
        return
    text, where = _read(catalogue, name, file, parameters)
    if show:
        click.echo(text.rstrip())
        return
    guarded = create_guard(Settings.from_environment()).admit(text)
    form = guarded.form
    default = "turtle" if form is Form.GRAPH else TABLE if sys.stdout.isatty() else "csv"
    wanted = format_ or default
    tabular = wanted == TABLE and form is not Form.GRAPH
    formats = GRAPH_FORMATS if form is Form.GRAPH else RESULT_FORMATS
    media_type = RESULT_FORMATS[0].media_type if tabular else choose(None, formats, name=wanted).media_type
    body = _run(_release(), guarded, media_type, where)
    if tabular:
        _print_table(body)
    else:
        sys.stdout.buffer.write(body if body.endswith(b"\n") else body + b"\n")


def _read(
    catalogue: Catalogue, name: str | None, file: Path | None, parameters: tuple[str, ...]
) -> tuple[str, str | None]:
    """The query's text, and the file that it is from."""
    if (name is None) == (file is None):
        raise StrategyGraphError("name one query", hint="Give a name, - or --file; --list shows the names")
    if file is None and name is not None and name.endswith(".rq") and Path(name).exists():
        file = Path(name)
    if file is not None or name == "-":
        if parameters:
            raise StrategyGraphError("only named queries have parameters", hint="Write the values into the query")
        if file is None:
            return sys.stdin.read(), "standard input"
        try:
            return file.read_text("utf-8"), str(file)
        except (OSError, UnicodeDecodeError) as error:
            raise StrategyGraphError(
                f"cannot be read: {getattr(error, 'strerror', None) or error}", where=str(file), hint="Check the path"
            ) from error
    assert name is not None
    values = {}
    for given in parameters:
        key, equals, value = given.partition("=")
        if not equals:
            raise StrategyGraphError(f"the parameter '{given}' has no value", hint="Write it as name=value")
        values[key] = value
    return catalogue[name].bind(values), None


def _release() -> Release:
    content = find_content()
    target = default_target(content)
    release = current_release(target)
    if release is None or is_stale(content, release):
        with progress() as tell:
            release = build_release(content, target, progress=tell)
    return release


def _run(release: Release, query: GuardedQuery, media_type: str, where: str | None) -> bytes:
    engine = create_engine(Settings.from_environment(), release)
    try:
        return engine.query(QueryRequest(query, media_type)).body
    except QuerySyntaxError as error:
        if where is not None and error.line is not None:
            error.where = f"{where}:{error.line}:{error.column}"
        raise
    finally:
        engine.close()


def _list(catalogue: Catalogue) -> None:
    for named in catalogue:
        click.echo(f"{named.name}\n    {named.summary}")
        for parameter in named.parameters:
            words = f" ({', '.join(parameter.values)})" if parameter.values else ""
            click.echo(f"    -p {parameter.name}={parameter.default}  {parameter.description}{words}")


def _print_table(body: bytes) -> None:
    document = json.loads(body)
    console = Console(soft_wrap=False)
    if "boolean" in document:
        console.print("true" if document["boolean"] else "false")
        return
    table = Table(*document["head"]["vars"])
    for row in document["results"]["bindings"]:
        cells = (row.get(column) for column in document["head"]["vars"])
        table.add_row(*("" if c is None else shorten(c["value"]) if c["type"] == "uri" else c["value"] for c in cells))
    console.print(table)
    console.print(f"{table.row_count} row{'' if table.row_count == 1 else 's'}", style="dim")
