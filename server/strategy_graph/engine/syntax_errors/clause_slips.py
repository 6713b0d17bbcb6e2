"""Says why a token cannot stand where the grammar refuses it, for slips in the clauses of a query and in brackets.

The order of the clauses is that of SPARQL 1.1 Query, section 19.8, rules 2 to 28.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from strategy_graph.engine.syntax_errors.error_context import (
    CLAUSES,
    CLOSING,
    MODIFIERS,
    Finder,
    Refused,
    Slip,
    word_of,
)
from strategy_graph.engine.syntax_errors.functions import FUNCTIONS
from strategy_graph.sparql_tokens import Kind, line_and_column

_AFTER: Final = {
    "GROUP": ("BY is missing after GROUP", "Write GROUP BY"),
    "ORDER": ("BY is missing after ORDER", "Write ORDER BY"),
    "LIMIT": ("LIMIT is not followed by a whole number", "Write LIMIT 10"),
    "OFFSET": ("OFFSET is not followed by a whole number", "Write OFFSET 10"),
    "OPTIONAL": ("OPTIONAL is not followed by a group", "Write OPTIONAL { … }"),
    "MINUS": ("MINUS is not followed by a group", "Write MINUS { … }"),
    "UNION": ("UNION is not followed by a group", "Write UNION { … }"),
    "LATERAL": ("LATERAL is not followed by a group", "Write LATERAL { … }"),
    "WHERE": ("WHERE is not followed by a group", "Write WHERE { … }"),
    "EXISTS": ("EXISTS is not followed by a group", "Write EXISTS { … }"),
    "NOT": ("NOT is followed neither by EXISTS nor by IN", "Write NOT EXISTS { … }, or ! before a condition"),
    "IN": ("IN is not followed by a list in brackets", "Write IN (1, 2)"),
    "FROM": ("FROM is not followed by a graph", "Write FROM <…>, or leave it out"),
    "NAMED": ("FROM NAMED is not followed by a graph", "Write FROM NAMED <…>"),
    "GRAPH": ("GRAPH does not say which graph", "Write GRAPH ?g { … } or GRAPH <…> { … }"),
    "FILTER": ("the condition of FILTER is not in brackets", "Write FILTER(…)"),
    "HAVING": ("HAVING has no condition in brackets", "Write HAVING(COUNT(?x) > 1)"),
    "BIND": ("BIND is not followed by a bracket", "Write BIND(… AS ?name)"),
    "AS": ("AS is not followed by a variable", "Write AS ?name"),
    "ASC": ("ASC is not followed by a bracket", "Write ASC(?x), before what is sorted by"),
    "DESC": ("DESC is not followed by a bracket", "Write DESC(?x), before what is sorted by"),
    "VALUES": ("VALUES names no variable", "Write VALUES ?x { 1 2 } or VALUES (?x ?y) { (1 2) }"),
    "DESCRIBE": ("DESCRIBE names nothing", "Name an IRI or a variable, or write DESCRIBE *"),
    "CONSTRUCT": ("CONSTRUCT is followed by no template", "Write CONSTRUCT { … } WHERE { … }"),
    "SERVICE": ("SERVICE names no endpoint", "Write SERVICE <…> { … }"),
    "VERSION": ("VERSION is not followed by a string", 'Write VERSION "1.2"'),
    "BASE": ("the IRI of BASE is not in < >", "Write <…> around it"),
    "PREFIX": ("PREFIX is not followed by a prefix with a colon", "Write PREFIX name: <…>"),
    "SEPARATOR": ("SEPARATOR is not followed by = and a string", 'Write SEPARATOR = ", "'),
}
"""What is said of a token after a word that needs another."""
_PATTERN_WORDS: Final = frozenset("OPTIONAL MINUS UNION LATERAL FILTER BIND GRAPH SERVICE".split())
_FORMS: Final = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
_ORDER: Final = "The order is SELECT, FROM, WHERE { … }, GROUP BY, HAVING, ORDER BY, LIMIT"
_SPACES: Final = ("these variables are separated by a comma", "Separate them by spaces")


def _prologue(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    if place.word(-1) == "PREFIX" and token.kind is Kind.WORD and place.word() not in CLAUSES:
        return Slip(f"a colon is missing after the prefix {token.text}", f"Write {token.text}:", token.end)
    if place.word(-1) == "PREFIX" and token.kind is Kind.NAME:
        return place.slip(f"{token.text} is no prefix", "A prefix ends with its only colon: PREFIX ex: <…>")
    if place.word(-2) == "PREFIX" and before.kind is Kind.NAME:
        return place.slip(f"the IRI of the prefix {before.text} is not in < >", "Write <…> around it")
    if token.text in {".", ";"} and "PREFIX" in place.expected and before.kind is Kind.IRI:
        return place.slip(f"no {token.text} stands after PREFIX or BASE", "Remove it")
    if {"SELECT", "ASK", "PREFIX"} <= place.expected and token.text:
        return place.slip(f"no query begins with {token.text}", "Begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if place.word() in {"PREFIX", "BASE"} and place.at:
        return place.slip(f"{place.word()} stands after the beginning of the query", "Move it to the top")
    return None


def _after_a_word(place: Refused) -> Slip | None:
    word, token, before = place.word(-1), place.token(), place.token(-1)
    if word == "BY":
        star = next((after for before, after in pairwise(place.level) if word_of(before) == "SELECT"), None)
        if place.word(-2) == "GROUP" and star is not None and star.text == "*":
            return Slip("SELECT * does not go with GROUP BY", "Name the variables", star.start)
        clause = f"{place.word(-2)} BY"
        return place.slip(f"{clause} names nothing that it could take", f"Write {clause} ?x or {clause} (…)")
    if word in {"SELECT", "DISTINCT", "REDUCED"} and token.text in {"{", ""}:
        return place.slip(f"{word} names no variables", f"Write {word} * or name them")
    if word == "ASK" and token.kind is Kind.VARIABLE:
        return place.slip("ASK names variables", "Write ASK { … }")
    if word == "GRAPH" and token.text.startswith("_:"):
        return place.slip("a blank node is no name of a graph here", "Write a variable: GRAPH ?g { … }")
    if word in _AFTER:
        return place.slip(*_AFTER[word])
    if place.word() == "UNION":
        if place.token(1).text != "{":
            return place.slip("UNION is not followed by a group", "Write { … } UNION { … }", 1)
        return place.slip("UNION does not follow a group", "Write { … } UNION { … }")
    if place.expected == {"{"} and place.word(-2) != "VALUES":
        return place.slip(f"{before.text} is not followed by a group", "Write { … } here")
    if word in FUNCTIONS and token.text != "(":
        return place.slip(f"{before.text} is not followed by a bracket", f"Write {before.text}(…)")
    return None


def _projection(place: Refused) -> Slip | None:
    token, word = place.token(), place.word()
    if place.clause == "SELECT" and not any(each.text == "{" for each in place.level):
        if token.text == ",":
            return place.slip(*_SPACES)
        if word in FUNCTIONS:
            hint = f"Write ({token.text}(…) AS ?name)"
            return place.slip(f"{token.text} in SELECT is not in brackets with a name", hint)
        if token.kind is Kind.VARIABLE and place.token(-1).text == "*":
            return place.slip("* and variables are named together", "Write either * or the variables")
        if word == "AS":
            return place.slip("AS in SELECT is not in brackets", "Write (… AS ?name)")
    if token.text == "," and place.clause in {"GROUP", "ORDER"}:
        return place.slip(*_SPACES)
    if token.text == "," and place.clause in {"LIMIT", "OFFSET"}:
        return place.slip(f"{place.clause} takes one number", "Write LIMIT 10 OFFSET 5")
    if "AS" in place.expected and place.inside == "(":
        owner = place.owner() or "SELECT"
        if place.token(-2).text == "(" and token.text == ")" and owner != "BIND":
            return place.slip(f"{place.token(-1).text} is in brackets and has no name", "Remove the brackets")
        if owner in {"SELECT", "BIND", "DISTINCT", "REDUCED"} and (token.text == ")" or token.kind is Kind.VARIABLE):
            owner = "BIND" if owner == "BIND" else "SELECT"
            return place.slip(f"an expression after {owner} has no name", "Write (… AS ?name)")
    return None


def _clauses(place: Refused) -> Slip | None:
    token, word = place.token(), place.word()
    has_group = any(each.text == "}" for each in place.level)
    if place.inside == "{" and has_group and word_of(place.level[0]) == "SELECT" and token.text != "}":
        return place.slip("the sub-select before this is not in braces of its own", "Write { SELECT … } around it")
    if word in MODIFIERS and place.inside == "{" and place.clause == "":
        return place.slip(f"{word} stands within the group", "Move it behind the closing }")
    if word in MODIFIERS and place.clause in {"LIMIT", "OFFSET", "ORDER", "HAVING", "GROUP"}:
        if word == place.clause:
            return place.slip(f"{word} is given twice", "Give it once")
        return place.slip(f"{word} stands after {place.clause}", "The order is GROUP BY, HAVING, ORDER BY, LIMIT")
    if word in MODIFIERS and place.clause and not has_group and "WHERE" in place.expected:
        return place.slip(f"{word} stands before WHERE", _ORDER)
    if word in {"WHERE", "FROM"} and place.inside == "{":
        return place.slip(f"{word} stands within the group", "Remove it, or close the group before it")
    if word == "SELECT" and place.inside == "{":
        return place.slip("a sub-select is not in braces", "Write { SELECT … }")
    return None if place.opened else _after_the_group(place, has_group)


def _after_the_group(place: Refused, has_group: bool) -> Slip | None:
    token, word = place.token(), place.word()
    if word == "WHERE" or (token.text == "{" and has_group and place.clause):
        return place.slip("a second group begins here", "Write everything in one WHERE { … }")
    if word in _FORMS:
        return place.slip("a second query begins here", "Send one query at a time")
    if word == "FROM":
        return place.slip("FROM stands after WHERE", _ORDER)
    if has_group and "$END" in place.expected:
        if token.text in {";", "."}:
            return place.slip(f"no {token.text} stands at the end of a query", "Remove it")
        if word in _PATTERN_WORDS or token.kind in {Kind.VARIABLE, Kind.IRI, Kind.NAME, Kind.STRING}:
            return place.slip(f"{token.text} stands after the end of the group", "Move it before the closing }")
    if place.at >= len(place.stream):
        if "WHERE" in place.expected and place.clause:
            form = next((word for word in map(word_of, place.level) if word in _FORMS), place.clause)
            hint = "Write CONSTRUCT { … } WHERE { … }" if form == "CONSTRUCT" else "Add WHERE { … }"
            return place.slip(f"{form} has no WHERE", hint)
        if "SELECT" in place.expected:
            return place.slip("no query follows", "Add SELECT, ASK, CONSTRUCT or DESCRIBE after the prefixes")
    return None


def _brackets(place: Refused) -> Slip | None:
    token = place.token()
    opens = {CLOSING[place.stream[number].text] for number in place.opened}
    if token.kind is Kind.CLOSE and token.text not in opens and (token.text == ")" or not opens & place.expected):
        return place.slip(f"this {token.text} closes nothing", "Remove it, or open it before")
    if not place.opened:
        return None
    opening = place.stream[place.opened[-1]]
    closing = CLOSING[opening.text]
    if place.at >= len(place.stream):
        return Slip(f"this {opening.text} is not closed", f"Add {closing}", opening.start)
    if token.kind is Kind.CLOSE and token.text != closing and closing in place.expected:
        return place.slip(f"{closing} is missing before this {token.text}", "Close the inner one first")
    if place.expected == {closing} and token.kind is not Kind.CLOSE:
        return place.slip(f"{closing} is missing before {token.text}", f"Close the {opening.text} here")
    if place.word() == "AS" and opening.text == "(" and ")" in place.expected:
        return place.slip(") is missing before AS", "Close the inner one first")
    if token.kind is not Kind.CLOSE and opening.text == "(" and ")" in place.expected and place.never_closed:
        line, column = line_and_column(place.query, opening.start)
        return place.slip(f") is missing before {token.text}", f"Close the ( of line {line}, column {column}")
    return None


CLAUSE_FINDERS: Final[tuple[Finder, ...]] = (_prologue, _projection, _after_a_word, _clauses)
BRACKET_FINDERS: Final[tuple[Finder, ...]] = (_brackets,)
