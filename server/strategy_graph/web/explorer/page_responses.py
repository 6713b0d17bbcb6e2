"""Responses shared by the explorer's pages: their parameters, their ETags and their errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flask import Response, render_template, request

from strategy_graph import __version__
from strategy_graph.errors import StrategyGraphError
from strategy_graph.http.etags import etag_of
from strategy_graph.named_queries.catalogue import QueryNotFound
from strategy_graph.named_queries.parameters import ParameterError, single_values
from strategy_graph.named_queries.resource_lookup import ResourceNotFound
from strategy_graph.web.query_responses import error_response
from strategy_graph.web.responses import cacheable, not_modified, problem_response
from strategy_graph.web.service import service


def page_values(lists: Sequence[str] = ()) -> dict[str, str]:
    """Return the parameters of the query string without empty form fields, which mean the default.

    :param lists: parameters that can be given several times; their values are joined by spaces.
    :raises ParameterError: another parameter is given twice.
    """
    joined = {name: " ".join(filter(None, request.args.getlist(name))) for name in lists}
    single = single_values((name, value) for name, value in request.args.items(multi=True) if name not in joined)
    return {name: value for name, value in {**single, **joined}.items() if value}


def error_page(error: StrategyGraphError) -> Response:
    """Return an error of a page's parameters or queries as a problem document."""
    if isinstance(error, QueryNotFound | ResourceNotFound):
        return problem_response(404, error.message, hint=error.hint)
    if isinstance(error, ParameterError):
        return problem_response(400, error.message, hint=error.hint)
    return error_response(error, None)


def page_response(template: str, query_results: Callable[[], dict[str, Any]] = dict, **values: Any) -> Response:
    """Return a page whose ETag depends on the release and the URL only, or 304.

    :param query_results: returns further template variables; not called for a 304.
    :raises StrategyGraphError: a query fails.
    """
    return release_response(lambda: Response(render_template(template, **values, **query_results())))


def release_response(make: Callable[[], Response]) -> Response:
    """Return a response that depends on the release and the URL only, with its ETag, or 304 without making it."""
    etag = etag_of(service().release.digest, __version__, service().address.absolute(request.full_path))
    return not_modified(etag) or cacheable(make(), etag)
