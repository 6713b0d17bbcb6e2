"""The command: run, then write the report; or write the report anew."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

import click

from bench.data import triples_of
from bench.peers import PEERS, Peer
from bench.report import write_report
from bench.runner import Plan, run

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
MEASUREMENTS = ("queries", "runaways")


def _sizes(_context: click.Context, _parameter: click.Parameter, value: str) -> list[str]:
    sizes = [size.strip().lower() for size in value.split(",")]
    for size in sizes:
        try:
            triples_of(size)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error
    return sizes


def _names(value: str, known: list[str]) -> list[str]:
    names = [name.strip() for name in value.split(",")]
    if unknown := sorted(set(names) - set(known)):
        raise click.BadParameter(f"{', '.join(unknown)}: write some of {', '.join(known)}")
    return names


def _peers(_context: click.Context, _parameter: click.Parameter, value: str) -> list[type[Peer]]:
    names = _names(value, [peer.name for peer in PEERS])
    return [peer for peer in PEERS if peer.name in names]


def _only(_context: click.Context, _parameter: click.Parameter, value: str) -> frozenset[str]:
    return frozenset(_names(value, list(MEASUREMENTS)))


@click.command(context_settings={"show_default": True})
@click.option("--sizes", default="5k,1m,10m", callback=_sizes, help="Triples of each data file.")
@click.option("--peers", default=",".join(peer.name for peer in PEERS), callback=_peers, help="Servers to measure.")
@click.option("--only", default=",".join(MEASUREMENTS), callback=_only, help="What to measure besides load and start.")
@click.option("--seconds", default=3.0, help="How long each load of requests lasts.")
@click.option("--limit", default=600.0, help="Seconds that a server may take to load, and to start.")
@click.option("--minutes", default=90.0, help="After so long no further server is measured.")
@click.option("--seed", default=1, help="Of the data.")
@click.option("--work", default=HERE / "work", type=click.Path(path_type=Path), help="Folder for data and stores.")
@click.option("--docs", default=DOCS, type=click.Path(path_type=Path), help="Folder for the report.")
@click.option("--redraw", is_flag=True, help="Only write the report anew, from the figures of the last one.")
def main(
    sizes: list[str],
    peers: list[type[Peer]],
    only: frozenset[str],
    seconds: float,
    limit: float,
    minutes: float,
    seed: int,
    work: Path,
    docs: Path,
    redraw: bool,
) -> None:
    """Measure the service beside other SPARQL servers; write performance.md, .json and .svg."""
    figures = docs / "performance.json"
    if redraw:
        results = json.loads(figures.read_text(encoding="utf-8"))
    else:
        began = time.monotonic()
        # However the run is ended, its servers are.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        plan = Plan(sizes, peers, only, seed, seconds, limit, minutes * 60, work.resolve())
        results = run(plan, lambda step: click.echo(f"{time.monotonic() - began:6.0f} s  {step}", err=True))
        docs.mkdir(parents=True, exist_ok=True)
        figures.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    for path in write_report(results, docs):
        click.echo(path)
