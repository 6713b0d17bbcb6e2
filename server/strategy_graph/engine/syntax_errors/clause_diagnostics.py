"""Diagnose a rejected token in the clauses of a query or in its brackets.

SPARQL 1.1 Query states the order of the clauses in section 19.8, rules 2 to 28.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from strategy_graph.engine.syntax_errors.error_context import (
    CLAUSE_KEYWORDS,
    CLOSING_BRACKETS,
    SOLUTION_MODIFIERS,
    Check,
    Diagnostic,
    ErrorContext,
    word_of,
)
from strategy_graph.engine.syntax_errors.functions import FUNCTIONS
from strategy_graph.sparql_tokens import Kind, line_and_column

_AFTER_KEYWORD: Final = {
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
"""Map a keyword to the message and the hint for a rejected token after it."""
_PATTERN_KEYWORDS: Final = frozenset("OPTIONAL MINUS UNION LATERAL FILTER BIND GRAPH SERVICE".split())
_QUERY_FORMS: Final = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
_CLAUSE_ORDER: Final = "The order is SELECT, FROM, WHERE { … }, GROUP BY, HAVING, ORDER BY, LIMIT"
_COMMA_BETWEEN_VARIABLES: Final = ("these variables are separated by a comma", "Separate them by spaces")


def _check_prologue(context: ErrorContext) -> Diagnostic | None:
    token, previous = context.token(), context.token(-1)
    if context.word(-1) == "PREFIX" and token.kind is Kind.WORD and context.word() not in CLAUSE_KEYWORDS:
        return Diagnostic(f"a colon is missing after the prefix {token.text}", f"Write {token.text}:", token.end)
    if context.word(-1) == "PREFIX" and token.kind is Kind.NAME:
        return context.diagnostic(f"{token.text} is no prefix", "A prefix ends with its only colon: PREFIX ex: <…>")
    if context.word(-2) == "PREFIX" and previous.kind is Kind.NAME:
        return context.diagnostic(f"the IRI of the prefix {previous.text} is not in < >", "Write <…> around it")
    if token.text in {".", ";"} and "PREFIX" in context.expected and previous.kind is Kind.IRI:
        return context.diagnostic(f"no {token.text} stands after PREFIX or BASE", "Remove it")
    if {"SELECT", "ASK", "PREFIX"} <= context.expected and token.text:
        return context.diagnostic(f"no query begins with {token.text}", "Begin with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if context.word() in {"PREFIX", "BASE"} and context.token_index:
        return context.diagnostic(f"{context.word()} stands after the beginning of the query", "Move it to the top")
    return None


def _check_after_keyword(context: ErrorContext) -> Diagnostic | None:
    word, token, previous = context.word(-1), context.token(), context.token(-1)
    if word == "BY":
        siblings = pairwise(context.preceding_siblings)
        star = next((following for previous, following in siblings if word_of(previous) == "SELECT"), None)
        if context.word(-2) == "GROUP" and star is not None and star.text == "*":
            return Diagnostic("SELECT * does not go with GROUP BY", "Name the variables", star.start)
        clause = f"{context.word(-2)} BY"
        return context.diagnostic(f"{clause} names nothing that it could take", f"Write {clause} ?x or {clause} (…)")
    if word in {"SELECT", "DISTINCT", "REDUCED"} and token.text in {"{", ""}:
        return context.diagnostic(f"{word} names no variables", f"Write {word} * or name them")
    if word == "ASK" and token.kind is Kind.VARIABLE:
        return context.diagnostic("ASK names variables", "Write ASK { … }")
    if word == "GRAPH" and token.text.startswith("_:"):
        return context.diagnostic("a blank node is no name of a graph here", "Write a variable: GRAPH ?g { … }")
    if word in _AFTER_KEYWORD:
        return context.diagnostic(*_AFTER_KEYWORD[word])
    if context.word() == "UNION":
        if context.token(1).text != "{":
            return context.diagnostic("UNION is not followed by a group", "Write { … } UNION { … }", 1)
        return context.diagnostic("UNION does not follow a group", "Write { … } UNION { … }")
    if context.expected == {"{"} and context.word(-2) != "VALUES":
        return context.diagnostic(f"{previous.text} is not followed by a group", "Write { … } here")
    if word in FUNCTIONS and token.text != "(":
        return context.diagnostic(f"{previous.text} is not followed by a bracket", f"Write {previous.text}(…)")
    return None


def _check_projection(context: ErrorContext) -> Diagnostic | None:
    token, word = context.token(), context.word()
    if context.clause == "SELECT" and not any(each.text == "{" for each in context.preceding_siblings):
        if token.text == ",":
            return context.diagnostic(*_COMMA_BETWEEN_VARIABLES)
        if word in FUNCTIONS:
            hint = f"Write ({token.text}(…) AS ?name)"
            return context.diagnostic(f"{token.text} in SELECT is not in brackets with a name", hint)
        if token.kind is Kind.VARIABLE and context.token(-1).text == "*":
            return context.diagnostic("* and variables are named together", "Write either * or the variables")
        if word == "AS":
            return context.diagnostic("AS in SELECT is not in brackets", "Write (… AS ?name)")
    if token.text == "," and context.clause in {"GROUP", "ORDER"}:
        return context.diagnostic(*_COMMA_BETWEEN_VARIABLES)
    if token.text == "," and context.clause in {"LIMIT", "OFFSET"}:
        return context.diagnostic(f"{context.clause} takes one number", "Write LIMIT 10 OFFSET 5")
    if "AS" in context.expected and context.enclosing_bracket == "(":
        keyword = context.bracket_keyword() or "SELECT"
        if context.token(-2).text == "(" and token.text == ")" and keyword != "BIND":
            return context.diagnostic(f"{context.token(-1).text} is in brackets and has no name", "Remove the brackets")
        if keyword in {"SELECT", "BIND", "DISTINCT", "REDUCED"} and (token.text == ")" or token.kind is Kind.VARIABLE):
            keyword = "BIND" if keyword == "BIND" else "SELECT"
            return context.diagnostic(f"an expression after {keyword} has no name", "Write (… AS ?name)")
    return None


def _check_clause_order(context: ErrorContext) -> Diagnostic | None:
    token, word = context.token(), context.word()
    has_group = any(each.text == "}" for each in context.preceding_siblings)
    in_braces = context.enclosing_bracket == "{"
    if in_braces and has_group and word_of(context.preceding_siblings[0]) == "SELECT" and token.text != "}":
        return context.diagnostic(
            "the sub-select before this is not in braces of its own", "Write { SELECT … } around it"
        )
    if word in SOLUTION_MODIFIERS and in_braces and context.clause == "":
        return context.diagnostic(f"{word} stands within the group", "Move it behind the closing }")
    if word in SOLUTION_MODIFIERS and context.clause in {"LIMIT", "OFFSET", "ORDER", "HAVING", "GROUP"}:
        if word == context.clause:
            return context.diagnostic(f"{word} is given twice", "Give it once")
        return context.diagnostic(
            f"{word} stands after {context.clause}", "The order is GROUP BY, HAVING, ORDER BY, LIMIT"
        )
    if word in SOLUTION_MODIFIERS and context.clause and not has_group and "WHERE" in context.expected:
        return context.diagnostic(f"{word} stands before WHERE", _CLAUSE_ORDER)
    if word in {"WHERE", "FROM"} and in_braces:
        return context.diagnostic(f"{word} stands within the group", "Remove it, or close the group before it")
    if word == "SELECT" and in_braces:
        return context.diagnostic("a sub-select is not in braces", "Write { SELECT … }")
    return None if context.open_brackets else _check_after_group(context, has_group)


def _check_after_group(context: ErrorContext, has_group: bool) -> Diagnostic | None:
    token, word = context.token(), context.word()
    if word == "WHERE" or (token.text == "{" and has_group and context.clause):
        return context.diagnostic("a second group begins here", "Write everything in one WHERE { … }")
    if word in _QUERY_FORMS:
        return context.diagnostic("a second query begins here", "Send one query at a time")
    if word == "FROM":
        return context.diagnostic("FROM stands after WHERE", _CLAUSE_ORDER)
    if has_group and "$END" in context.expected:
        if token.text in {";", "."}:
            return context.diagnostic(f"no {token.text} stands at the end of a query", "Remove it")
        if word in _PATTERN_KEYWORDS or token.kind in {Kind.VARIABLE, Kind.IRI, Kind.NAME, Kind.STRING}:
            return context.diagnostic(f"{token.text} stands after the end of the group", "Move it before the closing }")
    if context.token_index >= len(context.stream):
        if "WHERE" in context.expected and context.clause:
            words = map(word_of, context.preceding_siblings)
            form = next((word for word in words if word in _QUERY_FORMS), context.clause)
            hint = "Write CONSTRUCT { … } WHERE { … }" if form == "CONSTRUCT" else "Add WHERE { … }"
            return context.diagnostic(f"{form} has no WHERE", hint)
        if "SELECT" in context.expected:
            return context.diagnostic("no query follows", "Add SELECT, ASK, CONSTRUCT or DESCRIBE after the prefixes")
    return None


def _check_brackets(context: ErrorContext) -> Diagnostic | None:
    token = context.token()
    closable = {CLOSING_BRACKETS[context.stream[index].text] for index in context.open_brackets}
    unopened = token.kind is Kind.CLOSE and token.text not in closable
    if unopened and (token.text == ")" or not closable & context.expected):
        return context.diagnostic(f"this {token.text} closes nothing", "Remove it, or open it before")
    if not context.open_brackets:
        return None
    opening = context.stream[context.open_brackets[-1]]
    closing = CLOSING_BRACKETS[opening.text]
    if context.token_index >= len(context.stream):
        return Diagnostic(f"this {opening.text} is not closed", f"Add {closing}", opening.start)
    if token.kind is Kind.CLOSE and token.text != closing and closing in context.expected:
        return context.diagnostic(f"{closing} is missing before this {token.text}", "Close the inner one first")
    if context.expected == {closing} and token.kind is not Kind.CLOSE:
        return context.diagnostic(f"{closing} is missing before {token.text}", f"Close the {opening.text} here")
    if context.word() == "AS" and opening.text == "(" and ")" in context.expected:
        return context.diagnostic(") is missing before AS", "Close the inner one first")
    if token.kind is not Kind.CLOSE and opening.text == "(" and ")" in context.expected and context.bracket_unclosed:
        line, column = line_and_column(context.query, opening.start)
        return context.diagnostic(f") is missing before {token.text}", f"Close the ( of line {line}, column {column}")
    return None


CLAUSE_CHECKS: Final[tuple[Check, ...]] = (
    _check_prologue,
    _check_projection,
    _check_after_keyword,
    _check_clause_order,
)
BRACKET_CHECKS: Final[tuple[Check, ...]] = (_check_brackets,)
