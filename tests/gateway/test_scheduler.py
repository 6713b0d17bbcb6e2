"""Scheduler: slots, queues, pipelining and preemption, with runs that only record calls."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from strategy_graph.gateway import scheduler as module
from strategy_graph.gateway.scheduler import PIPELINE_SECONDS, TIME_SLICE, Scheduler


class FakeRun:
    """:ivar calls: calls received, in order.
    :ivar can_follow: result of ``start_behind``.
    :ivar revoked: result of ``revoke_pipelined``.
    """

    def __init__(self, client: str = "a", *, can_follow: bool = True) -> None:
        self.client = client
        self.calls: list[str] = []
        self.can_follow = can_follow
        self.revoked: FakeRun | None = self

    def start(self) -> None:
        self.calls.append("begin")

    def start_behind(self, other: FakeRun) -> bool:
        self.calls.append("behind")
        return self.can_follow

    def revoke_pipelined(self, other: FakeRun) -> FakeRun | None:
        self.calls.append("step back")
        return self.revoked


@pytest.fixture(autouse=True)
def two_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLOTS", 2)


def run_with_scheduler(scenario: Callable[[Scheduler[FakeRun]], Awaitable[None]]) -> None:
    async def run() -> None:
        await scenario(Scheduler())

    asyncio.run(run())


def fill_slots(scheduler: Scheduler[FakeRun], client: str = "a") -> list[FakeRun]:
    """Fill every slot, with one run pipelined behind each."""
    runs = [FakeRun(client) for _ in range(4)]
    for run in runs:
        scheduler.submit(run)
    return runs


def test_two_start_two_are_pipelined_and_the_rest_is_queued() -> None:
    async def scenario(scheduler: Scheduler[FakeRun]) -> None:
        runs = fill_slots(scheduler)
        scheduler.submit(last := FakeRun())
        assert [run.calls for run in (*runs, last)] == [["begin"], ["begin"], ["behind"], ["behind"], []]
        scheduler.finish(runs[0])
        assert last.calls == ["behind"], "pipelined behind the run that was pipelined before"
        assert runs[2].calls == ["behind"], "not started again"

    run_with_scheduler(scenario)


def test_a_run_that_cannot_be_pipelined_starts_next() -> None:
    async def scenario(scheduler: Scheduler[FakeRun]) -> None:
        first, second = FakeRun(), FakeRun()
        page, after = FakeRun(can_follow=False), FakeRun()
        for run in (first, second, page, after):
            scheduler.submit(run)
        scheduler.finish(second)
        assert page.calls.count("begin") == 1
        assert "begin" not in after.calls

    run_with_scheduler(scenario)


def test_a_delayed_run_is_revoked_and_starts_elsewhere() -> None:
    async def scenario(scheduler: Scheduler[FakeRun]) -> None:
        first, second, third, fourth = fill_slots(scheduler)
        await asyncio.sleep(PIPELINE_SECONDS * 3)
        assert third.calls == ["behind", "step back"]
        scheduler.finish(second)
        assert sorted(run.calls[-1] for run in (third, fourth)) == ["begin", "behind"]
        assert first.calls == ["begin"]

    run_with_scheduler(scenario)


def test_a_holder_that_has_not_begun_to_execute_is_requeued() -> None:
    async def scenario(scheduler: Scheduler[FakeRun]) -> None:
        first, second, third, fourth = fill_slots(scheduler)
        third.revoked, fourth.revoked = first, None
        await asyncio.sleep(PIPELINE_SECONDS * 3)
        scheduler.finish(third)
        assert first.calls == ["begin", "begin"], "the third held its slot and freed it"
        scheduler.finish(second)
        scheduler.submit(fifth := FakeRun())
        assert fifth.calls == ["behind"], "the fourth, which executes already, holds the slot of the second"

    run_with_scheduler(scenario)


def test_round_robin_among_clients() -> None:
    async def scenario(scheduler: Scheduler[FakeRun]) -> None:
        runs = fill_slots(scheduler)
        waiting = [FakeRun("a", can_follow=False) for _ in range(3)] + [FakeRun("b", can_follow=False)]
        for run in waiting:
            scheduler.submit(run)
        for run in runs:
            run.revoked = None
        for run in runs[:2]:
            scheduler.finish(run)
        for run in runs[2:]:
            scheduler.finish(run)
        assert [("begin" in run.calls) for run in waiting] == [True, False, False, True]

    run_with_scheduler(scenario)


def test_a_run_past_its_time_slice_yields_to_another_client_only() -> None:
    async def scenario(scheduler: Scheduler[FakeRun]) -> None:
        for _ in range(2):
            scheduler.submit(FakeRun())
        scheduler.submit(own := FakeRun(can_follow=False))
        await asyncio.sleep(TIME_SLICE * 2)
        assert "begin" not in own.calls
        scheduler.submit(other := FakeRun("b", can_follow=False))
        await asyncio.sleep(TIME_SLICE)
        assert "begin" in other.calls

    run_with_scheduler(scenario)


def test_releasing_a_slot_revokes_the_pipelined_run() -> None:
    """A run pipelined behind a long one would wait as long."""

    async def scenario(scheduler: Scheduler[FakeRun]) -> None:
        first, _second, third, _fourth = fill_slots(scheduler)
        scheduler.release_slot(first)
        assert third.calls[:2] == ["behind", "step back"]
        assert "begin" in third.calls

    run_with_scheduler(scenario)


def test_a_pipelined_run_that_ends_first_takes_no_slot() -> None:
    """The application may still work on the first when its process has finished the second."""

    async def scenario(scheduler: Scheduler[FakeRun]) -> None:
        first, second, third, fourth = fill_slots(scheduler)
        scheduler.finish(third)
        scheduler.finish(first)
        scheduler.finish(second)
        scheduler.finish(fourth)
        assert fill_slots(scheduler)[0].calls == ["begin"]
        assert not scheduler._queues

    run_with_scheduler(scenario)


def test_a_cancelled_run_never_starts() -> None:
    async def scenario(scheduler: Scheduler[FakeRun]) -> None:
        runs = fill_slots(scheduler)
        scheduler.submit(gone := FakeRun())
        assert scheduler.cancel(gone)
        assert not scheduler.cancel(gone)
        assert not scheduler.cancel(runs[0])
        for run in runs:
            scheduler.finish(run)
        assert gone.calls == []

    run_with_scheduler(scenario)
