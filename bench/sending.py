"""A server that does nothing but send: ``/N`` answers N bytes. What it loses by large answers, no service can gain."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Final

PORT: Final = 8892


async def application(scope: Any, protocol: Any) -> None:
    """Answer a request (RSGI)."""
    body = _body(int(scope.path[1:]))
    protocol.response_bytes(200, [("content-type", "text/plain"), ("content-length", str(len(body)))], body)


@lru_cache(maxsize=64)
def _body(size: int) -> bytes:
    return b"x" * size


@contextmanager
def sending() -> Iterator[str]:
    """Run the server; yield its address."""
    options = (
        "--interface",
        "rsgi",
        "--loop",
        "uvloop",
        "--port",
        str(PORT),
        "--no-access-log",
        "--log-level",
        "error",
    )
    process = subprocess.Popen([sys.executable, "-m", "granian", *options, "bench.sending:application"])
    try:
        yield f"http://127.0.0.1:{PORT}"
    finally:
        process.terminate()
        process.wait(timeout=20)
