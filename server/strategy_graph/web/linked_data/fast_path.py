"""Answers requests for things and their documents without Flask and without a thread, from the copy in memory.

A document then takes less time than to hand its request to a thread and back. What is not answered here, pages above
all, is answered by the views; both make the same answers by the same functions.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from flask import Flask

from strategy_graph.errors import StrategyGraphError
from strategy_graph.gateway.wsgi_bridge import Response
from strategy_graph.http.html_or_rdf import choose_document
from strategy_graph.linked_data.addresses import normalised
from strategy_graph.web.canonical_paths import CACHE_CONTROL as REDIRECT_CACHE_CONTROL
from strategy_graph.web.documents import etag_of_body, last_modified
from strategy_graph.web.linked_data.answers import answer_for_machines
from strategy_graph.web.linked_data.lookup import FORMS, look_up
from strategy_graph.web.linked_data.state import STATE, LinkedData

MAX_TRIPLES: Final = 1000
"""Triples of a document; one with more would hold up other requests."""

ENDPOINT: Final = "linked_data.resource"


class DirectAnswers:
    """Answers for one application.

    :param application: where documents that have been read are found.
    """

    def __init__(self, application: Flask) -> None:
        self._state: LinkedData = application.extensions[STATE]
        rules = [rule.rule.partition("<")[0] for rule in application.url_map.iter_rules() if rule.endpoint != ENDPOINT]
        self._of_other_routes = tuple(prefix for prefix in rules if prefix != "/")

    def answer(self, path: str, query_string: str, accept: str | None) -> Response | None:
        """Return the response to GET; ``None`` if the application must answer.

        :param path: as it was sent; one that is percent-encoded, or has a query string, is left to the application.
        """
        if query_string or not path.isascii() or "%" in path or path.startswith(self._of_other_routes):
            return None
        state = self._state
        if not state.is_in_memory:
            return None
        key = path[1:]
        found = look_up(state.catalogue, normalised(key), key)
        if found is None or found.folder is not None or found.suffix == "html":
            return None
        try:
            if found.suffix is None:
                form = choose_document(accept)
                suffix = next(suffix for suffix, each in FORMS.items() if each is form)
                return self._redirect(state.context.address.href(found.path_of(suffix, state.catalogue)))
            if state.catalogue.links_of(found.members) > MAX_TRIPLES:
                return None
            described = state.catalogue.describe(found.members, 1)
            if len(described.description.triples) > MAX_TRIPLES:
                return None
            made = answer_for_machines(state, found, found.suffix, described)
        except StrategyGraphError:
            return None  # the application says why
        headers = {
            "content-type": made.content_type,
            "cache-control": made.cache_control,
            "last-modified": self._last_modified,
            "vary": "Accept-Encoding",
        } | ({"link": made.link} if made.link else {})
        return Response(200, tuple(headers.items()), made.body, etag_of_body(made.body), storable=True)

    @staticmethod
    def _redirect(location: str) -> Response:
        headers: Mapping[str, str] = {
            "content-type": "text/html; charset=utf-8",
            "location": location,
            "vary": "Accept",
            "cache-control": REDIRECT_CACHE_CONTROL,
            "content-security-policy": "default-src 'self'; frame-ancestors 'none'",
        }
        return Response(303, tuple(headers.items()), b"", "", storable=True)

    @cached_property
    def _last_modified(self) -> str:
        return last_modified(self._state.context.release)
