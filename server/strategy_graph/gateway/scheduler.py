"""Schedules short runs in the event loop: a fixed number of slots, round robin among clients.

On few cores, more concurrent runs would only compete for them. Soon after a run has started, the next one may be
pipelined behind it: its process then begins the second without a pause. A run that exceeds its time slice loses its
slot if another client waits. Runs of the same client wait until :meth:`Scheduler.release_slot` is called.

This is the first of two queues: a started query can wait again for a worker process, in
:mod:`strategy_graph.engine.pool.worker_pool`, which limits the processes of one client.
"""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict, deque
from typing import Final, Generic, Protocol, Self, TypeVar

from strategy_graph.gateway.timer_queue import TimerQueue

_CORES: Final = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2

SLOTS: Final = max(2, min(_CORES, 4))
"""Concurrent short runs: one for each core, at most four.

The slots of one client in the worker pool bound it, and pipelined runs need some of those.
"""

PIPELINE_SECONDS: Final = 0.004
"""Seconds that a run stays pipelined behind another before it is revoked."""

TIME_SLICE: Final = 0.02
"""Seconds after which a run loses its slot to a waiting run of another client."""


class Run(Protocol):
    """A run that needs a slot.

    :ivar client: key of the client that it is scheduled for.
    """

    client: str

    def start(self) -> None:
        """Start; called once the run has a slot. Must not raise."""

    def start_behind(self, other: Self) -> bool:
        """Start pipelined behind the other run, in the same process; return False if that is impossible."""

    def revoke_pipelined(self, other: Self) -> Self | None:
        """Revoke whichever of the two has not begun to execute, this run or the one that it is pipelined behind.

        Returns the revoked run; ``None`` if this run executes already.
        """


AnyRun = TypeVar("AnyRun", bound=Run)


class Scheduler(Generic[AnyRun]):
    """Assigns slots to runs; used from the event loop alone."""

    def __init__(self) -> None:
        self._holders: dict[AnyRun, float] = {}
        """Start time of each run that holds a slot."""
        self._pipelined: dict[AnyRun, AnyRun | None] = {}
        """The run pipelined behind each slot holder; ``None`` where pipelining is impossible."""
        self._queues: OrderedDict[str, deque[AnyRun]] = OrderedDict()
        """Waiting runs of each client; the first client has the next turn."""
        self._pipeline_deadlines = TimerQueue(PIPELINE_SECONDS, self._unpipeline)
        self._preemption_scheduled = False

    def submit(self, run: AnyRun) -> None:
        """Start the run now, or queue it for its client's turn."""
        if len(self._holders) < SLOTS:
            self._start(run)
            return
        self._queues.setdefault(run.client, deque()).append(run)
        for holder in self._holders:
            if holder not in self._pipelined:
                self._pipeline_next(holder)
                break
        if (
            self._queues
            and not self._preemption_scheduled
            and any(run.client != holder.client for holder in self._holders)
        ):
            self._preempt()

    def release_slot(self, run: AnyRun) -> None:
        """Free the slot of a run that is no longer short; it continues without one."""
        # A run pipelined behind it would wait as long as it runs.
        self._unpipeline(run)
        self.finish(run)

    def finish(self, run: AnyRun) -> None:
        """Free the slot of a run that has ended; does nothing if it holds none."""
        if self._holders.pop(run, None) is None:
            # It may have been pipelined behind a run that has not ended, though the process has finished that run.
            for holder, pipelined in self._pipelined.items():
                if pipelined is run:
                    self._pipelined[holder] = None
                    self._pipeline_deadlines.discard(holder)
            return
        pipelined = self._pipelined.pop(run, None)
        if pipelined is not None:
            self._pipeline_deadlines.discard(run)
            self._holders[pipelined] = asyncio.get_running_loop().time()
            self._pipeline_next(pipelined)
        elif self._queues:
            following = self._dequeue()
            self._start(following)
            self._pipeline_next(following)

    def cancel(self, run: AnyRun) -> bool:
        """Remove a waiting run from its queue; return False if it has started."""
        queue = self._queues.get(run.client)
        if queue is None or run not in queue:
            return False
        queue.remove(run)
        if not queue:
            del self._queues[run.client]
        return True

    def _start(self, run: AnyRun) -> None:
        self._holders[run] = asyncio.get_running_loop().time()
        run.start()

    def _dequeue(self) -> AnyRun:
        client, queue = next(iter(self._queues.items()))
        run = queue.popleft()
        if queue:
            self._queues.move_to_end(client)
        else:
            del self._queues[client]
        return run

    def _requeue(self, run: AnyRun) -> None:
        """Put a run back at the head: it and its client have the next turn."""
        self._queues.setdefault(run.client, deque()).appendleft(run)
        self._queues.move_to_end(run.client, last=False)

    def _pipeline_next(self, holder: AnyRun) -> None:
        """Pipeline the next waiting run behind a slot holder that has started within ``PIPELINE_SECONDS``."""
        if not self._queues or asyncio.get_running_loop().time() - self._holders[holder] > PIPELINE_SECONDS:
            return
        run = self._dequeue()
        if run.start_behind(holder):
            self._pipelined[holder] = run
            self._pipeline_deadlines.add(holder)
        else:
            self._pipelined[holder] = None
            self._requeue(run)

    def _unpipeline(self, holder: AnyRun) -> None:
        """Revoke the run pipelined behind a slot holder, or the holder if that has not begun to execute."""
        self._pipeline_deadlines.discard(holder)
        pipelined = self._pipelined.get(holder)
        if pipelined is None:
            return
        revoked = pipelined.revoke_pipelined(holder)
        if revoked is holder:
            del self._holders[holder], self._pipelined[holder]
            self._holders[pipelined] = asyncio.get_running_loop().time()
            self._pipelined[pipelined] = None
        elif revoked is pipelined:
            self._pipelined[holder] = None
        if revoked is not None:
            self._requeue(revoked)

    def _preempt(self) -> None:
        """Free the slots of runs past their time slice while another client waits; repeat until none waits."""
        self._preemption_scheduled = False
        loop = asyncio.get_running_loop()
        oldest = loop.time() - TIME_SLICE
        for holder, since in list(self._holders.items()):
            if since <= oldest and any(client != holder.client for client in self._queues):
                self.release_slot(holder)
        if any(client != holder.client for client in self._queues for holder in self._holders):
            self._preemption_scheduled = True
            loop.call_later(TIME_SLICE / 4, self._preempt)
