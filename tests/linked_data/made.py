"""Made data: a theme with claims and evidence, and as many links to it as a test asks for."""

from __future__ import annotations

BASE = "https://w3id.org/digital-strategy-graph/"

PREFIXES = f"""
@prefix dsg: <{BASE}ontology#> .
@prefix claim: <{BASE}id/claim/> .
@prefix evidence: <{BASE}id/evidence/> .
@prefix initiative: <{BASE}id/initiative/> .
@prefix source: <{BASE}id/source/> .
@prefix theme: <{BASE}id/theme/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

SMALL = (
    PREFIXES
    + """
theme:trust a dsg:Theme ; rdfs:label "Trust"@en, "Mahi Tika"@mi ; dsg:order 1 .
source:plan rdfs:label "The plan"@en .
initiative:call rdfs:label "Call"@en ; dsg:underTheme theme:trust .
evidence:e a dsg:Evidence ; oa:hasSource source:plan ; oa:hasSelector evidence:e-selector .
evidence:e-selector oa:exact "safe online"@en .
claim:c a dsg:Claim ; dsg:linkSubject initiative:call ; dsg:linkPredicate dsg:underTheme ; dsg:linkObject theme:trust ;
    dsg:alignedTheme theme:trust ; dsg:hasEvidence evidence:e .
dsg:underTheme rdfs:label "under theme"@en .
"""
)


def theme_with_links(number: int) -> str:
    """Return a theme with half as many initiatives, and a claim with evidence for each."""
    lines = [PREFIXES, 'theme:big a dsg:Theme ; rdfs:label "Big"@en .', 'source:plan rdfs:label "The plan"@en .']
    for each in range(number // 2):
        lines.append(
            f'initiative:i{each:04} rdfs:label "Initiative {each}"@en ; dsg:underTheme theme:big .\n'
            f"claim:c{each:04} a dsg:Claim ; dsg:linkSubject initiative:i{each:04} ; "
            f"dsg:linkPredicate dsg:underTheme ;\n  dsg:linkObject theme:big ; dsg:hasEvidence evidence:e{each:04} .\n"
            f"evidence:e{each:04} oa:hasSource source:plan ; oa:hasSelector evidence:s{each:04} .\n"
            f'evidence:s{each:04} oa:exact "phrase {each}"@en .'
        )
    return "\n".join(lines)
