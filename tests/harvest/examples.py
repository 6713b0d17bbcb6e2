"""A publication and a service of it, for the tests of the builders."""

from __future__ import annotations

from pyoxigraph import Literal

from strategy_graph.harvest.builder_inputs import DumpFile, Served
from strategy_graph.harvest.publication import Agent, Publication

DATASET = "https://example.org/dataset"
PUBLISHED = "2026-11-28T09:00:00Z"
SINCE = "2026-11-28T10:00:00Z"
DIGEST = "0123456789abcdef" * 4


def address(path: str) -> str:
    return "https://data.example.org/plan" + path


def publication(title: str = "A plan", licence: str = "https://creativecommons.org/licenses/by/4.0/") -> Publication:
    return Publication(
        iri=DATASET,
        titles=(Literal(title, language="en"), Literal("خطة", language="ar")),
        descriptions=(Literal("What the plan says.", language="en"),),
        licence=licence,
        creators=(Agent("https://example.org/id/agent/us", (Literal("Us", language="en"),)),),
        publishers=(Agent("https://example.org/id/agent/us", (Literal("Us", language="en"),)),),
        languages=("en", "ar", "haw"),
        keywords=(Literal("plans", language="en"),),
        themes=("http://publications.europa.eu/resource/authority/data-theme/TECH", "https://example.org/themes#water"),
        sources=("https://example.org/id/source/a", "https://example.org/id/source/b"),
        vocabularies=("https://example.org/ontology#",),
    )


def served(contact: str = "") -> Served:
    files = (
        DumpFile("dsg.nq", "/dumps/0123/dsg.nq", "application/n-quads", "", 2000, "a" * 64, "all graphs"),
        DumpFile("dsg.nq.gz", "/dumps/0123/dsg.nq.gz", "application/n-quads", "application/gzip", 200, "b" * 64),
        DumpFile("data/2023.ttl", "/dumps/0123/data/2023.ttl", "text/turtle", "", 900, "c" * 64, "one graph"),
    )
    return Served(address, DIGEST, PUBLISHED, SINCE, 1234, files, contact)
