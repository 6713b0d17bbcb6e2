"""Prepares a release that begins to be served, so that the first readers need not wait."""

from __future__ import annotations

from typing import Final

from flask import Flask

from strategy_graph.explorer.registry import PAGES
from strategy_graph.web import harvest
from strategy_graph.web.linked_data import views as linked_data
from strategy_graph.web.service import KEY, Service

OTHER_PAGES: Final = ("/queries/", "/queries/initiative-outcome-matrix", "/quality", "/docs/")
"""Further pages whose queries other pages ask too."""

MAX_TRIPLES: Final = 1_000_000
"""The size of the largest graph whose pages are prepared."""

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
    service: Service = app.extensions[KEY]
    settings = service.settings
    if not settings.prepare_pages or settings.remote or settings.user_data:
        return
    if service.release.default_triples > MAX_TRIPLES:
        return
    known = {query.name for query in service.catalogue}
    pages = ["/", *(page.address for page in PAGES.values() if page.query in known)]
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    for path in (*pages, *OTHER_PAGES):
        with app.test_request_context(path, headers=_HTML):
            app.full_dispatch_request()
