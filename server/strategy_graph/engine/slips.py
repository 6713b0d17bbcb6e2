"""Says why a token cannot stand where the grammar refuses it, for the slips that people make in clauses and brackets.

The order of the clauses is that of SPARQL 1.1 Query, section 19.8, rules 2 to 28.
"""

from __future__ import annotations

import difflib
from itertools import pairwise
from typing import Final

from strategy_graph.engine.functions import AGGREGATES, FUNCTIONS, arguments_of
from strategy_graph.engine.refused import CLOSING, Finder, Refused, Slip, word_of
from strategy_graph.sparql_tokens import Kind, place_of

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
_MODIFIERS: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")
_ORDER: Final = "The order is SELECT, FROM, WHERE { … }, GROUP BY, HAVING, ORDER BY, LIMIT"


def _brackets(place: Refused) -> Slip | None:
    token = place.token()
    if token.kind is Kind.CLOSE and not place.opened:
        return place.slip(f"this {token.text} closes nothing", "Remove it, or open it before")
    if not place.opened:
        return None
    opening = place.stream[place.opened[-1]]
    closing = CLOSING[opening.text]
    if place.at >= len(place.stream):
        return Slip(f"this {opening.text} is not closed", f"Add {closing}", opening.start)
    if token.kind is Kind.CLOSE and token.text != closing and closing in place.expected:
        return place.slip(f"{closing} is missing before this {token.text}", "Close the inner one first")
    if token.kind is not Kind.CLOSE and opening.text == "(" and ")" in place.expected and _never_closed(place):
        line, column = place_of(place.query, opening.start)
        return place.slip(f") is missing before {token.text}", f"Close the ( of line {line}, column {column}")
    return None


def _never_closed(place: Refused) -> bool:
    """Whether a brace ends, or the query, before the innermost open bracket is closed."""
    depth = 1
    for token in place.stream[place.at :]:
        if token.text == "}" or depth == 0:
            return depth > 0
        depth += {"(": 1, ")": -1}.get(token.text, 0)
    return depth > 0


def _prologue(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    if place.word(-1) == "PREFIX" and token.kind is Kind.WORD:
        return Slip(f"a colon is missing after the prefix {token.text}", f"Write {token.text}:", token.end)
    if place.word(-1) == "PREFIX" and token.kind is Kind.NAME:
        return place.slip(f"{token.text} is no prefix", "A prefix ends with its only colon: PREFIX ex: <…>")
    if place.word(-2) == "PREFIX" and before.kind is Kind.NAME:
        return place.slip(f"the IRI of the prefix {before.text} is not in < >", "Write <…> around it")
    if token.text in {".", ";"} and "PREFIX" in place.expected and before.kind is Kind.IRI:
        return place.slip(f"no {token.text} stands after PREFIX or BASE", "Remove it")
    if place.word() in {"PREFIX", "BASE"} and place.at:
        return place.slip(f"{place.word()} stands after the beginning of the query", "Move it to the top")
    return None


def _after_a_word(place: Refused) -> Slip | None:
    word = place.word(-1)
    following = place.word(), place.token().text
    if word == "BY":
        star = next((after for before, after in pairwise(place.level) if word_of(before) == "SELECT"), None)
        if place.word(-2) == "GROUP" and star is not None and star.text == "*":
            return Slip("SELECT * does not go with GROUP BY", "Name the variables", star.start)
        clause = f"{place.word(-2)} BY"
        return place.slip(f"{clause} is followed by nothing that it could take", f"Write {clause} ?x or {clause} (…)")
    if word in {"SELECT", "DISTINCT", "REDUCED"} and following[1] in {"{", ""}:
        return place.slip(f"{word} names no variables", f"Write {word} * or name them")
    if word == "ASK" and place.token().kind is Kind.VARIABLE:
        return place.slip("ASK names variables", "Write ASK { … }")
    if word == "GRAPH" and place.token().text.startswith("_:"):
        return place.slip("a blank node is no name of a graph here", "Write a variable: GRAPH ?g { … }")
    if word in _AFTER:
        return place.slip(*_AFTER[word])
    if place.word() == "UNION":
        if place.token(1).text != "{":
            return place.slip("UNION is not followed by a group", "Write { … } UNION { … }", 1)
        return place.slip("UNION does not follow a group", "Write { … } UNION { … }")
    if word in FUNCTIONS and following[1] != "(":
        return place.slip(f"{place.token(-1).text} is not followed by a bracket", f"Write {place.token(-1).text}(…)")
    return None


def _projection(place: Refused) -> Slip | None:
    token, word = place.token(), place.word()
    if place.clause == "SELECT" and not any(each.text == "{" for each in place.level):
        if token.text == ",":
            return place.slip("these variables are separated by a comma", "Separate them by spaces")
        if word in AGGREGATES:
            hint = f"Write ({token.text}(…) AS ?name)"
            return place.slip(f"{token.text} in SELECT is not in brackets with a name", hint)
        if word in FUNCTIONS:
            return place.slip(f"{token.text} in SELECT is not in brackets with a name", f"Write ({token.text}(…) AS ?name)")
        if word == "AS":
            return place.slip("AS in SELECT is not in brackets", "Write (… AS ?name)")
    if token.text == "," and place.clause in {"GROUP", "ORDER"}:
        return place.slip("these variables are separated by a comma", "Separate them by spaces")
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
    if word in _MODIFIERS and place.clause in {"LIMIT", "OFFSET", "ORDER", "HAVING", "GROUP"}:
        if word == place.clause:
            return place.slip(f"{word} is given twice", "Give it once")
        return place.slip(f"{word} stands after {place.clause}", "The order is GROUP BY, HAVING, ORDER BY, LIMIT")
    if word in _MODIFIERS and place.clause and not has_group and "WHERE" in place.expected:
        return place.slip(f"{word} stands before WHERE", _ORDER)
    if word == "SELECT" and place.inside == "{":
        return place.slip("a sub-select is not in braces", "Write { SELECT … }")
    if place.opened:
        return None
    if word == "WHERE" or (token.text == "{" and has_group and place.clause):
        return place.slip("a second group begins here", "Write everything in one WHERE { … }")
    if word in {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}:
        return place.slip("a second query begins here", "Send one query at a time")
    if word == "FROM":
        return place.slip("FROM stands after WHERE", _ORDER)
    if has_group and "$END" in place.expected:
        if token.text in {";", "."}:
            return place.slip(f"no {token.text} stands at the end of a query", "Remove it")
        if word in _PATTERN_WORDS or token.kind in {Kind.VARIABLE, Kind.IRI, Kind.NAME, Kind.STRING}:
            return place.slip(f"{token.text} stands after the end of the group", "Move it before the closing }")
    if place.at >= len(place.stream) and place.clause == "CONSTRUCT":
        return place.slip("CONSTRUCT has no WHERE", "Write CONSTRUCT { … } WHERE { … }")
    return None


def _arguments(place: Refused) -> Slip | None:
    token, owner = place.token(), place.owner()
    if place.inside != "(" or owner not in FUNCTIONS or token.text not in {")", ",", ";"}:
        return None
    if token.text == ")" and place.token(-1).text not in {"(", ","} and "," not in place.expected:
        return None
    name = place.stream[place.opened[-1] - 1].text
    takes = arguments_of(owner)
    if takes is None or token.text == ";" or (place.token(-1).text == "," and token.text == ","):
        return None
    count = sum(each.text == "," for each in place.level) + (place.token(-1).text not in {"(", ","})
    if token.text == ")":
        has = str(count) if count else "none"
        return place.slip(f"{name} takes {takes}, and has {has}", f"Write all that {name} takes, separated by commas")
    return place.slip(f"{name} takes {takes}, and has more", f"End it with ) after {takes}")


def _unknown_words(place: Refused) -> Slip | None:
    token, word = place.token(), place.word()
    if not word or word in FUNCTIONS:
        return None
    keywords = [each for each in place.expected if len(each) > 2 and each.isalpha() and each.isupper() and each != "VAR"]
    close = difflib.get_close_matches(word, keywords, n=1, cutoff=0.75)
    if close and close[0] not in {word, "STRING", "INTEGER", "LANGUAGE"}:
        return place.slip(f"there is no word {token.text} in SPARQL", f"Did you mean {close[0]}?")
    if place.token(1).text == "(" and word not in _AFTER:
        near = difflib.get_close_matches(word, sorted(FUNCTIONS), n=1, cutoff=0.7)
        hint = f"Did you mean {near[0]}?" if near else "See SPARQL 1.1, section 17.4; others are IRIs"
        return place.slip(f"there is no function {token.text}", hint)
    return None


def _words_for_variables(place: Refused) -> Slip | None:
    token = place.token()
    known = place.word() in _AFTER or place.word() in FUNCTIONS or word_of(token) in {"A", "UNDEF", "BY"}
    if place.clause == "SELECT" and place.word() and not known and not place.opened and "VAR" in place.expected:
        return place.slip(f"{token.text} is no variable", f"Write ?{token.text}")
    return None


CLAUSE_FINDERS: Final[tuple[Finder, ...]] = (
    _prologue,
    _arguments,
    _unknown_words,
    _projection,
    _after_a_word,
    _words_for_variables,
    _clauses,
)
BRACKET_FINDERS: Final[tuple[Finder, ...]] = (_brackets,)
