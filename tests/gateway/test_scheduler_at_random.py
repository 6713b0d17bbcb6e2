"""Scheduler under random interleavings: no run is lost, none runs twice, no slot leaks."""

from __future__ import annotations

import asyncio
import random
from collections import deque

import pytest

from strategy_graph.gateway import scheduler as module
from strategy_graph.gateway.scheduler import Scheduler

RUNS = 150


class SimulatedPool:
    """Processes that respond in the order of their requests, after random delays."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.scheduler: Scheduler[SimulatedRun] = Scheduler()
        self.finished: list[SimulatedRun] = []
        self.processes = 0
        self.tasks: set[asyncio.Task[None]] = set()

    def process(self) -> deque[SimulatedRun]:
        pipeline: deque[SimulatedRun] = deque()
        self.processes += 1
        task = asyncio.get_running_loop().create_task(self._work(pipeline))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return pipeline

    async def _work(self, pipeline: deque[SimulatedRun]) -> None:
        # The process may not be scheduled at once.
        await asyncio.sleep(self.random.choice([0, 0, 0, 0.006]))
        while pipeline:
            run = pipeline[0]
            run.executing = True
            await asyncio.sleep(run.seconds)
            pipeline.popleft()
            run.pipeline = None
            if self.random.random() < 0.1:
                # The application sends errors, and the run keeps its slot until then.
                asyncio.get_running_loop().call_later(self.random.random() * 0.01, run.finish)
            else:
                run.finish()


class SimulatedRun:
    def __init__(self, pool: SimulatedPool) -> None:
        self.client = pool.random.choice("aaab")
        self.seconds = pool.random.choice([0, 0.0005, 0.002, 0.03])
        self.can_follow = pool.random.random() < 0.9
        self.pool = pool
        self.pipeline: deque[SimulatedRun] | None = None
        self.executing = False
        self.starts = 0
        self.finishes = 0

    def finish(self) -> None:
        self.finishes += 1
        self.pool.finished.append(self)
        self.pool.scheduler.finish(self)

    def start(self) -> None:
        self.starts += 1
        self.pipeline = self.pool.process()
        self.pipeline.append(self)
        asyncio.get_running_loop().call_later(0.02, self._release)

    def _release(self) -> None:
        if not self.finishes and (self.pipeline is None or len(self.pipeline) == 1):
            self.pool.scheduler.release_slot(self)

    def start_behind(self, other: SimulatedRun) -> bool:
        if not self.can_follow or other.pipeline is None or len(other.pipeline) != 1:
            return False
        self.starts += 1
        self.pipeline = other.pipeline
        self.pipeline.append(self)
        return True

    def revoke_pipelined(self, other: SimulatedRun) -> SimulatedRun | None:
        pipeline = self.pipeline
        if pipeline is None:
            return None
        waiting = next((run for run in pipeline if not run.executing), None)
        if waiting is None:
            return None
        assert waiting in (self, other)
        pipeline.remove(waiting)
        waiting.pipeline = None
        waiting.starts -= 1
        return waiting


@pytest.mark.slow(reason="simulates thousands of requests")
@pytest.mark.parametrize("seed", range(8))
def test_every_run_ends_once_and_every_slot_is_freed(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLOTS", 2)

    async def scenario() -> None:
        pool = SimulatedPool(seed)
        runs = [SimulatedRun(pool) for _ in range(RUNS)]
        cancelled = 0
        for run in runs:
            pool.scheduler.submit(run)
            if pool.random.random() < 0.05:
                cancelled += pool.scheduler.cancel(run)
            if pool.random.random() < 0.3:
                await asyncio.sleep(pool.random.random() * 0.004)
        for _ in range(1000):
            if len(pool.finished) + cancelled == RUNS:
                break
            await asyncio.sleep(0.01)
        assert len(pool.finished) + cancelled == RUNS, "none is lost"
        assert all(run.finishes == run.starts for run in runs), "none runs twice"
        assert all(run.finishes <= 1 for run in runs)
        scheduler = pool.scheduler
        assert not scheduler._holders and not scheduler._pipelined and not scheduler._queues

    asyncio.run(scenario())
