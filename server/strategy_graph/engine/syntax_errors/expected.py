"""Describe the expected tokens of a parse failure in words."""

from __future__ import annotations

from typing import Final

_MAX_LISTED: Final = 5
# List a description, its required terminals and its optional terminals. The description replaces both if all of the
# required ones are expected.
_TERMINAL_GROUPS: Final[tuple[tuple[str, str, str], ...]] = (
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
_PUNCTUATION_NAMES: Final = {",": "a comma", ".": "a dot", ";": "a semicolon"}
_UNCOMMON_SYMBOLS: Final = frozenset("<< <<( >> )>> ~ {| |} ^ ^^ | ! ? VERSION LATERAL LANGUAGE".split())
"""List the symbols that a description omits, unless no other token is expected."""


def describe_expected(expected: frozenset[str]) -> str:
    """Return the expected tokens in words, such as ``a variable or an IRI``, and the first five of a long list."""
    remaining = set(expected)
    descriptions: list[str] = []
    for description, required, optional in _TERMINAL_GROUPS:
        if remaining.issuperset(required.split()):
            descriptions.append(description)
            remaining.difference_update(required.split(), optional.split())
    remaining = {_PUNCTUATION_NAMES.get(each, each) for each in remaining if not _is_token_class(each)}
    symbols = sorted(remaining - _UNCOMMON_SYMBOLS, key=lambda each: (each.isalpha(), each))
    descriptions += symbols or ([] if descriptions else sorted(remaining))
    if len(descriptions) > _MAX_LISTED:
        return ", ".join(descriptions[:_MAX_LISTED]) + " or the like"
    return " or ".join([part for part in (", ".join(descriptions[:-1]), *descriptions[-1:]) if part])


def _is_token_class(terminal: str) -> bool:
    """Return whether a terminal is a name in the grammar file and not the text of a token."""
    return terminal.startswith(("FUNCTION_", "FRACTION", "BOOLEAN", "PNAME_", "BLANK_", "AGGREGATE"))
