"""Reads from the canonical N-Quads of a release what the descriptions need, without a query.

The canonical form (RDFC-1.0) has one space between the terms of a line, so most lines need no parser.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from strategy_graph.harvest.publication import Publication, read_publication
from strategy_graph.harvest.terms import term
from strategy_graph.namespaces import GRAPH_META, GRAPH_SHAPES, TERMS, THINGS

_THING: Final = f"<{THINGS}"
_TYPE: Final = str(term("rdf:type"))
_LABEL: Final = str(term("rdfs:label"))
_SOURCE: Final = f"<{TERMS}Source> "
_IN_META: Final = f" <{GRAPH_META}> .\n"
_IN_SHAPES: Final = f" <{GRAPH_SHAPES}> .\n"


@dataclass(frozen=True)
class ReleaseFacts:
    """What the descriptions need of a release.

    :ivar meta: the graph that describes the dataset.
    :ivar publication: the dataset as its content describes it; ``None`` if no dataset is described.
    :ivar things: the IRIs of the things that have a document of their own, in order.
    :ivar stated: what the graphs of the default view say of the dataset, that of meta included.
    """

    meta: tuple[Triple, ...]
    publication: Publication | None
    things: tuple[str, ...]
    stated: tuple[Triple, ...] = ()


def read_facts(canonical: Path) -> ReleaseFacts:
    """Return the facts of the release with these canonical N-Quads.

    :raises OSError: the file can't be read.
    """
    meta, things, sources = list[str](), set[str](), set[str]()
    for line in _lines(canonical):
        subject, predicate, rest = line.split(" ", 2)
        if subject.startswith(_THING):
            things.add(subject)
            if predicate == _TYPE and rest.startswith(_SOURCE):
                sources.add(subject)
        if line.endswith(_IN_META):
            meta.append(line)
    triples = _parse(meta)
    described = [
        triple.subject.value
        for triple in triples
        if triple.predicate == term("void:subset") and isinstance(triple.subject, NamedNode)
    ]
    # Where the IRI has a fragment, the document is that of the IRI without it.
    documents = sorted(iri[1:-1] for iri in things if "#" not in iri)
    if not described:
        return ReleaseFacts(tuple(triples), None, tuple(documents))
    dataset = min(described)
    lines = (line for line in _lines(canonical) if line.startswith(f"<{dataset}> "))
    about = _parse(line for line in lines if not line.endswith(_IN_SHAPES))
    return ReleaseFacts(
        tuple(triples), _publication(canonical, dataset, about, sources), tuple(documents), tuple(about)
    )


def _publication(canonical: Path, dataset: str, about: list[Triple], sources: Iterable[str]) -> Publication:
    agents = {f"{node} {_LABEL} " for triple in about if isinstance(node := triple.object, NamedNode)}
    names = _parse(line for line in _lines(canonical) if line[: line.find(" ", line.find(" ") + 1) + 1] in agents)
    return read_publication(dataset, [*about, *names], [iri[1:-1] for iri in sources])


def _lines(canonical: Path) -> Iterator[str]:
    with canonical.open(encoding="utf-8", newline="\n") as file:
        yield from file


def _parse(lines: Iterable[str]) -> list[Triple]:
    return list(dict.fromkeys(quad.triple for quad in parse("".join(lines), format=RdfFormat.N_QUADS)))
