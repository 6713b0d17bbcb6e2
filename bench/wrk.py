"""Runs ``wrk`` with the script that asks another query each time, and reads its figures."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from bench.answers import HOST, Load
from bench.queries import MORE, Query

SCRIPT = Path(__file__).with_name("ask.lua")
_TIMEOUT = 30


def load(program: str, port: int, base: str, query: Query, connections: int, seconds: float, first: int | None) -> Load:
    """Ask on so many connections for so long.

    One thread of ``wrk`` is enough for a server on the same few cores, and its counter never asks one query twice.
    """
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        told = Path(folder) / "query.lua"
        told.write_text(lua(base, query, first), encoding="utf-8")
        command = [program, "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", f"--timeout={_TIMEOUT}s"]
        command += ["-s", str(SCRIPT), f"http://{HOST}:{port}", "--", str(told)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 3 * _TIMEOUT, check=False)
    line = next((line for line in done.stdout.splitlines() if line.startswith("{")), None)
    if line is None:
        raise RuntimeError(f"wrk gave no figures: {(done.stdout + done.stderr)[-300:]}")
    said = json.loads(line)
    errors = sum(said[kind] for kind in ("status", "connect", "read", "write", "timeout"))
    rate = (said["requests"] - said["status"]) / (said["duration"] / 1e6)
    return Load(connections, rate, said["p50"] / 1e3, said["p99"] / 1e3, said["requests"], errors, "wrk")


def lua(base: str, query: Query, first: int | None) -> str:
    """A Lua chunk that returns the query: the parts of the request's target, and what goes between them."""
    if first is not None:
        # Names that no encoding changes, so that they are found again in the encoded target.
        template = query.template.replace("NUMBER", "QqQ").replace("ITEM", "QsQ")
        path = replace(query, template=template).path(base, 0).replace("QqQ", "\n#\n").replace("QsQ", "\n*\n")
    else:
        path = query.path(base, 0)
    parts = ", ".join(f'"{part}"' for part in path.split("\n"))
    items = ", ".join(f'"{quote(item, safe="")}"' for item in query.items)
    return (
        f'return {{ accept = "{query.accept}", start = {first or 0}, more = {MORE},\n'
        f"  parts = {{ {parts} }},\n  items = {{ {items} }} }}\n"
    )
