"""Reports the progress of a long command on standard error."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from strategy_graph.cli.streams import say

PROGRESS_DELAY = 1.0
"""Seconds after which a command without a terminal begins to print its steps."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Return a callback that shows each step: a spinner on a terminal, else a line after the first second."""
    if sys.stderr.isatty():
        with Console(stderr=True).status("starting …") as status:
            yield lambda step: status.update(f"{step} …")
        return
    lines = _Lines()
    timer = threading.Timer(PROGRESS_DELAY, lines.begin)
    timer.daemon = True
    timer.start()
    try:
        yield lines.step
    finally:
        timer.cancel()


class _Lines:
    """Prints one line a step, beginning with the current step when :meth:`begin` is called."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun = False
        self._current: str | None = None

    def begin(self) -> None:
        with self._lock:
            self._begun = True
            if self._current:
                self._print(self._current)

    def step(self, step: str) -> None:
        with self._lock:
            self._current = step
            if self._begun:
                self._print(step)

    @staticmethod
    def _print(step: str) -> None:
        say(f"{step} …", err=True)
