"""What the documents of an application share; read with the first request for one of them."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cached_property
from typing import Final, cast

from flask import current_app

from strategy_graph.errors import StrategyGraphError
from strategy_graph.linked_data.addresses import Addresses
from strategy_graph.linked_data.catalogue import ReleaseCatalogue
from strategy_graph.linked_data.document import Publication
from strategy_graph.linked_data.graph_source import GraphSource
from strategy_graph.linked_data.grounds import Value
from strategy_graph.linked_data.json_ld_context import make_context
from strategy_graph.linked_data.terms import DOCUMENT_PREFIXES
from strategy_graph.namespaces import BASE
from strategy_graph.web.service import Service, service

STATE: Final = "strategy_graph.linked_data"
CONTEXT_PATH: Final = "/context.jsonld"


@dataclass
class LinkedData:
    """The catalogue of the served release, and what its documents say of themselves."""

    context: Service

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    @property
    def catalogue(self) -> ReleaseCatalogue:
        """The catalogue.

        :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does, until it has been read.
        """
        with self._lock:
            return self._catalogue

    @property
    def is_in_memory(self) -> bool:
        """Whether documents can be made now, without waiting for anything."""
        return "_catalogue" in self.__dict__ and self._catalogue.is_in_memory

    @cached_property
    def _catalogue(self) -> ReleaseCatalogue:
        language = (self.context.manifest.languages or ("en",))[0]
        context = self.context
        addresses = Addresses(self._roots)
        source, triples = GraphSource(context.engine), context.release.default_triples
        return ReleaseCatalogue(source, addresses, triples, language, copy=not context.settings.remote)

    @cached_property
    def things(self) -> dict[str, Value] | None:
        """How things are shown, kept for the pages of a release whose things are all known; else ``None``."""
        return {} if self.catalogue.index is not None else None

    @cached_property
    def publication(self) -> Publication:
        """What the documents say of themselves: of a user's own data, no licence and no dataset."""
        ours = not self.context.settings.user_data
        prefixes = {
            prefix: namespace
            for prefix, namespace in DOCUMENT_PREFIXES.items()
            if ours or not namespace.startswith(BASE)
        }
        made = make_context(self.catalogue.vocabulary, prefixes)
        address = f"{self.context.address.absolute(CONTEXT_PATH)}?v={made.version}"
        dataset = BASE + "dataset" if ours and self.catalogue.find("dataset") else ""
        return Publication(self.context.manifest.licence if ours else "", dataset, made, address)

    @cached_property
    def _roots(self) -> tuple[str, ...]:
        own = self.context.manifest.base.removesuffix("id/")
        roots = [own, BASE, self.context.address.absolute("/")]
        return tuple(dict.fromkeys(root for root in roots if root.endswith("/")))


def linked_data() -> LinkedData:
    """Return the state of the current Flask application."""
    return cast(LinkedData, current_app.extensions[STATE])


def href_of(iri: str) -> str | None:
    """Return the address of a document about an IRI: of ours, where this service runs, if it is described here."""
    try:
        catalogue = linked_data().catalogue
    except StrategyGraphError:
        return None  # a page without links is better than none
    path = catalogue.addresses.path_of(iri)
    if path is None:
        return iri if iri.startswith(("https://", "http://")) else None
    if catalogue.index is not None and not catalogue.index.has(iri):
        return None
    return service().address.href(path)
