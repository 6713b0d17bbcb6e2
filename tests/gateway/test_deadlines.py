"""Many deadlines on one timer."""

from __future__ import annotations

import asyncio

import pytest

from strategy_graph.gateway.deadlines import Deadlines


def test_each_is_told_once_in_order_and_in_time() -> None:
    async def play() -> list[tuple[int, float]]:
        loop = asyncio.get_running_loop()
        told: list[tuple[int, float]] = []
        added: list[float] = []
        deadlines: Deadlines[int] = Deadlines(0.03, lambda item: told.append((item, loop.time() - added[item])))
        for item in range(6):
            added.append(loop.time())
            deadlines.add(item)
            await asyncio.sleep(0.008)
        await asyncio.sleep(0.1)
        return told

    told = asyncio.run(play())
    assert [item for item, _ in told] == list(range(6))
    assert all(0.028 <= seconds < 0.3 for _, seconds in told)


@pytest.mark.filterwarnings("ignore")
def test_one_that_fails_keeps_none_of_the_others_from_being_told() -> None:
    told: list[int] = []

    def due(item: int) -> None:
        told.append(item)
        if item == 0:
            raise ValueError(item)

    async def play() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        deadlines = Deadlines(0.01, due)
        for item in range(3):
            deadlines.add(item)
        await asyncio.sleep(0.05)
        deadlines.add(3)
        await asyncio.sleep(0.05)

    asyncio.run(play())
    assert told == [0, 1, 2, 3]
