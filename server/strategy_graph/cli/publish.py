"""The command ``publish``: sends a release to a remote store."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from strategy_graph.cli.progress import progress
from strategy_graph.cli.releases import releases_to_keep
from strategy_graph.cli.streams import say
from strategy_graph.dataset import (
    Progress,
    Release,
    build_release,
    current_release,
    default_target,
    find_content,
    is_stale,
)
from strategy_graph.dataset.release.build import read_release
from strategy_graph.errors import StrategyGraphError
from strategy_graph.outbound import Credentials
from strategy_graph.publication import Publication, PublicationFailed, RemoteStore


@click.command()
@click.option("--to", "to", required=True, metavar="URL", help="Where the store takes graphs, or answers SPARQL.")
@click.option("--graph-store", metavar="URL", help="Where it takes graphs, if --to does not tell.")
@click.option("--query-endpoint", metavar="URL", help="Where it answers SPARQL, if --to does not tell.")
@click.option(
    "--graph-name",
    "names",
    multiple=True,
    metavar="OURS=THEIRS",
    help="Another name for a graph in the store. May be given several times.",
)
@click.option(
    "--release",
    "folder",
    type=click.Path(path_type=Path),
    help="Folder of a release; by default the current one, built anew when the content has changed.",
)
def publish(
    to: str, graph_store: str | None, query_endpoint: str | None, names: tuple[str, ...], folder: Path | None
) -> None:
    """Send a release to a store by the SPARQL 1.1 Graph Store Protocol, and count what has arrived.

    --to is http://HOST/store for Oxigraph, http://HOST/sparql-graph-crud-auth for Virtuoso. Credentials come from
    STRATEGY_GRAPH_REMOTE_USER and STRATEGY_GRAPH_REMOTE_PASSWORD, or STRATEGY_GRAPH_REMOTE_TOKEN, in the environment.
    It can be run again at any time: each graph of the release replaces the one of that name.
    """
    store = RemoteStore.at(to, graph_store=graph_store, endpoint=query_endpoint)
    credentials = Credentials.from_environment()
    renamed = dict(_pair(given) for given in names)
    with progress() as report_step:
        publication = Publication(_release(folder, report_step), store, credentials, renamed)
        try:
            publication.send(report_step)
        except (PublicationFailed, KeyboardInterrupt):
            # Report what has arrived. The original error takes precedence over a failed count.
            with contextlib.suppress(StrategyGraphError):
                publication.verify(report_step, seconds=10)
            _report(publication)
            raise
        try:
            publication.verify(report_step)
        finally:
            _report(publication)


def _release(folder: Path | None, report_step: Progress) -> Release:
    if folder is not None:
        try:
            return read_release(folder)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise StrategyGraphError(
                "no release that can be read", where=str(folder), hint="Give the folder that holds manifest.json"
            ) from error
    content = find_content()
    target = default_target(content)
    release = current_release(target)
    if release is None or is_stale(content, release):
        release = build_release(content, target, progress=report_step, keep=releases_to_keep(None))
    return release


def _pair(given: str) -> tuple[str, str]:
    ours, equals, theirs = given.partition("=")
    if not (ours and equals and theirs):
        raise StrategyGraphError(f"--graph-name '{given}' is no pair", hint="Write it as OURS=THEIRS, both IRIs")
    return ours, theirs


def _report(publication: Publication) -> None:
    say(f"release  {publication.release.digest}")
    say(f"store    {publication.store.graphs}")
    say("")
    rows = [("graph", "state")]
    rows += [(state.remote_name, str(state)) for state in publication.states]
    width = max(len(name) for name, _ in rows)
    for name, state in rows:
        say(f"{name.ljust(width)}  {state}")
    if publication.cut_at is not None:
        say(
            f"warning: this store cuts every result at {publication.cut_at:,} rows, and the graphs of CONSTRUCT and "
            "DESCRIBE without a word. Set a higher limit there: for Virtuoso, ResultSetMaxRows in virtuoso.ini",
            err=True,
        )
