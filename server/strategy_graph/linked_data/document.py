"""A document about a thing: its description, and what the document says of itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode, Triple

from strategy_graph.linked_data.description import Description
from strategy_graph.linked_data.json_ld import json_ld
from strategy_graph.linked_data.json_ld_context import Context
from strategy_graph.linked_data.serialisation import ntriples, rdf_xml, turtle, used_prefixes
from strategy_graph.linked_data.terms import term


@dataclass(frozen=True)
class Publication:
    """What the documents of a service say of themselves.

    :ivar licence: IRI of the licence; empty where the publisher is not us.
    :ivar dataset: IRI of the dataset that they are part of; empty for none.
    :ivar context: the JSON-LD context.
    :ivar context_address: where it is published.
    """

    licence: str
    dataset: str
    context: Context
    context_address: str


@dataclass(frozen=True)
class Document:
    """A document at an absolute address, in one form.

    :ivar topic: the IRI that it was asked for by; of a version of an ontology, not the main one.
    """

    address: str
    topic: str
    description: Description
    publication: Publication

    def address_of_page(self, page: int) -> str:
        """Return the address of a page of this document."""
        return self.address if page == 1 else f"{self.address}?page={page}"

    @property
    def triples(self) -> tuple[Triple, ...]:
        """What the document says, itself included, in order."""
        return (*self._about, *self.description.triples)

    @property
    def prefixes(self) -> set[str]:
        """The prefixes that the triples use."""
        return used_prefixes(self._about) | self.description.prefixes

    @cached_property
    def _about(self) -> list[Triple]:
        description, publication = self.description, self.publication
        this = NamedNode(self.address_of_page(description.page))
        about = [
            Triple(this, term("rdf:type"), term("foaf:Document")),
            Triple(this, term("foaf:primaryTopic"), NamedNode(self.topic)),
        ]
        if publication.licence:
            about.append(Triple(this, term("dcterms:license"), NamedNode(publication.licence)))
        if publication.dataset:
            about.append(Triple(this, term("void:inDataset"), NamedNode(publication.dataset)))
        if description.page < description.pages:
            about.append(Triple(this, term("hydra:next"), NamedNode(self.address_of_page(description.page + 1))))
        if description.page > 1:
            about.append(Triple(this, term("hydra:previous"), NamedNode(self.address_of_page(description.page - 1))))
        return about

    def embedded_json_ld(self) -> str:
        """Return the document as JSON-LD that can stand inside HTML."""
        text = json_ld(self.triples, self.description.main, self.publication.context).decode()
        return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _json_ld(document: Document) -> bytes:
    publication = document.publication
    return json_ld(document.triples, document.description.main, publication.context, publication.context_address)


WRITERS: Final[dict[str, Callable[[Document], bytes]]] = {
    "ttl": lambda document: turtle(document.triples, document.prefixes),
    "nt": lambda document: ntriples(document.triples),
    "rdf": lambda document: rdf_xml(document.triples, document.prefixes),
    "jsonld": _json_ld,
}
"""The writer of each form, by its suffix."""
