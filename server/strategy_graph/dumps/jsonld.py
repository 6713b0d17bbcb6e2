"""Writes a graph as JSON-LD 1.1: flattened, sorted, a node a line, with a context of the used prefixes alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, Final

from strategy_graph.dumps.names import PrefixedNames
from strategy_graph.dumps.nquads import TYPE, Statement
from strategy_graph.namespaces import PREFIXES

_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\^\^<(.*)>|@(.*))?', re.DOTALL)
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CHARACTERS: Final = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
"""Integers that every reader of JSON keeps exactly."""


class NotInJsonLd(ValueError):
    """The graph holds a term that JSON-LD 1.1 can't express."""


def write_jsonld(statements: Iterable[Statement], prefixes: Mapping[str, str]) -> bytes:
    """Return the statements, whose graphs are ignored, as JSON-LD.

    :raises NotInJsonLd: there is a triple term or a base direction (RDF 1.2).
    """
    ordered = sorted({(item.subject, item.predicate, item.object) for item in statements})
    # A prefix that is also the scheme of an IRI would change the meaning of that IRI.
    schemes = {term[1:].partition(":")[0] for triple in ordered for term in triple if term.startswith("<")}
    names = PrefixedNames({prefix: iri for prefix, iri in prefixes.items() if prefix not in schemes})
    nodes = []
    for subject, about in groupby(ordered, key=lambda triple: triple[0]):
        node: dict[str, Any] = {"@id": _identifier(subject, names)}
        for predicate, triples in groupby(about, key=lambda triple: triple[1]):
            values = [value for _, _, value in triples]
            if predicate == TYPE and all(value.startswith(("<", "_:")) for value in values):
                key, written = "@type", [_identifier(value, names) for value in values]
            else:
                key, written = _identifier(predicate, names), [_value(value, names) for value in values]
            node[key] = written if len(written) > 1 else written[0]
        nodes.append(json.dumps(node, ensure_ascii=False, separators=(", ", ": ")))
    context = json.dumps(names.used, ensure_ascii=False, indent=2)
    graph = ",\n".join(nodes)
    return f'{{"@context": {context},\n"@graph": [\n{graph}\n]}}\n'.encode()


def _identifier(term: str, names: PrefixedNames) -> str:
    if term.startswith("<<("):
        raise NotInJsonLd("a triple term")
    return term if term.startswith("_:") else names.shorten(term[1:-1]) or term[1:-1]


def _value(term: str, names: PrefixedNames) -> Any:
    if not term.startswith('"'):
        return {"@id": _identifier(term, names)}
    found = _LITERAL.fullmatch(term)
    assert found is not None, term
    text, datatype, language = _ESCAPE.sub(_unescape, found[1]), found[2], found[3]
    if language:
        if "--" in language:
            raise NotInJsonLd("a base direction")
        return {"@value": text, "@language": language}
    if datatype is None:
        return text
    if datatype == PREFIXES["xsd"] + "integer" and _INTEGER.fullmatch(text) and text != "-0":
        return int(text)
    if datatype == PREFIXES["xsd"] + "boolean" and text in {"true", "false"}:
        return text == "true"
    return {"@value": text, "@type": names.shorten(datatype) or datatype}


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _CHARACTERS.get(found[3], found[3])
