"""The index of the served release, made with the first search of it."""

from __future__ import annotations

import threading
from typing import Final

from flask import current_app

from strategy_graph.search.documents import QUERY, read_things
from strategy_graph.search.index import SearchIndex
from strategy_graph.web.result_tables import query_json
from strategy_graph.web.service import service

_STATE: Final = "strategy_graph.search"


class LazyIndex:
    """Makes the index once, however many ask for it at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._index: SearchIndex | None = None

    def get(self) -> SearchIndex:
        """Return the index.

        :raises QueryNotFound: the content has no query to make it of.
        :raises StrategyGraphError: as :meth:`strategy_graph.engine.Engine.query` does; the next search tries again.
        """
        with self._lock:
            if self._index is None:
                self._index = SearchIndex(read_things(query_json(service().catalogue[QUERY].text)))
            return self._index


def search_index() -> SearchIndex:
    """Return the index of the current Flask application, which serves one release.

    :raises StrategyGraphError: see :meth:`LazyIndex.get`.
    """
    lazy: LazyIndex = current_app.extensions.setdefault(_STATE, LazyIndex())
    return lazy.get()
