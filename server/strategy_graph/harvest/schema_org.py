"""Describes the dataset in schema.org, as JSON-LD for the front page."""

from __future__ import annotations

import json
from typing import Any, Final

from strategy_graph.harvest.builder_inputs import DumpFile, Served
from strategy_graph.harvest.publication import Agent, Publication

CONTEXT: Final = {"@vocab": "https://schema.org/"}
"""Inline, so that readers without a network understand it."""


def schema_org_dataset(publication: Publication, served: Served) -> dict[str, Any]:
    """Return the dataset as a JSON-LD document; what the publication does not say is left out."""
    document = {
        "@context": CONTEXT,
        "@type": "Dataset",
        "@id": publication.iri,
        "identifier": publication.iri,
        "name": publication.title,
        "description": " ".join(text.value for text in publication.descriptions[:1]),
        "url": served.address("/"),
        "license": publication.licence,
        "creator": [_agent(agent) for agent in publication.creators],
        "publisher": [_agent(agent) for agent in publication.publishers[:1]],
        "keywords": [keyword.value for keyword in publication.keywords],
        "inLanguage": list(publication.languages),
        "isAccessibleForFree": True,
        "version": served.digest[:16],
        "datePublished": served.published,
        "dateModified": served.published,
        "distribution": [_sparql(served), *(_download(served, file) for file in served.dumps if not file.compression)],
        "subjectOf": [
            {"@type": "DataDownload", "encodingFormat": media_type, "contentUrl": served.address(path)}
            for path, media_type in (("/dataset.ttl", "text/turtle"), ("/dataset.jsonld", "application/ld+json"))
        ],
    }
    return {name: value for name, value in document.items() if value not in ("", [])}


def script_text(document: dict[str, Any]) -> str:
    """Return a JSON document as the text of a ``script`` element, which ``</`` and ``<!--`` would end or change."""
    return json.dumps(document, ensure_ascii=False, indent=1).replace("<", "\\u003c")


def _agent(agent: Agent) -> dict[str, Any]:
    name = agent.names[0].value if agent.names else agent.iri
    return {"@type": "Organization", "@id": agent.iri, "name": name}


def _sparql(served: Served) -> dict[str, Any]:
    return {
        "@type": "DataDownload",
        "name": "SPARQL endpoint",
        "contentUrl": served.address("/sparql"),
        "encodingFormat": "application/sparql-results+json",
    }


def _download(served: Served, file: DumpFile) -> dict[str, Any]:
    known = {"contentSize": f"{file.size} B", "sha256": file.sha256} if file.sha256 else {}
    return {
        "@type": "DataDownload",
        "name": file.name,
        "contentUrl": served.address(file.path),
        "encodingFormat": file.media_type,
        **known,
    }
