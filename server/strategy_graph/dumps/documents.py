"""Makes the documents of a dump from the canonical form of a release."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from strategy_graph.dataset.release.folder import CANONICAL
from strategy_graph.dumps.files import FORMATS, README, TURTLE, WHOLE, graph_file
from strategy_graph.dumps.jsonld import NotInJsonLd, write_jsonld
from strategy_graph.dumps.nquads import Statement, document, in_order, read_statements
from strategy_graph.dumps.turtle import write_trig, write_turtle
from strategy_graph.namespaces import PREFIXES

_README: Final = """\
This folder holds one release of the graph: {digest}

dsg.nq      N-Quads of all graphs, in the canonical form of RDFC-1.0: its SHA-256 is the digest of the release
dsg.trig    TriG of all graphs
dsg.nt      N-Triples of the default view: the triples that a query sees unless it names graphs
dsg.jsonld  JSON-LD of the default view{without}
*.ttl       Turtle of one named graph, which the name of the file tells:
{graphs}

All graphs: {quads:,} triples, one that is in two graphs counted twice. The default view: {triples:,} distinct triples.
{hidden}
Each file is there as it is, as .gz (gzip) and as .zst (Zstandard). Check them with: sha256sum --check SHA256SUMS
"""


def documents(
    canonical: bytes,
    *,
    digest: str,
    hidden: Collection[str] = (),
    prefixes: Mapping[str, str] = PREFIXES,
    formats: Collection[str] = FORMATS,
) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each uncompressed document; one that can't be written in its format is left out.

    :param canonical: N-Quads in the canonical form.
    :param hidden: IRIs of graphs that are not part of the default view.
    :param formats: suffixes of the formats to write.
    :raises StrategyGraphError: a line is not in the canonical form.
    """
    statements = list(read_statements(canonical.decode(), CANONICAL))
    view = _default_view(statements, hidden)
    names = {f"<{graph}>" for graph in hidden}
    by_graph: dict[str, list[Statement]] = {}
    for statement in statements:
        by_graph.setdefault(statement.graph, []).append(statement)
    without = ""
    for suffix in formats:
        if suffix == TURTLE:
            for graph, members in sorted(by_graph.items()):
                yield graph_file(graph[1:-1]) + TURTLE, write_turtle(members, prefixes)
        elif suffix == ".nq":
            yield WHOLE + suffix, canonical
        elif suffix == ".trig":
            yield WHOLE + suffix, write_trig(statements, prefixes)
        elif suffix == ".nt":
            yield WHOLE + suffix, document(in_order(statement.triple for statement in view))
        else:
            try:
                yield WHOLE + suffix, write_jsonld(view, prefixes)
            except NotInJsonLd as reason:
                without = f" (not written: there is {reason}, which JSON-LD 1.1 can't express)"
    readme = _README.format(
        digest=digest,
        without=without,
        quads=len(statements),
        triples=len({statement.triple for statement in view}),
        graphs="\n".join(f"            {graph_file(graph[1:-1])}.ttl  {graph}" for graph in sorted(by_graph)),
        hidden=_hidden_note(sorted(names & by_graph.keys())),
    )
    yield README, readme.encode()


def _default_view(statements: Iterable[Statement], hidden: Collection[str]) -> list[Statement]:
    names = {f"<{graph}>" for graph in hidden}
    return [statement for statement in statements if statement.graph not in names]


def _hidden_note(graphs: list[str]) -> str:
    return f"Not part of the default view: {', '.join(graphs)}\n" if graphs else ""
