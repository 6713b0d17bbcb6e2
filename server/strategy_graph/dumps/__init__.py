"""Dumps of a release: the same bytes for the same content, from its canonical form; knows no HTTP."""

from strategy_graph.dumps.files import DumpFile
from strategy_graph.dumps.folder import NoDumps, dumps_of, write_dumps

__all__ = ["DumpFile", "NoDumps", "dumps_of", "write_dumps"]
