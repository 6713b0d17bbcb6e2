"""Who runs now and who waits: a few short runs at once, turn by turn among the clients.

On few cores, more of them would only get in each other's way. While a run is very young, the next may be put behind it,
to follow without a pause. A run that takes long loses its slot to the next, soon where another client waits for it,
later where only its own client does.
"""

from __future__ import annotations

import asyncio
import os
from collections import OrderedDict, deque
from typing import Final, Generic, Protocol, Self, TypeVar

from strategy_graph.gateway.deadlines import Deadlines

_CORES: Final = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 2

SLOTS: Final = max(2, min(_CORES, 4))
"""Short runs at once: one for each core, as far as the places of one client go, some of which are for those behind."""

BRIEF: Final = 0.004
"""Seconds that a run stays put behind another."""

SHORT: Final = 0.02
"""Seconds after which a run gives its slot to another client that waits."""


class Run(Protocol):
    """What wants a slot.

    :ivar client: whose it is.
    """

    client: str

    def begin(self) -> None:
        """Called once it has a slot; must not raise."""

    def begin_behind(self, other: Self) -> bool:
        """Begin where the other runs, once that has ended; False if that can't be."""

    def step_back(self, other: Self) -> Self | None:
        """Have this not run, which was begun behind the other; the other, if even that waits; ``None`` if it runs."""


AnyRun = TypeVar("AnyRun", bound=Run)


class Scheduler(Generic[AnyRun]):
    """Used from the event loop alone."""

    def __init__(self) -> None:
        self._holders: dict[AnyRun, float] = {}
        self._behind: dict[AnyRun, AnyRun | None] = {}
        """The run behind each holder; none where there can't be one."""
        self._queues: OrderedDict[str, deque[AnyRun]] = OrderedDict()
        self._brief = Deadlines(BRIEF, self._no_longer_brief)
        self._looking = False

    def enter(self, run: AnyRun) -> None:
        """Have it begin now, or when its turn comes."""
        if len(self._holders) < SLOTS:
            self._begin(run)
            return
        self._queues.setdefault(run.client, deque()).append(run)
        for holder in self._holders:
            if holder not in self._behind:
                self._follow(holder)
                break
        if self._queues and not self._looking and any(run.client != holder.client for holder in self._holders):
            self._look()

    def give_up(self, run: AnyRun) -> None:
        """It is no longer short."""
        # Nobody follows it any time soon.
        self._no_longer_brief(run)
        self.leave(run)

    def leave(self, run: AnyRun) -> None:
        """It has ended; nothing happens if it has no slot any more."""
        if self._holders.pop(run, None) is None:
            # It may have followed one that is not done yet, though its process is.
            for holder, behind in self._behind.items():
                if behind is run:
                    self._behind[holder] = None
            return
        behind = self._behind.pop(run, None)
        if behind is not None:
            self._holders[behind] = asyncio.get_running_loop().time()
            self._follow(behind)
        elif self._queues:
            following = self._next()
            self._begin(following)
            self._follow(following)

    def withdraw(self, run: AnyRun) -> bool:
        """Have it not begin any more; False if it has begun."""
        queue = self._queues.get(run.client)
        if queue is None or run not in queue:
            return False
        queue.remove(run)
        if not queue:
            del self._queues[run.client]
        return True

    def _begin(self, run: AnyRun) -> None:
        self._holders[run] = asyncio.get_running_loop().time()
        run.begin()

    def _next(self) -> AnyRun:
        client, queue = next(iter(self._queues.items()))
        run = queue.popleft()
        if queue:
            self._queues.move_to_end(client)
        else:
            del self._queues[client]
        return run

    def _again(self, run: AnyRun) -> None:
        """It is the next one once more."""
        self._queues.setdefault(run.client, deque()).appendleft(run)
        self._queues.move_to_end(run.client, last=False)

    def _follow(self, holder: AnyRun) -> None:
        """Put the next run behind a holder."""
        if not self._queues or asyncio.get_running_loop().time() - self._holders[holder] > BRIEF:
            return
        run = self._next()
        if run.begin_behind(holder):
            self._behind[holder] = run
            self._brief.add(holder)
        else:
            self._behind[holder] = None
            self._again(run)

    def _no_longer_brief(self, holder: AnyRun) -> None:
        behind = self._behind.get(holder)
        if behind is None:
            return
        run = behind.step_back(holder)
        if run is holder:
            del self._holders[holder], self._behind[holder]
            self._holders[behind] = asyncio.get_running_loop().time()
            self._behind[behind] = None
        elif run is behind:
            self._behind[holder] = None
        if run is not None:
            self._again(run)

    def _look(self) -> None:
        """Take scheduler from those who hold them too long while another client waits."""
        self._looking = False
        loop = asyncio.get_running_loop()
        oldest = loop.time() - SHORT
        for holder, since in list(self._holders.items()):
            if since <= oldest and any(client != holder.client for client in self._queues):
                self.give_up(holder)
        if any(client != holder.client for client in self._queues for holder in self._holders):
            self._looking = True
            loop.call_later(SHORT / 4, self._look)
