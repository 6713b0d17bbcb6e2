"""Measures the documents of things: in this process, over HTTP, and repeated beside a repeated query.

    python -m bench.documents                             # builds a release of our own content; needs wrk
    python -m bench.documents RELEASES                    # of the current release in a folder
    python -m bench.documents RELEASES --beside ADDRESS   # and another server of the same things, asked by Accept

Each document is asked for once, so that no form can use the description of another: more descriptions pass between two
forms of a thing than are kept. Another server is asked in turns with ours, thing by thing.
"""

from __future__ import annotations

import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import product
from pathlib import Path
from typing import Final
from urllib.parse import quote

import click

from bench.machine import describe
from bench.sending import sending
from strategy_graph.dataset import Release, build_release, current_release, find_content
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.linked_data.state import STATE
from strategy_graph.web.service import KEY

FORMS: Final = ("ttl", "jsonld", "nt", "rdf", "html")
MEDIA_TYPES: Final = {"ttl": "text/turtle", "jsonld": "application/ld+json", "html": "text/html"}
PORT: Final = 8891
SECONDS: Final = 1
ROUNDS: Final = 3
ASK: Final = "/sparql?query=ASK%20%7B%7D"
ASK_BYTES: Final = 32
DOCUMENTS: Final = ("/id/theme/trust", "/id/initiative/christchurch-call")
"""One with many links and one with fewer."""

_TRIPLES: Final = "application/n-triples"


def paths_and_times(release: Release, forms: tuple[str, ...] = FORMS) -> tuple[list[str], dict[str, list[float]]]:
    """Return the paths of all things, and the milliseconds of the view for the first document of each in each form."""
    app = create_app(Settings(), release)
    try:
        catalogue = app.extensions[STATE].catalogue
        index, addresses = catalogue.index, catalogue.addresses
        assert index is not None, "the release is too large for its things to be listed"
        iris = sorted({iri for folder in index.containers for iri in index.documents_in(folder)})
        paths = [path for iri in iris if (path := addresses.path_of(iri)) and "#" not in path]
        client = app.test_client()
        client.get(paths[0])
        return paths, {form: _times(lambda path: client.get(path).status_code, paths, form) for form in forms}
    finally:
        app.extensions[KEY].engine.close()


class Client:
    """One connection to a server that is kept open.

    :param by_accept: whether the form is asked for by Accept, at the path of the thing itself.
    """

    def __init__(self, port: int, by_accept: bool = False) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._by_accept = by_accept

    def get(self, path: str, form: str = "") -> int:
        """Ask for a form of a thing, or for a path as it stands, and return the status."""
        if self._by_accept:
            self._connection.request("GET", path, headers={"Accept": MEDIA_TYPES[form]})
        else:
            self._connection.request("GET", f"{path}.{form}" if form else path)
        response = self._connection.getresponse()
        response.read()
        return response.status


def times_over_http(port: int, paths: list[str], forms: tuple[str, ...] = FORMS) -> dict[str, list[float]]:
    """Return the milliseconds of the first document of each thing in each form, over one connection."""
    client = Client(port)
    client.get(ASK)
    client.get(f"{paths[0]}.ttl")  # what is read once of a release
    return {form: [_time(client, path, form) for path in paths] for form in forms}


def print_beside(port: int, paths: list[str]) -> None:
    """Ask another server for some things in turns with ours, for each the first time and then again."""
    print(f"\n| {len(paths)} things, other / ours | first, median | again, median |\n| --- | ---: | ---: |")
    ours, other = Client(PORT), Client(port, by_accept=True)
    for form in ("ttl", "jsonld", "html"):
        times = [[(_time(client, path, form), _time(client, path, form)) for client in (ours, other)] for path in paths]
        cells = []
        for again in (0, 1):
            own, others = (statistics.median(pair[which][again] for pair in times) for which in (0, 1))
            cells.append(f"{others / own:.0f} ({others:.1f} ms / {own:.1f} ms)")
        print(f"| {form} | {cells[0]} | {cells[1]} |")


def rate(address: str, *fields: str) -> float:
    """Return the responses a second on eight connections."""
    headers = [part for field in fields for part in ("-H", field)]
    command = ["wrk", "-t1", "-c8", f"-d{SECONDS}", *headers, address]
    output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    assert found is not None and "Non-2xx" not in output, output
    return float(found[1])


@contextmanager
def served(releases: Path, port: int = PORT) -> Iterator[int]:
    """Serve the current release of a folder; yield the process id of the service."""
    command = [sys.executable, "-m", "strategy_graph.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, env={**os.environ, "STRATEGY_GRAPH_RELEASE": str(releases)}, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            assert process.poll() is None, "the server ended before it answered"
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.request("GET", "/health")
                if connection.getresponse().status == 200:
                    break
            except OSError:
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _time(client: Client, path: str, form: str) -> float:
    started = time.perf_counter()
    status = client.get(path, form)
    taken = (time.perf_counter() - started) * 1000
    _check(status, path, form)
    return taken


def _times(get: Callable[[str], int], paths: list[str], form: str) -> list[float]:
    times = []
    for path in paths:
        started = time.perf_counter()
        status = get(f"{path}.{form}")
        times.append((time.perf_counter() - started) * 1000)
        _check(status, path, form)
    return times


def _check(status: int, path: str, form: str) -> None:
    # A thing whose name with the suffix names another has its document elsewhere.
    if status not in {200, 303}:
        raise RuntimeError(f"{path} as {form} answered {status}")


def _print_times(title: str, times: dict[str, list[float]], reference: float) -> None:
    print(f"\n| {title} | median, ms | p95, ms | by a repeated ASK |\n| --- | ---: | ---: | ---: |")
    for form, values in times.items():
        median, late = statistics.median(values), statistics.quantiles(values, n=20)[-1]
        print(f"| {form} | {median:.2f} | {late:.2f} | {median / reference:.1f} |")


@click.command()
@click.argument("releases", required=False, type=click.Path(path_type=Path, file_okay=False))
@click.option("--beside", help="Address of another server, http://127.0.0.1:PORT.")
def main(releases: Path | None, beside: str | None) -> None:
    """Measure, and print tables."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        place = releases or Path(folder)
        release = current_release(place) or build_release(find_content(), place)
        paths, times = paths_and_times(release)
        print(f"{describe()['processor']}, load {os.getloadavg()[0]:.1f}; {len(paths)} things")
        with served(place):
            client = Client(PORT)
            client.get(ASK)
            reference = statistics.median(_time_of(client, ASK) for _ in range(500))
            _print_times("view, in this process", times, reference)
            if beside:
                print_beside(int(beside.rpartition(":")[2]), [path for path in paths if path.startswith("/id/")][::10])
            _print_times("first, over HTTP", times_over_http(PORT, paths), reference)
            with sending() as bare:
                _wait_for(bare)
                _print_rates(bare)


def _time_of(client: Client, path: str) -> float:
    started = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - started) * 1000


def _wait_for(address: str) -> None:
    for _ in range(100):
        with suppress(OSError), urllib.request.urlopen(f"{address}/1", timeout=2):
            return
        time.sleep(0.1)


def _print_rates(bare: str) -> None:
    """Put the same load on a kept document and on a kept answer, in turns, and print the medians of the ratios.

    What is sent costs by its bytes, so the document is also compared with an answer of as many, and coded as clients
    ask for it. The last column is what a server that does nothing but send loses by as many bytes.

    :param bare: address of such a server.
    """
    root = f"http://127.0.0.1:{PORT}"
    print(
        "\n| repeated, 8 connections | bytes | by ASK | by ASK, both in zstd | by a query with as many bytes | bare |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for document, form in product(DOCUMENTS, FORMS):
        address = f"{root}{document}.{form}"
        size = _size(address)
        query = root + _query_of_size(root, size)
        cells = (
            _ratio(address, root + ASK),
            _ratio(address, root + ASK, "Accept-Encoding: zstd"),
            _ratio(address, query, f"Accept: {_TRIPLES}"),
            _ratio(f"{bare}/{size}", f"{bare}/{ASK_BYTES}"),
        )
        print(f"| {document}.{form} | {size:,} | {' | '.join(cells)} |")


def _ratio(one: str, other: str, *fields: str) -> str:
    ratios = sorted(rate(one, *fields) / rate(other, *fields) for _ in range(ROUNDS))
    return f"{statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})"


def _query_of_size(root: str, size: int) -> str:
    """Return the path of a query whose answer has about as many bytes."""

    def path(limit: int) -> str:
        pattern = f"{{ SELECT * {{ ?s ?p ?o }} LIMIT {limit} }}"
        return "/sparql?query=" + quote(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}")

    limit = 500
    for _ in range(3):
        limit = max(1, round(limit * size / _size(root + path(limit))))
    return path(limit)


def _size(address: str) -> int:
    request = urllib.request.Request(address, headers={"Accept": _TRIPLES})
    with urllib.request.urlopen(request, timeout=30) as response:
        return len(response.read())


if __name__ == "__main__":
    main()
