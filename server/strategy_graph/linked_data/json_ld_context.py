"""Makes the JSON-LD context: short names for the properties of a graph, with what their values are."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from strategy_graph.linked_data.serialisation import namespace_of
from strategy_graph.linked_data.terms import DOCUMENT_PREFIXES, HYDRA
from strategy_graph.linked_data.vocabulary import Usage, Vocabulary
from strategy_graph.namespaces import PREFIXES

NATIVE: Final = frozenset({PREFIXES["xsd"] + name for name in ("integer", "boolean", "string")})
"""The datatypes that JSON has values for."""

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_TYPE: Final = PREFIXES["rdf"] + "type"
_DOCUMENTS: Final = {
    PREFIXES["foaf"] + "primaryTopic": Usage(things=1),
    PREFIXES["dcterms"] + "license": Usage(things=1),
    PREFIXES["void"] + "inDataset": Usage(things=1),
    HYDRA + "next": Usage(things=1),
    HYDRA + "previous": Usage(things=1),
}
"""What documents say of themselves."""


@dataclass(frozen=True)
class Term:
    """A short name of a property. ``coercion`` is ``@id``, ``@language``, a datatype, or empty for none."""

    name: str
    coercion: str


@dataclass(frozen=True)
class Context:
    """The context of a graph.

    :ivar terms: by the IRI of the property.
    :ivar prefixes: the namespaces that IRIs are shortened by.
    """

    terms: dict[str, Term] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=lambda: DOCUMENT_PREFIXES)

    def narrowed(self, properties: Iterable[str], prefixes: Iterable[str]) -> Context:
        """Return the part of this context that some properties and prefixes need."""
        terms = {iri: self.terms[iri] for iri in properties if iri in self.terms}
        needed = {namespace_of(iri) for iri in terms} | {namespace_of(term.coercion) for term in terms.values()}
        wanted = {*prefixes, *(prefix for prefix, namespace in self.prefixes.items() if namespace in needed)}
        return Context(terms, {prefix: self.prefixes[prefix] for prefix in self.prefixes if prefix in wanted})

    def shorten(self, iri: str) -> str:
        """Return the compact IRI of an IRI if a prefix fits, else the IRI."""
        namespace = namespace_of(iri)
        prefix = self._prefix_of.get(namespace)
        local = iri[len(namespace) :]
        return f"{prefix}:{local}" if prefix and local and not local.startswith("//") else iri

    def is_ambiguous(self, iri: str) -> bool:
        """Return whether an IRI in full would be taken for a compact one: its scheme is one of the prefixes."""
        scheme, _, rest = iri.partition(":")
        return scheme in self.prefixes and not rest.startswith("//")

    @cached_property
    def _prefix_of(self) -> dict[str, str]:
        return {namespace: prefix for prefix, namespace in self.prefixes.items()}

    @cached_property
    def definitions(self) -> dict[str, Any]:
        """The value of ``@context``."""
        result: dict[str, Any] = {"@version": 1.1, **self.prefixes}
        for iri, term in sorted(self.terms.items(), key=lambda item: item[1].name):
            name = self.shorten(iri)
            if term.coercion == "@language":
                result[term.name] = {"@id": name, "@container": "@language"}
            elif term.coercion:
                coercion = term.coercion if term.coercion == "@id" else self.shorten(term.coercion)
                result[term.name] = {"@id": name, "@type": coercion}
            else:
                result[term.name] = name
        return result

    @cached_property
    def document(self) -> bytes:
        """The context as a document of its own."""
        return (json.dumps({"@context": self.definitions}, ensure_ascii=False, indent=1) + "\n").encode()

    @cached_property
    def version(self) -> str:
        """A hash for the address of the context, so that a cached old one is never applied to new documents."""
        return hashlib.sha256(self.document).hexdigest()[:8]


def make_context(vocabulary: Vocabulary, prefixes: dict[str, str]) -> Context:
    """Return the context of the properties that a graph uses: local names, with a prefix where two are alike."""
    uses = {**_DOCUMENTS, **vocabulary.uses}
    prefix_of = {namespace: prefix for prefix, namespace in prefixes.items()}
    locals_of = {iri: iri[len(namespace_of(iri)) :] for iri in uses if iri != _TYPE and namespace_of(iri) in prefix_of}
    numbers = Counter(locals_of.values())
    terms = {}
    for iri, local in locals_of.items():
        if not _NAME.fullmatch(local):
            continue
        name = local
        if numbers[local] > 1 or local in prefixes:
            name = prefix_of[namespace_of(iri)] + local[0].upper() + local[1:]
        if name == local or (name not in numbers and name not in prefixes):
            terms[iri] = Term(name, _coercion(uses[iri]))
    return Context(terms, prefixes)


def _coercion(usage: Usage) -> str:
    if usage.things and not (usage.texts or usage.literals):
        return "@id"
    if usage.texts and not (usage.things or usage.literals):
        return "@language"
    if usage.literals and not (usage.things or usage.texts) and len(usage.datatypes) == 1:
        datatype = next(iter(usage.datatypes))
        return "" if datatype in NATIVE else datatype
    return ""
