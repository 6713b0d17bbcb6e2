"""The command ``serve``: builds a release if needed, and runs the HTTP server until interrupted."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
import urllib.request
from pathlib import Path
from typing import Any, Final

import click
from granian.constants import HTTPModes, Interfaces, Loops
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from strategy_graph.cli.options import content_option, keep_option, strict_option
from strategy_graph.cli.output import say_skipped
from strategy_graph.cli.progress import progress
from strategy_graph.cli.releases import fresh_release
from strategy_graph.cli.streams import say
from strategy_graph.dataset import Release, build_user_data_release, find_content, user_data_target
from strategy_graph.dataset.content import ENVIRONMENT_VARIABLE
from strategy_graph.dataset.release.folder import CannotWrite
from strategy_graph.errors import StrategyGraphError
from strategy_graph.named_queries.catalogue import Catalogue
from strategy_graph.settings import Settings
from strategy_graph.text import counted
from strategy_graph.web.public_address import bind_address

HEADER_MILLISECONDS: Final = 10_000
HEADER_BYTES: Final = 128 << 10
CONNECTIONS: Final = 4096


@click.command()
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen on; 0 takes a free one.  [default: 8000]")
@click.option(
    "--public-url",
    metavar="URL",
    help="Where clients reach the service, such as https://data.example.org/graph.  [default: where it listens]",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Serve this RDF file or folder, or - for standard input, instead of our graph.",
)
@strict_option
@click.option("--query-timeout", type=float, help="Seconds that a query may take.  [default: 30]")
@click.option("--query-workers", type=int, help="Queries that run at once.  [default: 8]")
@click.option("--remote", metavar="URL", help="A SPARQL endpoint that holds the release, and answers for us.")
@click.option("--watch", is_flag=True, default=None, help="Serve each new release as soon as it is built.")
@keep_option
@content_option
def serve(data: Path | None, root: Path | None, strict: bool, **flags: Any) -> None:
    """Serve the graph, or RDF of your own, over HTTP.

    Builds the release first if there is none or the content has changed. Stop it with Ctrl-C.
    """
    settings = Settings.from_environment().with_flags(**flags)
    settings = settings.with_flags(port=_check_address(settings))
    release = _release(data, root, strict, settings.keep)
    settings = settings.with_flags(releases=str(release.directory.parent), user_data=data is not None)
    os.environ.update(settings.to_environment())
    address = bind_address(settings.host, settings.port) + "/"
    threading.Thread(target=_announce, args=(address, release), daemon=True).start()
    server = Server(
        "strategy_graph.web.rsgi:application",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        # One process schedules all queries, so that client quotas, single flight and cancellation apply to all of them.
        workers=1,
        loop=Loops.uvloop,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_MILLISECONDS, max_buffer_size=HEADER_BYTES),
        backlog=1024,
        backpressure=CONNECTIONS,
        log_level=LogLevels.warning,
        websockets=False,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=5,
    )

    def forward_sighup(*_: object) -> None:
        # The server's own handler would start a new process; ours loads the new release and keeps its connections.
        for worker in server.wrks:
            os.kill(worker.inner.pid, signal.SIGHUP)  # type: ignore[union-attr]

    server.on_startup(lambda: signal.signal(signal.SIGHUP, forward_sighup))
    # Process managers send SIGTERM: stop as for Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    server.serve()


def _release(data: Path | None, root: Path | None, strict: bool, keep: int) -> Release:
    if data is not None:
        try:
            with progress() as report_step:
                release = build_user_data_release(data, user_data_target(data), strict=strict, progress=report_step)
        except CannotWrite as error:
            error.hint = "Name another folder for caches in XDG_CACHE_HOME"
            raise
        say_skipped(release.skipped)
        return release
    content = find_content(root)
    # Fail early: the server's worker process reads them again, and is restarted for ever if it cannot.
    Catalogue.load(content.queries)
    os.environ[ENVIRONMENT_VARIABLE] = str(content.root)
    return fresh_release(content, root, keep)


def _check_address(settings: Settings) -> int:
    """Check, before a long build, that the address can be bound, and return the port; for port 0, a free one.

    :raises StrategyGraphError: the port is in use, or the address is not local.
    """
    try:
        family = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
            return int(probe.getsockname()[1])
    except OSError as error:
        raise StrategyGraphError(
            f"cannot listen on {settings.host} port {settings.port}: {error.strerror or error}",
            hint="Choose another with --port (make serve PORT=8080), or stop what uses it",
        ) from error


def _announce(address: str, release: Release) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address + "health", timeout=1):
                break
        except OSError:
            time.sleep(0.05)
    else:
        return
    say(f"serving {counted(release.triples, 'triple')} at {address}", err=True)
    example = f"curl -s '{address}sparql' --data-urlencode 'query=SELECT * {{ ?s ?p ?o }} LIMIT 5'"
    say(f"try      {example}", err=True)
