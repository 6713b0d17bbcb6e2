"""Gives a query a base IRI in its own text (SPARQL 1.1, section 4.1.1), as the protocol has no parameter for it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urljoin

from strategy_graph.sparql_tokens import Kind, tokens

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
"""A scheme (RFC 3986, section 3.1)."""


def resolved(base: str, reference: str) -> str:
    """The IRI that a reference stands for (RFC 3986, section 5.2); the reference where it is absolute already."""
    if _ABSOLUTE.match(reference):
        return reference
    joined = urljoin(base, reference)
    # urljoin drops an empty fragment, which the IRIs of vocabularies end in.
    return f"{joined}#" if reference.endswith("#") and not joined.endswith("#") else joined


def with_base(query: str, base: str) -> str:
    """Return the query with one BASE as its first token; relative IRIs resolve as with the base of the request.

    SPARQL 1.1 has any number of BASE and PREFIX in any order (grammar rule 4). Virtuoso 7 keeps to SPARQL 1.0: BASE
    once, before any PREFIX (rule 2 there).

    :param query: SPARQL that has been parsed.
    """
    whole, parts, done = base, list[str](), 0
    unchanged = f"BASE <{base}> {query}"
    stream = tokens(query)
    for token in stream:
        word = token.text.upper() if token.kind is Kind.WORD else ""
        if word not in {"BASE", "PREFIX"}:
            break
        if word == "PREFIX":
            next(stream, None)
        place = next(stream, None)
        if place is None or place.kind is not Kind.IRI or "\\" in place.text:
            return unchanged  # An escape for a codepoint would have to be resolved first.
        iri = resolved(whole, place.text[1:-1])
        if word == "BASE":
            whole = iri
            parts.append(query[done : token.start])
        else:
            parts.append(f"{query[done : place.start]}<{iri}>")
        done = place.end
    if not _ABSOLUTE.match(whole):
        return unchanged  # urljoin has no rules for what is relative to <urn:…>
    return f"BASE <{whole}> {''.join(parts)}{query[done:]}"
