"""Diagnose a rejected token in triples, property paths and VALUES."""

from __future__ import annotations

from typing import Final

from strategy_graph.engine.syntax_errors.error_context import KEYWORDS, TERM_KINDS, Check, Diagnostic, ErrorContext
from strategy_graph.engine.syntax_errors.functions import FUNCTIONS
from strategy_graph.sparql_tokens import Kind

_SEPARATORS: Final = frozenset(".;,")
_PATH_OPERATORS: Final = frozenset("/|*+?^!")


def _check_values(context: ErrorContext) -> Diagnostic | None:
    token, previous = context.token(), context.token(-1)
    after_variable = context.token(-2).text.upper() == "VALUES" and previous.kind is Kind.VARIABLE
    if after_variable and "{" in context.expected:
        variable = previous.text
        if token.kind is Kind.VARIABLE:
            hint = f"Write VALUES ({variable} {token.text}) {{ (1 2) }}"
            return context.diagnostic("the variables of VALUES are not in brackets", hint)
        return context.diagnostic("the values are not in braces", f"Write VALUES {variable} {{ 1 2 }}")
    if context.expected == {"(", "}"}:
        return context.diagnostic("a row of VALUES is not in brackets", "Write each row as (1 2)")
    if "UNDEF" not in context.expected:
        return None
    if token.text == "(":
        return context.diagnostic(
            "a row of VALUES is in brackets, and its variable is not", "Write VALUES (?x) { (1) }"
        )
    if token.text in {",", ";", "."}:
        return context.diagnostic(f"a {token.text} stands among the values", "Separate them by spaces")
    if token.kind is Kind.VARIABLE or token.text.startswith("_:"):
        return context.diagnostic(f"{token.text} stands among the values", "VALUES takes IRIs, literals and UNDEF")
    return None


def _check_paths(context: ErrorContext) -> Diagnostic | None:
    token, previous = context.token(), context.token(-1)
    expected = context.expected
    if token.kind is Kind.VARIABLE and "a" in expected and "VAR" not in expected:
        hint = "Paths are made of IRIs: turn the triple round" if previous.text == "^" else "Paths are made of IRIs"
        message = f"{previous.text} is followed by a variable"
        if previous.text == "(":
            message = "a variable stands in a path"
        return context.diagnostic(message, hint)
    if previous.kind is Kind.VARIABLE and token.text in _PATH_OPERATORS and "STRING" in expected:
        return context.diagnostic(f"{token.text} follows a variable", "Paths are made of IRIs")
    if context.in_template:
        if token.text in _PATH_OPERATORS | {"("} and context.enclosing_bracket == "{":
            return context.diagnostic(
                "a path stands in the template of CONSTRUCT", "Use a variable, and the path in WHERE"
            )
        if context.word() in KEYWORDS and context.enclosing_bracket == "{":
            return context.diagnostic(f"{token.text} stands in the template of CONSTRUCT", "Move it to WHERE { … }")
    in_short_form = context.bracket_keyword() == "WHERE" and "}" in expected and "OPTIONAL" not in expected
    if in_short_form and context.word() in KEYWORDS:
        return context.diagnostic(f"{token.text} stands in CONSTRUCT WHERE", "Write CONSTRUCT { … } WHERE { … }")
    return None


def _check_separators(context: ErrorContext) -> Diagnostic | None:
    token, previous = context.token(), context.token(-1)
    if token.text == "," and context.enclosing_bracket == "(" and "BLANK_NODE" in context.expected:
        return context.diagnostic("a comma stands in a list of terms", "Separate them by spaces")
    if not _in_triples(context):
        return None
    if previous.text == "," and token.text in {"}", "]"}:
        return context.diagnostic("an object is missing after this comma", "Write it, or remove the comma", -1)
    if token.text in _SEPARATORS and (previous.text in _SEPARATORS or previous.text == "{"):
        hint = f"Remove it, or write what is missing between {previous.text} and {token.text}"
        return context.diagnostic(f"this {token.text} cannot follow a {previous.text}", hint)
    if token.text == "." and context.enclosing_bracket == "[":
        return context.diagnostic("a dot stands within [ ]", "Write ; between its parts")
    return None


def _check_missing_terms(context: ErrorContext) -> Diagnostic | None:
    token, previous = context.token(), context.token(-1)
    expected = context.expected
    if not _in_triples(context) or previous.text in _SEPARATORS:
        return None
    ends_triple = token.text in _SEPARATORS | {"}", "]", ">>", ")>>", "|}"}
    needs_predicate = "a" in expected and "VAR" in expected and "STRING" not in expected
    if needs_predicate and (token.kind in {Kind.STRING, Kind.NUMBER} or token.text in {"true", "false"}):
        return context.diagnostic(
            "a literal is no predicate", "A predicate is an IRI, a prefixed name, a variable or a path"
        )
    if needs_predicate and (token.text.startswith("_:") or token.text == "["):
        return context.diagnostic("a blank node is no predicate", "Write a variable")
    if needs_predicate and ends_triple:
        subject = f"{context.token(-2).text} {previous.text}" if previous.text in {"]", ")"} else previous.text
        return context.diagnostic(
            f"a predicate and an object are missing after {subject}", "A triple has three parts", -1
        )
    needs_object = {"STRING", "[", "VAR"} <= expected and "}" not in expected
    if needs_object and (ends_triple or context.word() in KEYWORDS):
        return context.diagnostic(f"an object is missing after {previous.text}", "A triple has three parts", -1)
    if needs_object and token.text == "{":
        hint = "Write the object; a path has no {n}, but *, + and ?"
        return context.diagnostic(f"a {{ follows {previous.text}", hint)
    return None


def _check_missing_dots(context: ErrorContext) -> Diagnostic | None:
    token, previous = context.token(), context.token(-1)
    expected = context.expected
    if not _in_triples(context):
        return None
    if {".", ";", ","} <= expected and (token.kind in TERM_KINDS or token.text in {"a", "[", "("}):
        if "\n" in context.query[previous.end : token.start]:
            return context.diagnostic("a dot is missing before this line", f"Write a dot after {previous.text}")
        hint = f"A triple has three parts: write a dot after {previous.text}"
        if context.token(-3).text == ";":
            hint = "After ; come a predicate and an object: write a dot in its place, or leave a part out"
        elif context.token(-2).text == ",":
            hint = "After , comes one object: write ; or a dot in its place, or leave a part out"
        return context.diagnostic(f"a dot is missing before {token.text}", hint)
    return None


def _check_bare_words(context: ErrorContext) -> Diagnostic | None:
    token, expected = context.token(), context.expected
    if not _in_triples(context):
        return None
    if context.word() in FUNCTIONS and "FILTER" in expected:
        name = token.text
        return context.diagnostic(
            f"{name} stands outside of a condition", f"Write FILTER({name}(…)) or BIND({name}(…) AS ?x)"
        )
    if token.kind is Kind.WORD and "VAR" in expected and context.word() not in KEYWORDS - {"A"}:
        hint = f'Write ?{token.text} for a variable, "{token.text}" for a string, or a prefix before it'
        return context.diagnostic(f"{token.text} is neither a variable nor a prefixed name", hint)
    return None


def _in_triples(context: ErrorContext) -> bool:
    return context.enclosing_bracket in {"{", "["} and context.expected.isdisjoint(("UNDEF", "BOUND"))


PATTERN_CHECKS: Final[tuple[Check, ...]] = (
    _check_values,
    _check_paths,
    _check_separators,
    _check_missing_terms,
    _check_missing_dots,
    _check_bare_words,
)
