"""Puts the service together: one Flask application from settings, engine, catalogue and release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from strategy_graph.dataset import Release, find_content
from strategy_graph.engine import EmbeddedEngine, Engine, Guard, Limits, Shares
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.namespaces import BASE, GRAPH_SHAPES, PREFIXES
from strategy_graph.settings import Settings
from strategy_graph.web import endpoint, explorer
from strategy_graph.web.health import blueprint as health
from strategy_graph.web.problem_pages import blueprint as problem_pages
from strategy_graph.web.responses import problem
from strategy_graph.web.service import KEY, Service

PARSE_SECONDS: Final = 10.0
"""A query for a remote that is not parsed by then is refused."""


def create_engine(settings: Settings, release: Release) -> Engine:
    """The engine that the settings choose; it starts processes, or connections, as queries come."""
    shares = Shares(settings.query_workers, settings.query_per_client, settings.query_queue, settings.query_wait)
    limits = Limits(settings.query_timeout, settings.worker_memory, settings.result_bytes)
    prefixes = {} if settings.foreign else PREFIXES
    if settings.remote:
        return _remote_engine(settings, release, shares, prefixes)
    return EmbeddedEngine(
        release.store, shares=shares, limits=limits, prefixes=prefixes, base=BASE, network=bool(settings.services)
    )


def _remote_engine(settings: Settings, release: Release, shares: Shares, prefixes: dict[str, str]) -> Engine:
    from strategy_graph.engine.dataset_clauses import RemoteDatasets
    from strategy_graph.engine.remote.engine import RemoteEngine, RemoteLimits
    from strategy_graph.outbound import Credentials

    # The remote has words of its own for what is wrong with a query, or none: a process of ours parses it first.
    parser = EmbeddedEngine(None, shares=shares, limits=Limits(timeout=PARSE_SECONDS), base=BASE)
    named = tuple(name for name in release.graphs if name)
    return RemoteEngine(
        settings.remote,
        datasets=RemoteDatasets(
            default_graphs=tuple(name for name in named if name != GRAPH_SHAPES), named_graphs=named
        ),
        credentials=Credentials.from_environment(),
        shares=shares,
        limits=RemoteLimits(settings.query_timeout, settings.result_bytes),
        prefixes=prefixes,
        base=BASE,
        check=parser.check,
        on_close=parser.close,
    )


def create_guard(settings: Settings) -> Guard:
    """What the settings let run."""
    return Guard(settings.query_characters, settings.query_nesting, frozenset(settings.services.split()))


def create_app(settings: Settings, release: Release, cache_figures: Callable[[], dict[str, int]] = dict) -> Flask:
    """The application over a release; its engine is closed with ``app.extensions[KEY].engine.close()``.

    :param cache_figures: of whatever caches its answers.
    """
    catalogue = Catalogue({}) if settings.foreign else Catalogue.load(find_content().queries)
    app = Flask("strategy_graph.web")
    app.extensions[KEY] = Service(
        settings, release, create_engine(settings, release), create_guard(settings), catalogue, cache_figures
    )
    app.register_blueprint(endpoint.blueprint)
    app.register_blueprint(explorer.blueprint)
    app.register_blueprint(health)
    app.register_blueprint(problem_pages)
    app.register_error_handler(HTTPException, _http_error)
    app.after_request(_headers)
    if settings.proxies:
        near = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near, x_host=near)  # type: ignore[method-assign]
    return app


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    details: dict[int, tuple[str, str]] = {
        404: ("nothing is at this address", "Look at the first page for what there is"),
        405: (f"{request.method} is not allowed here", "Use " + " or ".join(_allowed(error))),
    }
    detail, hint = details.get(status, (str(error.description or error.name).rstrip("."), None))
    response = problem(status, detail, hint=hint)
    for name, value in error.get_headers():
        if name in {"Allow", "Location"}:
            response.headers[name] = value
    return response


def _allowed(error: Any) -> list[str]:
    return sorted(getattr(error, "valid_methods", None) or ["GET"])


def _headers(response: Response) -> Response:
    """What only some answers need; :mod:`strategy_graph.gateway.gateway` adds what all of them have."""
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
    if request.method == "OPTIONS":
        headers = response.headers
        headers["Access-Control-Allow-Methods"] = headers.get("Allow", "GET, HEAD, POST, OPTIONS")
        headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type, If-None-Match, Query-Ticket"
        headers["Access-Control-Max-Age"] = "86400"
    return response
