"""Detects sort keys of mixed kinds in a serialised result, which the engine may have left out of order.

Rust's sort detects a comparison without a total order only by chance, and never below 21 rows. This check reads the
values of the sort variables in a JSON or XML result. Keys that a result does not show are rewritten before the query
is run (``engine/order_by.py``).
"""

from __future__ import annotations

import mmap
import re
from typing import Final

CHECKED: Final = {"application/sparql-results+json", "application/sparql-results+xml"}
"""The media types of the results that can be checked; in CSV, a number and a string look alike."""

_SORTED: Final = re.compile(r"\bORDER\s+BY\s+((?:(?:ASC|DESC)?\s*\(?\s*[?$]\w+\s*\)?\s*)+)", re.IGNORECASE)
_VARIABLE: Final = re.compile(r"[?$](\w+)")
_NUMERIC: Final = re.compile(
    rb"http://www\.w3\.org/2001/XMLSchema#(?:integer|decimal|float|double|long|int|short|byte|"
    rb"unsigned(?:Long|Int|Short|Byte)|(?:positive|negative|nonPositive|nonNegative)Integer)"
)
_JSON: Final = rb'"%b":\{"type":"literal","value":"[^"\\]*+(?:\\.[^"\\]*+)*+"(?:,"datatype":"([^"]*)")?'
_XML: Final = rb'<binding name="%b"><literal(?: xml:lang="[^"]*"| datatype="([^"]*)")?>'
_STRING, _NUMERAL = b"string", b"number"


def has_mixed_kinds(query: str, media_type: str, body: bytes | mmap.mmap) -> bool:
    """Return whether a sort variable has literals of more than one kind: numbers, strings, others.

    Sort keys that are expressions, or variables outside the result, are not checked.

    :param media_type: one of :data:`CHECKED`.
    :param body: the whole result.
    """
    pattern, mark = (_JSON, b'"datatype":') if media_type.endswith("json") else (_XML, b" datatype=")
    if body.find(mark) < 0:
        return False
    variables = {name for keys in _SORTED.findall(query) for name in _VARIABLE.findall(keys)}
    return any(_differ(re.compile(pattern % variable.encode()), body) for variable in variables)


def _differ(pattern: re.Pattern[bytes], body: bytes | mmap.mmap) -> bool:
    datatypes: set[bytes | None] = set()
    kinds: set[bytes] = set()
    for found in pattern.finditer(body):
        if (datatype := found[1]) not in datatypes:
            datatypes.add(datatype)
            kinds.add(_kind(datatype or b""))
            if len(kinds) > 1:
                return True
    return False


def _kind(datatype: bytes) -> bytes:
    return _NUMERAL if _NUMERIC.fullmatch(datatype) else datatype or _STRING
