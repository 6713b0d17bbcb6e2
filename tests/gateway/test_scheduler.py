"""Who runs, who waits, and in whose place: with runs that do nothing but say what was asked of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from strategy_graph.gateway import scheduler as module
from strategy_graph.gateway.scheduler import BRIEF, SHORT, Scheduler


class FakeRun:
    """:ivar told: what was asked of it, in order.
    :ivar follows: whether it can be put behind another.
    :ivar waits: which of the two still waits, when it is asked to step back.
    """

    def __init__(self, client: str = "a", *, follows: bool = True) -> None:
        self.client = client
        self.told: list[str] = []
        self.follows = follows
        self.waits: FakeRun | None = self

    def begin(self) -> None:
        self.told.append("begin")

    def begin_behind(self, other: FakeRun) -> bool:
        self.told.append("behind")
        return self.follows

    def step_back(self, other: FakeRun) -> FakeRun | None:
        self.told.append("step back")
        return self.waits


@pytest.fixture(autouse=True)
def two_lanes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLOTS", 2)


def played(play: Callable[[Scheduler[FakeRun]], Awaitable[None]]) -> None:
    async def run() -> None:
        await play(Scheduler())

    asyncio.run(run())


def full(scheduler: Scheduler[FakeRun], client: str = "a") -> list[FakeRun]:
    """Runs in every slot, and one behind each."""
    runs = [FakeRun(client) for _ in range(4)]
    for run in runs:
        scheduler.enter(run)
    return runs


def test_two_begin_two_follow_and_the_rest_waits() -> None:
    async def play(scheduler: Scheduler[FakeRun]) -> None:
        runs = full(scheduler)
        scheduler.enter(last := FakeRun())
        assert [run.told for run in (*runs, last)] == [["begin"], ["begin"], ["behind"], ["behind"], []]
        scheduler.leave(runs[0])
        assert last.told == ["behind"], "behind the one that followed"
        assert runs[2].told == ["behind"], "which needs no beginning"

    played(play)


def test_what_cannot_follow_is_the_next_to_begin() -> None:
    async def play(scheduler: Scheduler[FakeRun]) -> None:
        first, second = FakeRun(), FakeRun()
        page, after = FakeRun(follows=False), FakeRun()
        for run in (first, second, page, after):
            scheduler.enter(run)
        scheduler.leave(second)
        assert page.told.count("begin") == 1
        assert "begin" not in after.told

    played(play)


def test_one_that_is_held_up_steps_back_and_begins_elsewhere() -> None:
    async def play(scheduler: Scheduler[FakeRun]) -> None:
        first, second, third, fourth = full(scheduler)
        await asyncio.sleep(BRIEF * 3)
        assert third.told == ["behind", "step back"]
        scheduler.leave(second)
        assert sorted(run.told[-1] for run in (third, fourth)) == ["begin", "behind"]
        assert first.told == ["begin"]

    played(play)


def test_where_the_first_has_not_begun_it_is_the_first_that_waits_again() -> None:
    async def play(scheduler: Scheduler[FakeRun]) -> None:
        first, second, third, fourth = full(scheduler)
        third.waits, fourth.waits = first, None
        await asyncio.sleep(BRIEF * 3)
        scheduler.leave(third)
        assert first.told == ["begin", "begin"], "the third had its slot, and gave it back"
        scheduler.leave(second)
        scheduler.enter(fifth := FakeRun())
        assert fifth.told == ["behind"], "the fourth, which ran already, has the slot of the second"

    played(play)


def test_clients_take_turns() -> None:
    async def play(scheduler: Scheduler[FakeRun]) -> None:
        runs = full(scheduler)
        waiting = [FakeRun("a", follows=False) for _ in range(3)] + [FakeRun("b", follows=False)]
        for run in waiting:
            scheduler.enter(run)
        for run in runs:
            run.waits = None
        for run in runs[:2]:
            scheduler.leave(run)
        for run in runs[2:]:
            scheduler.leave(run)
        assert [("begin" in run.told) for run in waiting] == [True, False, False, True]

    played(play)


def test_a_run_that_takes_long_gives_way_to_another_client_and_not_to_its_own() -> None:
    async def play(scheduler: Scheduler[FakeRun]) -> None:
        for _ in range(2):
            scheduler.enter(FakeRun())
        scheduler.enter(own := FakeRun(follows=False))
        await asyncio.sleep(SHORT * 2)
        assert "begin" not in own.told
        scheduler.enter(other := FakeRun("b", follows=False))
        await asyncio.sleep(SHORT)
        assert "begin" in other.told

    played(play)


def test_one_that_gives_up_its_lane_leaves_none_behind_itself() -> None:
    """It may run for long, and one that waits behind it would wait as long."""

    async def play(scheduler: Scheduler[FakeRun]) -> None:
        first, _second, third, _fourth = full(scheduler)
        scheduler.give_up(first)
        assert third.told[:2] == ["behind", "step back"]
        assert "begin" in third.told

    played(play)


def test_one_that_ends_before_the_one_it_followed_takes_no_lane() -> None:
    """The first may be at work in the application, when its process has long gone on."""

    async def play(scheduler: Scheduler[FakeRun]) -> None:
        first, second, third, fourth = full(scheduler)
        scheduler.leave(third)
        scheduler.leave(first)
        scheduler.leave(second)
        scheduler.leave(fourth)
        assert full(scheduler)[0].told == ["begin"]
        assert not scheduler._queues

    played(play)


def test_what_is_withdrawn_never_begins() -> None:
    async def play(scheduler: Scheduler[FakeRun]) -> None:
        runs = full(scheduler)
        scheduler.enter(gone := FakeRun())
        assert scheduler.withdraw(gone)
        assert not scheduler.withdraw(gone)
        assert not scheduler.withdraw(runs[0])
        for run in runs:
            scheduler.leave(run)
        assert gone.told == []

    played(play)
