"""Writes an RDFLib graph as Turtle with the lexical forms of its literals preserved."""

from __future__ import annotations

import io

from rdflib import XSD, Graph, Literal
from rdflib.plugins.serializers.turtle import TurtleSerializer
from rdflib.term import Node


def to_lexical_turtle(graph: Graph) -> str:
    """Return the graph in Turtle, with the lexical forms preserved."""
    text = io.BytesIO()
    _LexicalTurtleSerializer(graph).serialize(text)
    return text.getvalue().decode()


class _LexicalTurtleSerializer(TurtleSerializer):
    """A Turtle serialiser that preserves lexical forms.

    RDFLib's own writes ``"yes"^^xsd:boolean`` without quotes, and ``"1e5"^^xsd:decimal`` as a double.
    """

    def label(self, node: Node, position: int) -> str:
        if isinstance(node, Literal):
            return node.n3(self.store.namespace_manager) if node.datatype not in _ABBREVIATED else _quoted(node)
        label: str = super().label(node, position)
        return label


_ABBREVIATED = {XSD.boolean, XSD.integer, XSD.decimal, XSD.double}
"""Datatypes whose literals Turtle can write without quotes."""


def _quoted(literal: Literal) -> str:
    assert literal.datatype is not None
    return f"{Literal(str(literal)).n3()}^^<{literal.datatype}>"
