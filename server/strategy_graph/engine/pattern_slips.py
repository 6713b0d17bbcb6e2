"""Says why a token cannot stand where the grammar refuses it, for slips in triples, literals, conditions and VALUES."""

from __future__ import annotations

from typing import Final

from strategy_graph.engine.refused import Finder, Refused, Slip
from strategy_graph.sparql_tokens import Kind

_SEPARATORS: Final = frozenset(".;,")
_COMPARISONS: Final = frozenset(("=", "!=", "<", ">", "<=", ">=", "==", "IN"))
_OPERATORS: Final = _COMPARISONS | {"&&", "||", "+", "-", "*", "/", "!", "&", "|", "(", ","}
_TERMS: Final = frozenset((Kind.VARIABLE, Kind.IRI, Kind.NAME, Kind.STRING, Kind.NUMBER))
_CURLY: Final = frozenset("“”‘’„«»")
_FOREIGN: Final = {
    "AND": ("AND is no operator of SPARQL", "Write && or ||"),
    "OR": ("OR is no operator of SPARQL", "Write && or ||"),
    "LIKE": ("LIKE is no operator of SPARQL", 'Write CONTAINS(?a, "…") or REGEX(?a, "…")'),
    "ILIKE": ("ILIKE is no operator of SPARQL", 'Write REGEX(?a, "…", "i")'),
    "IS": ("IS is no operator of SPARQL", "Write BOUND(?a) or !BOUND(?a), or = for a value"),
    "BETWEEN": ("BETWEEN is no operator of SPARQL", "Write ?a >= 1 && ?a <= 5"),
    "NULL": ("there is no NULL in SPARQL", "Write BOUND(?a) or !BOUND(?a)"),
    "JOIN": ("JOIN is no word of SPARQL", "Patterns in one group are joined: write the triples one after another"),
    "MOD": ("MOD is no operator of SPARQL", "Write ?a - ?b * FLOOR(?a / ?b)"),
}
"""Words of other languages."""
_SIGNS: Final = {
    "&": ("a single & is no operator of SPARQL", "Write &&"),
    "|": ("a single | is an operator of paths only", "Write || between conditions"),
    "%": ("% is no operator of SPARQL", "Write ?a - ?b * FLOOR(?a / ?b)"),
    "`": ("a backtick means nothing in SPARQL", "Write variables as ?name and strings in straight quotes"),
    "?": ("a name is missing after ?", "Write ?name, without a space"),
    "$": ("a name is missing after $", "Write $name, without a space"),
    "@": ("a language is missing after @", "Write @en or @mi, without a space"),
    '"': ("this quote is not closed", "Close it; over several lines, use three quotes"),
    "'": ("this quote is not closed", "Close it; over several lines, use three quotes"),
}
"""Signs that are no token of SPARQL, or seldom meant."""


def _signs(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    if token.text in _CURLY:
        return place.slip("curly quotes do not delimit strings", 'Use straight quotes: "…"')
    for sign, first in (("--", "-"), ("//", "/"), ("/*", "/")):
        for offset in (0, -1):
            if place.token(offset).text == first and place.query.startswith(sign, place.token(offset).start):
                return place.slip(f"{sign} begins no comment in SPARQL", "Write #", offset)
    if token.text == "=" and before.text == "=" and place.adjacent():
        return place.slip("== is no operator of SPARQL", "Write =", -1)
    if token.text == ">" and before.text == "=" and place.adjacent():
        return place.slip("=> is no operator of SPARQL", "Write >=", -1)
    if token.text == "<>":
        return place.slip("<> is no operator of SPARQL", "Write !=")
    if token.text == "<" and "<" not in place.expected and not place.query.startswith(" ", token.end):
        return place.slip("this IRI is not closed, or has a space in it", "Close it with >")
    if place.word() in {"TRUE", "FALSE"}:
        return place.slip(f"{token.text} is written in small letters", f"Write {token.text.lower()}")
    if before.kind is Kind.VARIABLE and token.text == "-" and place.adjacent() and place.adjacent(1):
        return place.slip("a variable's name has no -", f"Write {before.text}_{place.token(1).text}")
    if token.text in _SIGNS and token.kind is Kind.OTHER:
        return place.slip(*_SIGNS[token.text])
    return place.slip(*_FOREIGN[place.word()]) if place.word() in _FOREIGN else None


def _literals(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    if before.text == "^^":
        if token.kind is Kind.VARIABLE:
            return place.slip("a variable is no datatype", f"Write STRDT(…, {token.text}) in BIND")
        return place.slip("a datatype is missing after ^^", "Write ^^xsd:date, or leave ^^ out", -1)
    if before.kind is Kind.STRING and token.kind is Kind.WORD and place.adjacent():
        return place.slip("the string ends before this", "Write a backslash before a quote within a string")
    if before.kind is token.kind is Kind.NUMBER and place.adjacent():
        return place.slip(f"{before.text}{token.text} is no number", "A number has one decimal point", -1)
    if before.kind is Kind.NUMBER and token.kind is Kind.WORD and place.adjacent():
        return place.slip(f"{before.text}{token.text} is no number", "Put it into quotes if it is a string", -1)
    if token.text[:1] == "@" or token.text == "^^":
        return place.slip(f"{token.text} does not follow a string", "Write it right after the closing quote")
    return None


def _conditions(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    ends = token.text in {")", "}", ""} or (token.kind is Kind.OPEN and token.text == "{")
    if before.text in _OPERATORS - {"("} and ends and "BOUND" in place.expected:
        return place.slip(f"a value is missing between {before.text} and {token.text or 'the end'}", "Write the value")
    if token.text in _COMPARISONS and place.inside == "(" and ")" in place.expected and "&&" in place.expected:
        return place.slip("comparisons cannot follow one another", "Write ?a = ?b && ?b = ?c")
    if token.text in _COMPARISONS | {"&&", "||"} and place.inside == "{":
        return place.slip(f"{token.text} stands outside of a condition", "Write FILTER(…) around the whole condition")
    if before.text in {"(", ""} and token.text == ")" and "BOUND" in place.expected:
        return place.slip("the brackets are empty", "Write a condition or a value in them")
    return None


def _paths(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    if before.text in {"^", "/", "|", "!"} and token.kind is Kind.VARIABLE and "BOUND" not in place.expected:
        hint = "Paths are made of IRIs: turn the triple round" if before.text == "^" else "Paths are made of IRIs"
        return place.slip(f"{before.text} is followed by a variable", hint)
    if before.kind is Kind.VARIABLE and token.text in {"/", "*", "+", "?", "|", "^"} and "STRING" in place.expected:
        return place.slip(f"{token.text} follows a variable", "Paths are made of IRIs")
    if place.in_template:
        if token.text in {"/", "|", "*", "+", "?", "^", "!", "("} and place.inside == "{":
            return place.slip("a path stands in the template of CONSTRUCT", "Use a variable, and the path in WHERE")
        if token.kind is Kind.WORD and token.text.isupper() and place.inside == "{":
            return place.slip(f"{token.text} stands in the template of CONSTRUCT", "Move it to WHERE { … }")
    if place.owner() == "WHERE" and place.clause == "" and place.word() and "OPTIONAL" not in place.expected:
        if any(each.text.upper() == "CONSTRUCT" for each in place.stream[: place.at]) and "." in place.expected:
            return place.slip(f"{token.text} stands in CONSTRUCT WHERE", "Write CONSTRUCT { … } WHERE { … }")
    return None


def _values(place: Refused) -> Slip | None:
    token = place.token()
    if place.token(-2).text.upper() == "VALUES" and place.token(-1).kind is Kind.VARIABLE and "{" in place.expected:
        variable = place.token(-1).text
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


def _triples(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    could = place.expected
    if place.inside not in {"{", "["} or "UNDEF" in could or "BOUND" in could:
        return None
    if before.text == "," and token.text in {"}", "]"}:
        return place.slip("an object is missing after this comma", "Write it, or remove the comma", -1)
    if token.text in _SEPARATORS and (before.text in _SEPARATORS or before.text == "{"):
        hint = f"Remove it, or write what is missing between {before.text} and {token.text}"
        return place.slip(f"this {token.text} cannot follow a {before.text}", hint)
    ends = token.text in _SEPARATORS | {"}", "]"}
    needs_predicate = "a" in could and "VAR" in could and "STRING" not in could
    if needs_predicate and (token.kind in {Kind.STRING, Kind.NUMBER} or token.text in {"true", "false"}):
        return place.slip("a literal is no predicate", "A predicate is an IRI, a prefixed name, a variable or a path")
    if needs_predicate and (token.text.startswith("_:") or token.text == "["):
        return place.slip("a blank node is no predicate", "Write a variable")
    if needs_predicate and ends and before.text not in _SEPARATORS:
        return place.slip(f"a predicate and an object are missing after {before.text}", "A triple has three parts", -1)
    needs_object = {"STRING", "[", "VAR"} <= could and "}" not in could and before.text not in _SEPARATORS
    if needs_object and (ends or token.kind is Kind.WORD and token.text.isupper()):
        return place.slip(f"an object is missing after {before.text}", "A triple has three parts", -1)
    if {".", ";", ","} <= could and (token.kind in _TERMS or token.text in {"a", "[", "("}):
        if "\n" in place.query[before.end : token.start]:
            return place.slip("a dot is missing before this line", f"Write a dot after {_clip(before.text)}")
        hint = f"A triple has three parts: write a dot after {_clip(before.text)}"
        return place.slip(f"a dot is missing before {_clip(token.text)}", hint)
    if token.kind is Kind.WORD and "VAR" in could:
        hint = f'Write ?{token.text} for a variable, "{token.text}" for a string, or a prefix before it'
        return place.slip(f"{token.text} is neither a variable nor a prefixed name", hint)
    return None


def _clip(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"


PATTERN_FINDERS: Final[tuple[Finder, ...]] = (_signs, _literals, _values, _conditions, _paths, _triples)
