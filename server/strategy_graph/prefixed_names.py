"""Shortens IRIs to prefixed names, and writes them out again."""

from __future__ import annotations

import re

from strategy_graph.namespaces import PREFIXES
from strategy_graph.sparql_tokens import Kind, tokens


def shorten(iri: str) -> str:
    """An IRI as a prefixed name where one of the project's prefixes fits."""
    if iri.startswith("_:"):
        return iri
    fitting = [
        (len(namespace), prefix, namespace) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)
    ]
    if not fitting:
        return f"<{iri}>"
    _, prefix, namespace = max(fitting)
    local = iri.removeprefix(namespace)
    return f"<{iri}>" if not local or set("/#?:") & set(local) else f"{prefix}:{local}"


def lengthen(text: str) -> str:
    """A path or a term with whole IRIs in place of what :func:`shorten` made of them; one that is an IRI, as it is."""
    parts, position = [], 0
    for token in tokens(text):
        prefix, colon, local = token.text.partition(":")
        if token.kind is Kind.NAME and colon and prefix in PREFIXES:
            parts += [text[position : token.start], f"<{PREFIXES[prefix]}{local}>"]
            position = token.end
    long = "".join(parts) + text[position:]
    return long[1:-1] if re.fullmatch(r"<[^<>]*>", long) else long
