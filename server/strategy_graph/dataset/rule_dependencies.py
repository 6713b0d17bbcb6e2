"""Works out which properties a derivation rule reads, so that it runs again only after one of them has new values."""

from __future__ import annotations

from functools import cache
from typing import Final

from strategy_graph.namespaces import PREFIXES
from strategy_graph.sparql_tokens import Kind, declared_prefixes, kinds_and_texts

_RDF: Final = PREFIXES["rdf"]
_ALWAYS: Final = frozenset({_RDF + "type", _RDF + "first", _RDF + "rest"})
"""Properties that a query can read without naming them: by the word ``a``, and by a list in brackets."""

_TERMS: Final = {Kind.VARIABLE, Kind.STRING, Kind.IRI, Kind.NAME, Kind.NUMBER}
_WORDS_THAT_ARE_TERMS: Final = {"true", "false"}


@cache
def properties_read(query: str) -> frozenset[str] | None:
    """Return the properties on which the result of a query depends; ``None`` if it can depend on any.

    The set may hold more than those: it has every IRI of the query. Any property can matter if a variable stands in its
    place, or if a path can have the length zero, exclude properties or match a triple term.
    """
    prefixes = declared_prefixes(query)
    read = set(_ALWAYS)
    found = kinds_and_texts(query)
    for place, (kind, text) in enumerate(found):
        before = found[place - 1] if place else (Kind.OTHER, "")
        after = found[place + 1] if place + 1 < len(found) else (Kind.OTHER, "")
        if kind is Kind.IRI:
            read.add(text[1:-1])
        elif kind is Kind.NAME:
            prefix, _, local = text.partition(":")
            if "\\" in local or "%" in local:
                return None
            read.add(prefixes.get(prefix, "") + local)
        elif kind is Kind.VARIABLE:
            if _ends_a_subject(before) and _starts_an_object(after):
                return None
        elif _reaches_any_property(text, before, after):
            return None
    return frozenset(read)


def _ends_a_subject(token: tuple[Kind, str]) -> bool:
    """Return whether a variable after this token can be a property."""
    kind, text = token
    return kind in _TERMS or text in {";", "]", ")", "["} or text.lower() in _WORDS_THAT_ARE_TERMS


def _starts_an_object(token: tuple[Kind, str]) -> bool:
    kind, text = token
    return kind in _TERMS or text in {"[", "("} or text.lower() in _WORDS_THAT_ARE_TERMS


def _reaches_any_property(text: str, before: tuple[Kind, str], after: tuple[Kind, str]) -> bool:
    if text in {"?", "*", "~"}:
        return True
    if text == "!":
        return after[0] in {Kind.IRI, Kind.NAME} or after[1] in {"(", "^", "a"}
    return (text, after[1]) in {("<", "<"), ("{", "|")}
