"""Indexes the IRIs under the roots that occur anywhere in the default graph: subject, predicate or object."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from strategy_graph.linked_data.addresses import Addresses, encoded, key_of
from strategy_graph.linked_data.graph_source import GraphSource, is_iri, values

MAX_TRIPLES: Final = 200_000
"""Triples of a default graph that is scanned for its IRIs; a larger one is asked about each IRI."""

MAX_IRIS: Final = 200_000
_NEAR: Final = 5


class ResourceIndex:
    """The IRIs of a release, found by the key of their path.

    An IRI with a fragment belongs to the document at its path.
    """

    def __init__(self, addresses: Addresses, iris: Iterable[str]) -> None:
        self.addresses = addresses
        self._documents: dict[str, dict[str, list[str]]] = defaultdict(dict)
        for iri in sorted(iris):
            local = addresses.local_part(iri)
            if local is not None:
                document = iri.partition("#")[0]
                self._documents[key_of(local)].setdefault(document, []).append(iri)

    def find(self, key: str, raw: str = "") -> list[str]:
        """Return the IRIs of the document at a path: that of the document, if it occurs, then those of its fragments.

        :param raw: the path as it was sent; decides between IRIs that differ in percent-encoding only.
        """
        documents = self._documents.get(key)
        if not documents:
            return []
        if len(documents) == 1:
            return next(iter(documents.values()))
        exact = (iris for name, iris in documents.items() if encoded(self.addresses.local_part(name) or "") == raw)
        return next(exact, next(iter(documents.values())))

    def has(self, iri: str) -> bool:
        """Return whether there is a document about an IRI: it occurs, or its document does."""
        local = self.addresses.local_part(iri)
        return local is not None and key_of(local) in self._documents

    def near(self, key: str) -> list[str]:
        """Return the paths of documents whose keys resemble a key, the nearest first."""
        folder, _, slug = key.rpartition("/")
        siblings = {name: f"{folder}/{name}" if folder else name for name in self.containers.get(folder, ())}
        slugs = difflib.get_close_matches(slug, siblings, _NEAR, 0.5)
        found = [siblings[name] for name in slugs]
        if not found and slug:
            # The same slug below another kind.
            found = [name for name in self._documents if name.rpartition("/")[2] == slug][:_NEAR]
        return ["/" + encoded(self.addresses.local_part(self._document(name)) or name) for name in found]

    def documents_in(self, folder: str) -> list[str]:
        """Return the IRIs of the documents directly in a folder of paths, in their order."""
        prefix = folder + "/" if folder else ""
        return [document for name in self.containers.get(folder, ()) for document in self._documents[prefix + name]]

    @cached_property
    def containers(self) -> dict[str, list[str]]:
        """The last segments of the keys, by the folder that they are in."""
        folders: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self._documents):
            folder, _, slug = name.rpartition("/")
            if slug:
                folders[folder].append(slug)
        return dict(folders)

    def _document(self, key: str) -> str:
        return next(iter(self._documents[key]))

    def __len__(self) -> int:
        return len(self._documents)


def read_index(source: GraphSource, addresses: Addresses) -> ResourceIndex | None:
    """Return the index of a default graph; ``None`` if it has too many IRIs.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    under = " || ".join(f'STRSTARTS(STR(?iri), "{root}")' for root in addresses.roots)
    rows = source.select(
        "SELECT DISTINCT ?iri { { ?iri ?p ?o } UNION { ?s ?iri ?o } UNION { ?s ?p ?iri } "
        f"FILTER (isIRI(?iri) && ({under})) }} LIMIT {MAX_IRIS + 1}"
    )
    return None if len(rows) > MAX_IRIS else ResourceIndex(addresses, (row["iri"]["value"] for row in rows))


def ask_for(source: GraphSource, candidates: Iterable[str]) -> list[str]:
    """Return those of the IRIs that occur in the default graph.

    :raises StrategyGraphError: as :meth:`strategy_graph.engine.api.Engine.query` does.
    """
    given = values(iri for iri in candidates if is_iri(iri))
    if not given:
        return []
    rows = source.select(
        f"SELECT DISTINCT ?iri {{ {{ SELECT ?iri {{ VALUES ?iri {{ {given} }} ?iri ?p ?o }} LIMIT 1 }} UNION "
        f"{{ SELECT ?iri {{ VALUES ?iri {{ {given} }} ?s ?p ?iri }} LIMIT 1 }} UNION "
        f"{{ SELECT ?iri {{ VALUES ?iri {{ {given} }} ?s ?iri ?o }} LIMIT 1 }} }}"
    )
    return [row["iri"]["value"] for row in rows]
