"""Writes a document's triples as Turtle, N-Triples or RDF/XML: the same triples give the same bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
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


def used_prefixes(triples: Iterable[Triple]) -> dict[str, str]:
    """Return those of the project's prefixes that shorten an IRI of the triples, in their order."""
    iris: set[str] = set()
    for triple in triples:
        iris.add(triple.predicate.value)
        for end in (triple.subject, triple.object):
            if isinstance(end, NamedNode):
                iris.add(end.value)
            elif isinstance(end, Literal) and end.language is None:
                iris.add(end.datatype.value)
    used = {prefix for iri in iris if (prefix := _PREFIX_BY_NAMESPACE.get(namespace_of(iri)))}
    return {prefix: namespace for prefix, namespace in DOCUMENT_PREFIXES.items() if prefix in used}


def namespace_of(iri: str) -> str:
    """Return an IRI up to its last hash sign or slash."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]


def turtle(triples: Sequence[Triple]) -> bytes:
    """Return the triples, which are in their order, as Turtle with the prefixes that they use.

    Where they describe declarations of prefixes, the document makes these declarations too, ready to copy.
    """
    used = used_prefixes(triples)
    further = "".join(
        f"@prefix {prefix}: <{namespace}> .\n"
        for prefix, namespace in sorted(_described_prefixes(triples).items())
        if prefix not in used
    )
    return further.encode() + (serialize(triples, format=RdfFormat.TURTLE, prefixes=used) or b"")


def ntriples(triples: Sequence[Triple]) -> bytes:
    """Return the triples as N-Triples."""
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def rdf_xml(triples: Sequence[Triple]) -> bytes:
    """Return the triples as RDF/XML.

    :raises NotRepresentable: a text or the IRI of a property is not fit for XML.
    """
    target = io.BytesIO()
    try:
        writer = cast(IO[bytes], XmlText(cast(IO[bytes], target)))
        serialize(triples, writer, format=RdfFormat.RDF_XML, prefixes=used_prefixes(triples))
    except (NotXmlError, ValueError, OSError) as error:
        raise NotRepresentable(
            f"this description can't be RDF/XML: {error}", hint="Take it as Turtle, N-Triples or JSON-LD"
        ) from error
    return target.getvalue()


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
