"""The IRIs of the classes and properties that the sheets name."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from strategy_graph.namespaces import PREFIXES
from strategy_graph.workbook.sheets import BY_CLASS


def term(name: str) -> NamedNode:
    """Return the term of a prefixed name."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


CLASS_IRIS: Final = {term(name).value: name for name in BY_CLASS}
"""The sheets' classes by IRI."""
