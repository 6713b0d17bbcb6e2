"""Names the built-in functions and the aggregates of SPARQL with the numbers of their arguments.

Those of SPARQL 1.1 Query are in section 17.4 and 18.5.1; those on triple terms and base directions are of SPARQL 1.2.
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
"""The terminal of the grammar that a name in capitals is."""

AGGREGATES: Final = frozenset(("COUNT", "GROUP_CONCAT", *_BY_ARITY["AGGREGATE"].split()))

FUNCTIONS: Final = frozenset(("BOUND", *FUNCTION_TERMINALS, *AGGREGATES))
"""Built-in functions and aggregates, in capitals."""


def describe_arity(name: str) -> str | None:
    """How many arguments a function in capitals takes, such as ``2 or 3 arguments``; ``None`` for any number."""
    if name in AGGREGATES or name == "BOUND":
        return "1 argument"
    numbers = FUNCTION_TERMINALS.get(name, "").split("_")[1:]
    if not numbers or numbers == ["ANY"]:
        return None
    if numbers == ["0"]:
        return "no argument"
    return " or ".join(numbers) + (" argument" if numbers[-1] == "1" else " arguments")
