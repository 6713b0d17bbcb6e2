"""Terms of the vocabularies of data catalogues, and RDF documents that declare only the prefixes they use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from strategy_graph.namespaces import PREFIXES

_PREFIXES: Final = {
    **PREFIXES,
    "adms": "http://www.w3.org/ns/adms#",
    "spdx": "http://spdx.org/rdf/terms#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
_WRITTEN_WITHOUT_A_NAME: Final = frozenset(
    {PREFIXES["rdf"] + "type", PREFIXES["rdf"] + "langString", PREFIXES["xsd"] + "string", PREFIXES["xsd"] + "integer"}
)
"""IRIs that Turtle has other ways to write."""
_XMLNS: Final = re.compile(rb' xmlns:[\w.-]+="[^"]*"')
_EU: Final = "http://publications.europa.eu/resource/authority/"

PUBLIC: Final = NamedNode(_EU + "access-right/PUBLIC")
_EU_LANGUAGES: Final = {"en": "ENG", "mi": "MRI", "ar": "ARA", "de": "DEU", "es": "SPA", "fr": "FRA"}
_EU_THEMES: Final = {
    "AGRI": "Agriculture, fisheries, forestry and food",
    "ECON": "Economy and finance",
    "EDUC": "Education, culture and sport",
    "ENER": "Energy",
    "ENVI": "Environment",
    "GOVE": "Government and public sector",
    "HEAL": "Health",
    "INTR": "International issues",
    "JUST": "Justice, legal system and public safety",
    "REGI": "Regions and cities",
    "SOCI": "Population and society",
    "TECH": "Science and technology",
    "TRAN": "Transport",
}
"""The EU's data themes with their English names, which a catalogue must state of a concept."""


def term(name: str) -> NamedNode:
    """Return the IRI of a prefixed name such as ``dcat:Dataset``."""
    prefix, _, local = name.partition(":")
    return NamedNode(_PREFIXES[prefix] + local)


def language_iri(tag: str) -> NamedNode:
    """Return the language in the EU's list, which DCAT-AP asks for, or else in that of the Library of Congress."""
    code = tag.split("-")[0].lower()
    if code in _EU_LANGUAGES:
        return NamedNode(f"{_EU}language/{_EU_LANGUAGES[code]}")
    return NamedNode(f"http://id.loc.gov/vocabulary/iso639-{1 if len(code) == 2 else 2}/{code}")


def theme_name(iri: str) -> str:
    """Return the English name of a theme; of one that is not the EU's, the end of its IRI."""
    last = iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
    return _EU_THEMES.get(last, last) if iri.startswith(_EU + "data-theme/") else last


def media_type_iri(media_type: str) -> NamedNode:
    """Return the IRI of a media type in IANA's registry."""
    return NamedNode("http://www.iana.org/assignments/media-types/" + media_type.split(";")[0])


def date_time(text: str) -> Literal:
    """Return a time in ISO 8601 as an ``xsd:dateTime``."""
    return Literal(text, datatype=term("xsd:dateTime"))


def document(triples: Iterable[Triple], media_type: str) -> bytes:
    """Return the triples, each once and in a fixed order, as an RDF document with the prefixes that it uses."""
    rdf_format = RdfFormat.from_media_type(media_type)
    assert rdf_format is not None, media_type
    ordered = sorted(set(triples), key=str)
    iris = {node.value for triple in ordered for node in triple if isinstance(node, NamedNode)}
    iris |= {node.datatype.value for triple in ordered if isinstance(node := triple.object, Literal)}
    iris -= _WRITTEN_WITHOUT_A_NAME
    used = {prefix: name for prefix, name in _PREFIXES.items() if any(_is_in(iri, name) for iri in iris)}
    return _with_ordered_prefixes(serialize(ordered, format=rdf_format, prefixes=used) or b"", rdf_format)


def _with_ordered_prefixes(text: bytes, rdf_format: RdfFormat) -> bytes:
    """Return the document with its prefixes in order; as Oxigraph writes them, they differ from run to run."""
    if rdf_format == RdfFormat.RDF_XML:
        head, start, rest = text.partition(b"<rdf:RDF")
        names, end, body = rest.partition(b">")
        return head + start + b"".join(sorted(_XMLNS.findall(names))) + end + body
    if rdf_format not in (RdfFormat.TURTLE, RdfFormat.TRIG):
        return text
    lines = text.splitlines(keepends=True)
    number = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix")), len(lines))
    return b"".join([*sorted(lines[:number]), *lines[number:]])


def _is_in(iri: str, namespace: str) -> bool:
    local = iri.removeprefix(namespace)
    return local != iri and bool(local) and not set("/#") & set(local)
