"""Measures the throughput of small cached responses for several interfaces between granian and Python.

    python -m bench.web_servers      # needs wrk

Each configuration runs an application that looks up a key and sends 400 bytes. The rates are printed relative to WSGI
with one worker. Decision 6 (docs/decisions) quotes them.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from flask import Flask, Response, request

BODY: Final = b"x" * 400
HEADERS: Final = [("content-type", "application/sparql-results+json"), ("content-length", "400")]
PORT: Final = 8890
SECONDS: Final = 5
CACHE: dict[Any, bytes] = {}

flask_app = Flask("bench")
_threads = ThreadPoolExecutor(16)


@flask_app.route("/sparql")
def _sparql() -> Response:
    CACHE.get(request.args.get("query"), request.headers.get("Accept"))
    return Response(BODY, content_type=HEADERS[0][1])


def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Respond as a plain WSGI application."""
    CACHE.get((environ["PATH_INFO"], environ["QUERY_STRING"], environ.get("HTTP_ACCEPT")))
    start_response("200 OK", HEADERS)
    return [BODY]


async def rsgi(scope: Any, protocol: Any) -> None:
    """Respond in the event loop."""
    CACHE.get((scope.path, scope.query_string, scope.headers.get("accept")))
    protocol.response_bytes(200, HEADERS, BODY)


async def rsgi_thread(scope: Any, protocol: Any) -> None:
    """Look the key up in a thread, then respond in the event loop."""
    await asyncio.get_running_loop().run_in_executor(_threads, CACHE.get, scope.path)
    protocol.response_bytes(200, HEADERS, BODY)


CONFIGURATIONS: Final = {
    "WSGI, one worker": ("wsgi", "wsgi", 1, "auto"),
    "WSGI, two workers": ("wsgi", "wsgi", 2, "auto"),
    "RSGI, one process, uvloop": ("rsgi", "rsgi", 1, "uvloop"),
    "RSGI, two processes, uvloop": ("rsgi", "rsgi", 2, "uvloop"),
    "RSGI, one process, asyncio's own loop": ("rsgi", "rsgi", 1, "asyncio"),
    "RSGI with a hop to a thread for each answer": ("rsgi", "rsgi_thread", 1, "uvloop"),
    "Flask under WSGI, one worker": ("wsgi", "flask_app", 1, "auto"),
    "Flask under WSGI, two workers": ("wsgi", "flask_app", 2, "auto"),
}


def rate(interface: str, application: str, workers: int, loop: str) -> float:
    """Return the responses a second on eight connections."""
    command = [sys.executable, "-m", "granian", "--interface", interface, f"bench.web_servers:{application}"]
    command += ["--workers", str(workers), "--loop", loop, "--port", str(PORT), "--no-ws", "--log-level", "error"]
    server = subprocess.Popen(command + (["--blocking-threads", "4"] if interface == "wsgi" else []))
    address = f"http://127.0.0.1:{PORT}/sparql?query=SELECT"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(address, timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        output = subprocess.run(
            ["wrk", "-t1", "-c8", f"-d{SECONDS}", address], capture_output=True, text=True, check=True, timeout=60
        ).stdout
    finally:
        server.terminate()
        server.wait(timeout=20)
    found = re.search(r"Requests/sec:\s+([\d.]+)", output)
    assert found is not None, output
    return float(found[1])


def main() -> None:
    """Measure all configurations and print their rates relative to the first."""
    rates = {name: rate(*configuration) for name, configuration in CONFIGURATIONS.items()}
    reference = next(iter(rates.values()))
    for name, value in sorted(rates.items(), key=lambda pair: -pair[1]):
        print(f"{value / reference:5.2f}  {name}")


if __name__ == "__main__":
    main()
