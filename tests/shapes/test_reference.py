"""Our reports are those of pySHACL on RDFLib's own store, with RDFLib's own way of answering queries."""

from __future__ import annotations

from collections import Counter
from itertools import batched
from pathlib import Path

import pytest
from rdflib import RDF, SH, BNode, Graph
from rdflib.term import Node

from strategy_graph.dataset import patterns
from strategy_graph.dataset.report import ValidationReport
from tests.shapes.examples import read_example
from tests.shapes.world import BAD, Change, all_shapes, real_world, shapes_around, small_world, triples_of

FILES = sorted(BAD.glob("*.ttl"))
