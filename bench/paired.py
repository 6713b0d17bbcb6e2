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
from bench.queries import Query, queries

ROUNDS = 7
SECONDS = 2.0
CONNECTIONS = (8, 64)
WORK = Path(__file__).with_name("work")
PORT = 8890


def main() -> None:
    """Load both, ask both, print a table."""
    size, *names, wanted = sys.argv[1:]
    data = prepare(size, 1, WORK / "data", print)
    kinds = {kind.name: kind for kind in PEERS}
    peers = [kinds[name](WORK / "peers") for name in names]
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
                ratios = [_ratio(peers, query, connections, repeated=kind == "repeated") for _ in range(ROUNDS)]
                middle = statistics.median(ratios)
                figures = f"{middle:.2f}× | {min(ratios):.2f} | {max(ratios):.2f}"
                print(f"| {query.name} | {kind} | {connections} | {figures} |", flush=True)


def _ratio(peers: list[Peer], query: Query, connections: int, *, repeated: bool) -> float:
    """Of one round."""
    ours, theirs = (
        load(PORT + place, peer.path, query, connections, SECONDS, None if repeated else fresh()).rate
        for place, peer in enumerate(peers)
    )
    return ours / theirs


if __name__ == "__main__":
    main()
