"""The answer of a named query as a workbook, with a sheet that says what it is."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Response

from strategy_graph.explorer import spreadsheet
from strategy_graph.explorer.filters import fields, read_names
from strategy_graph.explorer.presentation import headings
from strategy_graph.named_queries.catalogue import NamedQuery
from strategy_graph.text import licence_name
from strategy_graph.web.result_tables import query_json, select_table
from strategy_graph.web.service import service


def workbook(query: NamedQuery, resolved: Mapping[str, str], values: Mapping[str, str]) -> Response:
    """Return the answer as a file.

    :param resolved: the values to bind; ``values`` are those of the address.
    """
    table = select_table(query.bind(resolved))
    book = spreadsheet.write(table, query.name, headings(table, query.columns), _about(query, resolved, values))
    response = Response(book, mimetype=spreadsheet.MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{query.name}.xlsx"'
    return response


def _about(query: NamedQuery, resolved: Mapping[str, str], values: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a reader of the file alone needs to know, as names with their values."""
    context = service()
    names = read_names(query, query_json)
    chosen = []
    for field in fields(query, resolved, names):
        # A list that is too long to choose from has names all the same.
        thing = names.get(field.parameter.name, {}).get(field.value)
        chosen.append((field.name, thing.name if thing else field.chosen.text))
    address = f"/queries/{query.name}" + (f"?{urlencode(values)}" if values else "")
    licence = context.manifest.licence
    named = licence_name(licence)
    rows = [
        ("Rows", query.summary),
        ("What they are", query.description),
        *chosen,
        ("Dataset", context.manifest.title),
        ("Release", context.release.digest[:16]),
        ("Date of the release", context.release.published[:10]),
        ("Address", context.address.absolute(address)),
        ("Licence", licence if named == licence else f"{named}, {licence}"),
    ]
    return [(name, text) for name, text in rows if text]
