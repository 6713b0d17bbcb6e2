"""Writes Turtle and TriG from statements in the canonical form: sorted, a value a line, used prefixes alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Final

from strategy_graph.dumps.names import PrefixedNames
from strategy_graph.dumps.nquads import TYPE, Statement
from strategy_graph.namespaces import PREFIXES

_DATATYPE: Final = re.compile(r'"\^\^<([^<>"]*)>$')
_SHORT: Final = re.compile(
    rf'"(-?(?:0|[1-9][0-9]*))"\^\^<{PREFIXES["xsd"]}integer>|"(true|false)"\^\^<{PREFIXES["xsd"]}boolean>'
)


def write_turtle(statements: Iterable[Statement], prefixes: Mapping[str, str]) -> bytes:
    """Return the statements, whose graphs are ignored, as Turtle."""
    names = PrefixedNames(prefixes)
    body = "\n".join(_subjects(statements, names, ""))
    return (_head(names) + body).encode()


def write_trig(statements: Iterable[Statement], prefixes: Mapping[str, str]) -> bytes:
    """Return the statements as TriG: the default graph, if it holds any, then the named graphs in their order."""
    names = PrefixedNames(prefixes)
    parts = []
    for graph, members in groupby(sorted(statements, key=lambda statement: statement.graph), lambda item: item.graph):
        if graph:
            parts.append(f"{_term(graph, names)} {{\n" + "\n".join(_subjects(members, names, "    ")) + "}\n")
        else:
            parts.append("\n".join(_subjects(members, names, "")))
    return (_head(names) + "\n".join(parts)).encode()


def _head(names: PrefixedNames) -> str:
    declared = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in names.used.items())
    return declared + "\n" if declared else ""


def _subjects(statements: Iterable[Statement], names: PrefixedNames, indent: str) -> Iterator[str]:
    ordered = sorted(set(statements), key=_order)
    for subject, about in groupby(ordered, key=lambda statement: statement.subject):
        links = []
        for predicate, values in groupby(about, key=lambda statement: statement.predicate):
            verb = "a" if predicate == TYPE else _term(predicate, names)
            objects = f" ,\n{indent}        ".join(_term(item.object, names) for item in values)
            links.append(f"{indent}    {verb} {objects}")
        yield f"{indent}{_term(subject, names)}\n" + " ;\n".join(links) + " .\n"


def _order(statement: Statement) -> tuple[str, bool, str, str]:
    return statement.subject, statement.predicate != TYPE, statement.predicate, statement.object


def _term(term: str, names: PrefixedNames) -> str:
    if term.startswith("<<("):
        # A triple term (RDF 1.2) is written in full; Turtle takes it as it is.
        return term
    if term.startswith("<"):
        return names.shorten(term[1:-1]) or term
    if term.startswith('"') and term.endswith(">"):
        if short := _SHORT.fullmatch(term):
            return short[1] or short[2]
        datatype = _DATATYPE.search(term)
        if datatype and (name := names.shorten(datatype[1])):
            return f'{term[: datatype.start()]}"^^{name}'
    return term
