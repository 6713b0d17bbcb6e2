"""Chooses between documents for programs and pages for people by the Accept header (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from typing import Final

from strategy_graph.http.formats import DOCUMENT_FORMATS, HTML, Format
from strategy_graph.http.negotiation import NotAcceptable, choose, quality_of

_GENERIC: Final = frozenset({"application/xml", "text/xml", "text/plain"})
"""Media types that browsers name too: they don't ask for RDF where HTML is accepted as well."""

_RDF: Final = tuple(
    media_type
    for form in DOCUMENT_FORMATS
    for media_type in (form.media_type, *form.aliases)
    if media_type not in _GENERIC
)


def choose_document(accept: str | None) -> Format:
    """Return the form of a thing's document: on a tie a format of RDF, unless HTML has a strictly higher quality.

    Without a header, and for ``*/*``, it is Turtle.

    :raises NotAcceptable: neither HTML nor a format of RDF is accepted.
    """
    if not accept or not accept.strip():
        return DOCUMENT_FORMATS[0]
    html = quality_of(accept, (HTML.media_type, *HTML.aliases))
    rdf = quality_of(accept, _RDF)
    generic = quality_of(accept, tuple(sorted(_GENERIC)))
    if html > rdf and html >= generic:
        return HTML
    try:
        return choose(accept, DOCUMENT_FORMATS)
    except NotAcceptable as error:
        raise NotAcceptable(error.message, hint=f"{error.hint}, {HTML.media_type}") from error
