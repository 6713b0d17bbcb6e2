"""A crawler of linked data: it follows what documents name, negotiates by Accept alone, and guesses no address."""

from __future__ import annotations

import queue
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Final
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

FILES: Final = frozenset(
    {"http://rdfs.org/ns/void#dataDump", "http://www.w3.org/ns/dcat#downloadURL", "http://www.w3.org/ns/dcat#accessURL"}
)
"""Properties that lead to files with everything: a crawler that took them would have nothing left to crawl."""

_ENCODED: Final = "%/:@!$&'()*+,;=~?-._"
_LINK: Final = re.compile(r'<([^>]*)>((?:\s*;\s*\w+="[^"]*")*)')
_PARAMETER: Final = re.compile(r'(\w+)="([^"]*)"')
_SITEMAP: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_READ: Final = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/xml")


@dataclass(frozen=True)
class Answer:
    """What an address answered."""

    status: int
    media_type: str
    etag: str
    location: str
    link: str
    body: bytes


@dataclass
class Crawl:
    """What a crawl found.

    :ivar base: the root of the canonical IRIs, which stand at the root of the service.
    :ivar service: where the service runs, without a slash at the end.
    :ivar accept: the Accept header of all requests.
    :ivar validators: the ETags of an earlier crawl, by address; start from all of them, since a 304 names nothing.
    :ivar threads: the number of connections.
    """

    base: str
    service: str
    accept: str
    validators: dict[str, str] = field(default_factory=dict)
    threads: int = 4
    triples: set[Triple] = field(default_factory=set)
    said_at: dict[Triple, str] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    answers: dict[str, int] = field(default_factory=dict)
    requests: Counter[int] = field(default_factory=Counter)
    received: int = 0
    failures: list[BaseException] = field(default_factory=list)
    _lines: set[bytes] = field(default_factory=set)
    _nodes: set[str] = field(default_factory=set)
    _waiting: queue.SimpleQueue[str | None] = field(default_factory=queue.SimpleQueue)
    _open: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, *starts: str) -> Crawl:
        """Crawl from some addresses of the service until nothing new is named, and return this."""
        self._open = 1  # of this thread, so that no other ends before all starts are known
        for start in starts:
            self.follow(start)
        workers = [threading.Thread(target=self._work) for _ in range(self.threads)]
        for worker in workers:
            worker.start()
        self._done()
        for worker in workers:
            worker.join()
        if self.failures:
            raise self.failures[0]
        return self

    def follow(self, reference: str) -> None:
        """Ask for an address later, unless it is not of this service or has been asked for."""
        address = urldefrag(reference).url
        if address.startswith(self.base):
            address = f"{self.service}/{address.removeprefix(self.base)}"
        if not address.startswith(self.service + "/"):
            return
        address = quote(address, safe=_ENCODED)
        with self._lock:
            if address in self.answers:
                return
            self.answers[address] = 0
            self._open += 1
        self._waiting.put(address)

    def _work(self) -> None:
        connection = HTTPConnection(urlsplit(self.service).netloc, timeout=60)
        while (address := self._waiting.get()) is not None:
            try:
                self._read(address, self._ask(connection, address))
            except BaseException as error:
                self.failures.append(error)
            self._done()
        connection.close()

    def _done(self) -> None:
        with self._lock:
            self._open -= 1
            last = self._open == 0
        if last:
            for _ in range(self.threads):
                self._waiting.put(None)

    def _ask(self, connection: HTTPConnection, address: str) -> Answer:
        headers = {"Accept": self.accept}
        if address in self.validators:
            headers["If-None-Match"] = self.validators[address]
        connection.request("GET", address.removeprefix("http://" + urlsplit(self.service).netloc), headers=headers)
        response: HTTPResponse = connection.getresponse()
        body = response.read()
        get: Callable[[str, str], str] = response.headers.get
        media_type = get("content-type", "").partition(";")[0]
        return Answer(response.status, media_type, get("etag", ""), get("location", ""), get("link", ""), body)

    def _read(self, address: str, answer: Answer) -> None:
        with self._lock:
            self.answers[address] = answer.status
            self.requests[answer.status] += 1
            self.received += len(answer.body)
            if answer.status == 200:
                self.etags[address] = answer.etag
        if answer.location:
            self.follow(urljoin(address, answer.location))
        for target, parameters in links_in(answer.link):
            if "next" in parameters.get("rel", "").split() or (
                answer.media_type not in _READ
                and "alternate" in parameters.get("rel", "").split()
                and parameters.get("type") == self.accept.partition(",")[0]
            ):
                self.follow(urljoin(address, target))
        if answer.status != 200:
            return
        if answer.media_type == "application/xml":
            for location in ElementTree.fromstring(answer.body).iter(_SITEMAP + "loc"):
                self.follow(location.text or "")
        elif answer.media_type in _READ:
            for triple in self._new_triples(address, answer):
                self._follow_nodes(triple)

    def _new_triples(self, address: str, answer: Answer) -> Iterator[Triple]:
        """Yield what no document has said yet. In N-Triples, lines that are known need no parser."""
        body = answer.body
        if answer.media_type == "application/n-triples":
            with self._lock:
                lines = set(body.splitlines(keepends=True)) - self._lines
                self._lines |= lines
            body = b"".join(lines)
        for quad in parse(body, format=RdfFormat.from_media_type(answer.media_type), base_iri=address):
            triple = Triple(quad.subject, quad.predicate, quad.object)
            with self._lock:
                if triple in self.triples:
                    continue
                self.triples.add(triple)
                self.said_at[triple] = address
            yield triple

    def _follow_nodes(self, triple: Triple) -> None:
        if triple.predicate.value in FILES:
            if isinstance(triple.object, NamedNode):
                self._nodes.add(triple.object.value)
            return
        for node in triple:
            if isinstance(node, Literal) or not isinstance(node, NamedNode) or node.value in self._nodes:
                continue
            self._nodes.add(node.value)
            self.follow(node.value)


def links_in(header: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield target and parameters of each link of a Link header (RFC 8288)."""
    for target, parameters in _LINK.findall(header):
        yield target, dict(_PARAMETER.findall(parameters))
