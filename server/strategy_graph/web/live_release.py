"""Serves the current release: switches to a new one without a restart and without dropping requests."""

from __future__ import annotations

import asyncio
import fcntl
import gc
import logging
import os
import signal
import threading
from contextlib import suppress
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
from strategy_graph.site_menu import Menu
from strategy_graph.validator.checker import CHECK_QUEUE
from strategy_graph.web.application import create_app
from strategy_graph.web.linked_data.fast_path import DirectAnswers
from strategy_graph.web.preparation import prepare, prepare_next_pages
from strategy_graph.web.public_address import PublicAddress
from strategy_graph.web.service import KEY

POLL_SECONDS: Final = 1.0
"""Seconds between checks of the release folder."""

_BYTES_PER_CHARACTER: Final = 12
"""Bytes of a character in a form body: four in UTF-8, each percent-encoded as three."""

_FORM_BYTES: Final = 64 << 10
"""Bytes of a form around the file that it uploads."""

_UNREADABLE: Final = (OSError, ValueError, KeyError, TypeError)
"""Exceptions that :func:`read_release` raises."""

_log = logging.getLogger("strategy_graph.web.live_release")


class _LockedRelease:
    """A release with a shared lock on its folder, which prevents builds from removing it."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self._descriptor = os.open(release.directory, os.O_RDONLY | os.O_CLOEXEC)
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def unlock(self) -> None:
        os.close(self._descriptor)


class LiveRelease:
    """The gateway over the current release of ``settings.releases``; an RSGI application."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._locked = self._lock_current()
        self._budget = SpoolBudget(settings.spool_bytes)
        self._app = create_app(settings, self._locked.release, self._cache_statistics)
        self._gateway = Gateway(
            self._app,
            GatewayLimits(
                settings.query_characters * _BYTES_PER_CHARACTER,
                settings.body_seconds,
                settings.cache_bytes,
                settings.spool_bytes,
                {"/validate": settings.validate_bytes + _FORM_BYTES},
            ),
            # Running and queued queries, running and queued checks, and 16 for pages and error responses.
            threads=settings.query_workers + settings.query_queue + settings.validate_processes + CHECK_QUEUE + 16,
            cached_posts=PATHS,
            budget=self._budget,
            start_query=self._fast_path(self._app),
            answer=DirectAnswers(self._app).answer,
            proxies=settings.proxies,
            menu=Menu(PublicAddress.of(settings).prefix, bool(settings.user_data)),
        )
        self.__rsgi__ = self._gateway
        self._switch_lock = asyncio.Lock()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._stopped = threading.Event()
        """Ends the preparation of pages."""

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Set up signal handler and polling; called when the event loop of the server has started (RSGI)."""
        # Objects created so far live as long as the process: exclude them from garbage collection.
        gc.collect()
        gc.freeze()
        gc.set_threshold(10_000, 20, 50)
        self._create_task(loop, self._prepare_all)
        loop.add_signal_handler(signal.SIGHUP, self._create_task, loop, self._switch_release)
        if self._settings.watch:
            self._create_task(loop, self._poll)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Close the engine; called when the server stops (RSGI)."""
        self._stopped.set()
        self._app.extensions[KEY].engine.close()

    def _create_task(self, loop: asyncio.AbstractEventLoop, job: Any) -> None:
        task = loop.create_task(job())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _prepare_all(self) -> None:
        await self._prepare()
        await self._prepare_next_pages()

    async def _prepare(self) -> None:
        """Read what documents and pages of the release need before anyone asks for them."""
        with suppress(StrategyGraphError, OSError):
            await asyncio.get_running_loop().run_in_executor(None, prepare, self._app)

    async def _prepare_next_pages(self) -> None:
        """Make what readers may ask for next, until another release takes over or the server stops."""
        self._stopped = threading.Event()
        with suppress(StrategyGraphError, OSError):
            await asyncio.get_running_loop().run_in_executor(None, prepare_next_pages, self._app, self._stopped)

    def _lock_current(self) -> _LockedRelease:
        for _ in range(10):
            locked = _LockedRelease(read_release((Path(self._settings.releases) / CURRENT).resolve()))
            if (locked.release.store).is_dir():
                return locked
            locked.unlock()  # a build removed it after it was read and before it was locked
        raise OSError("the release folder changes too fast")

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_SECONDS)
            current = (Path(self._settings.releases) / CURRENT).resolve()
            if current != self._locked.release.directory and current.is_dir():
                await self._switch_release()

    async def _switch_release(self) -> None:
        async with self._switch_lock:
            loop = asyncio.get_running_loop()
            try:
                locked = await loop.run_in_executor(None, self._lock_current)
            except _UNREADABLE as error:
                _log.warning("the new release can't be read, the old one stays in use: %s", error)
                return
            if locked.release.directory == self._locked.release.directory:
                locked.unlock()
                return
            try:
                app = await loop.run_in_executor(
                    None, create_app, self._settings, locked.release, self._cache_statistics
                )
            except StrategyGraphError as error:
                _log.warning("the new release can't be served, the old one stays in use: %s", error)
                locked.unlock()
                return
            self._stopped.set()
            old_app, self._app = self._app, app
            old_locked, self._locked = self._locked, locked
            _log.warning("serving release %s, built %s", locked.release.digest[:16], locked.release.built)
            await self._prepare()
            await self._gateway.switch_application(app, self._fast_path(app), DirectAnswers(app).answer)
            await loop.run_in_executor(None, old_app.extensions[KEY].engine.close)
            old_locked.unlock()
            self._create_task(loop, self._prepare_next_pages)

    def _fast_path(self, app: Flask) -> StartQuery:
        context = app.extensions[KEY]
        return FastPath(context.engine, context.guard, context.release.digest, self._budget).start

    def _cache_statistics(self) -> dict[str, int]:
        return self._gateway.statistics()
