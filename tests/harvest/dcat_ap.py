"""The shapes of DCAT-AP 3.0.1, from the folder of judges beside this checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import pyshacl
from pyoxigraph import RdfFormat, Triple, serialize
from rdflib import OWL, Graph

FOLDER: Final = Path(__file__).resolve().parents[3] / "shared" / "judges" / "dcat-ap-3.0.1"
SHAPES: Final = ("shapes", "range")


@cache
def shapes(name: str) -> Graph:
    """Return one file of shapes, without the imports, which would be fetched."""
    graph = Graph().parse(FOLDER / f"{name}.ttl")
    graph.remove((None, OWL.imports, None))
    return graph


def findings(data: Graph, name: str) -> str:
    """Return the report of a validation; nothing if the data conform."""
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes(name), advanced=True)
    return "" if conforms else str(text)


def to_rdflib(triples: list[Triple]) -> Graph:
    """Return the triples as a graph of rdflib."""
    return Graph().parse(data=serialize(triples, format=RdfFormat.N_TRIPLES) or b"", format="nt")
