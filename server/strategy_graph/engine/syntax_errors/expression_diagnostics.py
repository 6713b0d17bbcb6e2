"""Diagnose a rejected token in literals, conditions and function calls."""

from __future__ import annotations

import re
from typing import Final

from strategy_graph.engine.syntax_errors.error_context import KEYWORDS, TERM_KINDS, Check, Diagnostic, ErrorContext
from strategy_graph.engine.syntax_errors.functions import FUNCTIONS, describe_arity
from strategy_graph.sparql_tokens import Kind

_COMPARISONS: Final = frozenset(("=", "!=", "<", ">", "<=", ">=", "IN"))
_OPERATORS: Final = _COMPARISONS | {"&&", "||", "+", "-", "*", "/", "!", "&", "|", ","}
_CURLY_QUOTES: Final = frozenset("“”‘’„«»")
_PERCENT_ENCODED: Final = re.compile("%(?:20|0A|0D|3F|7B)", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_SYMBOL_MESSAGES: Final = {
    "&": ("a single & is no operator of SPARQL", "Write &&"),
    "|": ("a single | is an operator of paths only", "Write || between conditions"),
    "%": ("% is no operator of SPARQL", "Write ?a - ?b * FLOOR(?a / ?b)"),
    "`": ("a backtick means nothing in SPARQL", "Write variables as ?name and strings in straight quotes"),
    "?": ("a name is missing after ?", "Write ?name, without a space"),
    "$": ("a name is missing after $", "Write $name, without a space"),
    "\\": ("a backslash means nothing here", "Write it only within strings, IRIs and names"),
    "\\\\": ("a backslash means nothing here", "Write it only within strings, IRIs and names"),
    '\\"': ("a backslash stands before the quote of a string", 'Write " alone'),
    "\\'": ("a backslash stands before the quote of a string", "Write ' alone"),
    "@": ("a language is missing after @", "Write @en or @mi, without a space"),
    '"': ("this quote is not closed", "Close it; over several lines, use three quotes"),
    "'": ("this quote is not closed", "Close it; over several lines, use three quotes"),
}
"""Map a symbol that is invalid or often a mistake to a message and a hint."""


def _check_symbols(context: ErrorContext) -> Diagnostic | None:
    token, previous = context.token(), context.token(-1)
    if token.text in _CURLY_QUOTES:
        return context.diagnostic("curly quotes do not delimit strings", 'Use straight quotes: "…"')
    if previous.text[:1] == "@" and token.text == "-" and context.adjacent():
        return context.diagnostic(
            "the direction of a language is neither ltr nor rtl", "Write @ar--rtl, or leave it out"
        )
    number_expected = previous.text in {"+", "-"} and context.expected == {"INTEGER", "FRACTION"}
    if number_expected and not _continues_variable_name(context):
        if previous.text == "+" and context.token(-2).kind is Kind.VARIABLE and context.adjacent(-1):
            return context.diagnostic("+ follows a variable", "Paths are made of IRIs", -1)
        return context.diagnostic(
            f"a number is missing after {previous.text}", "Write it, or put a calculation into BIND", -1
        )
    for symbol, token_text in (("--", "-"), ("//", "/"), ("/*", "/")):
        for offset in (0, -1):
            candidate = context.token(offset)
            if candidate.text == token_text and context.query.startswith(symbol, candidate.start):
                return context.diagnostic(f"{symbol} begins no comment in SPARQL", "Write #", offset)
    if token.text == "=" and previous.text == "=" and context.adjacent():
        return context.diagnostic("== is no operator of SPARQL", "Write =", -1)
    if token.text == ">" and previous.text == "=" and context.adjacent():
        return context.diagnostic("=> is no operator of SPARQL", "Write >=", -1)
    if token.text == "<>":
        return context.diagnostic("<> is no operator of SPARQL", "Write !=")
    if token.text == "<" and "<" not in context.expected and not context.query.startswith(" ", token.end):
        return context.diagnostic("this IRI is not closed, or has a space in it", "Close it with >")
    if context.word() in {"TRUE", "FALSE"}:
        return context.diagnostic(f"{token.text} is written in small letters", f"Write {token.text.lower()}")
    if token.text == "~" and previous.text == "=" and context.adjacent():
        return context.diagnostic("=~ is no operator of SPARQL", 'Write REGEX(?a, "…")', -1)
    if token.text == "%" and context.adjacent() and _PERCENT_ENCODED.match(context.query, token.start):
        return context.diagnostic("the query is percent-encoded", "Decode it, or encode it once only")
    date = _unquoted_date(context)
    if date is not None:
        return Diagnostic("a date is not in quotes", f'Write "{date[0]}"^^xsd:date', date.start())
    for offset in (0, 1):
        if _continues_variable_name(context, offset):
            variable, symbol, rest = (context.token(offset + number).text for number in (-2, -1, 0))
            return context.diagnostic(
                f"a {symbol} stands in the name of a variable", f"Write {variable}_{rest}", offset - 1
            )
    if token.text in _SYMBOL_MESSAGES and token.kind is Kind.OTHER:
        return context.diagnostic(*_SYMBOL_MESSAGES[token.text])
    return None


def _continues_variable_name(context: ErrorContext, offset: int = 0) -> bool:
    """Return whether a token continues the name of a variable after a hyphen or a dot."""
    follows_variable = context.token(offset - 1).text in {"-", "."} and context.token(offset - 2).kind is Kind.VARIABLE
    is_name = context.token(offset).kind is Kind.WORD and context.word(offset) not in KEYWORDS | FUNCTIONS
    return follows_variable and is_name and context.adjacent(offset) and context.adjacent(offset - 1)


def _unquoted_date(context: ErrorContext) -> re.Match[str] | None:
    """Return the unquoted date that contains the rejected token or ends right before it."""
    numbers = [token for token in map(context.token, range(-5, 1)) if token.kind is Kind.NUMBER]
    dates = [date for date in (_DATE.match(context.query, number.start) for number in numbers) if date is not None]
    return next((date for date in dates if date.end() >= context.token().start), None)


def _check_literals(context: ErrorContext) -> Diagnostic | None:
    token, previous = context.token(), context.token(-1)
    if previous.text == "^^":
        if token.kind is Kind.VARIABLE:
            return context.diagnostic("a variable is no datatype", f"Write STRDT(…, {token.text}) in BIND")
        return context.diagnostic("a datatype is missing after ^^", "Write ^^xsd:date, or leave ^^ out", -1)
    if previous.kind is Kind.STRING and token.kind is Kind.WORD and context.adjacent():
        return context.diagnostic("the string ends before this", "Write a backslash before a quote within a string")
    if previous.kind is token.kind is Kind.NUMBER and context.adjacent():
        return context.diagnostic(f"{previous.text}{token.text} is no number", "A number has one decimal point", -1)
    if previous.kind is Kind.NUMBER and token.kind is Kind.WORD and context.adjacent():
        return context.diagnostic(
            f"{previous.text}{token.text} is no number", "Put it into quotes if it is a string", -1
        )
    if token.text[:1] == "@" or token.text == "^^":
        return context.diagnostic(f"{token.text} does not follow a string", "Write it right after the closing quote")
    return None


def _check_conditions(context: ErrorContext) -> Diagnostic | None:
    token, previous = context.token(), context.token(-1)
    in_modifier = context.clause in {"GROUP", "HAVING", "ORDER"} and not context.open_brackets
    if in_modifier and token.text in _OPERATORS - {","}:
        clause = context.clause if context.clause == "HAVING" else f"{context.clause} BY"
        return context.diagnostic(f"the expression after {clause} is not in brackets", f"Write {clause} (…)")
    ends_value = token.text in {")", "}", "{", ""}
    starts_value = token.kind in TERM_KINDS or context.word() in FUNCTIONS or token.text == "("
    if token.text in _COMPARISONS | {"&&", "||"} and context.enclosing_bracket == "{":
        return context.diagnostic(
            f"{token.text} stands outside of a condition", "Write FILTER(…) around the whole condition"
        )
    if context.enclosing_bracket != "(":
        return None
    if token.text.startswith("_:") and "BOUND" in context.expected:
        return context.diagnostic("a blank node stands in an expression", "Use a variable")
    never_a_value = context.word() in KEYWORDS - {"A"} or token.kind is Kind.OTHER
    if "BOUND" in context.expected and (ends_value or never_a_value):
        if previous.text == "(" and token.text == ")":
            return context.diagnostic("the brackets are empty", "Write a condition or a value in them")
        if previous.text in _OPERATORS or context.word(-1) == "IN":
            message = f"a value is missing between {previous.text} and {token.text or 'the end'}"
            return context.diagnostic(message, "Write the value")
        return context.diagnostic(f"a value is missing before {token.text}", "Write the value") if token.text else None
    if "BOUND" in context.expected and token.kind is Kind.WORD and context.token(1).text != "(":
        hint = f'Write ?{token.text} for a variable, "{token.text}" for a string, or a prefix before it'
        return context.diagnostic(f"{token.text} is neither a variable nor a prefixed name", hint)
    if starts_value and {",", "&&"} <= context.expected:
        return context.diagnostic(f"a comma is missing before {token.text}", "Separate values by commas")
    if not {")", "&&"} <= context.expected:
        return None
    if token.text == "^":
        return context.diagnostic("^ is no operator of conditions", "Multiply: ?a * ?a")
    if token.text in _COMPARISONS:
        return context.diagnostic("comparisons cannot follow one another", "Write ?a = ?b && ?b = ?c")
    if token.text in {",", ";"} and "," not in context.expected:
        return context.diagnostic(f"a {token.text} joins no conditions", "Write && or || between them")
    if starts_value and not context.bracket_unclosed:
        return context.diagnostic(
            f"an operator is missing before {token.text}", "Write what joins the two, such as = or &&"
        )
    return None


def _check_arguments(context: ErrorContext) -> Diagnostic | None:
    token, function = context.token(), context.bracket_keyword()
    if context.enclosing_bracket != "(" or function not in FUNCTIONS:
        return None
    if function == "GROUP_CONCAT" and (token.text == "," or context.expected == {"SEPARATOR"}):
        return context.diagnostic("the separator is not named", 'Write GROUP_CONCAT(?a; SEPARATOR = ", ")')
    if context.expected == {"VAR"} and token.text:
        return context.diagnostic(f"{token.text} is no variable, which is what BOUND takes", "Write BOUND(?x)")
    if context.expected == {")"} and context.token(-1).text == "(" and token.text:
        return context.diagnostic(f"{function} takes no argument", f"Write {function}()")
    if token.text not in {")", ",", ";"}:
        return None
    if token.text == ")" and context.token(-1).text not in {"(", ","} and "," not in context.expected:
        return None
    name = context.stream[context.open_brackets[-1] - 1].text
    arity = describe_arity(function)
    if arity is None or token.text == ";" or (context.token(-1).text == "," and token.text == ","):
        return None
    count = sum(each.text == "," for each in context.preceding_siblings) + (context.token(-1).text not in {"(", ","})
    if token.text == ")":
        actual = str(count) if count else "none"
        return context.diagnostic(
            f"{name} takes {arity}, and has {actual}", f"Write all that {name} takes, separated by commas"
        )
    return context.diagnostic(
        f"{name} takes {arity}, and has more", f"Close {name} with ) here, or leave out what follows"
    )


SYMBOL_CHECKS: Final[tuple[Check, ...]] = (_check_symbols, _check_literals)
EXPRESSION_CHECKS: Final[tuple[Check, ...]] = (_check_arguments, _check_conditions)
