"""Writes a document's triples as Turtle, N-Triples or RDF/XML: the same triples give the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable, Sequence
from typing import IO, Any, Final, cast

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from strategy_graph.errors import StrategyGraphError
from strategy_graph.linked_data.graph_source import is_iri
from strategy_graph.linked_data.terms import DOCUMENT_PREFIXES, term
from strategy_graph.worker.xml_text import NotXmlError, XmlText

_PREFIX_BY_NAMESPACE: Final = {namespace: prefix for prefix, namespace in DOCUMENT_PREFIXES.items()}
_PREFIX: Final = re.compile("[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")


class NotRepresentable(StrategyGraphError):
    """The description holds what the format can't; ``hint`` names the others."""


def used_prefixes(triples: Iterable[Triple]) -> set[str]:
    """Return those of the project's prefixes that shorten an IRI of the triples."""
    iris: set[str] = set()
    for triple in triples:
        iris.add(triple.predicate.value)
        for end in (triple.subject, triple.object):
            if isinstance(end, NamedNode):
                iris.add(end.value)
            elif isinstance(end, Literal) and end.language is None:
                iris.add(end.datatype.value)
    return {prefix for iri in iris if (prefix := _PREFIX_BY_NAMESPACE.get(namespace_of(iri)))}


def namespace_of(iri: str) -> str:
    """Return an IRI up to its last hash sign or slash."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def turtle(triples: Sequence[Triple], prefixes: Collection[str]) -> bytes:
    """Return the triples, which are in their order, as Turtle.

    Where they describe declarations of prefixes, the document makes these declarations too, ready to copy.

    :param prefixes: those that they use.
    """
    further = ""
    if "sh" in prefixes:
        further = "".join(
            f"@prefix {prefix}: <{namespace}> .\n"
            for prefix, namespace in sorted(_described_prefixes(triples).items())
            if prefix not in prefixes
        )
    return further.encode() + (serialize(triples, format=RdfFormat.TURTLE, prefixes=_declared(prefixes)) or b"")


def ntriples(triples: Sequence[Triple]) -> bytes:
    """Return the triples as N-Triples."""
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def rdf_xml(triples: Sequence[Triple], prefixes: Collection[str]) -> bytes:
    """Return the triples as RDF/XML.

    :param prefixes: those that they use.
    :raises NotRepresentable: a text or the IRI of a property is not fit for XML.
    """
    target = io.BytesIO()
    try:
        writer = cast(IO[bytes], XmlText(cast(IO[bytes], target)))
        serialize(triples, writer, format=RdfFormat.RDF_XML, prefixes=_declared(prefixes))
    except (NotXmlError, ValueError, OSError) as error:
        raise NotRepresentable(
            f"this description can't be RDF/XML: {error}", hint="Take it as Turtle, N-Triples or JSON-LD"
        ) from error
    return target.getvalue()


def _declared(prefixes: Collection[str]) -> dict[str, str]:
    return {prefix: namespace for prefix, namespace in DOCUMENT_PREFIXES.items() if prefix in prefixes}


def _described_prefixes(triples: Iterable[Triple]) -> dict[str, str]:
    """Return the prefixes that the triples describe in SHACL's words, by what they are."""
    names: dict[Any, str] = {}
    namespaces: dict[Any, str] = {}
    for triple in triples:
        if isinstance(triple.object, Literal) and triple.predicate == term("sh:prefix"):
            names[triple.subject] = triple.object.value
        elif isinstance(triple.object, Literal) and triple.predicate == term("sh:namespace"):
            namespaces[triple.subject] = triple.object.value
    return {
        name: namespaces[node]
        for node, name in names.items()
        if node in namespaces and _PREFIX.fullmatch(name) and is_iri(namespaces[node])
    }
