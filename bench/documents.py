"""Measures the documents of things: in this process, over HTTP, and repeated beside a repeated query.

    python -m bench.documents [RELEASES]      # needs wrk; a folder with a release, else it builds one

Each document is asked for once, so that no form can use the description of another: more descriptions pass between two
forms of a thing than are kept. The reference of all times is the same view with a document that is kept.
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
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.machine import processor_name
from strategy_graph.dataset import find_content
from strategy_graph.dataset.release.build import build_release, current_release
from strategy_graph.engine import Release
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.linked_data.state import STATE
from strategy_graph.web.service import KEY

FORMS: Final = ("ttl", "jsonld", "nt", "rdf", "html")
PORT: Final = 8891
SECONDS: Final = 3
ROUNDS: Final = 5
ASK: Final = "/sparql?query=ASK%20%7B%7D"
DOCUMENT: Final = "/id/theme/trust"


def paths_and_times(release: Release, forms: tuple[str, ...] = FORMS) -> tuple[list[str], dict[str, list[float]]]:
    """Return the paths of all things, and the milliseconds of the view for the first document of each in each form."""
    app = create_app(Settings(), release)
    try:
        catalogue = app.extensions[STATE].catalogue
        index, addresses = catalogue.index, catalogue.addresses
        iris = sorted({iri for folder in index.containers for iri in index.documents_in(folder)})
        paths = [path for iri in iris if (path := addresses.path_of(iri)) and "#" not in path]
        client = app.test_client()
        client.get(paths[0])
        return paths, {form: _times(lambda path: client.get(path).status_code, paths, form) for form in forms}
    finally:
        app.extensions[KEY].engine.close()


def times_over_http(port: int, paths: list[str], forms: tuple[str, ...] = FORMS) -> dict[str, list[float]]:
    """Return the milliseconds of the first document of each thing in each form, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def get(path: str) -> int:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status

    get(ASK)
    return {form: _times(get, paths, form) for form in forms}


def rate(address: str, *fields: str) -> float:
    """Return the responses a second on eight connections."""
    headers = [part for field in fields for part in ("-H", field)]
    command = ["wrk", "-t1", "-c8", f"-d{SECONDS}", *headers, address]
    output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    assert found is not None and "Non-2xx" not in output, output
    return float(found[1])


@contextmanager
def served(releases: Path, port: int = PORT) -> Iterator[None]:
    """Serve the current release of a folder."""
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
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _times(get: Callable[[str], int], paths: list[str], form: str) -> list[float]:
    times = []
    for path in paths:
        started = time.perf_counter()
        status = get(f"{path}.{form}")
        times.append((time.perf_counter() - started) * 1000)
        # A thing whose name with the suffix names another has its document elsewhere.
        assert status in {200, 303}, (path, form, status)
    return times


def _print_times(title: str, times: dict[str, list[float]]) -> None:
    reference = statistics.median(times["ttl"])
    print(f"\n| {title} | median, ms | p95, ms | median by that of Turtle |\n| --- | ---: | ---: | ---: |")
    for form, values in times.items():
        median, late = statistics.median(values), statistics.quantiles(values, n=20)[-1]
        print(f"| {form} | {median:.2f} | {late:.2f} | {median / reference:.2f} |")


def main() -> None:
    """Measure, and print tables."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        releases = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(folder)
        release = current_release(releases) or build_release(find_content(), releases)
        paths, times = paths_and_times(release)
        print(f"{processor_name()}, load {os.getloadavg()[0]:.1f}; {len(paths)} things")
        _print_times("view", times)
        with served(releases):
            _print_times("over HTTP", times_over_http(PORT, paths))
            root = f"http://127.0.0.1:{PORT}"
            print("\n| repeated | rate by that of a repeated ASK, median | min | max |\n| --- | ---: | ---: | ---: |")
            for form in FORMS:
                ratios = sorted(rate(f"{root}{DOCUMENT}.{form}") / rate(root + ASK) for _ in range(ROUNDS))
                print(f"| {form} | {statistics.median(ratios):.2f} | {ratios[0]:.2f} | {ratios[-1]:.2f} |")


if __name__ == "__main__":
    main()
