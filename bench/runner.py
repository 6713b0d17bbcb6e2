"""Runs the benchmark: every server on every data size, within a time limit."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import machine
from bench.data import DataFile, Progress, prepare_data_file
from bench.measure import measure
from bench.servers import Server, ServerError

_MIN_EXTRAPOLATED_START = 10.0
"""Seconds to start from which on the start is assumed to grow with the data."""


@dataclass(frozen=True)
class RunConfig:
    """The configuration of a run.

    :ivar measurements: a subset of ``queries`` and ``runaways``; load, start and memory are always measured.
    :ivar seconds: duration of each load.
    :ivar limit: seconds that a server may take to load the data, and to start.
    :ivar budget: seconds after which no further server is started.
    :ivar port: the port of the first server; each further server has the next one.
    """

    sizes: Sequence[str]
    servers: Sequence[type[Server]]
    measurements: frozenset[str]
    seed: int
    seconds: float
    limit: float
    budget: float
    work: Path
    port: int = 8800


def run(config: RunConfig, progress: Progress) -> dict[str, Any]:
    """Return the figures by size and server; a server that was not measured has the reason instead."""
    started = time.monotonic()
    results: dict[str, Any] = {}
    versions: dict[str, str] = {}
    for size in config.sizes:
        data = prepare_data_file(size, config.seed, config.work / "data", progress)
        results[size] = {"triples": data.triples, "bytes": data.bytes, "peers": {}}
        for index, server_class in enumerate(config.servers):
            server = server_class(config.work / "peers")
            remaining = config.budget - (time.monotonic() - started)
            if reason := _reason_to_skip(server, data, results, config.limit):
                figures = _not_measured(server, data, reason, progress)
            else:
                port = config.port + index
                figures = _measure_server(config, server, data, port, remaining, versions, progress)
            results[size]["peers"][server.name] = figures
            # Saved after each server, so that an interrupted run keeps its figures.
            _write_json(config.work / "last-run.json", results)
    elapsed = time.monotonic() - started
    progress(f"done in {elapsed / 60:.1f} of at most {config.budget / 60:.0f} minutes")
    return {
        "run": datetime.now(UTC).date().isoformat(),
        "minutes": round(elapsed / 60, 1),
        "seconds": config.seconds,
        "seed": config.seed,
        "machine": machine.describe(),
        "titles": {server_class.name: server_class.title for server_class in config.servers},
        "versions": versions,
        "sizes": results,
    }


def _measure_server(
    config: RunConfig,
    server: Server,
    data: DataFile,
    port: int,
    remaining: float,
    versions: dict[str, str],
    progress: Progress,
) -> dict[str, Any]:
    if reason := server.unavailable_reason():
        return _not_measured(server, data, reason, progress)
    if remaining <= 0:
        return _not_measured(server, data, "the time limit of the run was reached", progress)
    versions[server.name] = server.version()
    folder = config.work / "stores" / f"{server.name}-{data.size}"
    shutil.rmtree(folder, ignore_errors=True)
    limit = min(config.limit, remaining)
    try:
        return measure(server, data, folder, port, config.measurements, config.seconds, limit, progress)
    except (ServerError, OSError) as error:
        return _not_measured(server, data, _redact_paths(str(error), config.work), progress)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _reason_to_skip(server: Server, data: DataFile, results: dict[str, Any], limit: float) -> str | None:
    """Return why a server is expected to fail on a data file, judged by its results on smaller ones.

    The estimate assumes that loading takes at least linear time.
    """
    for size, result in results.items():
        factor = data.triples / result["triples"]
        if factor <= 1 or server.name not in result["peers"]:
            continue
        previous = result["peers"][server.name]
        if "absent" in previous:
            return f"on {size}: {previous['absent']}"
        start = previous["start"]
        if start > _MIN_EXTRAPOLATED_START and start * factor > limit:
            return f"it took {start:.0f} s to start on {size}; {data.size} would take it more than {limit:.0f} s"
    return None


def _not_measured(server: Server, data: DataFile, reason: str, progress: Progress) -> dict[str, Any]:
    progress(f"{server.name} {data.size}: not measured, {reason}")
    return {"absent": reason}


def _redact_paths(text: str, work: Path) -> str:
    """Replace the paths of the working folder and the home folder in a message."""
    return text.replace(str(work.resolve()), "…").replace(str(Path.home()), "~")


def _write_json(path: Path, results: dict[str, Any]) -> None:
    path.write_text(json.dumps(results, indent=1), encoding="utf-8")
