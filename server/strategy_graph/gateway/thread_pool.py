"""A thread pool for runs of the application.

A run takes a tenth of a millisecond, and the standard library's executor would add as much again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue

Job = Callable[[], Callable[[], None]]
"""Does the work, and gives what is to be called once its thread is free again."""


class ThreadPool:
    """Runs jobs in daemon threads, which are started as they are needed and then stay.

    The thread that worked last takes the next job: its processor's caches are the warmest.

    :param limit: threads at the most; further jobs wait.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._started = 0
        self._idle: list[SimpleQueue[Job]] = []
        self._waiting: deque[Job] = deque()

    def submit(self, job: Job) -> None:
        """Run a job, which must not raise."""
        with self._lock:
            if self._idle:
                inbox = self._idle.pop()
            elif self._started < self._limit:
                self._started += 1
                inbox = SimpleQueue()
                name = f"request-{self._started}"
                threading.Thread(target=self._work, args=(inbox,), name=name, daemon=True).start()
            else:
                self._waiting.append(job)
                return
        inbox.put(job)

    def _work(self, inbox: SimpleQueue[Job]) -> None:
        job = inbox.get()
        while True:
            deliver = job()
            with self._lock:
                following = self._waiting.popleft() if self._waiting else None
                if following is None:
                    self._idle.append(inbox)
            deliver()
            job = following or inbox.get()
