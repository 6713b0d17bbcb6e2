"""Converts IRIs to prefixed names and back."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

from strategy_graph.namespaces import PREFIXES
from strategy_graph.sparql_tokens import Kind, tokens


@lru_cache(maxsize=16_384)
def shorten(iri: str) -> str:
    """Return an IRI as a prefixed name if one of the project's prefixes fits, else as ``<IRI>``."""
    if iri.startswith("_:"):
        return iri
    candidates = [
        (len(namespace), prefix, namespace) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)
    ]
    if not candidates:
        return f"<{iri}>"
    _, prefix, namespace = max(candidates)
    local = iri.removeprefix(namespace)
    return f"<{iri}>" if not local or set("/#?:") & set(local) else f"{prefix}:{local}"


@lru_cache(maxsize=4096)
def name_in_iri(iri: str) -> str:
    """Return a name that can be part of another IRI: ``dsg:Theme``, or the last part with a hash of the whole."""
    short = shorten(iri)
    if not short.startswith("<"):
        return short
    last = re.split("[/#?:]", iri.rstrip("/#"))[-1]
    return f"{last or 'term'}-{hashlib.sha256(iri.encode()).hexdigest()[:8]}"


def expand(text: str) -> str:
    """Expand the prefixed names of a property path or term, the inverse of :func:`shorten`.

    A text that is a single IRI is returned without angle brackets.
    """
    parts, position = [], 0
    for token in tokens(text):
        prefix, colon, local = token.text.partition(":")
        if token.kind is Kind.NAME and colon and prefix in PREFIXES:
            parts += [text[position : token.start], f"<{PREFIXES[prefix]}{local}>"]
            position = token.end
    expanded = "".join(parts) + text[position:]
    return expanded[1:-1] if re.fullmatch(r"<[^<>]*>", expanded) else expanded
