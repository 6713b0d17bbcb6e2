"""A minimal content: two initiatives, one outcome, one contribution, one source with sections."""

from __future__ import annotations

from pathlib import Path

PREFIXES = """\
@prefix dsg: <https://w3id.org/digital-strategy-graph/ontology#> .
@prefix id: <https://w3id.org/digital-strategy-graph/id/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""

ONTOLOGY = """
dsg:Initiative a owl:Class .
dsg:Flagship a owl:Class ; rdfs:subClassOf dsg:Initiative .
dsg:contributesTo a owl:ObjectProperty .
"""

RULE = """\
# Adds dsg:contributesTo from each contribution.
PREFIX dsg: <https://w3id.org/digital-strategy-graph/ontology#>
CONSTRUCT { ?initiative dsg:contributesTo ?outcome }
WHERE { ?claim a dsg:Contribution ; dsg:aboutInitiative ?initiative ; dsg:aboutOutcome ?outcome }
"""

INITIATIVES = """
<https://w3id.org/digital-strategy-graph/id/initiative/call> a dsg:Initiative ;
    rdfs:label "Call"@en ;
    dsg:detail [ rdfs:label "a blank node"@en ] .

<https://w3id.org/digital-strategy-graph/id/initiative/boost> a dsg:Flagship ;
    rdfs:label "Boost"@en ;
    dsg:detail [ rdfs:label "another"@en ] .
"""

CLAIMS = """
<https://w3id.org/digital-strategy-graph/id/claim/c1> a dsg:Contribution ;
    dsg:aboutInitiative <https://w3id.org/digital-strategy-graph/id/initiative/call> ;
    dsg:aboutOutcome <https://w3id.org/digital-strategy-graph/id/outcome/safe> .

<https://w3id.org/digital-strategy-graph/id/outcome/safe> a dsg:Outcome ; rdfs:label "Safe"@en .
"""

SHAPES = """
dsg:InitiativeShape a sh:NodeShape ;
    sh:targetClass dsg:Initiative ;
    sh:property [
        sh:path rdfs:label ;
        sh:minCount 1 ;
        sh:message "An initiative needs a label: add rdfs:label."@en ;
    ] ;
    sh:property [
        sh:path dsg:detail ;
        sh:minCount 1 ;
        sh:severity sh:Warning ;
        sh:message "An initiative should say more."@en ;
    ] .
"""

UNLABELLED = """
<https://w3id.org/digital-strategy-graph/id/initiative/nameless> a dsg:Initiative .
"""


def make_content(root: Path) -> Path:
    """Write the minimal content below ``root`` and return ``root``."""
    files = {
        "ontology/terms.ttl": PREFIXES + ONTOLOGY,
        "ontology/rules/10-contributes-to.rq": RULE,
        "ontology/examples/never-loaded.ttl": "this is not Turtle",
        "data/initiatives.ttl": PREFIXES + INITIATIVES,
        "data/claims.ttl": PREFIXES + CLAIMS,
        "shapes/initiative.ttl": PREFIXES + SHAPES,
    }
    for name, text in files.items():
        write(root / name, text)
    # Else it would have the packaged queries.
    (root / "queries").mkdir()
    return root


def write(path: Path, text: str) -> Path:
    """Write a file, creating its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
