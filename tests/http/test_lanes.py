"""Who runs, who waits, and in whose place: with runs that do nothing but say what was asked of them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from strategy_graph.http import lanes as module
from strategy_graph.http.lanes import BRIEF, SHORT, Lanes


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
    monkeypatch.setattr(module, "LANES", 2)


def played(play: Callable[[Lanes[FakeRun]], Awaitable[None]]) -> None:
    async def run() -> None:
        await play(Lanes())

    asyncio.run(run())


def full(lanes: Lanes[FakeRun], client: str = "a") -> list[FakeRun]:
    """Runs in every lane, and one behind each."""
    runs = [FakeRun(client) for _ in range(4)]
    for run in runs:
        lanes.enter(run)
    return runs


def test_two_begin_two_follow_and_the_rest_waits() -> None:
    async def play(lanes: Lanes[FakeRun]) -> None:
        runs = full(lanes)
        lanes.enter(last := FakeRun())
        assert [run.told for run in (*runs, last)] == [["begin"], ["begin"], ["behind"], ["behind"], []]
        lanes.leave(runs[0])
        assert last.told == ["behind"], "behind the one that followed"
        assert runs[2].told == ["behind"], "which needs no beginning"

    played(play)


def test_what_cannot_follow_is_the_next_to_begin() -> None:
    async def play(lanes: Lanes[FakeRun]) -> None:
        first, second = FakeRun(), FakeRun()
        page, after = FakeRun(follows=False), FakeRun()
        for run in (first, second, page, after):
            lanes.enter(run)
        lanes.leave(second)
        assert page.told.count("begin") == 1
        assert "begin" not in after.told

    played(play)


def test_one_that_is_held_up_steps_back_and_begins_elsewhere() -> None:
    async def play(lanes: Lanes[FakeRun]) -> None:
        first, second, third, fourth = full(lanes)
        await asyncio.sleep(BRIEF * 3)
        assert third.told == ["behind", "step back"]
        lanes.leave(second)
        assert sorted(run.told[-1] for run in (third, fourth)) == ["begin", "behind"]
        assert first.told == ["begin"]

    played(play)


def test_where_the_first_has_not_begun_it_is_the_first_that_waits_again() -> None:
    async def play(lanes: Lanes[FakeRun]) -> None:
        first, second, third, fourth = full(lanes)
        third.waits, fourth.waits = first, None
        await asyncio.sleep(BRIEF * 3)
        lanes.leave(third)
        assert first.told == ["begin", "begin"], "the third had its lane, and gave it back"
        lanes.leave(second)
        lanes.enter(fifth := FakeRun())
        assert fifth.told == ["behind"], "the fourth, which ran already, has the lane of the second"

    played(play)


def test_clients_take_turns() -> None:
    async def play(lanes: Lanes[FakeRun]) -> None:
        runs = full(lanes)
        waiting = [FakeRun("a", follows=False) for _ in range(3)] + [FakeRun("b", follows=False)]
        for run in waiting:
            lanes.enter(run)
        for run in runs:
            run.waits = None
        for run in runs[:2]:
            lanes.leave(run)
        for run in runs[2:]:
            lanes.leave(run)
        assert [("begin" in run.told) for run in waiting] == [True, False, False, True]

    played(play)


def test_a_run_that_takes_long_gives_way_to_another_client_and_not_to_its_own() -> None:
    async def play(lanes: Lanes[FakeRun]) -> None:
        for _ in range(2):
            lanes.enter(FakeRun())
        lanes.enter(own := FakeRun(follows=False))
        await asyncio.sleep(SHORT * 2)
        assert "begin" not in own.told
        lanes.enter(other := FakeRun("b", follows=False))
        await asyncio.sleep(SHORT)
        assert "begin" in other.told

    played(play)


def test_one_that_gives_up_its_lane_leaves_none_behind_itself() -> None:
    """It may run for long, and one that waits behind it would wait as long."""

    async def play(lanes: Lanes[FakeRun]) -> None:
        first, _second, third, _fourth = full(lanes)
        lanes.give_up(first)
        assert third.told[:2] == ["behind", "step back"]
        assert "begin" in third.told

    played(play)


def test_one_that_ends_before_the_one_it_followed_takes_no_lane() -> None:
    """The first may be at work in the application, when its process has long gone on."""

    async def play(lanes: Lanes[FakeRun]) -> None:
        first, second, third, fourth = full(lanes)
        lanes.leave(third)
        lanes.leave(first)
        lanes.leave(second)
        lanes.leave(fourth)
        assert full(lanes)[0].told == ["begin"]
        assert not lanes._queues

    played(play)


def test_what_is_withdrawn_never_begins() -> None:
    async def play(lanes: Lanes[FakeRun]) -> None:
        runs = full(lanes)
        lanes.enter(gone := FakeRun())
        assert lanes.withdraw(gone)
        assert not lanes.withdraw(gone)
        assert not lanes.withdraw(runs[0])
        for run in runs:
            lanes.leave(run)
        assert gone.told == []

    played(play)
