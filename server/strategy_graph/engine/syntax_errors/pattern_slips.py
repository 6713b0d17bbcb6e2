"""Says why a token cannot stand where the grammar refuses it, for slips in triples, paths and VALUES."""

from __future__ import annotations

from typing import Final

from strategy_graph.engine.syntax_errors.error_context import KEYWORDS, TERMS, Finder, Refused, Slip
from strategy_graph.engine.syntax_errors.functions import FUNCTIONS
from strategy_graph.sparql_tokens import Kind

_SEPARATORS: Final = frozenset(".;,")
_PATH_SIGNS: Final = frozenset("/|*+?^!")


def _values(place: Refused) -> Slip | None:
    token = place.token()
    if place.token(-2).text.upper() == "VALUES" and place.token(-1).kind is Kind.VARIABLE and "{" in place.expected:
        variable = place.token(-1).text
        if token.kind is Kind.VARIABLE:
            hint = f"Write VALUES ({variable} {token.text}) {{ (1 2) }}"
            return place.slip("the variables of VALUES are not in brackets", hint)
        return place.slip("the values are not in braces", f"Write VALUES {variable} {{ 1 2 }}")
    if place.expected == {"(", "}"}:
        return place.slip("a row of VALUES is not in brackets", "Write each row as (1 2)")
    if "UNDEF" not in place.expected:
        return None
    if token.text == "(":
        return place.slip("a row of VALUES is in brackets, and its variable is not", "Write VALUES (?x) { (1) }")
    if token.text in {",", ";", "."}:
        return place.slip(f"a {token.text} stands among the values", "Separate them by spaces")
    if token.kind is Kind.VARIABLE or token.text.startswith("_:"):
        return place.slip(f"{token.text} stands among the values", "VALUES takes IRIs, literals and UNDEF")
    return None


def _paths(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    could = place.expected
    if token.kind is Kind.VARIABLE and "a" in could and "VAR" not in could:
        hint = "Paths are made of IRIs: turn the triple round" if before.text == "^" else "Paths are made of IRIs"
        said = "a variable stands in a path" if before.text == "(" else f"{before.text} is followed by a variable"
        return place.slip(said, hint)
    if before.kind is Kind.VARIABLE and token.text in _PATH_SIGNS and "STRING" in could:
        return place.slip(f"{token.text} follows a variable", "Paths are made of IRIs")
    if place.in_template:
        if token.text in _PATH_SIGNS | {"("} and place.inside == "{":
            return place.slip("a path stands in the template of CONSTRUCT", "Use a variable, and the path in WHERE")
        if place.word() in KEYWORDS and place.inside == "{":
            return place.slip(f"{token.text} stands in the template of CONSTRUCT", "Move it to WHERE { … }")
    if place.owner() == "WHERE" and place.word() in KEYWORDS and "}" in could and "OPTIONAL" not in could:
        return place.slip(f"{token.text} stands in CONSTRUCT WHERE", "Write CONSTRUCT { … } WHERE { … }")
    return None


def _separators(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    if token.text == "," and place.inside == "(" and "BLANK_NODE" in place.expected:
        return place.slip("a comma stands in a list of terms", "Separate them by spaces")
    if not _among_triples(place):
        return None
    if before.text == "," and token.text in {"}", "]"}:
        return place.slip("an object is missing after this comma", "Write it, or remove the comma", -1)
    if token.text in _SEPARATORS and (before.text in _SEPARATORS or before.text == "{"):
        hint = f"Remove it, or write what is missing between {before.text} and {token.text}"
        return place.slip(f"this {token.text} cannot follow a {before.text}", hint)
    if token.text == "." and place.inside == "[":
        return place.slip("a dot stands within [ ]", "Write ; between its parts")
    return None


def _missing_parts(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    could = place.expected
    if not _among_triples(place) or before.text in _SEPARATORS:
        return None
    ends = token.text in _SEPARATORS | {"}", "]", ">>", ")>>", "|}"}
    needs_predicate = "a" in could and "VAR" in could and "STRING" not in could
    if needs_predicate and (token.kind in {Kind.STRING, Kind.NUMBER} or token.text in {"true", "false"}):
        return place.slip("a literal is no predicate", "A predicate is an IRI, a prefixed name, a variable or a path")
    if needs_predicate and (token.text.startswith("_:") or token.text == "["):
        return place.slip("a blank node is no predicate", "Write a variable")
    if needs_predicate and ends:
        subject = f"{place.token(-2).text} {before.text}" if before.text in {"]", ")"} else before.text
        return place.slip(f"a predicate and an object are missing after {subject}", "A triple has three parts", -1)
    needs_object = {"STRING", "[", "VAR"} <= could and "}" not in could
    if needs_object and (ends or place.word() in KEYWORDS):
        return place.slip(f"an object is missing after {before.text}", "A triple has three parts", -1)
    if needs_object and token.text == "{":
        return place.slip(f"a {{ follows {before.text}", "Write the object; a path has no {n}, but *, + and ?")
    return None


def _fourth_parts(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    could = place.expected
    if not _among_triples(place):
        return None
    if {".", ";", ","} <= could and (token.kind in TERMS or token.text in {"a", "[", "("}):
        if "\n" in place.query[before.end : token.start]:
            return place.slip("a dot is missing before this line", f"Write a dot after {before.text}")
        hint = f"A triple has three parts: write a dot after {before.text}"
        if place.token(-3).text == ";":
            hint = "After ; come a predicate and an object: write a dot in its place, or leave a part out"
        elif place.token(-2).text == ",":
            hint = "After , comes one object: write ; or a dot in its place, or leave a part out"
        return place.slip(f"a dot is missing before {token.text}", hint)
    return None


def _words(place: Refused) -> Slip | None:
    token, could = place.token(), place.expected
    if not _among_triples(place):
        return None
    if place.word() in FUNCTIONS and "FILTER" in could:
        name = token.text
        return place.slip(f"{name} stands outside of a condition", f"Write FILTER({name}(…)) or BIND({name}(…) AS ?x)")
    if token.kind is Kind.WORD and "VAR" in could and place.word() not in KEYWORDS - {"A"}:
        hint = f'Write ?{token.text} for a variable, "{token.text}" for a string, or a prefix before it'
        return place.slip(f"{token.text} is neither a variable nor a prefixed name", hint)
    return None


def _among_triples(place: Refused) -> bool:
    return place.inside in {"{", "["} and place.expected.isdisjoint(("UNDEF", "BOUND"))


PATTERN_FINDERS: Final[tuple[Finder, ...]] = (
    _values,
    _paths,
    _separators,
    _missing_parts,
    _fourth_parts,
    _words,
)
