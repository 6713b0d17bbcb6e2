"""TimerQueue: many items, one timer."""

from __future__ import annotations

import asyncio

import pytest

from strategy_graph.gateway.timer_queue import TimerQueue


def test_items_expire_once_in_order_and_on_time() -> None:
    async def play() -> list[tuple[int, float]]:
        loop = asyncio.get_running_loop()
        expired: list[tuple[int, float]] = []
        added: list[float] = []
        deadlines: TimerQueue[int] = TimerQueue(0.03, lambda item: expired.append((item, loop.time() - added[item])))
        for item in range(6):
            added.append(loop.time())
            deadlines.add(item)
            await asyncio.sleep(0.008)
        await asyncio.sleep(0.1)
        return expired

    expired = asyncio.run(play())
    assert [item for item, _ in expired] == list(range(6))
    assert all(0.028 <= seconds < 0.3 for _, seconds in expired)


def test_a_discarded_item_does_not_expire_and_can_be_added_again() -> None:
    expired: list[str] = []

    async def play() -> None:
        deadlines = TimerQueue(0.02, expired.append)
        for item in ("first", "second", "third"):
            deadlines.add(item)
        deadlines.discard("first")
        deadlines.discard("never added")
        await asyncio.sleep(0.01)
        deadlines.discard("second")
        deadlines.add("second")
        await asyncio.sleep(0.015)
        assert expired == ["third"]
        await asyncio.sleep(0.05)

    asyncio.run(play())
    assert expired == ["third", "second"]


def test_the_timer_serves_items_added_after_all_others_were_discarded() -> None:
    expired: list[int] = []

    async def play() -> None:
        deadlines = TimerQueue(0.01, expired.append)
        deadlines.add(0)
        deadlines.discard(0)
        deadlines.add(1)
        await asyncio.sleep(0.05)
        deadlines.add(2)
        deadlines.discard(2)
        await asyncio.sleep(0.05)
        deadlines.add(3)
        await asyncio.sleep(0.05)

    asyncio.run(play())
    assert expired == [1, 3]


@pytest.mark.filterwarnings("ignore")
def test_an_exception_does_not_stop_later_items() -> None:
    expired: list[int] = []

    def on_expiry(item: int) -> None:
        expired.append(item)
        if item == 0:
            raise ValueError(item)

    async def play() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda *_: None)
        deadlines = TimerQueue(0.01, on_expiry)
        for item in range(3):
            deadlines.add(item)
        await asyncio.sleep(0.05)
        deadlines.add(3)
        await asyncio.sleep(0.05)

    asyncio.run(play())
    assert expired == [0, 1, 2, 3]
