"""One run: every server on every size, within a time that is said beforehand."""

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
from bench.data import Data, prepare
from bench.measure import Tell, measure
from bench.peers import Peer, Refused

_NOTABLE = 10.0
"""Seconds of a start that come from the data and not from the program."""


@dataclass(frozen=True)
class Plan:
    """What to run.

    :ivar only: of ``queries`` and ``runaways``; load, start and memory are always measured.
    :ivar seconds: that each load of requests lasts.
    :ivar limit: seconds that a server may take to load, and to start.
    :ivar budget: seconds after which no further server is started.
    :ivar port: of the first server; each further one has the next.
    """

    sizes: Sequence[str]
    peers: Sequence[type[Peer]]
    only: frozenset[str]
    seed: int
    seconds: float
    limit: float
    budget: float
    work: Path
    port: int = 8800


def run(plan: Plan, tell: Tell) -> dict[str, Any]:
    """The figures, by size and server; each that is absent has its reason instead."""
    began = time.monotonic()
    results: dict[str, Any] = {}
    versions: dict[str, str] = {}
    for size in plan.sizes:
        data = prepare(size, plan.seed, plan.work / "data", tell)
        results[size] = {"triples": data.triples, "bytes": data.bytes, "peers": {}}
        for place, kind in enumerate(plan.peers):
            peer = kind(plan.work / "peers")
            left = plan.budget - (time.monotonic() - began)
            if reason := _hopeless(peer, data, results, plan.limit):
                figures = _absent(peer, data, reason, tell)
            else:
                figures = _one(plan, peer, data, plan.port + place, left, versions, tell)
            results[size]["peers"][peer.name] = figures
            # Kept as it grows, so that a run that is stopped leaves what it has.
            _write(plan.work / "last-run.json", results)
    took = time.monotonic() - began
    tell(f"done in {took / 60:.1f} of at most {plan.budget / 60:.0f} minutes")
    return {
        "run": datetime.now(UTC).date().isoformat(),
        "minutes": round(took / 60, 1),
        "seconds": plan.seconds,
        "seed": plan.seed,
        "machine": machine.describe(),
        "titles": {kind.name: kind.title for kind in plan.peers},
        "versions": versions,
        "sizes": results,
    }


def _one(
    plan: Plan, peer: Peer, data: Data, port: int, left: float, versions: dict[str, str], tell: Tell
) -> dict[str, Any]:
    if reason := peer.missing():
        return _absent(peer, data, reason, tell)
    if left <= 0:
        return _absent(peer, data, "the run's time was over", tell)
    versions[peer.name] = peer.version()
    folder = plan.work / "stores" / f"{peer.name}-{data.size}"
    shutil.rmtree(folder, ignore_errors=True)
    try:
        return measure(peer, data, folder, port, plan.only, plan.seconds, min(plan.limit, left), tell)
    except (Refused, OSError) as problem:
        return _absent(peer, data, _without(str(problem), plan.work), tell)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _hopeless(peer: Peer, data: Data, results: dict[str, Any], limit: float) -> str | None:
    """Why it need not be tried on data of that size, by what it took for fewer triples; loading is linear at best."""
    for size, result in results.items():
        factor = data.triples / result["triples"]
        if factor <= 1 or peer.name not in result["peers"]:
            continue
        before = result["peers"][peer.name]
        if "absent" in before:
            return f"on {size}: {before['absent']}"
        took = before["start"]
        if took > _NOTABLE and took * factor > limit:
            return f"it took {took:.0f} s to start on {size}; {data.size} would take it more than {limit:.0f} s"
    return None


def _absent(peer: Peer, data: Data, reason: str, tell: Tell) -> dict[str, Any]:
    tell(f"{peer.name} {data.size}: absent, {reason}")
    return {"absent": reason}


def _without(text: str, work: Path) -> str:
    """A message without this machine's folders."""
    return text.replace(str(work.resolve()), "…").replace(str(Path.home()), "~")


def _write(path: Path, results: dict[str, Any]) -> None:
    path.write_text(json.dumps(results, indent=1), encoding="utf-8")
