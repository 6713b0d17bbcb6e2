"""Measures a crawl of all documents by links alone: the clock, and the processor time of the service and the crawler.

    python -m bench.crawl RELEASES               # of the current release in a folder; for each format
    python -m bench.crawl RELEASES --media-type text/turtle

Each format is asked of a service that has just started and cached nothing, then again of the same service. The clock
says something on a machine that has nothing else to do; the seconds of processor time say it otherwise too.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Final

import click

from bench.documents import PORT, served
from bench.machine import describe
from bench.processes import processor_seconds
from strategy_graph.namespaces import BASE
from tests.support.crawler import Crawl

MEDIA_TYPES: Final = ("application/n-triples", "text/turtle", "application/rdf+xml")
OTHERS: Final = ", text/html;q=0.5, application/xml;q=0.4"
SERVICE: Final = f"http://127.0.0.1:{PORT}"
REST: Final = 2.0
"""Seconds from the start of a service, in which it reads what its documents need."""


def crawl(pid: int, media_type: str) -> str:
    """Crawl once, and return a row of the table."""
    service, own, started = processor_seconds(pid), time.process_time(), time.perf_counter()
    found = Crawl(BASE, SERVICE, media_type + OTHERS).run(SERVICE + "/.well-known/void")
    clock = time.perf_counter() - started
    service, own = processor_seconds(pid) - service, time.process_time() - own
    statuses = ", ".join(f"{number:,} × {status}" for status, number in sorted(found.requests.items()))
    return f"{clock:.2f} | {service:.2f} | {own:.2f} | {statuses} | {found.received / 1e6:.1f}"


@click.command()
@click.argument("releases", type=click.Path(path_type=Path, file_okay=False, exists=True))
@click.option("--media-type", "media_types", multiple=True, default=MEDIA_TYPES)
def main(releases: Path, media_types: tuple[str, ...]) -> None:
    """Measure, and print a table."""
    print(f"{describe()['processor']}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    print("| crawl | clock, s | service, s | crawler, s | answers | MB |\n| --- | ---: | ---: | ---: | --- | ---: |")
    for media_type in media_types:
        with served(releases) as pid:
            time.sleep(REST)
            for which in ("first", "again"):
                print(f"| {media_type}, {which} | {crawl(pid, media_type)} |", flush=True)


if __name__ == "__main__":
    main()
