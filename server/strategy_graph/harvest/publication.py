"""Reads from the graph what a content says about itself as a publication."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Triple

from strategy_graph.harvest.terms import term


@dataclass(frozen=True)
class Agent:
    """A person or an organisation with its names."""

    iri: str
    names: tuple[Literal, ...]


@dataclass(frozen=True)
class Publication:
    """A dataset as its content describes it; what the content does not say is empty.

    :ivar iri: the IRI of the dataset.
    :ivar titles: English ones first, since some readers take one only.
    :ivar licence: the IRI of the licence.
    :ivar creators: who made it.
    :ivar publishers: who publishes it; by default who made it.
    :ivar languages: language tags.
    :ivar keywords: with their language.
    :ivar themes: IRIs of themes of catalogues.
    :ivar sources: IRIs of what it was compiled from.
    :ivar vocabularies: IRIs of the vocabularies that it keeps to.
    :ivar created: when it was made.
    """

    iri: str
    titles: tuple[Literal, ...]
    descriptions: tuple[Literal, ...] = ()
    licence: str = ""
    creators: tuple[Agent, ...] = ()
    publishers: tuple[Agent, ...] = ()
    languages: tuple[str, ...] = ()
    keywords: tuple[Literal, ...] = ()
    themes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    vocabularies: tuple[str, ...] = ()
    created: tuple[Literal, ...] = ()

    @property
    def title(self) -> str:
        """The first title, or nothing."""
        return self.titles[0].value if self.titles else ""


@dataclass
class _Values:
    """The values of one subject by property."""

    by_property: dict[str, list[NamedNode | Literal]] = field(default_factory=dict)

    def literals(self, name: str) -> tuple[Literal, ...]:
        found = [value for value in self._of(name) if isinstance(value, Literal)]
        return tuple(sorted(found, key=lambda value: (_not_english(value), value.language or "", value.value)))

    def iris(self, name: str) -> tuple[str, ...]:
        return tuple(sorted(value.value for value in self._of(name) if isinstance(value, NamedNode)))

    def _of(self, name: str) -> list[NamedNode | Literal]:
        return self.by_property.get(term(name).value, [])


def _not_english(value: Literal) -> bool:
    """Sort English before other languages."""
    return (value.language or "").split("-")[0] != "en"


def read_publication(dataset: str, triples: Iterable[Triple], sources: Iterable[str] = ()) -> Publication:
    """Return what the triples say about a dataset, with the names of its agents.

    :param sources: IRIs of what it was compiled from.
    """
    subjects: dict[str, _Values] = {dataset: _Values()}
    for subject, predicate, value in triples:
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
            values = subjects.setdefault(subject.value, _Values()).by_property
            values.setdefault(predicate.value, []).append(value)
    about = subjects[dataset]
    creators = _agents(about.iris("dcterms:creator"), subjects)
    return Publication(
        iri=dataset,
        titles=about.literals("dcterms:title"),
        descriptions=about.literals("dcterms:description"),
        licence=next(iter(about.iris("dcterms:license")), ""),
        creators=creators,
        publishers=_agents(about.iris("dcterms:publisher"), subjects) or creators,
        languages=tuple(value.value for value in about.literals("dcterms:language")),
        keywords=about.literals("dcat:keyword"),
        themes=about.iris("dcat:theme"),
        sources=tuple(sorted(sources)),
        vocabularies=about.iris("void:vocabulary"),
        created=about.literals("dcterms:created"),
    )


def _agents(iris: tuple[str, ...], subjects: dict[str, _Values]) -> tuple[Agent, ...]:
    return tuple(Agent(iri, subjects.get(iri, _Values()).literals("rdfs:label")) for iri in iris)
