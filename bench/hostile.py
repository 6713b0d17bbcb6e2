"""Sends hostile requests to a server, and measures the latency of another client at the same time.

    python -m bench.hostile http://127.0.0.1:8000     # a server started with --query-timeout 2

The requests are runaway, large, deeply nested, malformed or forbidden. Other connections stay idle or send an
incomplete request. Each request must end in a correct response or a clear error, at most one second after the time
limit.
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

from bench.background_client import BackgroundClient

DIRECT = {"Content-Type": "application/sparql-query"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# Three triple patterns that share no variable.
T1, T2, T3 = "?a ?b ?c", "?d ?e ?f", "?g ?h ?i"
CROSS = f"{T1} . {T2} . {T3}"
LIMIT_EXCEEDED = frozenset({503, 413})
ANSWERED = frozenset({200})
DEPTH = 20_000


@dataclass(frozen=True)
class Attack:
    """A hostile request.

    :ivar allowed: the statuses that its response may have; 0 means that the server closed the connection.
    """

    name: str
    send: Callable[[httpx.Client], httpx.Response]
    allowed: frozenset[int]


def post_query(query: str) -> Callable[[httpx.Client], httpx.Response]:
    """Return a function that sends a query by direct POST."""
    return lambda client: client.post("/sparql", content=query.encode(), headers=DIRECT)


def _doubled_string(steps: int) -> str:
    """Return a query that doubles the length of a string in each step."""
    binds = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(steps))
    return f'SELECT (STRLEN(?x{steps}) AS ?n) {{ BIND("0123456789" AS ?x0) {binds} }}'


def _grown_string(steps: int) -> str:
    """Return a query that makes a string sixteen times longer in each step."""
    expression = '"aaaaaaaa"'
    for _ in range(steps):
        expression = f'REPLACE({expression}, "a", "aaaaaaaaaaaaaaaa")'
    return f"SELECT (STRLEN({expression}) AS ?n) {{}}"


def _values_product(columns: int) -> str:
    """Return a query that counts the product of VALUES blocks with a hundred rows each."""
    numbers = " ".join(str(n) for n in range(100))
    blocks = " ".join(f"VALUES ?v{n} {{ {numbers} }}" for n in range(columns))
    return f"SELECT (COUNT(*) AS ?n) {{ {blocks} }}"


RUNAWAYS = {
    "cross product, counted": f"SELECT (COUNT(*) AS ?n) {{ {CROSS} FILTER (STRLEN(CONCAT(STR(?c), STR(?f))) = 1) }}",
    "cross product, ordered": f"SELECT * {{ {CROSS} }} ORDER BY ?i ?f ?c",
    "cross product, distinct": f"SELECT DISTINCT ?a ?d ?g {{ {CROSS} }}",
    "cross product, concatenated": f"SELECT (GROUP_CONCAT(STR(?c)) AS ?x) {{ {CROSS} }}",
    "cross product, grouped": f"SELECT ?a ?d ?g (COUNT(*) AS ?n) {{ {CROSS} }} GROUP BY ?a ?d ?g",
    "cross product, distinct, counted": "SELECT (COUNT(DISTINCT CONCAT(STR(?a), STR(?d), STR(?g))) AS ?n) "
    f"{{ {CROSS} }}",
    "cross product, in random order": f"SELECT * {{ {CROSS} }} ORDER BY RAND() LIMIT 1",
    "cross product, in full": f"SELECT * {{ {CROSS} }}",
    "cross product, as a graph": f"CONSTRUCT {{ ?a ?e ?i }} {{ {CROSS} }}",
    "cross product, described": f"DESCRIBE ?a ?d ?g {{ {CROSS} }}",
    "cross product, with a large OFFSET": f"SELECT * {{ {CROSS} }} OFFSET 1000000000000 LIMIT 1",
    "cross product, in ASK": f"ASK {{ {CROSS} FILTER (STRLEN(CONCAT(STR(?c), STR(?f))) = 1) }}",
    "OPTIONAL without a join": f"SELECT (COUNT(*) AS ?n) {{ {T1} OPTIONAL {{ {T2} }} OPTIONAL {{ {T3} }} }}",
    "MINUS without a join": f"SELECT (COUNT(*) AS ?n) {{ {T1} . {T2} MINUS {{ ?d ?x ?y . ?a ?z ?w . {T3} }} }}",
    "NOT EXISTS over a cross product": f"SELECT * {{ {T1} . {T2} FILTER NOT EXISTS {{ {T3} . "
    "FILTER (STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) = 1) } FILTER (STRLEN(CONCAT(STR(?a), STR(?d))) = 1) }",
    "subqueries in subqueries": "SELECT (COUNT(*) AS ?n) { { SELECT * { ?a ?b ?c { SELECT * { ?d ?e ?f { SELECT * "
    f"{{ {T3} }} }} }} }} }} }} FILTER (STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) = 1) }}",
    "transitive closure of all properties": "SELECT (COUNT(*) AS ?n) { ?a (<x:p>|!<x:p>)* ?b . ?c (<x:p>|!<x:p>)* ?d . "
    "FILTER (STR(?a) = STR(?d) && STR(?b) = CONCAT(STR(?c), 'x')) }",
    "transitive closure both ways": "SELECT (COUNT(*) AS ?n) { ?a (!<x:p>|^!<x:p>)+ ?b . ?b (!<x:p>|^!<x:p>)+ ?c "
    ". ?c (!<x:p>|^!<x:p>)+ ?d FILTER (STR(?a) = CONCAT(STR(?d), 'x')) }",
    "nested transitive closures": "SELECT (COUNT(*) AS ?n) { ?a (((!<x:p>)*/(^!<x:p>)*)*/(!<x:p>)*)* ?b . "
    "?b ((!<x:p>)*/(^!<x:p>)*)* ?c FILTER (STR(?a) = CONCAT(STR(?c), 'x')) }",
    "a string that is doubled repeatedly": _doubled_string(40),
    "a string that grows by REPLACE": _grown_string(9),
    "VALUES product": _values_product(6),
    "VALUES product, ordered by a hash": _values_product(4).replace("SELECT (COUNT(*) AS ?n)", "SELECT *")
    + " ORDER BY SHA512(STR(?v0))",
}
"""Queries that would run for hours or exceed the memory of the machine."""

# These rows are cheap to compute, so that the size limit is reached before the time limit.
LARGE_RESULTS = {
    "a result over the limit": f"SELECT * {{ {T1} . {T2} }}",
    "a graph over the limit": f"CONSTRUCT {{ ?a ?b ?f }} {{ {T1} . {T2} }}",
}

DEEPLY_NESTED = {
    "parentheses": "SELECT * { FILTER " + "(" * DEPTH + "1" + ")" * DEPTH + " }",
    "groups": "SELECT * " + "{" * DEPTH + "}" * DEPTH,
    "path brackets": "SELECT * { ?s " + "(" * DEPTH + "<x:p>" + ")" * DEPTH + " ?o }",
    "negations": "SELECT * { FILTER (" + "!" * DEPTH + "true) }",
    "minus signs": "SELECT * { FILTER (" + "-" * DEPTH + "1 = 1) }",
    "inverse paths": "SELECT * { ?s " + "^" * DEPTH + "<x:p> ?o }",
    "blank node brackets": "SELECT * { " + "[ <x:p> " * DEPTH + "1" + " ]" * DEPTH + " }",
    "collections": "SELECT * { ?s ?p " + "( " * DEPTH + ") " * DEPTH + " }",
    "not exists": "SELECT * { " + "FILTER NOT EXISTS { " * DEPTH + "}" * DEPTH + " }",
    "unclosed": "SELECT * { FILTER " + "(" * 100_000,
}

WIDE = {
    "a path of 30,000 steps": "SELECT * { ?s " + "/".join(["a"] * 30_000) + " ?o }",
    "a union of 5,000": "SELECT * { " + " UNION ".join(["{ ?s a <x:c> }"] * 5_000) + " }",
    "a sum of 50,000": "SELECT (" + "+".join(["1"] * 50_000) + " AS ?n) {}",
    "a conjunction of 20,000": "SELECT * { FILTER (" + " && ".join(["true"] * 20_000) + ") }",
    "a list of 20,000": "SELECT * { FILTER (1 IN (" + ",".join(str(n) for n in range(20_000)) + ")) }",
}
"""Long queries that are allowed: they are answered, or stopped at the stack limit (400) or another limit."""

HARMLESS = {
    "a regex that backtracks in other engines": 'SELECT (REGEX("' + "a" * 40 + '!", "^(a+)+$") AS ?m) {}',
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
    "invalid UTF-8 in the URL": lambda c: c.get("/sparql?query=SELECT%20*%20%7B%20%3Fs%20%3Fp%20%22%ff%22%20%7D"),
    "invalid UTF-8 in a form": lambda c: c.post("/sparql", content=b"query=SELECT%20%ff", headers=FORM),
    "invalid UTF-8 in a body": lambda c: c.post("/sparql", content=b"SELECT * { ?s ?p '\xff' }", headers=DIRECT),
    "a lone surrogate": lambda c: c.post("/sparql", content=b"SELECT * { ?s ?p '\xed\xa0\x80' }", headers=DIRECT),
    "a lone surrogate, escaped": post_query(r"SELECT ('\uD800' AS ?x) {}"),
    "NUL": post_query("SELECT * { \0 ?s ?p ?o }"),
    "an unterminated string": post_query('SELECT * { ?s ?p "' + "x" * 100_000),
    "only quotes": post_query('"' * 100_001),
    "10 MB": lambda c: c.post("/sparql", content=b"#" * 10_000_000, headers=DIRECT),
    "10 MB of form": lambda c: c.post("/sparql", content=b"query=" + b"%23" * 3_400_000, headers=FORM),
    "10 MB in chunks": lambda c: c.post("/sparql", content=(b"#" * 10_000 for _ in range(1000)), headers=DIRECT),
    "a thousand fields": lambda c: c.post("/sparql", content=b"&".join([b"a=b"] * 1000), headers=FORM),
    "an invalid time limit": lambda c: c.get("/sparql", params={"query": "ASK {}", "timeout": "nan"}),
    "a URL of 65 kB": lambda c: c.get("/sparql?query=" + "x" * 65_400),
    "a header of 300 kB": lambda c: c.get("/sparql?query=ASK%7B%7D", headers={"X-Large": "x" * 300_000}),
}


def attacks() -> list[Attack]:
    """Return all attacks that consist of one request."""
    result = [Attack(name, post_query(query), LIMIT_EXCEEDED) for name, query in RUNAWAYS.items()]
    result += [Attack(name, post_query(query), LIMIT_EXCEEDED) for name, query in LARGE_RESULTS.items()]
    result += [
        Attack(f"{DEPTH} deep: {name}", post_query(query), frozenset({413})) for name, query in DEEPLY_NESTED.items()
    ]
    result += [Attack(name, post_query(query), ANSWERED | LIMIT_EXCEEDED | {400}) for name, query in WIDE.items()]
    result += [Attack(name, post_query(query), ANSWERED) for name, query in HARMLESS.items()]
    result += [Attack(name, post_query(query), frozenset({400})) for name, query in FORBIDDEN.items()]
    result += [Attack(name, send, frozenset({400, 408, 413, 414, 431, 0})) for name, send in MALFORMED.items()]
    return result


@dataclass(frozen=True)
class Outcome:
    """The result of an attack.

    :ivar allowed: the status is one of the allowed ones.
    :ivar clear: the response is a success, or an error that describes its cause.
    """

    name: str
    status: int
    seconds: float
    allowed: bool
    clear: bool


def run(address: str, attack: Attack, source: str, timeout: float = 60.0) -> Outcome:
    """Send one attack from the loopback address ``source``."""
    transport = httpx.HTTPTransport(local_address=source)
    with httpx.Client(base_url=address, transport=transport, timeout=timeout) as client:
        started = time.monotonic()
        try:
            response = attack.send(client)
        except httpx.TransportError:
            return Outcome(attack.name, 0, time.monotonic() - started, 0 in attack.allowed, 0 in attack.allowed)
        seconds = time.monotonic() - started
        clear = response.status_code < 400 or response.status_code in {414, 431} or _is_clear_error(response)
        return Outcome(attack.name, response.status_code, seconds, response.status_code in attack.allowed, clear)


def _is_clear_error(response: httpx.Response) -> bool:
    if response.headers.get("content-type") != "application/problem+json":
        return False
    problem = response.json()
    return problem["status"] == response.status_code and bool(problem["detail"]) and bool(problem.get("hint"))


@contextlib.contextmanager
def idle_connections(address: str, count: int) -> Iterator[None]:
    """Hold open connections that send nothing or an incomplete request."""
    url = urlsplit(address)
    assert url.hostname is not None and url.port is not None
    connections = []
    for index in range(count):
        connection = socket.create_connection((url.hostname, url.port), timeout=5, source_address=("127.0.0.66", 0))
        if index % 2:
            connection.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-"
            )
        connections.append(connection)
    try:
        yield
    finally:
        for connection in connections:
            connection.close()


def send_and_disconnect(address: str, query: str, after: float) -> None:
    """Send a query and close the connection after ``after`` seconds, before the response."""
    url = urlsplit(address)
    assert url.hostname is not None and url.port is not None
    with socket.create_connection((url.hostname, url.port), timeout=5, source_address=("127.0.0.55", 0)) as connection:
        connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        time.sleep(after)


def main() -> None:
    """Send all attacks, six at a time, and print the result of each."""
    address = sys.argv[1].rstrip("/")
    sources = [f"127.0.0.{number}" for number in range(2, 8)]
    with (
        BackgroundClient(address) as background,
        idle_connections(address, 200),
        ThreadPoolExecutor(len(sources)) as threads,
    ):
        jobs = [
            threads.submit(run, address, attack, sources[index % len(sources)])
            for index, attack in enumerate(attacks())
        ]
        outcomes = [job.result() for job in jobs]
    for outcome in outcomes:
        verdict = "ok" if outcome.allowed and outcome.clear else "BAD"
        print(f"{verdict:4} {outcome.status:4} {outcome.seconds:6.2f} s  {outcome.name}")
    print(f"{len(outcomes)} requests, slowest {max(outcome.seconds for outcome in outcomes):.2f} s")
    print(f"a second client at the same time: {background.summary}, {len(background.failures)} failures")


if __name__ == "__main__":
    main()
