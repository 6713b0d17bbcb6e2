"""Compares two servers that run at the same time, with alternating loads.

    python -m bench.paired 1m ours oxigraph lookup,feeds-all

Each round puts the same load on one server and then on the other, so that changes in the speed of the machine affect
both. The table shows the median, the minimum and the maximum of the ratios of the rounds.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from bench.client import generate_load
from bench.data import prepare_data_file
from bench.measure import reserve_numbers, running_server
from bench.queries import Query, queries
from bench.servers import SERVERS, Server
from bench.servers.base import ServerError

ROUNDS = 7
SECONDS = 2.0
CONNECTIONS = (8, 64)
WORK = Path(__file__).with_name("work")
PORT = 8890


def main() -> None:
    """Load and start both servers, measure them and print a table."""
    if len(sys.argv) != 5:
        sys.exit("usage: python -m bench.paired SIZE SERVER SERVER QUERY,QUERY")
    size, *names, query_list = sys.argv[1:]
    query_names = query_list.split(",")
    servers = [_server(name) for name in names]
    try:
        data = prepare_data_file(size, 1, WORK / "data", print)
    except ValueError as error:
        sys.exit(str(error))
    if unknown := set(query_names) - {query.name for query in queries(data)}:
        sys.exit(f"no such query: {', '.join(sorted(unknown))}")
    folders = [WORK / "stores" / f"paired-{name}-{size}" for name in names]
    with ExitStack() as stack:
        for index, (server, folder) in enumerate(zip(servers, folders, strict=True)):
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            folder.mkdir(parents=True, exist_ok=True)
            server.load(data, folder, 600)
            stack.enter_context(running_server(server, data, folder, PORT + index, 120))
        print(f"| query | requests | connections | {names[0]} / {names[1]} | min | max |")
        print("| --- | --- | ---: | ---: | ---: | ---: |")
        for query in queries(data):
            if query.name not in query_names:
                continue
            for kind, connections in product(("repeated", "first time"), CONNECTIONS):
                ratios = _ratios(servers, query, connections, repeated=kind == "repeated")
                cells = f"no answer within {SECONDS:g} s | – | –"
                if ratios:
                    cells = f"{statistics.median(ratios):.2f}× | {min(ratios):.2f} | {max(ratios):.2f}"
                print(f"| {query.name} | {kind} | {connections} | {cells} |", flush=True)


def _server(name: str) -> Server:
    classes = {server_class.name: server_class for server_class in SERVERS}
    if name not in classes:
        sys.exit(f"no such server: {name}; known are {', '.join(classes)}")
    server = classes[name](WORK / "peers")
    if reason := server.unavailable_reason():
        sys.exit(f"{name} cannot run here: {reason}")
    return server


def _ratios(servers: list[Server], query: Query, connections: int, *, repeated: bool) -> list[float]:
    """Return the ratio of the rates in each round.

    If a server gives no response in a round, return an empty list without running further rounds.
    """
    ratios = []
    for _ in range(ROUNDS):
        first_rate, second_rate = (
            generate_load(
                PORT + index,
                server.endpoint,
                query,
                connections,
                SECONDS,
                None if repeated else reserve_numbers(),
            ).rate
            for index, server in enumerate(servers)
        )
        if not (first_rate and second_rate):
            return []
        ratios.append(first_rate / second_rate)
    return ratios


if __name__ == "__main__":
    try:
        main()
    except ServerError as error:
        sys.exit(str(error))
