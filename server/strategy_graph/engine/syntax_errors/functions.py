"""List the built-in functions and the aggregates of SPARQL with their arity.

SPARQL 1.1 Query defines them in sections 17.4 and 18.5.1. SPARQL 1.2 adds those on triple terms and base directions.
"""

from __future__ import annotations

from typing import Final

_BY_ARITY: Final = {
    "FUNCTION_0": "NOW RAND UUID STRUUID",
    "FUNCTION_0_1": "BNODE",
    "FUNCTION_1": (
        "STR LANG DATATYPE IRI URI ABS CEIL FLOOR ROUND STRLEN UCASE LCASE ENCODE_FOR_URI YEAR MONTH DAY HOURS MINUTES "
        "SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384 SHA512 ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC LANGDIR HASLANG "
        "HASLANGDIR ISTRIPLE SUBJECT PREDICATE OBJECT"
    ),
    "FUNCTION_2": "LANGMATCHES CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER STRLANG STRDT SAMETERM ADJUST",
    "FUNCTION_2_3": "REGEX SUBSTR",
    "FUNCTION_3": "IF STRLANGDIR TRIPLE",
    "FUNCTION_3_4": "REPLACE",
    "FUNCTION_ANY": "COALESCE CONCAT",
    "AGGREGATE": "SUM MIN MAX AVG SAMPLE",
}

FUNCTION_TERMINALS: Final = {name: terminal for terminal, names in _BY_ARITY.items() for name in names.split()}
"""Map a function name in upper case to its terminal in the grammar."""

AGGREGATES: Final = frozenset(("COUNT", "GROUP_CONCAT", *_BY_ARITY["AGGREGATE"].split()))

FUNCTIONS: Final = frozenset(("BOUND", *FUNCTION_TERMINALS, *AGGREGATES))
"""List the built-in functions and the aggregates in upper case."""


def describe_arity(name: str) -> str | None:
    """Return the arity of a function in words, such as ``2 or 3 arguments``, and ``None`` for any number.

    :param name: the name in upper case.
    """
    if name in AGGREGATES or name == "BOUND":
        return "1 argument"
    numbers = FUNCTION_TERMINALS.get(name, "").split("_")[1:]
    if not numbers or numbers == ["ANY"]:
        return None
    if numbers == ["0"]:
        return "no argument"
    return " or ".join(numbers) + (" argument" if numbers[-1] == "1" else " arguments")
