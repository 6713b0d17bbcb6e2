"""Keeps the service on the current release: a new one takes over without a restart, and no request is dropped."""

from __future__ import annotations

import asyncio
import fcntl
import gc
import logging
import os
import signal
from pathlib import Path
from typing import Any, Final

from flask import Flask

from strategy_graph.dataset import Release
from strategy_graph.dataset.release.build import read_release
from strategy_graph.dataset.release.folder import CURRENT
from strategy_graph.errors import StrategyGraphError
from strategy_graph.gateway.fast_path import PATHS, FastPath
from strategy_graph.gateway.gateway import Gateway, GatewayLimits
from strategy_graph.gateway.memory_file import SpoolBudget
from strategy_graph.gateway.single_flight import StartQuery
from strategy_graph.settings import Settings
from strategy_graph.web.application import create_app
from strategy_graph.web.service import KEY

WATCH_SECONDS: Final = 1.0
"""How often the folder of releases is looked at."""

_FORM: Final = 12
"""Bytes of a form for a character: four in UTF-8, each percent-encoded in three."""

_UNREADABLE: Final = (OSError, ValueError, KeyError, TypeError)
"""What :func:`read_release` raises."""

_log = logging.getLogger("strategy_graph.web.live_release")


class _Held:
    """A release that is being served; as long as it is held, no build removes it."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self._descriptor = os.open(release.directory, os.O_RDONLY | os.O_CLOEXEC)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def let_go(self) -> None:
        os.close(self._descriptor)


class LiveService:
    """The gateway over the current release of ``settings.releases``; an RSGI application."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._held = self._hold()
        self._budget = SpoolBudget(settings.spool_bytes)
        self._app = create_app(settings, self._held.release, self._figures)
        self._gateway = Gateway(
            self._app,
            GatewayLimits(
                settings.query_characters * _FORM, settings.body_seconds, settings.cache_bytes, settings.spool_bytes
            ),
            # Those that run, those that wait, and some for pages and refusals, which wait for no process.
            threads=settings.query_workers + settings.query_queue + 16,
            cached_posts=PATHS,
            budget=self._budget,
            start_query=self._fast_path(self._app),
            proxies=settings.proxies,
        )
        self.__rsgi__ = self._gateway
        self._changing = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called once the server's event loop is there."""
        # What was made so far stays: the garbage collector need not look at it again and again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 20, 50)
        loop.add_signal_handler(signal.SIGHUP, self._start, loop, self._take_over)
        if self._settings.watch:
            self._start(loop, self._watch)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called when the server stops."""
        self._app.extensions[KEY].engine.close()

    def _start(self, loop: asyncio.AbstractEventLoop, job: Any) -> None:
        task = loop.create_task(job())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _hold(self) -> _Held:
        for _ in range(10):
            held = _Held(read_release((Path(self._settings.releases) / CURRENT).resolve()))
            if (held.release.store).is_dir():
                return held
            held.let_go()  # it was removed between our reading and our holding
        raise OSError("the release folder changes too fast")

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            current = (Path(self._settings.releases) / CURRENT).resolve()
            if current != self._held.release.directory and current.is_dir():
                await self._take_over()

    async def _take_over(self) -> None:
        async with self._changing:
            loop = asyncio.get_running_loop()
            try:
                held = await loop.run_in_executor(None, self._hold)
            except _UNREADABLE as error:
                _log.warning("the new release can't be read, the old one stays in use: %s", error)
                return
            if held.release.directory == self._held.release.directory:
                held.let_go()
                return
            try:
                app = await loop.run_in_executor(None, create_app, self._settings, held.release, self._figures)
            except StrategyGraphError as error:
                _log.warning("the new release can't be served, the old one stays in use: %s", error)
                held.let_go()
                return
            old_app, self._app = self._app, app
            old_held, self._held = self._held, held
            _log.warning("serving release %s, built %s", held.release.digest[:16], held.release.built)
            await self._gateway.replace(app, self._fast_path(app))
            await loop.run_in_executor(None, old_app.extensions[KEY].engine.close)
            old_held.let_go()

    def _fast_path(self, app: Flask) -> StartQuery:
        here = app.extensions[KEY]
        return FastPath(here.engine, here.guard, here.release.digest, self._budget).start

    def _figures(self) -> dict[str, int]:
        return self._gateway.statistics()
