"""Two servers side by side, asked in turns: ratios that hold on a machine whose speed changes from minute to minute.

    python -m bench.paired 1m ours oxigraph lookup,feeds-all

Each round asks one server and then the other the same way; told is the median of the rounds' ratios, with the least and
the most.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from bench.client import load
from bench.data import prepare
from bench.measure import fresh, running
from bench.peers import PEERS, Peer
from bench.peers.base import Refused
from bench.queries import Query, queries

ROUNDS = 7
SECONDS = 2.0
CONNECTIONS = (8, 64)
WORK = Path(__file__).with_name("work")
PORT = 8890


def main() -> None:
    """Load both, ask both, print a table."""
    if len(sys.argv) != 5:
        sys.exit("usage: python -m bench.paired SIZE SERVER SERVER QUERY,QUERY")
    size, *names, wanted = sys.argv[1:]
    peers = [_peer(name) for name in names]
    try:
        data = prepare(size, 1, WORK / "data", print)
    except ValueError as error:
        sys.exit(str(error))
    if unknown := set(wanted.split(",")) - {query.name for query in queries(data)}:
        sys.exit(f"no such query: {', '.join(sorted(unknown))}")
    folders = [WORK / "stores" / f"paired-{name}-{size}" for name in names]
    with ExitStack() as stack:
        for place, (peer, folder) in enumerate(zip(peers, folders, strict=True)):
            stack.callback(shutil.rmtree, folder, ignore_errors=True)
            folder.mkdir(parents=True, exist_ok=True)
            peer.load(data, folder, 600)
            stack.enter_context(running(peer, data, folder, PORT + place, 120))
        print(f"| query | asked | connections | {names[0]} / {names[1]} | least | most |")
        print("| --- | --- | ---: | ---: | ---: | ---: |")
        for query in queries(data):
            if query.name not in wanted.split(","):
                continue
            for kind, connections in product(("repeated", "first time"), CONNECTIONS):
                ratios = _ratios(peers, query, connections, repeated=kind == "repeated")
                figures = f"no answer within {SECONDS:g} s | – | –"
                if ratios:
                    figures = f"{statistics.median(ratios):.2f}× | {min(ratios):.2f} | {max(ratios):.2f}"
                print(f"| {query.name} | {kind} | {connections} | {figures} |", flush=True)


def _peer(name: str) -> Peer:
    kinds = {kind.name: kind for kind in PEERS}
    if name not in kinds:
        sys.exit(f"no such server: {name}; there is {', '.join(kinds)}")
    peer = kinds[name](WORK / "peers")
    if missing := peer.missing():
        sys.exit(f"{name} cannot run here: {missing}")
    return peer


def _ratios(peers: list[Peer], query: Query, connections: int, *, repeated: bool) -> list[float]:
    """Of each round; none, and no further round, once one of them answered nothing in its time."""
    ratios = []
    for _ in range(ROUNDS):
        ours, theirs = (
            load(PORT + place, peer.path, query, connections, SECONDS, None if repeated else fresh()).rate
            for place, peer in enumerate(peers)
        )
        if not (ours and theirs):
            return []
        ratios.append(ours / theirs)
    return ratios


if __name__ == "__main__":
    try:
        main()
    except Refused as error:
        sys.exit(str(error))
