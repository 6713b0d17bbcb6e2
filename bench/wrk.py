"""Runs ``wrk`` with a script that changes the query in each request, and reads its statistics."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from bench.http_requests import HOST, LoadStatistics
from bench.queries import MIN_LIMIT, Query

SCRIPT = Path(__file__).with_name("requests.lua")
_TIMEOUT = 30


def generate_load(
    program: str,
    port: int,
    endpoint: str,
    query: Query,
    connections: int,
    seconds: float,
    first_number: int | None,
) -> LoadStatistics:
    """Send requests on a number of connections for a number of seconds.

    ``wrk`` runs one thread: its counter then never repeats a query, and one thread is enough for a server on the same
    few cores.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        query_file = Path(folder) / "query.lua"
        query_file.write_text(lua_query(endpoint, query, first_number), encoding="utf-8")
        command = [program, "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", f"--timeout={_TIMEOUT}s"]
        command += ["-s", str(SCRIPT), f"http://{HOST}:{port}", "--", str(query_file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 3 * _TIMEOUT, check=False)
    line = next((line for line in done.stdout.splitlines() if line.startswith("{")), None)
    if line is None:
        raise RuntimeError(f"wrk printed no statistics: {(done.stdout + done.stderr)[-300:]}")
    printed = json.loads(line)
    errors = sum(printed[kind] for kind in ("status", "connect", "read", "write", "timeout"))
    rate = (printed["requests"] - printed["status"]) / (printed["duration"] / 1e6)
    return LoadStatistics(
        connections, rate, printed["p50"] / 1e3, printed["p99"] / 1e3, printed["requests"], errors, "wrk"
    )


def lua_query(endpoint: str, query: Query, first_number: int | None) -> str:
    """Return a Lua chunk that returns the query: the parts of the request target and the values of its placeholders.

    The part ``#`` stands for the number, ``*`` for the subject.
    """
    if first_number is not None:
        # These markers consist of letters only, so that percent-encoding leaves them unchanged.
        template = query.template.replace("NUMBER", "QqQ").replace("ITEM", "QsQ")
        path = replace(query, template=template).path(endpoint, 0).replace("QqQ", "\n#\n").replace("QsQ", "\n*\n")
    else:
        path = query.path(endpoint, 0)
    parts = ", ".join(f'"{part}"' for part in path.split("\n"))
    items = ", ".join(f'"{quote(item, safe="")}"' for item in query.items)
    return (
        f'return {{ accept = "{query.accept}", start = {first_number or 0}, min_limit = {MIN_LIMIT},\n'
        f"  parts = {{ {parts} }},\n  items = {{ {items} }} }}\n"
    )
