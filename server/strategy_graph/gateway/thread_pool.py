"""A thread pool for runs of the application.

A run takes about 0.1 ms. ``concurrent.futures.ThreadPoolExecutor`` adds as much again.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from queue import SimpleQueue

Job = Callable[[], Callable[[], None]]
"""Does the work and returns a callback, which is called once the thread is idle again."""


class ThreadPool:
    """Runs jobs in daemon threads, which are started on demand and kept.

    Idle threads are reused last in, first out: the processor caches of the last one are the warmest.

    :param limit: maximum number of threads; further jobs are queued.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lock = threading.Lock()
        self._started = 0
        self._idle: list[SimpleQueue[Job]] = []
        self._queue: deque[Job] = deque()

    def submit(self, job: Job) -> None:
        """Run or queue a job, which must not raise."""
        with self._lock:
            if self._idle:
                inbox = self._idle.pop()
            elif self._started < self._limit:
                self._started += 1
                inbox = SimpleQueue()
                name = f"request-{self._started}"
                threading.Thread(target=self._work, args=(inbox,), name=name, daemon=True).start()
            else:
                self._queue.append(job)
                return
        inbox.put(job)

    def _work(self, inbox: SimpleQueue[Job]) -> None:
        job = inbox.get()
        while True:
            callback = job()
            with self._lock:
                following = self._queue.popleft() if self._queue else None
                if following is None:
                    self._idle.append(inbox)
            callback()
            job = following or inbox.get()
