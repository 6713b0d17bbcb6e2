"""Puts the service together: one Flask application from settings, engine, catalogue and release."""

from __future__ import annotations

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from strategy_graph import endpoint, explorer
from strategy_graph.catalogue import Catalogue
from strategy_graph.dataset import Release, find_content
from strategy_graph.engine import EmbeddedEngine, Guard
from strategy_graph.engine.embedded import Limits
from strategy_graph.http.problems import problem
from strategy_graph.namespaces import GRAPH_SHAPES, PREFIXES
from strategy_graph.service import KEY, Service
from strategy_graph.settings import Settings


def create_app(settings: Settings, release: Release) -> Flask:
    """The application over a release; its engine starts processes as queries come."""
    guard = Guard(settings.query_characters, settings.query_nesting)
    engine = EmbeddedEngine(
        release.store,
        workers=settings.query_workers,
        limits=Limits(settings.query_timeout, settings.query_wait, settings.worker_memory, settings.result_bytes),
        guard=guard,
        hidden_graphs=() if settings.foreign else (GRAPH_SHAPES,),
        prefixes={} if settings.foreign else PREFIXES,
    )
    catalogue = Catalogue({}) if settings.foreign else Catalogue.load(find_content().queries)
    app = Flask("strategy_graph")
    # A percent-encoded query in a form may take three bytes for one, and four bytes a character in UTF-8.
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = settings.query_characters * 12
    app.extensions[KEY] = Service(settings, release, engine, guard, catalogue)
    app.register_blueprint(endpoint.blueprint)
    app.register_blueprint(explorer.blueprint)
    app.add_url_rule("/health", "health", lambda: {"status": "ok", "release": release.digest[:16]})
    app.register_error_handler(HTTPException, _http_error)
    app.after_request(_headers)
    return app


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    details = {
        404: ("nothing is at this address", "Look at the first page for what there is"),
        405: (f"{request.method} is not allowed here", "Use GET, or POST for queries"),
    }
    detail, hint = details.get(status, (str(error.description or error.name).rstrip("."), None))
    response = problem(status, detail, hint=hint)
    for name, value in error.get_headers():
        if name in {"Allow", "Location"}:
            response.headers[name] = value
    return response


def _headers(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    response.headers.setdefault("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
    # Everything here may be read from any page: that is what a public endpoint is for.
    response.headers["Access-Control-Allow-Origin"] = "*"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
