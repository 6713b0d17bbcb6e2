"""Hostile requests: runaway, deep, malformed, forbidden, slow and vanishing; and what a second client sees meanwhile.

    python -m bench.hostile http://127.0.0.1:8000     # a server started with --query-timeout 2

Each must end in a correct answer or a clear error within the limit and a second.
"""

from __future__ import annotations

import contextlib
import socket
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import httpx

from bench.bystander import Bystander

DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
T1, T2, T3 = "?a ?b ?c", "?d ?e ?f", "?g ?h ?i"
CROSS = f"{T1} . {T2} . {T3}"
STOPPED = frozenset({503, 413})
REFUSED = frozenset({400, 413})
FINE = frozenset({200})
DEEP = 20_000


@dataclass(frozen=True)
class Attack:
    """A request and the statuses that may answer it; 0 stands for a connection that the server ended."""

    name: str
    send: Callable[[httpx.Client], httpx.Response]
    allowed: frozenset[int]


def posted(query: str) -> Callable[[httpx.Client], httpx.Response]:
    """The query by direct POST."""
    return lambda client: client.post("/sparql", content=query.encode(), headers=DIRECT)


def _doubling(steps: int) -> str:
    binds = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(steps))
    return f'SELECT (STRLEN(?x{steps}) AS ?n) {{ BIND("0123456789" AS ?x0) {binds} }}'


def _growing(steps: int) -> str:
    inner = '"aaaaaaaa"'
    for _ in range(steps):
        inner = f'REPLACE({inner}, "a", "aaaaaaaaaaaaaaaa")'
    return f"SELECT (STRLEN({inner}) AS ?n) {{}}"


def _values(columns: int) -> str:
    words = " ".join(str(n) for n in range(100))
    blocks = " ".join(f"VALUES ?v{n} {{ {words} }}" for n in range(columns))
    return f"SELECT (COUNT(*) AS ?n) {{ {blocks} }}"


RUNAWAYS = {
    "cross product, counted": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} FILTER (STRLEN(CONCAT(STR(?c), STR(?f))) = 1) }}",
    "cross product, ordered": f"SELECT * {{ {CROSS} }} ORDER BY ?i ?f ?c",
    "cross product, distinct": f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }}",
    "cross product, concatenated": f"SELECT (GROUP_CONCAT(STR(?c)) AS ?x) {{ {CROSS} }}",
    "cross product, grouped": f"SELECT ?a ?d ?g (COUNT(*) AS ?n) {{ {CROSS} }} GROUP BY ?a ?d ?g",
    "cross product, distinct, counted": "SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?d), STR(?g))) AS ?n) "
    f"{{ {CROSS} }}",
    "cross product, sampled at random": f"SELECT * {{ {CROSS} }} ORDER BY RAND() LIMIT 1",
    "cross product, all of it": f"SELECT * {{ {CROSS} }}",
    "cross product, as a graph": f"CONSTRUCT {{ ?a ?e ?i }} {{ {CROSS} }}",
    "cross product, described": f"DESCRIBE ?a ?d ?g {{ {CROSS} }}",
    "cross product, to a far offset": f"SELECT * {{ {CROSS} }} OFFSET 1000000000000 LIMIT 1",
    "cross product, asked for nothing": f"ASK {{ {CROSS} FILTER (STRLEN(CONCAT(STR(?c), STR(?f))) = 1) }}",
    "options without a join": f"SELECT (COUNT(*) AS ?n) {{ {T1} OPTIONAL {{ {T2} }} OPTIONAL {{ {T3} }} }}",
    "minus without a join": f"SELECT (COUNT(*) AS ?n) {{ {T1} . {T2} MINUS {{ ?d ?x ?y . ?a ?z ?w . {T3} }} }}",
    "not exists over a cross product": f"SELECT * {{ {T1} . {T2} FILTER NOT EXISTS {{ {T3} . "
    "FILTER (STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) = 1) } FILTER (STRLEN(CONCAT(STR(?a), STR(?d))) = 1) }",
    "subqueries in subqueries": "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c { SELECT * { ?d ?e ?f { SELECT * "
    f"{{ {T3} }} }} }} }} }} }} FILTER (STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) = 1) }}",
    "closure of everything": "SELECT (COUNT(*) AS ?n) { ?a (<x:p>|!<x:p>)* ?b . ?c (<x:p>|!<x:p>)* ?d . "
    "FILTER (STR(?a) = STR(?d) && STR(?b) = CONCAT(STR(?c), 'x')) }",
    "closure both ways": "SELECT (COUNT(*) AS ?n) { ?a (!<x:p>|^!<x:p>)+ ?b . ?b (!<x:p>|^!<x:p>)+ ?c "
    ". ?c (!<x:p>|^!<x:p>)+ ?d FILTER (STR(?a) = CONCAT(STR(?d), 'x')) }",
    "closures of closures": "SELECT (COUNT(*) AS ?n) { ?a (((!<x:p>)*/(^!<x:p>)*)*/(!<x:p>)*)* ?b . "
    "?b ((!<x:p>)*/(^!<x:p>)*)* ?c FILTER (STR(?a) = CONCAT(STR(?c), 'x')) }",
    "a string doubled": _doubling(40),
    "a string grown": _growing(9),
    "VALUES product": _values(6),
    "values ordered by a hash": _values(4).replace("SELECT (COUNT(*) AS ?n)", "SELECT *")
    + " ORDER BY SHA512(STR(?v0))",
}
"""Each would run for hours, or need more memory than there is."""

# As cheap as a result can be made, so that its size is met before its time.
LARGE = {
    "a result over the limit": f"SELECT * {{ {T1} . {T2} }}",
    "a graph over the limit": f"CONSTRUCT {{ ?a ?b ?f }} {{ {T1} . {T2} }}",
}

DEEP_ONES = {
    "parentheses": "SELECT * { FILTER " + "(" * DEEP + "1" + ")" * DEEP + " }",
    "groups": "SELECT * " + "{" * DEEP + "}" * DEEP,
    "path brackets": "SELECT * { ?s " + "(" * DEEP + "<x:p>" + ")" * DEEP + " ?o }",
    "negations": "SELECT * { FILTER (" + "!" * DEEP + "true) }",
    "minus signs": "SELECT * { FILTER (" + "-" * DEEP + "1 = 1) }",
    "inverse paths": "SELECT * { ?s " + "^" * DEEP + "<x:p> ?o }",
    "blank node brackets": "SELECT * { " + "[ <x:p> " * DEEP + "1" + " ]" * DEEP + " }",
    "collections": "SELECT * { ?s ?p " + "( " * DEEP + ") " * DEEP + " }",
    "not exists": "SELECT * { " + "FILTER NOT EXISTS { " * DEEP + "}" * DEEP + " }",
    "unclosed": "SELECT * { FILTER " + "(" * 100_000,
}

LONG = {
    "a path of 30,000 steps": "SELECT * { ?s " + "/".join(["a"] * 30_000) + " ?o }",
    "a union of 5,000": "SELECT * { " + " UNION ".join(["{ ?s a <x:c> }"] * 5_000) + " }",
    "a sum of 50,000": "SELECT (" + "+".join(["1"] * 50_000) + " AS ?n) {}",
    "a conjunction of 20,000": "SELECT * { FILTER (" + " && ".join(["true"] * 20_000) + ") }",
    "a list of 20,000": "SELECT * { FILTER (1 IN (" + ",".join(str(n) for n in range(20_000)) + ")) }",
}
"""Wide, and allowed: answered, or the process ends of it, at the stack (400) or another limit."""

HARMLESS = {
    "a regex that backtracks elsewhere": 'SELECT (REGEX("' + "a" * 40 + '!", "^(a+)+$") AS ?m) {}',
    "a regex too large to compile": 'SELECT (REGEX("a", "((a{1000}){1000}){1000}") AS ?m) {}',
    "brackets in a string": 'SELECT ("' + "(" * 50_000 + '" AS ?s) {}',
    "brackets in a comment": "SELECT * {} # " + "{" * 50_000,
}

FORBIDDEN = {
    "SERVICE": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "service in small letters": "SELECT * { service <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SERVICE SILENT": "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SERVICE by a variable": "SELECT * { ?s ?p ?e SERVICE ?e { ?x ?y ?z } }",
    "SERVICE behind a comment": "SELECT * { #\nSERVICE#\n<http://127.0.0.1:9/>{ ?s ?p ?o } }",
    "SERVICE escaped": r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "SERVICE in a subquery": "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } }",
    "SERVICE in EXISTS": "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
    "SERVICE after a string": "SELECT * { ?s ?p 'it\\'s' SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "an update": "INSERT DATA { <x:s> <x:p> <x:o> }",
    "LOAD": "LOAD <http://127.0.0.1:9/>",
    "a query, then an update": "SELECT * {} ; DROP ALL",
}

MALFORMED: dict[str, Callable[[httpx.Client], httpx.Response]] = {
    "no UTF-8 in the address": lambda c: c.get("/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%22%ff%22%20%7D"),
    "no UTF-8 in a form": lambda c: c.post("/sparql", content=b"query=SELECT%20%ff", headers=FORM),
    "no UTF-8 in a body": lambda c: c.post("/sparql", content=b"SELECT * { ?s ?p '\xff' }", headers=DIRECT),
    "half a surrogate pair": lambda c: c.post("/sparql", content=b"SELECT * { ?s ?p '\xed\xa0\x80' }", headers=DIRECT),
    "half a surrogate pair, escaped": posted(r"SELECT ('\uD800' AS ?x) {}"),
    "NUL": posted("SELECT * { \0 ?s ?p ?o }"),
    "an endless string": posted('SELECT * { ?s ?p "' + "x" * 100_000),
    "nothing but quotes": posted('"' * 100_001),
    "10 MB": lambda c: c.post("/sparql", content=b"#" * 10_000_000, headers=DIRECT),
    "10 MB of form": lambda c: c.post("/sparql", content=b"query=" + b"%23" * 3_400_000, headers=FORM),
    "10 MB in pieces": lambda c: c.post("/sparql", content=(b"#" * 10_000 for _ in range(1000)), headers=DIRECT),
    "a thousand fields": lambda c: c.post("/sparql", content=b"&".join([b"a=b"] * 1000), headers=FORM),
    "a time limit that is none": lambda c: c.get("/sparql", params={"query": "ASK {}", "timeout": "nan"}),
    "an address of 65 kB": lambda c: c.get("/sparql?query=" + "x" * 65_400),
    "a header of 300 kB": lambda c: c.get("/sparql?query=ASK%7B%7D", headers={"X-Large": "x" * 300_000}),
}


def attacks() -> list[Attack]:
    """All that are one request."""
    found = [Attack(name, posted(query), STOPPED) for name, query in RUNAWAYS.items()]
    found += [Attack(name, posted(query), STOPPED) for name, query in LARGE.items()]
    found += [Attack(f"{DEEP} deep: {name}", posted(query), frozenset({413})) for name, query in DEEP_ONES.items()]
    found += [Attack(name, posted(query), FINE | STOPPED | {400}) for name, query in LONG.items()]
    found += [Attack(name, posted(query), FINE) for name, query in HARMLESS.items()]
    found += [Attack(name, posted(query), frozenset({400})) for name, query in FORBIDDEN.items()]
    found += [Attack(name, send, frozenset({400, 408, 413, 414, 431, 0})) for name, send in MALFORMED.items()]
    return found


@dataclass(frozen=True)
class Outcome:
    """What came of an attack; ``clear`` tells whether an error said what was wrong."""

    name: str
    status: int
    seconds: float
    allowed: bool
    clear: bool


def run(address: str, attack: Attack, source: str, patience: float = 60.0) -> Outcome:
    """Send one attack from a loopback address."""
    transport = httpx.HTTPTransport(local_address=source)
    with httpx.Client(base_url=address, transport=transport, timeout=patience) as client:
        begun = time.monotonic()
        try:
            response = attack.send(client)
        except httpx.TransportError:
            return Outcome(attack.name, 0, time.monotonic() - begun, 0 in attack.allowed, 0 in attack.allowed)
        seconds = time.monotonic() - begun
        clear = response.status_code < 400 or response.status_code in {414, 431} or _explained(response)
        return Outcome(attack.name, response.status_code, seconds, response.status_code in attack.allowed, clear)


def _explained(response: httpx.Response) -> bool:
    if response.headers.get("content-type") != "application/problem+json":
        return False
    problem = response.json()
    return problem["status"] == response.status_code and bool(problem["detail"]) and bool(problem.get("hint"))


@contextlib.contextmanager
def idle_connections(address: str, number: int) -> Iterator[None]:
    """Connections that say nothing, or half a request."""
    place = urlsplit(address)
    assert place.hostname is not None and place.port is not None
    opened = []
    for index in range(number):
        connection = socket.create_connection((place.hostname, place.port), timeout=5, source_address=("127.0.0.66", 0))
        if index % 2:
            connection.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-"
            )
        opened.append(connection)
    try:
        yield
    finally:
        for connection in opened:
            connection.close()


def vanish(address: str, query: str, after: float) -> None:
    """Ask, and hang up before the answer."""
    place = urlsplit(address)
    assert place.hostname is not None and place.port is not None
    with socket.create_connection((place.hostname, place.port), timeout=5, source_address=("127.0.0.55", 0)) as hung:
        hung.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(after)


def main() -> None:
    """Run all of them, six at a time, and print what came of each."""
    address = sys.argv[1].rstrip("/")
    sources = [f"127.0.0.{number}" for number in range(2, 8)]
    todo = attacks()
    with Bystander(address) as bystander, idle_connections(address, 200), ThreadPoolExecutor(len(sources)) as threads:
        jobs = [
            threads.submit(run, address, attack, sources[index % len(sources)]) for index, attack in enumerate(todo)
        ]
        outcomes = [job.result() for job in jobs]
    for outcome in outcomes:
        good = "ok" if outcome.allowed and outcome.clear else "BAD"
        print(f"{good:4} {outcome.status:4} {outcome.seconds:6.2f} s  {outcome.name}")
    print(f"{len(outcomes)} requests, slowest {max(outcome.seconds for outcome in outcomes):.2f} s")
    print(f"a second client meanwhile: {bystander.summary}, {len(bystander.failures)} failures")


if __name__ == "__main__":
    main()
