"""Says why a token cannot stand where the grammar refuses it, for slips in literals, conditions and function calls."""

from __future__ import annotations

import re
from typing import Final

from strategy_graph.engine.syntax_errors.error_context import KEYWORDS, TERMS, Finder, Refused, Slip
from strategy_graph.engine.syntax_errors.functions import FUNCTIONS, arguments_of
from strategy_graph.sparql_tokens import Kind

_COMPARISONS: Final = frozenset(("=", "!=", "<", ">", "<=", ">=", "IN"))
_OPERATORS: Final = _COMPARISONS | {"&&", "||", "+", "-", "*", "/", "!", "&", "|", ","}
_CURLY: Final = frozenset("“”‘’„«»")
_ENCODED: Final = re.compile("%(?:20|0A|0D|3F|7B)", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")
_SIGNS: Final = {
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
"""Signs that are no token of SPARQL, or seldom meant."""


def _signs(place: Refused) -> Slip | None:
    token, before = place.token(), place.token(-1)
    if token.text in _CURLY:
        return place.slip("curly quotes do not delimit strings", 'Use straight quotes: "…"')
    if before.text[:1] == "@" and token.text == "-" and place.adjacent():
        return place.slip("the direction of a language is neither ltr nor rtl", "Write @ar--rtl, or leave it out")
    if before.text in {"+", "-"} and place.expected == {"INTEGER", "FRACTION"} and not _in_a_name(place):
        if before.text == "+" and place.token(-2).kind is Kind.VARIABLE and place.adjacent(-1):
            return place.slip("+ follows a variable", "Paths are made of IRIs", -1)
        return place.slip(f"a number is missing after {before.text}", "Write it, or put a calculation into BIND", -1)
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
    if token.text == "~" and before.text == "=" and place.adjacent():
        return place.slip("=~ is no operator of SPARQL", 'Write REGEX(?a, "…")', -1)
    if token.text == "%" and place.adjacent() and _ENCODED.match(place.query, token.start):
        return place.slip("the query is percent-encoded", "Decode it, or encode it once only")
    date = _date_before(place)
    if date is not None:
        return Slip("a date is not in quotes", f'Write "{date[0]}"^^xsd:date', date.start())
    for offset in (0, 1):
        if _in_a_name(place, offset):
            variable, sign, rest = (place.token(offset + number).text for number in (-2, -1, 0))
            return place.slip(f"a {sign} stands in the name of a variable", f"Write {variable}_{rest}", offset - 1)
    if token.text in _SIGNS and token.kind is Kind.OTHER:
        return place.slip(*_SIGNS[token.text])
    return None


def _in_a_name(place: Refused, offset: int = 0) -> bool:
    """Whether a token seems to be the rest of the name of a variable, after a hyphen or a dot."""
    sign = place.token(offset - 1).text in {"-", "."} and place.token(offset - 2).kind is Kind.VARIABLE
    rest = place.token(offset).kind is Kind.WORD and place.word(offset) not in KEYWORDS | FUNCTIONS
    return sign and rest and place.adjacent(offset) and place.adjacent(offset - 1)


def _date_before(place: Refused) -> re.Match[str] | None:
    """The date without quotes that a refused token is in, or follows without a space."""
    numbers = [token for token in map(place.token, range(-5, 1)) if token.kind is Kind.NUMBER]
    dates = [date for date in (_DATE.match(place.query, number.start) for number in numbers) if date is not None]
    return next((date for date in dates if date.end() >= place.token().start), None)


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
    if token.text in _OPERATORS - {","} and not place.opened and place.clause in {"GROUP", "HAVING", "ORDER"}:
        clause = place.clause if place.clause == "HAVING" else f"{place.clause} BY"
        return place.slip(f"the expression after {clause} is not in brackets", f"Write {clause} (…)")
    ends = token.text in {")", "}", "{", ""}
    begins = token.kind in TERMS or place.word() in FUNCTIONS or token.text == "("
    if token.text in _COMPARISONS | {"&&", "||"} and place.inside == "{":
        return place.slip(f"{token.text} stands outside of a condition", "Write FILTER(…) around the whole condition")
    if place.inside != "(":
        return None
    if token.text.startswith("_:") and "BOUND" in place.expected:
        return place.slip("a blank node stands in an expression", "Use a variable")
    known = place.word() in KEYWORDS - {"A"} or token.kind is Kind.OTHER
    if "BOUND" in place.expected and (ends or known):
        if before.text == "(" and token.text == ")":
            return place.slip("the brackets are empty", "Write a condition or a value in them")
        if before.text in _OPERATORS or place.word(-1) == "IN":
            said = f"a value is missing between {before.text} and {token.text or 'the end'}"
            return place.slip(said, "Write the value")
        return place.slip(f"a value is missing before {token.text}", "Write the value") if token.text else None
    if "BOUND" in place.expected and token.kind is Kind.WORD and place.token(1).text != "(":
        hint = f'Write ?{token.text} for a variable, "{token.text}" for a string, or a prefix before it'
        return place.slip(f"{token.text} is neither a variable nor a prefixed name", hint)
    if begins and {",", "&&"} <= place.expected:
        return place.slip(f"a comma is missing before {token.text}", "Separate values by commas")
    if not {")", "&&"} <= place.expected:
        return None
    if token.text == "^":
        return place.slip("^ is no operator of conditions", "Multiply: ?a * ?a")
    if token.text in _COMPARISONS:
        return place.slip("comparisons cannot follow one another", "Write ?a = ?b && ?b = ?c")
    if token.text in {",", ";"} and "," not in place.expected:
        return place.slip(f"a {token.text} joins no conditions", "Write && or || between them")
    if begins and not place.never_closed:
        return place.slip(f"an operator is missing before {token.text}", "Write what joins the two, such as = or &&")
    return None


def _arguments(place: Refused) -> Slip | None:
    token, owner = place.token(), place.owner()
    if place.inside != "(" or owner not in FUNCTIONS:
        return None
    if owner == "GROUP_CONCAT" and (token.text == "," or place.expected == {"SEPARATOR"}):
        return place.slip("the separator is not named", 'Write GROUP_CONCAT(?a; SEPARATOR = ", ")')
    if place.expected == {"VAR"} and token.text:
        return place.slip(f"{token.text} is no variable, which is what BOUND takes", "Write BOUND(?x)")
    if place.expected == {")"} and place.token(-1).text == "(" and token.text:
        return place.slip(f"{owner} takes no argument", f"Write {owner}()")
    if token.text not in {")", ",", ";"}:
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
    return place.slip(f"{name} takes {takes}, and has more", f"Close {name} with ) here, or leave out what follows")


SIGN_FINDERS: Final[tuple[Finder, ...]] = (_signs, _literals)
EXPRESSION_FINDERS: Final[tuple[Finder, ...]] = (_arguments, _conditions)
