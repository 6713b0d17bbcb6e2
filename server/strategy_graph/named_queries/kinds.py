"""Finds the members of a kind in the graph: by class, by concept scheme, or by the project's own namespace.

A plan that is published elsewhere has IRIs of its own, so that only its classes tell what a thing is.
"""

from __future__ import annotations

import re
from typing import Final

from strategy_graph.namespaces import PREFIXES, TERMS, THINGS

CLASSES: Final[dict[str, str]] = {
    "claim": TERMS + "Claim",
    "evidence": TERMS + "Evidence",
    "figure": TERMS + "Figure",
    "focus": TERMS + "FocusArea",
    "goal": TERMS + "Goal",
    "group": TERMS + "TargetGroup",
    "initiative": TERMS + "Initiative",
    "measure": TERMS + "Measure",
    "milestone": TERMS + "Milestone",
    "note": TERMS + "QualityNote",
    "organisation": PREFIXES["org"] + "Organization",
    "outcome": TERMS + "Outcome",
    "part": TERMS + "InitiativePart",
    "person": PREFIXES["foaf"] + "Person",
    "plan": TERMS + "ActionPlan",
    "query": PREFIXES["sh"] + "SPARQLExecutable",
    "scheme": PREFIXES["skos"] + "ConceptScheme",
    "section": TERMS + "Section",
    "source": TERMS + "Source",
    "strategy": TERMS + "Strategy",
    "theme": TERMS + "Theme",
    "treaty": TERMS + "Treaty",
    "vision": TERMS + "VisionElement",
}
"""The class of each kind; the other kinds are the concepts of the scheme of that name."""

WEB_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20\ud800-\udfff]+")
"""A whole IRI on the web, which can stand between angle brackets."""

SHORT_NAME: Final = re.compile(r"[^\s<>\"{}|\\^`\x00-\x20\ud800-\udfff/?#:]{1,200}")
"""The last segment of an IRI."""


def members_pattern(kind: str) -> str:
    """Return the SPARQL pattern that binds ``?thing`` to the members of a kind.

    An IRI of the namespace with a fragment is a part of a thing, such as one of its identifiers, and no member.
    """
    space = f"{THINGS}{kind}/"
    in_namespace = (
        f'{{ ?thing a ?_any . FILTER (STRSTARTS(STR(?thing), "{space}") '
        f'&& !CONTAINS(STRAFTER(STR(?thing), "{space}"), "#")) }}'
    )
    if kind in CLASSES:
        # The rules add the superclasses of what has a narrower class.
        in_graph = f"{{ ?thing a <{CLASSES[kind]}> }}"
    else:
        in_graph = f"{{ ?thing <{PREFIXES['skos']}inScheme> <{THINGS}scheme/{kind}> }}"
    return f"{in_namespace} UNION {in_graph}"


def short_form(iri: str, kind: str) -> str:
    """Return the short name of an IRI: what follows the project's namespace of the kind, else the last segment."""
    space = f"{THINGS}{kind}/"
    return iri.removeprefix(space) if iri.startswith(space) else re.split(r"[/#]", iri)[-1] or iri
