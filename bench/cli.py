"""The command line: runs the benchmark and writes the report, or writes the report again from saved figures."""

from __future__ import annotations

import json
import signal
import time
from pathlib import Path

import click

from bench.data import parse_size
from bench.report import write_report
from bench.runner import RunConfig, run
from bench.servers import SERVERS, Server

HERE = Path(__file__).parent
DOCS = HERE.parent / "docs"
MEASUREMENTS = ("queries", "runaways")


def _parse_sizes(_context: click.Context, _parameter: click.Parameter, value: str) -> list[str]:
    sizes = [size.strip().lower() for size in value.split(",")]
    for size in sizes:
        try:
            parse_size(size)
        except ValueError as error:
            raise click.BadParameter(str(error)) from error
    return sizes


def _parse_names(value: str, known: list[str]) -> list[str]:
    names = [name.strip() for name in value.split(",")]
    if unknown := sorted(set(names) - set(known)):
        raise click.BadParameter(f"{', '.join(unknown)}: choose from {', '.join(known)}")
    return names


def _parse_servers(_context: click.Context, _parameter: click.Parameter, value: str) -> list[type[Server]]:
    names = _parse_names(value, [server.name for server in SERVERS])
    return [server for server in SERVERS if server.name in names]


def _parse_measurements(_context: click.Context, _parameter: click.Parameter, value: str) -> frozenset[str]:
    return frozenset(_parse_names(value, list(MEASUREMENTS)))


@click.command(context_settings={"show_default": True})
@click.option("--sizes", default="5k,1m,10m", callback=_parse_sizes, help="Number of triples of each data file.")
@click.option(
    "--peers",
    "servers",
    default=",".join(server.name for server in SERVERS),
    callback=_parse_servers,
    help="Servers to measure.",
)
@click.option(
    "--only",
    "measurements",
    default=",".join(MEASUREMENTS),
    callback=_parse_measurements,
    help="What to measure besides load, start and memory.",
)
@click.option("--seconds", default=3.0, help="Duration of each load.")
@click.option("--limit", default=600.0, help="Seconds that a server may take to load the data, and to start.")
@click.option("--minutes", default=90.0, help="Time after which no further server is started.")
@click.option("--seed", default=1, help="Seed of the generated data.")
@click.option("--work", default=HERE / "work", type=click.Path(path_type=Path), help="Folder for data and stores.")
@click.option("--docs", default=DOCS, type=click.Path(path_type=Path), help="Folder for the report.")
@click.option("--redraw", is_flag=True, help="Only write the report again, from the figures of the last run.")
def main(
    sizes: list[str],
    servers: list[type[Server]],
    measurements: frozenset[str],
    seconds: float,
    limit: float,
    minutes: float,
    seed: int,
    work: Path,
    docs: Path,
    redraw: bool,
) -> None:
    """Benchmark the service and other SPARQL servers; write performance.md, .json and .svg."""
    figures = docs / "performance.json"
    if redraw:
        results = json.loads(figures.read_text(encoding="utf-8"))
    else:
        started = time.monotonic()
        # SIGTERM raises KeyboardInterrupt, so that the servers are stopped in that case too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        config = RunConfig(sizes, servers, measurements, seed, seconds, limit, minutes * 60, work.resolve())
        results = run(config, lambda step: click.echo(f"{time.monotonic() - started:6.0f} s  {step}", err=True))
        docs.mkdir(parents=True, exist_ok=True)
        figures.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    for path in write_report(results, docs):
        click.echo(path)
