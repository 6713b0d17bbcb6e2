"""Scheduler under everything that can happen at once: nothing is lost, nothing runs twice, no slot leaks."""

from __future__ import annotations

import asyncio
import random
from collections import deque

import pytest

from strategy_graph.gateway import scheduler as module
from strategy_graph.gateway.scheduler import Scheduler

RUNS = 150


class Machine:
    """Processes that answer in the order in which they were asked, after a while."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.scheduler: Scheduler[SimulatedRun] = Scheduler()
        self.landed: list[SimulatedRun] = []
        self.processes = 0
        self.tasks: set[asyncio.Task[None]] = set()

    def process(self) -> deque[SimulatedRun]:
        line: deque[SimulatedRun] = deque()
        self.processes += 1
        task = asyncio.get_running_loop().create_task(self._work(line))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return line

    async def _work(self, line: deque[SimulatedRun]) -> None:
        # It may not get a processor at once.
        await asyncio.sleep(self.chance.choice([0, 0, 0, 0.006]))
        while line:
            run = line[0]
            run.reading = True
            await asyncio.sleep(run.seconds)
            line.popleft()
            run.line = None
            if self.chance.random() < 0.1:
                # An error is told by the application, and the run keeps its slot until then.
                asyncio.get_running_loop().call_later(self.chance.random() * 0.01, run.land)
            else:
                run.land()


class SimulatedRun:
    def __init__(self, machine: Machine) -> None:
        self.client = machine.chance.choice("aaab")
        self.seconds = machine.chance.choice([0, 0.0005, 0.002, 0.03])
        self.express = machine.chance.random() < 0.9
        self.machine = machine
        self.line: deque[SimulatedRun] | None = None
        self.reading = False
        self.begun = 0
        self.landings = 0

    def land(self) -> None:
        self.landings += 1
        self.machine.landed.append(self)
        self.machine.scheduler.leave(self)

    def begin(self) -> None:
        self.begun += 1
        self.line = self.machine.process()
        self.line.append(self)
        asyncio.get_running_loop().call_later(0.02, self._long)

    def _long(self) -> None:
        if not self.landings and (self.line is None or len(self.line) == 1):
            self.machine.scheduler.give_up(self)

    def begin_behind(self, other: SimulatedRun) -> bool:
        if not self.express or other.line is None or len(other.line) != 1:
            return False
        self.begun += 1
        self.line = other.line
        self.line.append(self)
        return True

    def step_back(self, other: SimulatedRun) -> SimulatedRun | None:
        line = self.line
        if line is None:
            return None
        waiting = next((run for run in line if not run.reading), None)
        if waiting is None:
            return None
        assert waiting in (self, other)
        line.remove(waiting)
        waiting.line = None
        waiting.begun -= 1
        return waiting


@pytest.mark.parametrize("seed", range(8))
def test_every_run_ends_once_and_every_lane_is_free_again(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLOTS", 2)

    async def play() -> None:
        machine = Machine(seed)
        runs = [SimulatedRun(machine) for _ in range(RUNS)]
        withdrawn = 0
        for run in runs:
            machine.scheduler.enter(run)
            if machine.chance.random() < 0.05:
                withdrawn += machine.scheduler.withdraw(run)
            if machine.chance.random() < 0.3:
                await asyncio.sleep(machine.chance.random() * 0.004)
        for _ in range(1000):
            if len(machine.landed) + withdrawn == RUNS:
                break
            await asyncio.sleep(0.01)
        assert len(machine.landed) + withdrawn == RUNS, "none is lost"
        assert all(run.landings == run.begun for run in runs), "none runs twice"
        assert all(run.landings <= 1 for run in runs)
        scheduler = machine.scheduler
        assert not scheduler._holders and not scheduler._behind and not scheduler._queues

    asyncio.run(play())
