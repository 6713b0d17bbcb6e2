"""Shows what a long command is doing, on standard error."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from strategy_graph.cli.streams import say

PROGRESS_DELAY = 1.0
"""Seconds after which a command that has no terminal begins to say its steps."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """A function to be told each step: a spinner on a terminal, else a line a step once a second has passed."""
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
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._talking = False
        self._current: str | None = None

    def begin(self) -> None:
        with self._lock:
            self._talking = True
            if self._current:
                self._print(self._current)

    def step(self, step: str) -> None:
        with self._lock:
            self._current = step
            if self._talking:
                self._print(step)

    @staticmethod
    def _print(step: str) -> None:
        say(f"{step} …", err=True)
