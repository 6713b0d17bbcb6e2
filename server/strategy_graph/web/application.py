"""Application factory: creates the Flask application from settings, engine, catalogue and release."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from strategy_graph.dataset import Manifest, Release, find_content
from strategy_graph.dataset.release.engine import create_engine, create_guard
from strategy_graph.explorer.citation import citation
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.settings import Settings
from strategy_graph.text import listed
from strategy_graph.web import (
    built_scripts,
    dumps,
    endpoint,
    event_stream,
    explorer,
    guides,
    harvest,
    quality,
    search,
    validate,
)
from strategy_graph.web.canonical_paths import redirect_to_canonical_path
from strategy_graph.web.health import blueprint as health
from strategy_graph.web.linked_data import views as linked_data
from strategy_graph.web.problem_pages import blueprint as problem_pages
from strategy_graph.web.public_address import PublicAddress, at_public_address
from strategy_graph.web.responses import problem_response
from strategy_graph.web.service import KEY, Service


def create_app(settings: Settings, release: Release, cache_statistics: Callable[[], dict[str, int]] = dict) -> Flask:
    """Create the application for a release; the caller closes ``app.extensions[KEY].engine``.

    :param cache_statistics: returns the statistics of the response cache, for ``/health``.
    """
    content = None if settings.user_data else find_content()
    app = Flask("strategy_graph.web")
    app.extensions[KEY] = Service(
        settings,
        release,
        create_engine(settings, release),
        create_guard(settings),
        Catalogue.load(content.queries) if content else Catalogue({}),
        content.manifest if content else Manifest(),
        cache_statistics,
    )
    app.register_blueprint(endpoint.blueprint)
    app.register_blueprint(explorer.blueprint)
    app.register_blueprint(explorer.picture_pages)
    app.register_blueprint(search.blueprint)
    app.register_blueprint(explorer.focus_pages)
    app.register_blueprint(dumps.blueprint)
    app.register_blueprint(event_stream.blueprint)
    app.register_blueprint(harvest.blueprint)
    harvest.install(app)
    app.register_blueprint(quality.blueprint)
    app.register_blueprint(guides.blueprint)
    app.register_blueprint(validate.blueprint)
    validate.install(app)
    app.register_blueprint(health)
    app.register_blueprint(problem_pages)
    linked_data.install(app, app.extensions[KEY])
    app.register_error_handler(HTTPException, _http_error)
    app.after_request(_add_headers)
    app.before_request(redirect_to_canonical_path)
    app.context_processor(lambda: {"root": request.script_root})
    app.context_processor(built_scripts.script_names)
    app.jinja_env.globals["citation"] = citation
    address = PublicAddress.of(settings)
    app.wsgi_app = at_public_address(app.wsgi_app, address)  # type: ignore[method-assign]
    if settings.proxies:
        proxies = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
    return app


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    details: dict[int, tuple[str, str]] = {
        404: (
            "nothing is at this address",
            (status == 404 and _near_addresses()) or "Look at the first page for what there is",
        ),
        405: (f"{request.method} is not allowed here", "Use " + " or ".join(_allowed(error))),
    }
    detail, hint = details.get(status, (str(error.description or error.name).rstrip("."), None))
    response = problem_response(status, detail, hint=hint)
    for name, value in error.get_headers():
        if name in {"Allow", "Location"}:
            response.headers[name] = value
    return response


def _near_addresses() -> str:
    near = linked_data.near_matches(request.path)
    return f"Did you mean {listed(near, 'or')}?" if near else ""


def _allowed(error: Any) -> list[str]:
    return sorted(getattr(error, "valid_methods", None) or ["GET"])


def _add_headers(response: Response) -> Response:
    """Add headers of some responses; :mod:`strategy_graph.gateway.gateway` adds those of all responses."""
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Security-Policy", "default-src 'self'; frame-ancestors 'none'")
    if request.method == "OPTIONS":
        headers = response.headers
        headers["Access-Control-Allow-Methods"] = headers.get("Allow", "GET, HEAD, POST, OPTIONS")
        headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type, If-None-Match, Query-Ticket"
        headers["Access-Control-Max-Age"] = "86400"
    return response
