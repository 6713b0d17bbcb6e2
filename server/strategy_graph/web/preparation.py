"""Prepares a release that begins to be served, so that the first readers need not wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from flask import Flask

from strategy_graph.explorer.addresses import FOCUS_QUERIES, focus_href
from strategy_graph.explorer.filters import page_fields, read_names
from strategy_graph.explorer.page import Page
from strategy_graph.explorer.registry import FRONT, PAGES
from strategy_graph.named_queries.resource_lookup import members
from strategy_graph.web import harvest
from strategy_graph.web.linked_data import views as linked_data
from strategy_graph.web.result_tables import query_json
from strategy_graph.web.service import KEY, Service, service

OTHER_PAGES: Final = ("/queries/", "/queries/initiative-outcome-matrix", "/quality", "/docs/")
"""Further pages whose queries other pages ask too."""

MAX_TRIPLES: Final = 1_000_000
"""The size of the largest graph whose pages are prepared."""

SECONDS: Final = 20.0
"""The time that the preparation of what may be asked next may take."""

PAUSE_FACTOR: Final = 1.0
"""How long that preparation leaves the processor to requests after each page, by the time that the page took."""

_HTML: Final = {"Accept": "text/html"}


def prepare(app: Flask) -> None:
    """Read what the documents, the descriptions and the explorer's pages need.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    :raises OSError: a file of the release cannot be read.
    """
    harvest.prepare(app)
    linked_data.prepare(app)
    prepare_pages(app)


def prepare_pages(app: Flask) -> None:
    """Make the pages of the explorer once: compiles the templates, and keeps the answers of their queries.

    A remote store, a large graph and data of a user's own are left out: the first would be loaded, the second would
    keep the processes of queries busy, and the third has none of these pages.
    """
    if not _has_pages(app):
        return
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    for path in ("/", *(page.address for page in _pages(app) if page is not FRONT), *OTHER_PAGES):
        _make(app, path)


def prepare_next_pages(
    app: Flask, stopped: threading.Event, seconds: float = SECONDS, pause_factor: float = PAUSE_FACTOR
) -> None:
    """Make what a reader of the pages may ask for next: each page with one filter, and the pages about one thing.

    :param stopped: ends the preparation before the next page.
    :param seconds: ends it too; what is left is made when it is asked for.
    :param pause_factor: the time to wait after each page, by the time that it took.
    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    if not _has_pages(app):
        return
    end = time.monotonic() + seconds
    with app.app_context():
        paths = [*_filtered(app), *_about_one_thing()]
    for path in paths:
        began = time.monotonic()
        if began > end or stopped.is_set():
            return
        _make(app, path)
        stopped.wait((time.monotonic() - began) * pause_factor)


def _has_pages(app: Flask) -> bool:
    context: Service = app.extensions[KEY]
    settings = context.settings
    if not settings.prepare_pages or settings.remote or settings.user_data:
        return False
    return context.release.default_triples <= MAX_TRIPLES


def _pages(app: Flask) -> Iterator[Page]:
    """Yield the pages whose query the content has."""
    context: Service = app.extensions[KEY]
    known = {query.name for query in context.catalogue}
    return (page for page in (FRONT, *PAGES.values()) if page.query in known)


def _filtered(app: Flask) -> Iterator[str]:
    """Yield the address of each page with each choice of one filter."""
    for page in _pages(app):
        query = service().catalogue[page.query]
        path = "/" if page is FRONT else page.address
        for field in page_fields(page, query, page.defaults, read_names(query, query_json)):
            for value in field.choices:
                if value != field.value:
                    yield f"{path}?{urlencode({field.parameter.name: value})}"


def _about_one_thing() -> Iterator[str]:
    """Yield the address of the page about each thing that has one."""
    for kind, name in FOCUS_QUERIES.items():
        if any(query.name == name for query in service().catalogue):
            yield from (focus_href(kind, value) for value in members(kind, query_json))


def _make(app: Flask, path: str) -> None:
    with app.test_request_context(path, headers=_HTML):
        app.full_dispatch_request()
