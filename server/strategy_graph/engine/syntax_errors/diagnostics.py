"""Diagnose a rejected token: run the checks of all modules in order.

The first check that applies gives the diagnostic, so symbols and foreign keywords come before the other checks.
"""

from __future__ import annotations

import difflib
from typing import Final

from strategy_graph.engine.syntax_errors.clause_diagnostics import BRACKET_CHECKS, CLAUSE_CHECKS
from strategy_graph.engine.syntax_errors.error_context import KEYWORDS, Check, Diagnostic, ErrorContext
from strategy_graph.engine.syntax_errors.expression_diagnostics import EXPRESSION_CHECKS, SYMBOL_CHECKS
from strategy_graph.engine.syntax_errors.functions import FUNCTIONS
from strategy_graph.engine.syntax_errors.pattern_diagnostics import PATTERN_CHECKS

_FOREIGN_KEYWORDS: Final = {
    "AND": ("AND is no operator of SPARQL", "Write && or ||"),
    "OR": ("OR is no operator of SPARQL", "Write && or ||"),
    "LIKE": ("LIKE is no operator of SPARQL", 'Write CONTAINS(?a, "…") or REGEX(?a, "…")'),
    "ILIKE": ("ILIKE is no operator of SPARQL", 'Write REGEX(?a, "…", "i")'),
    "IS": ("IS is no operator of SPARQL", "Write BOUND(?a) or !BOUND(?a), or = for a value"),
    "BETWEEN": ("BETWEEN is no operator of SPARQL", "Write ?a >= 1 && ?a <= 5"),
    "NULL": ("there is no NULL in SPARQL", "Write BOUND(?a) or !BOUND(?a)"),
    "LET": ("LET is no word of SPARQL", "Write BIND(… AS ?name)"),
    "TOP": ("TOP is no word of SPARQL", "Write LIMIT 5 at the end"),
    "JOIN": ("JOIN is no word of SPARQL", "Patterns in one group are joined: write the triples one after another"),
    "MOD": ("MOD is no operator of SPARQL", "Write ?a - ?b * FLOOR(?a / ?b)"),
}
"""Map keywords of other query languages to a message and a hint."""


def _check_foreign_keywords(context: ErrorContext) -> Diagnostic | None:
    return context.diagnostic(*_FOREIGN_KEYWORDS[context.word()]) if context.word() in _FOREIGN_KEYWORDS else None


def _check_misspellings(context: ErrorContext) -> Diagnostic | None:
    token, word = context.token(), context.word()
    if not word or word in FUNCTIONS or word in KEYWORDS:
        return None
    keywords = sorted(context.expected & KEYWORDS)
    similar_keywords = difflib.get_close_matches(word, keywords, n=1, cutoff=0.75)
    if similar_keywords:
        return context.diagnostic(f"there is no word {token.text} in SPARQL", f"Did you mean {similar_keywords[0]}?")
    if context.token(1).text == "(":
        similar_functions = difflib.get_close_matches(word, sorted(FUNCTIONS), n=1, cutoff=0.7)
        hint = "See SPARQL 1.1, section 17.4; others are IRIs"
        if similar_functions:
            hint = f"Did you mean {similar_functions[0]}?"
        return context.diagnostic(f"there is no function {token.text}", hint)
    return None


def _check_projected_words(context: ErrorContext) -> Diagnostic | None:
    token, word = context.token(), context.word()
    in_projection = context.clause == "SELECT" and not context.open_brackets and "VAR" in context.expected
    if in_projection and word and word not in KEYWORDS | FUNCTIONS:
        return context.diagnostic(f"{token.text} is no variable", f"Write ?{token.text}")
    return None


_CHECKS: Final[tuple[Check, ...]] = (
    *SYMBOL_CHECKS,
    _check_foreign_keywords,
    *EXPRESSION_CHECKS,
    _check_misspellings,
    _check_projected_words,
    *CLAUSE_CHECKS,
    *PATTERN_CHECKS,
    *BRACKET_CHECKS,
)


def diagnose(context: ErrorContext) -> Diagnostic | None:
    """Return the diagnostic of the first check that applies to a rejected token, or ``None``."""
    return next((diagnostic for diagnostic in (check(context) for check in _CHECKS) if diagnostic is not None), None)
