"""The command ``query``: runs a named query, a file or standard input on the release."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from strategy_graph.cli.options import content_option
from strategy_graph.cli.query_source import QuerySource, bound_query, opened, resolved
from strategy_graph.cli.releases import fresh_release
from strategy_graph.cli.result_table import render_table
from strategy_graph.cli.streams import say, write_bytes
from strategy_graph.dataset import Release, find_content
from strategy_graph.dataset.release.engine import create_guard
from strategy_graph.engine import (
    Form,
    QueryForbidden,
    QueryRequest,
    QuerySyntaxError,
    QueryTooLarge,
)
from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.formats import GRAPH_FORMATS, RESULT_FORMATS
from strategy_graph.http.negotiation import NotAcceptable, choose
from strategy_graph.named_queries.catalogue import Catalogue, QueryNotFound
from strategy_graph.named_queries.parameters import single_values
from strategy_graph.namespaces import THINGS
from strategy_graph.settings import Settings
from strategy_graph.sparql_tokens import Kind, line_and_column, tokens
from strategy_graph.text import listed, relative_location
from strategy_graph.utf8 import decode, read

TABLE: Final = "table"
STANDARD_INPUT: Final = "standard input"
_FORMAT_HELP: Final = (
    f"{listed([TABLE, *(form.name for form in RESULT_FORMATS)], 'or')}; "
    f"{listed([form.name for form in GRAPH_FORMATS], 'or')}."
)


@click.command()
@click.argument("name", required=False)
@click.option("-p", "--parameter", "parameters", multiple=True, metavar="NAME=VALUE", help="Of a named query.")
@click.option("--file", "file", type=click.Path(path_type=Path), help="Read the query from a file.")
@click.option("--format", "format_", help=_FORMAT_HELP)
@click.option("--list", "list_", is_flag=True, help="List the named queries, as JSON with --format json.")
@click.option("--show", is_flag=True, help="Print the SPARQL with its parameters and do not run it.")
@content_option
def query(
    name: str | None,
    parameters: tuple[str, ...],
    file: Path | None,
    format_: str | None,
    list_: bool,
    show: bool,
    root: Path | None,
) -> None:
    """Ask a named query, a file, or standard input (NAME is - or the name of a .rq file).

    Prints a table on a terminal and CSV elsewhere; Turtle for CONSTRUCT and DESCRIBE.
    """
    content = find_content(root)
    catalogue = Catalogue.load(content.queries)
    if list_:
        _list(catalogue, format_)
        return
    source = _read(catalogue, content.queries, name, file, parameters)
    if show:
        # A short name can mean an IRI of the content's own, which only the graph knows.
        own = content.manifest.base != THINGS and source.names_resources
        click.echo((bound_query(fresh_release(content, root), source) if own else source.text).rstrip())
        return
    with _locating_errors(source):
        guarded = create_guard(Settings.from_environment()).admit(source.text)
    media_type = _media_type(guarded.form, format_)
    body = _run(fresh_release(content, root), source, media_type or RESULT_FORMATS[0].media_type)
    if media_type is None:
        # Not printed by Rich, which exits with code 1 on a broken pipe.
        click.echo(render_table(body), nl=False)
    else:
        write_bytes(body if body.endswith(b"\n") else body + b"\n")


def _media_type(form: Form, name: str | None) -> str | None:
    """Return the media type requested by ``--format``; ``None`` for a table.

    :raises StrategyGraphError: the format does not apply to the query form.
    """
    graph = form is Form.GRAPH
    wanted = name or ("turtle" if graph else TABLE if sys.stdout.isatty() else "csv")
    if wanted == TABLE and not graph:
        return None
    formats = GRAPH_FORMATS if graph else RESULT_FORMATS
    try:
        return choose(None, formats, name=wanted).media_type
    except NotAcceptable as error:
        names = ", ".join([*([] if graph else [TABLE]), *(format_.name for format_ in formats)])
        answer = "graph" if graph else "table"
        raise StrategyGraphError(
            f"there is no --format {wanted} for this query, whose answer is a {answer}", hint=f"There is: {names}"
        ) from error


def _read(
    catalogue: Catalogue, folder: Path, name: str | None, file: Path | None, parameters: tuple[str, ...]
) -> QuerySource:
    if name is not None and file is not None:
        raise StrategyGraphError("give the name of a query or --file, not both", hint="Leave out one of them")
    if name is None and file is None:
        raise StrategyGraphError("name one query", hint="Give a name, - or --file; --list shows the names")
    if name is not None and name.endswith(".rq"):
        file = Path(name)
    if file is not None or name == "-":
        if parameters:
            raise StrategyGraphError("only named queries have parameters", hint="Write the values into the query")
        if file is None:
            return QuerySource(decode(sys.stdin.buffer.read(), STANDARD_INPUT), STANDARD_INPUT)
        return QuerySource(read(file), str(file))
    assert name is not None
    values = single_values(map(_pair, parameters))
    try:
        named = catalogue[name]
    except QueryNotFound as error:
        if not error.close:
            error.hint = "strategy-graph query --list shows them all"
        raise
    return QuerySource(named.bind(values), relative_location(str(folder / f"{name}.rq")), named, values)


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals:
        raise StrategyGraphError(f"the parameter '{given}' has no value", hint="Write it as name=value")
    return name, value


@contextmanager
def _locating_errors(source: QuerySource) -> Iterator[None]:
    """Add the location in the query's source to errors about its text."""
    try:
        yield
    except (QuerySyntaxError, QueryForbidden, QueryTooLarge) as error:
        line, column = getattr(error, "line", None), getattr(error, "column", None)
        if isinstance(error, QueryForbidden):
            line = _line_of(error.message.split()[0], source.text)
        error.where = ":".join(str(part) for part in (source.where, line, column) if part is not None)
        raise


def _line_of(keyword: str, text: str) -> int | None:
    """Return the line of the first occurrence of a keyword that the guard has rejected."""
    for token in tokens(text):
        if token.kind is Kind.WORD and token.text.upper() == keyword:
            return line_and_column(text, token.start)[0]
    return None


def _run(release: Release, source: QuerySource, media_type: str) -> bytes:
    guard = create_guard(Settings.from_environment())
    with opened(release) as engine, _locating_errors(source):
        return engine.query(QueryRequest(guard.admit(resolved(engine, source)), media_type)).body


def _list(catalogue: Catalogue, format_: str | None) -> None:
    if format_ == "json":
        named = [{name: value for name, value in asdict(query).items() if name != "text"} for query in catalogue]
        write_bytes(json.dumps(named, ensure_ascii=False, indent=2).encode() + b"\n")
        return
    if format_ is not None:
        raise StrategyGraphError(f"there is no --format {format_} for the list", hint="Give json, or leave it out")
    for query in catalogue:
        say(f"{query.name}\n    {query.summary}")
        for parameter in query.parameters:
            words = f" ({', '.join(parameter.values)})" if parameter.values else ""
            say(f"    -p {parameter.name}={parameter.default}  {parameter.description}{words}")
