"""Runs each check in a process of its own, a few at once, within limits of time, memory and size."""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from strategy_graph.engine import Cancellation
from strategy_graph.process_tree import isolated_command
from strategy_graph.validator.errors import CheckBusy, CheckFailed, CheckRefused, CheckTooCostly, CheckTooLarge
from strategy_graph.validator.upload import Upload
from strategy_graph.worker.spool import memory_file, write_all

CHECK_QUEUE: Final = 4
"""The number of checks that may wait for a process."""

_STDERR_BYTES: Final = 4096
_OUT_OF_MEMORY: Final = ("memory allocation of", "std::bad_alloc", "MemoryError")
"""What the run-times of Rust, C++ and Python write before they abort."""


@dataclass(frozen=True)
class CheckLimits:
    """Limits on checks.

    :ivar upload_bytes: the largest upload.
    :ivar seconds: the time of a check.
    :ivar memory: bytes that the process may allocate for the upload.
    :ivar report_bytes: the largest report.
    :ivar processes: checks at once.
    :ivar queue: checks that may wait.
    :ivar wait: seconds that a check may wait.
    """

    upload_bytes: int = 4 << 20
    seconds: float = 20.0
    memory: int = 512 << 20
    report_bytes: int = 32 << 20
    processes: int = 2
    queue: int = CHECK_QUEUE
    wait: float = 10.0


@dataclass(frozen=True)
class CheckResult:
    """The report on an upload.

    :ivar document: the report, as ``strategy-graph validate --format json`` gives it.
    :ivar shown: the first findings as people read them, with prefixes in paths and values.
    :ivar turtle: the report graph, if it was asked for.
    :ivar nothing_checked: no shape says anything about what was sent.
    """

    document: dict[str, Any]
    shown: list[dict[str, Any]]
    turtle: str
    triples: int
    nothing_checked: bool


class Checker:
    """Checks uploads against the shapes of a content; safe to use from many threads."""

    def __init__(self, content: Path, limits: CheckLimits | None = None) -> None:
        self.limits = limits or CheckLimits()
        self._content = content.resolve()
        self._slots = threading.BoundedSemaphore(self.limits.processes)
        self._places = threading.BoundedSemaphore(self.limits.processes + self.limits.queue)

    def check(
        self,
        upload: Upload,
        *,
        core_only: bool = True,
        turtle: bool = False,
        cancellation: Cancellation | None = None,
    ) -> CheckResult:
        """Check an upload.

        :param core_only: leave out the profile, which is for the content's own data.
        :param turtle: return the report graph as well.
        :raises CheckRefused, CheckTooLarge, CheckTooCostly, CheckBusy, CheckFailed: it could not be checked.
        """
        limit = self.limits.upload_bytes
        if len(upload.data) > limit:
            raise CheckTooLarge(
                f"{upload.name} has {len(upload.data):,} bytes, and up to {limit:,} are checked here",
                hint="Check it on your own machine with strategy-graph validate, which has no such limit",
            )
        with self._turn():
            return self._run(upload, core_only, turtle, cancellation or Cancellation())

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for a free process.

        :raises CheckBusy: none is free in time, or too many wait already.
        """
        busy = CheckBusy("as many checks as may run are running", hint="Try again in a little while")
        if not self._places.acquire(blocking=False):
            raise busy
        try:
            if not self._slots.acquire(timeout=self.limits.wait):
                raise busy
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._places.release()

    def _run(self, upload: Upload, core_only: bool, turtle: bool, cancellation: Cancellation) -> CheckResult:
        sent, answer = memory_file(), memory_file()
        try:
            write_all(sent, upload.data)
            os.lseek(sent, 0, os.SEEK_SET)
            settings = {
                "name": upload.name,
                "content": str(self._content),
                "core_only": core_only,
                "turtle": turtle,
                "memory": self.limits.memory,
                "report_bytes": self.limits.report_bytes,
                "cpu_seconds": math.ceil(self.limits.seconds),
            }
            code, stderr = self._process(sent, answer, json.dumps(settings), cancellation)
            size = os.lseek(answer, 0, os.SEEK_END)
            os.lseek(answer, 0, os.SEEK_SET)
            with os.fdopen(answer, "rb", closefd=False) as file:
                body = file.read(min(size, self.limits.report_bytes))
        finally:
            os.close(sent)
            os.close(answer)
        return self._result(upload, code, stderr, body)

    def _process(self, sent: int, answer: int, settings: str, cancellation: Cancellation) -> tuple[int, str]:
        """Run the process; return its exit code, negative for a signal, and the end of its standard error."""
        errors = memory_file()
        try:
            with subprocess.Popen(
                isolated_command("strategy_graph.validator.child", str(sent), str(answer), settings),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                pass_fds=(sent, answer),
                cwd="/",
                # No variable of the service: some hold passwords.
                env={"LANG": "C.UTF-8", "RUST_BACKTRACE": "0"},
            ) as process:
                try:
                    with cancellation.on_cancel(process.kill):
                        code = process.wait(self.limits.seconds)
                except subprocess.TimeoutExpired:
                    code = -signal.SIGXCPU
                finally:
                    process.kill()
            size = os.lseek(errors, 0, os.SEEK_END)
            return code, os.pread(errors, _STDERR_BYTES, max(0, size - _STDERR_BYTES)).decode("utf-8", "replace")
        except OSError as error:
            raise CheckFailed(
                f"the process that checks could not be started: {error.strerror}", hint="Try again in a little while"
            ) from error
        finally:
            os.close(errors)

    def _result(self, upload: Upload, code: int, stderr: str, body: bytes) -> CheckResult:
        answer: dict[str, Any] = json.loads(body) if code == 0 and body else {"failure": self._failure(code, stderr)}
        if "error" in answer:
            error = answer["error"]
            raise CheckRefused(error["message"], where=error["where"], hint=error["hint"])
        if "failure" in answer:
            raise self._error(upload, answer["failure"])
        return CheckResult(
            answer["report"], answer["shown"], answer["turtle"], answer["triples"], answer["nothing_checked"]
        )

    @staticmethod
    def _failure(code: int, stderr: str) -> str:
        if code == -signal.SIGXCPU:
            return "time"
        if any(sign in stderr for sign in _OUT_OF_MEMORY):
            return "memory"
        return "nesting" if code == -signal.SIGSEGV or "overflowed its stack" in stderr else "end"

    def _error(self, upload: Upload, failure: str) -> CheckTooCostly | CheckTooLarge | CheckRefused | CheckFailed:
        alone = "Check it in parts, or on your own machine with strategy-graph validate"
        if failure == "time":
            return CheckTooCostly(f"the check of {upload.name} took more than {self.limits.seconds:g} s", hint=alone)
        if failure == "memory":
            memory = self.limits.memory >> 20
            return CheckTooCostly(f"the check of {upload.name} needs more than {memory} MiB of memory", hint=alone)
        if failure == "report":
            size = self.limits.report_bytes
            return CheckTooLarge(f"the report on {upload.name} is larger than {size:,} bytes", hint=alone)
        if failure == "nesting":
            return CheckRefused(f"what {upload.name} holds nests too deeply", hint="Give nodes an IRI of their own")
        return CheckFailed(f"the process that checked {upload.name} ended without a report", hint=alone)
