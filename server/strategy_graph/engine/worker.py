"""The process that runs queries: ``python -m strategy_graph.engine.worker``.

Reads one request frame at a time from standard input and writes one answer frame to standard output. It opens the
store read-only, caps its own address space once the store is open, leaves no core dump, and ends when its parent does.
"""

from __future__ import annotations

import io
import os
import re
import resource
import signal
from pathlib import Path
from typing import Any

from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    serialize,
)

from strategy_graph.engine.frames import read_frame, write_frame
from strategy_graph.processes import end_with_parent

_PLACE = re.compile(r"error at (\d+):(\d+): ")


class _TooLarge(Exception):
    pass


class _Capped(io.BytesIO):
    """Refuses to grow past a limit, so that a result too large is given up early."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > self._limit:
            raise _TooLarge
        return super().write(data)


def main() -> None:
    """Serve requests until standard input closes."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = os.dup(0), os.dup(1)
    # Nothing that a library prints may get among the frames.
    os.dup2(2, 1)
    opening = read_frame(requests)
    if opening is None:
        return
    configuration = opening[0]
    store = Store.read_only(configuration["store"])
    _limit_memory(configuration["memory"])
    write_frame(answers, {"ready": True})
    while (frame := read_frame(requests)) is not None:
        header, body = frame
        try:
            answer, result = _answer(store, configuration, header, body.decode("utf-8"))
        except MemoryError:
            answer, result = {"error": "memory"}, b""
        write_frame(answers, answer, result)


def _answer(
    store: Store, configuration: dict[str, Any], header: dict[str, Any], query: str
) -> tuple[dict[str, Any], bytes]:
    try:
        result = store.query(query, **_dataset(store, configuration, header))
        target = _Capped(configuration["result_bytes"])
        if isinstance(result, (QuerySolutions, QueryBoolean)):
            table = QueryResultsFormat.from_media_type(header["media_type"])
            result.serialize(target, format=table)
        else:
            graph = RdfFormat.from_media_type(header["media_type"])
            serialize(result, target, format=graph, prefixes=header["prefixes"])
    except SyntaxError as error:
        place = _PLACE.match(str(error))
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        return {"error": "syntax", "message": str(error), "line": line, "column": column}, b""
    except _TooLarge:
        return {"error": "size"}, b""
    except (OSError, ValueError, RuntimeError) as error:
        return {"error": "evaluation", "message": str(error)}, b""
    return {"ok": True}, target.getvalue()


def _dataset(store: Store, configuration: dict[str, Any], header: dict[str, Any]) -> dict[str, Any]:
    """The graphs to query: those of the protocol, else those of the query's FROM, else the union."""
    if header["default_graphs"] or header["named_graphs"]:
        return {
            "default_graph": [NamedNode(name) for name in header["default_graphs"]],
            "named_graphs": [NamedNode(name) for name in header["named_graphs"]],
        }
    if header["own_dataset"]:
        return {}
    hidden = set(configuration["hidden_graphs"])
    graphs = [name for name in store.named_graphs() if name.value not in hidden]
    return {"default_graph": [DefaultGraph(), *graphs]}


def _limit_memory(extra: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + extra, used + extra))


if __name__ == "__main__":
    main()
