"""The engine of the service: a pool of sandboxed worker processes over a read-only Oxigraph store.

The parent holds the clock. A worker past its time is killed and replaced; one that dies for any cause costs the query
that it ran, and nothing else.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any

from strategy_graph.engine.api import (
    EngineUnavailable,
    QueryRequest,
    QueryResult,
    QuerySyntaxError,
    QueryTimeout,
    ResultTooLarge,
)
from strategy_graph.engine.explain import explain_syntax
from strategy_graph.engine.frames import FrameTimeout, read_frame, write_frame
from strategy_graph.engine.guard import Guard
from strategy_graph.sparql_tokens import Kind, tokens, unescape

START_LIMIT = 20.0
"""Seconds that a worker may take to open the store."""


@dataclass(frozen=True)
class Limits:
    """What a query may use: seconds, seconds of waiting, bytes of memory, bytes of result."""

    timeout: float = 30.0
    wait: float = 10.0
    memory: int = 1 << 30
    result_bytes: int = 256 << 20


class _Worker:
    """One process and the pipes to it."""

    def __init__(self, configuration: dict[str, Any]) -> None:
        environment = {**os.environ, "RUST_BACKTRACE": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        # The package may run from a source tree: the child must find it where the parent did.
        environment["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "strategy_graph.engine.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )
        assert self._process.stdin is not None and self._process.stdout is not None
        self._requests = self._process.stdin.fileno()
        self._answers = self._process.stdout.fileno()
        self._configuration = configuration
        self._ready = False

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, header: dict[str, Any], body: bytes, limit: float) -> tuple[dict[str, Any], bytes] | None:
        """The answer, or ``None`` if the process died.

        :raises FrameTimeout: there was no answer within the limit.
        """
        try:
            if not self._ready:
                write_frame(self._requests, self._configuration)
                if read_frame(self._answers, time.monotonic() + START_LIMIT) is None:
                    return None
                self._ready = True
            write_frame(self._requests, header, body)
        except OSError:
            return None
        return read_frame(self._answers, time.monotonic() + limit)

    def kill(self) -> None:
        """End the process and let its remains go."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


class EmbeddedEngine:
    """Answers from the store in ``store``; safe to use from many threads.

    :param hidden_graphs: graphs that a query sees only if it names them.
    :param prefixes: given to Turtle results.
    """

    def __init__(
        self,
        store: Path,
        *,
        workers: int = 4,
        limits: Limits | None = None,
        guard: Guard | None = None,
        hidden_graphs: tuple[str, ...] = (),
        prefixes: dict[str, str] | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.guard = guard or Guard()
        self._prefixes = prefixes or {}
        self._configuration = {
            "store": str(store),
            "memory": self.limits.memory,
            "result_bytes": self.limits.result_bytes,
            "hidden_graphs": list(hidden_graphs),
        }
        # Workers end with the thread that started them, and a web server's threads come and go: this one stays.
        self._starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="worker-starter")
        self._closed = False
        self._lock = threading.Lock()
        self._all: set[_Worker] = set()
        # Last in, first out: the worker that ran last has the warmest caches. None stands for one not started yet.
        self._free: LifoQueue[_Worker | None] = LifoQueue()
        for _ in range(workers):
            self._free.put(None)

    @property
    def worker_pids(self) -> set[int]:
        """The processes that are running now."""
        with self._lock:
            return {worker.pid for worker in self._all}

    def query(self, request: QueryRequest) -> QueryResult:
        """See :class:`strategy_graph.engine.api.Engine`."""
        self.guard.check(request.query)
        limit = self.limits.timeout if request.timeout is None else min(request.timeout, self.limits.timeout)
        header = {
            "media_type": request.media_type,
            "default_graphs": list(request.default_graphs),
            "named_graphs": list(request.named_graphs),
            "own_dataset": _has_dataset_clause(request.query),
            "prefixes": self._prefixes if request.media_type in {"text/turtle", "application/trig"} else None,
        }
        worker = self._take()
        try:
            answer = worker.ask(header, request.query.encode("utf-8", "surrogatepass"), limit)
        except FrameTimeout:
            self._discard(worker)
            raise QueryTimeout(
                f"the query ran longer than {limit:g} seconds and was stopped",
                hint="Ask for less: add a LIMIT, name more of the terms, or split the query",
            ) from None
        except BaseException:
            self._discard(worker)
            raise
        if answer is None:
            self._discard(worker)
            raise EngineUnavailable(
                "the process that ran the query ended, most likely for want of memory "
                f"(the limit is {self.limits.memory >> 20} MiB)",
                hint="Ask for less: add a LIMIT, or group over fewer rows",
            )
        self._free.put(worker)
        status, body = answer
        if "error" in status:
            raise self._failure(status, request.query)
        return QueryResult(request.media_type, body)

    def close(self) -> None:
        """Stop every worker."""
        with self._lock:
            self._closed = True
            workers, self._all = self._all, set()
        for worker in workers:
            worker.kill()
        self._starter.shutdown()

    def _take(self) -> _Worker:
        try:
            worker = self._free.get(timeout=self.limits.wait)
        except Empty:
            raise EngineUnavailable(
                f"every process is busy, and none was free within {self.limits.wait:g} seconds",
                hint="Try again in a little while",
            ) from None
        if worker is not None and not worker.alive:
            # It died while it had nothing to do: that should cost no query.
            self._drop(worker)
            worker = None
        if worker is None:
            with self._lock:
                if self._closed:
                    raise EngineUnavailable("the service is stopping", hint="Try again later")
                worker = self._starter.submit(_Worker, self._configuration).result()
                self._all.add(worker)
        return worker

    def _discard(self, worker: _Worker) -> None:
        self._drop(worker)
        self._free.put(None)

    def _drop(self, worker: _Worker) -> None:
        worker.kill()
        with self._lock:
            self._all.discard(worker)

    def _failure(self, status: dict[str, Any], query: str) -> Exception:
        kind = status["error"]
        if kind == "syntax":
            found = explain_syntax(status["message"], query, status["line"], status["column"])
            return QuerySyntaxError(found.message, line=found.line, column=found.column, hint=found.hint)
        if kind == "size":
            return ResultTooLarge(
                f"the result is larger than {self.limits.result_bytes >> 20} MiB",
                hint="Add a LIMIT, or ask for it in parts",
            )
        if kind == "memory":
            return EngineUnavailable(
                f"the query needs more than {self.limits.memory >> 20} MiB of memory",
                hint="Ask for less: add a LIMIT, or group over fewer rows",
            )
        return EngineUnavailable(f"the query could not be evaluated: {status['message']}", hint="Rewrite the query")


def _has_dataset_clause(query: str) -> bool:
    """Whether the query names its own graphs: FROM stands before the first brace."""
    for token in tokens(unescape(query)):
        if token.text == "{":
            return False
        if token.kind is Kind.WORD and token.text.upper() == "FROM":
            return True
    return False
