"""``/problem/``: documents the problem types (RFC 9457, section 3.1.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask import Blueprint, Response, render_template, request

from strategy_graph import __version__
from strategy_graph.http.etags import etag_of
from strategy_graph.http.formats import GRAPH_FORMATS, RESULT_FORMATS, Format
from strategy_graph.text import listed
from strategy_graph.web.responses import cacheable, problem_response

blueprint = Blueprint("problem_pages", __name__)


def _titles(formats: Iterable[Format]) -> str:
    return listed([form.title for form in formats], "and")


KINDS: Final = {
    "query-syntax": (
        "The query is not SPARQL",
        "The message says where the parser stopped; the slip is often just before that place. Nothing was run.",
    ),
    "query-forbidden": (
        "The query asks for something that is not allowed here",
        "The service only reads, and calls no other address unless its operator lists it for SERVICE.",
    ),
    "query-unsupported": (
        "The query asks for what the engine cannot do",
        "It is SPARQL, but calls a function that the engine does not know, or nests too deeply. Write it otherwise.",
    ),
    "query-too-large": (
        "The query is too long, or nests too deeply",
        "The limits are in the description of the service, at /sparql. Split the query, or use IN and VALUES.",
    ),
    "result-too-large": (
        "The result is larger than the limit",
        "No part of it is sent, so that nobody takes a part for the whole. Add a LIMIT, or ask for it in parts.",
    ),
    "query-timeout": (
        "The query ran longer than the limit and was stopped",
        "Name more of the terms, add a LIMIT, or split the query. A client may ask for less time, not more.",
    ),
    "query-out-of-memory": (
        "The query needed more memory than the limit",
        "Sorting, grouping and DISTINCT hold all their rows in memory: ask for fewer of them.",
    ),
    "query-stopped": (
        "The query was stopped",
        "Its client asked for that, or went away before the answer was there.",
    ),
    "busy": (
        "No place was free in time",
        "As many queries run as may run at once, or as many of yours as one client may have. Try again shortly.",
    ),
    "engine-unavailable": (
        "The query could not be run",
        "The process or server that ran it was lost. Other queries are not affected; try again.",
    ),
    "not-acceptable": (
        "There is no such format for this answer",
        f"Tables come as {_titles(RESULT_FORMATS)}; graphs as {_titles(GRAPH_FORMATS)}. XML can't hold control "
        "characters, nor RDF/XML a property whose IRI ends in no name.",
    ),
}
"""Title and explanation of each problem type."""


@blueprint.get("/problem/")
@blueprint.get("/problem/<name>")
def problem_kind(name: str | None = None) -> Response:
    """Return the page of one problem type, or of all."""
    if name is not None and name not in KINDS:
        return problem_response(404, f"there is no kind of problem '{name}'", hint="See /problem/ for all of them")
    kinds = KINDS if name is None else {name: KINDS[name]}
    page = render_template("problems.html", kinds=kinds)
    return cacheable(Response(page), etag_of(__version__, request.script_root, "problem", name or ""))
