"""Typed links by which machines find their way from a page (FAIR Signposting, level 1; RFC 8288)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from strategy_graph.harvest.builder_inputs import DumpFile
from strategy_graph.harvest.publication import Publication

DOCUMENTS: Final = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "html": "text/html",
}
"""Media type of each form of a document by its suffix."""


@dataclass(frozen=True)
class Link:
    """A link of a resource; ``media_type`` is that of the target."""

    target: str
    relation: str
    media_type: str = ""

    def __str__(self) -> str:
        kind = f'; type="{self.media_type}"' if self.media_type else ""
        return f'<{self.target}>; rel="{self.relation}"{kind}'


def link_header(links: Iterable[Link]) -> str:
    """Return the value of a Link header."""
    return ", ".join(str(link) for link in links)


def landing_page_links(publication: Publication, dumps: Iterable[DumpFile], href: Callable[[str], str]) -> list[Link]:
    """Return the links of the front page, which is the landing page of the dataset.

    :param href: makes relative references of paths.
    """
    return [
        *_identity(publication),
        Link("https://schema.org/AboutPage", "type"),
        *(Link(href(f"/dataset.{suffix}"), "describedby", kind) for suffix, kind in DOCUMENTS.items()),
        *(Link(href(file.path), "item", file.media_type) for file in dumps if _is_item(file)),
        Link(href("/feed"), "alternate", "application/atom+xml"),
        Link(href("/.well-known/api-catalog"), "api-catalog", "application/linkset+json"),
    ]


def description_links(publication: Publication, suffix: str, href: Callable[[str], str]) -> list[Link]:
    """Return the links of one form of the description of the dataset; of none by an empty suffix."""
    others = {other: kind for other, kind in DOCUMENTS.items() if other != suffix}
    return [
        *_identity(publication),
        Link(href("/"), "describes", "text/html"),
        *(Link(href(f"/dataset.{other}"), "alternate", kind) for other, kind in others.items()),
        Link(href("/.well-known/api-catalog"), "api-catalog", "application/linkset+json"),
    ]


def _identity(publication: Publication) -> list[Link]:
    links = [Link(publication.iri, "cite-as"), Link("https://schema.org/Dataset", "type")]
    links += [Link(agent.iri, "author") for agent in publication.creators]
    return [*links, *([Link(publication.licence, "license")] if publication.licence else [])]


def _is_item(file: DumpFile) -> bool:
    """Return whether it is the whole content as it is: the links of all files would make the header too long."""
    return not file.compression and not file.name.endswith(".ttl")
