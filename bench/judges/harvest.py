"""Asks judges of other makers what they find at a running service: see README.md. Needs nothing of the project."""

from __future__ import annotations

import importlib
import sys
import urllib.request
from collections.abc import Callable
from typing import Any

SCHEMA = "https://schema.org/"


def text_of(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as response:
        return str(response.read().decode())


def signposting(base: str) -> str:
    find: Callable[[str], Any] = importlib.import_module("signposting").find_signposting_http
    page, description = find(base + "/"), find(base + "/dataset.ttl")
    assert page.citeAs and page.license and page.types and page.authors and page.items
    assert {link.type for link in page.describedBy} >= {"text/turtle", "application/ld+json"}
    assert {str(link.target) for link in description.describes} == {base + "/"}
    return f"{page.citeAs.target}, {len(page.describedBy)} descriptions, {len(page.items)} items"


def extruct(base: str) -> str:
    extract, expand = importlib.import_module("extruct").extract, importlib.import_module("pyld.jsonld").expand
    (document,) = extract(text_of(base + "/"), base_url=base + "/", syntaxes=["json-ld"])["json-ld"]
    (node,) = expand(document)
    assert node["@type"] == [SCHEMA + "Dataset"]
    for name in ("name", "description", "license", "creator", "publisher", "keywords", "version", "dateModified"):
        assert node[SCHEMA + name], name
    return f"{document['name']}, {len(document['distribution'])} distributions"


def rdflib(base: str) -> str:
    graph = importlib.import_module("rdflib").Graph
    sizes = {path: len(graph().parse(base + path)) for path in ("/", "/dataset", "/.well-known/void")}
    assert all(sizes.values())
    assert len(graph().parse(base + "/", format="json-ld")) == sizes["/"]
    return ", ".join(f"{path}: {size} triples" for path, size in sizes.items())


def feedparser(base: str) -> str:
    found = importlib.import_module("feedparser").parse(base + "/feed")
    assert not found.bozo and found.version == "atom10" and found.entries
    assert all(entry.id and entry.title and entry.updated_parsed for entry in found.entries)
    return f"{found.feed.title}, {len(found.entries)} entries"


def usp(base: str) -> str:
    pages = list(importlib.import_module("usp.tree").sitemap_tree_for_homepage(base + "/").all_pages())
    assert pages and all(page.last_modified and page.url.startswith(base + "/") for page in pages)
    return f"{len({page.url for page in pages})} pages"


def ckanext(base: str) -> str:
    processors = importlib.import_module("ckanext.dcat.processors")
    found = {}
    for path, name in (("/dataset.ttl", "turtle"), ("/dataset.rdf", "xml"), ("/dataset.jsonld", "json-ld")):
        parser = processors.RDFParser(profiles=["euro_dcat_ap_3"])
        parser.parse(text_of(base + path), _format=name)
        (found[name],) = parser.datasets()
    dataset = found["turtle"]
    extras = {extra["key"] for extra in dataset["extras"]}
    wanted = {"publisher_name", "creator_name", "contact_name", "issued", "modified", "language", "theme", "provenance"}
    assert dataset["title"] and dataset["notes"] and dataset["tags"] and dataset["version"]
    assert not wanted - extras, wanted - extras
    files = [resource for resource in dataset["resources"] if "download_url" in resource]
    assert all(file["size"] and file["hash"] and file["license"] and file["mimetype"] for file in files)
    assert len({len(each["resources"]) for each in found.values()}) == 1
    return f"{dataset['title']}, {len(extras)} extra fields, {len(files)} files"


JUDGES = {judge.__name__: judge for judge in (signposting, extruct, rdflib, feedparser, usp, ckanext)}
"""Each judge by the name of its module."""


def main(base: str) -> int:
    """Ask each judge that is installed; return 1 if one does not find what it looks for."""
    failed = 0
    for name, judge in JUDGES.items():
        try:
            importlib.import_module(name)
        except ImportError:
            print(f"{name:12} is not installed")
            continue
        try:
            print(f"{name:12} {judge(base)}")
        except Exception as error:
            failed = 1
            print(f"{name:12} FAILED: {type(error).__name__}: {error}")
    return failed


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("give the address of a running service, such as http://127.0.0.1:8000")
    sys.exit(main(sys.argv[1].rstrip("/")))
