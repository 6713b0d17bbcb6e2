"""Puts into words what the grammar could take at a place."""

from __future__ import annotations

from typing import Final

_MOST: Final = 5
# A group of terminals is named by its words if all that are listed first are there; the rest belong to it as well.
_GROUPS: Final[tuple[tuple[str, str, str], ...]] = (
    ("a pattern such as FILTER or OPTIONAL", "OPTIONAL FILTER BIND", "MINUS LATERAL GRAPH SERVICE VALUES {"),
    ("an operator", "= !=", "< > <= >= && || + - * / IN NOT"),
    ("a function", "FUNCTION_1 FUNCTION_2", "BOUND COUNT GROUP_CONCAT AGGREGATE EXISTS NOT"),
    ("a variable", "VAR", ""),
    ("an IRI", "IRI", "PNAME_NS PNAME_LN a"),
    ("a prefix with its colon", "PNAME_NS", ""),
    ("a literal", "STRING INTEGER", "FRACTION BOOLEAN + -"),
    ("a number", "INTEGER FRACTION", ""),
    ("a whole number", "INTEGER", ""),
    ("a string", "STRING", ""),
    ("a blank node", "BLANK_NODE", "["),
    ("a language tag", "LANGUAGE", ""),
    ("the end of the query", "$END", ""),
)
_SIGNS: Final = {",": "a comma", ".": "a dot", ";": "a semicolon"}
_NEVER_NAMED: Final = frozenset("<< <<( >> )>> ~ {| |} ^ ^^ | ! ? VERSION LATERAL LANGUAGE".split())
"""Signs that few know, unless nothing else could stand there."""


def in_words(expected: frozenset[str]) -> str:
    """What could stand there, such as ``a variable or an IRI``; the most telling parts of a long list."""
    rest = set(expected)
    named: list[str] = []
    for words, needed, more in _GROUPS:
        if rest.issuperset(needed.split()):
            named.append(words)
            rest.difference_update(needed.split(), more.split())
    rest = {_SIGNS.get(each, each) for each in rest if not _is_class(each)}
    signs = sorted(rest - _NEVER_NAMED, key=lambda each: (each.isalpha(), each)) or ([] if named else sorted(rest))
    named += signs
    if len(named) > _MOST:
        return ", ".join(named[:_MOST]) + " or the like"
    return " or ".join([part for part in (", ".join(named[:-1]), *named[-1:]) if part])


def _is_class(terminal: str) -> bool:
    """Whether a terminal is a name of the grammar file and not what stands in a query."""
    return terminal.startswith(("FUNCTION_", "FRACTION", "BOOLEAN", "PNAME_", "BLANK_", "AGGREGATE"))
