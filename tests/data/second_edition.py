"""A made second edition of our plan, as content: nothing in it is a fact.

It lists all initiatives of the first edition but one, in the same order; one looking-ahead area is a flagship now, and
one initiative is new. Two prospective contributions are revised, one is ended, one contribution is restated, one is
added, and a planned event has happened.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]

DROPPED: Final = "digital-trade"
MOVED: Final = "cyber-security-ahead"
NEW: Final = "made-up-initiative"

_PREFIXES: Final = """\
@prefix dsg: <https://w3id.org/digital-strategy-graph/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix edtf: <http://id.loc.gov/datatypes/edtf/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_KINDS: Final = (
    "basis claim evidence initiative listing milestone note organisation outcome plan role section source strategy "
    "tier bound figure figure-purpose milestone-status note-kind source-form source-kind strength"
).split()

_EDITION: Final = """\
plan:2023-24 a dsg:ActionPlan ;
    rdfs:label "Made-up Action Plan 2023-24"@en ;
    dsg:implements strategy:digital-strategy-for-aotearoa ;
    prov:wasRevisionOf plan:2022-23 ;
    dsg:periodLabel "2023-24" ;
    dcterms:issued "2023-10"^^edtf:EDTF ;
    dsg:hasEvidence evidence:made-up-introduction .

source:made-up a dsg:Source ;
    dcterms:identifier "MADEUP" ;
    dcterms:title "A made-up second edition"@en ;
    dsg:publisherName "Nobody" ;
    dcterms:issued "2023-10"^^edtf:EDTF ;
    foaf:page <https://www.example.org/made-up> ;
    dsg:sourceKind source-kind:primary ;
    dsg:seenAs source-form:whole ;
    dsg:seenOn "2023-10-02"^^edtf:EDTF .

section:made-up-introduction a dsg:Section ;
    dcterms:isPartOf source:made-up ;
    rdfs:label "Introduction to the made-up edition"@en ;
    dsg:order 0 .

evidence:made-up-introduction a dsg:Evidence ;
    oa:hasSource source:made-up ;
    dsg:inSection section:made-up-introduction ;
    oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "second edition"@en ] .

figure:2023-24-flagships a dsg:Figure ;
    rdfs:label "Flagships of the made-up edition"@en ;
    dsg:figureOf plan:2023-24 ;
    dsg:purpose figure-purpose:count ;
    dsg:value 12 ;
    dsg:bound bound:exact ;
    dsg:unit "initiatives"@en ;
    dsg:countsTier tier:flagship ;
    dsg:basis basis:stated ;
    dsg:hasEvidence evidence:made-up-introduction .

initiative:made-up-initiative a dsg:Initiative ;
    rdfs:label "Made-up initiative"@en ;
    dcterms:description "An initiative that the made-up edition lists anew."@en ;
    foaf:page <https://www.example.org/made-up-initiative> .

claim:contribution-made-up-initiative-safe-online a dsg:Contribution ;
    dsg:aboutInitiative initiative:made-up-initiative ;
    dsg:aboutOutcome outcome:safe-online ;
    dsg:basis basis:stated ;
    dsg:hasEvidence evidence:made-up-phrase .

evidence:made-up-phrase a dsg:Evidence ;
    oa:hasSource source:made-up ;
    dsg:inSection section:made-up-made-up-initiative ;
    oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "made up"@en ] .

claim:responsibility-made-up-initiative-lead-dia a dsg:Responsibility ;
    dsg:aboutInitiative initiative:made-up-initiative ;
    dsg:organisation organisation:dia ;
    dsg:role role:lead ;
    dsg:basis basis:stated ;
    dsg:hasEvidence evidence:made-up-phrase .

claim:contribution-digital-boost-made-up a dsg:Contribution ;
    dsg:edition plan:2023-24 ;
    dsg:aboutInitiative initiative:digital-boost ;
    dsg:aboutOutcome outcome:safe-online ;
    dsg:basis basis:inferred ;
    dsg:strength strength:content ;
    dsg:rationale "Made up."@en ;
    dsg:hasEvidence evidence:made-up-digital-boost .

claim:contribution-christchurch-call-restated a dsg:Contribution ;
    dsg:edition plan:2023-24 ;
    dsg:aboutInitiative initiative:christchurch-call ;
    dsg:aboutOutcome outcome:safe-online ;
    dsg:basis basis:stated ;
    dsg:hasEvidence evidence:made-up-christchurch-call-phrase .

evidence:made-up-christchurch-call-phrase a dsg:Evidence ;
    oa:hasSource source:made-up ;
    dsg:inSection section:made-up-christchurch-call ;
    oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "made up"@en ] .

milestone:made-up-passed a dsg:Milestone ;
    dsg:edition plan:2023-24 ;
    rdfs:label "Made-up passing of the Bill"@en ;
    dsg:milestoneOf initiative:digital-identity-services-trust-framework ;
    dsg:status milestone-status:done ;
    dsg:actualOf milestone:digital-identity-services-trust-framework-expected-to-pass ;
    dsg:date "2023-03"^^edtf:EDTF ;
    dsg:earliest "2023-03-01"^^xsd:date ;
    dsg:latest "2023-03-31"^^xsd:date ;
    dsg:hasEvidence evidence:made-up-digital-identity-services-trust-framework .
"""


def write_content(folder: Path) -> Path:
    """Write our content with the second edition beside it, and return the folder."""
    shutil.copytree(ROOT / "data", folder / "data", ignore=shutil.ignore_patterns("coding"))
    for part in ("ontology", "shapes", "queries"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "content.toml", folder)
    (folder / "data" / "second-edition.ttl").write_text(turtle(), "utf-8")
    return folder


def turtle() -> str:
    """Return the second edition in Turtle."""
    declared = "".join(f"@prefix {kind}: <https://w3id.org/digital-strategy-graph/id/{kind}/> .\n" for kind in _KINDS)
    return "\n".join([_PREFIXES + declared, _EDITION, *_listings(), *_revised()])


def _listings() -> list[str]:
    listed = re.findall(
        r"dsg:listedInitiative initiative:(\S+) ;.*?dsg:tier (tier:\S+) ;", _text("listings.ttl"), re.DOTALL
    )
    tiers: dict[str, list[str]] = {}
    for slug, tier in listed:
        if slug != DROPPED:
            tiers.setdefault("tier:flagship" if slug == MOVED else tier, []).append(slug)
    tiers["tier:supporting-activity"].append(NEW)
    # The area moved last among the flagships.
    tiers["tier:flagship"] = [slug for slug in tiers["tier:flagship"] if slug != MOVED] + [MOVED]
    places = ((tier, place, slug) for tier, slugs in tiers.items() for place, slug in enumerate(slugs, 1))
    return [_listing(slug, tier, place, section) for section, (tier, place, slug) in enumerate(places, 1)]


def _listing(slug: str, tier: str, place: int, section: int) -> str:
    return f"""\
listing:2023-24-{slug} a dsg:Listing ;
    dsg:listedInitiative initiative:{slug} ;
    dsg:listedIn plan:2023-24 ;
    dsg:tier {tier} ;
    dsg:order {place} ;
    dsg:printedCitation "The page of {slug}" ;
    dsg:hasEvidence evidence:made-up-{slug} .

section:made-up-{slug} a dsg:Section ;
    dcterms:isPartOf source:made-up ;
    dsg:heading "Made-up section of {slug}"@en ;
    dsg:order {section} .

evidence:made-up-{slug} a dsg:Evidence ;
    oa:hasSource source:made-up ;
    dsg:inSection section:made-up-{slug} ;
    oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "{slug}"@en ] .
"""


def _revised() -> list[str]:
    """Revise two of the prospective contributions of the area that moved, and end the others."""
    blocks = re.findall(r"(?m)^claim:(\S+) a dsg:Contribution ;\n(.*?) \.\n", _text("contributions.ttl"), re.DOTALL)
    claims = [(slug, body) for slug, body in blocks if f"initiative:{MOVED} ;" in body]
    assert len(claims) > 2
    revisions = [
        f"claim:{slug}-revised a dsg:Contribution ;\n    dsg:edition plan:2023-24 ;\n"
        f"    prov:wasRevisionOf claim:{slug} ;\n    dsg:aboutInitiative initiative:{MOVED} ;\n"
        + "".join(re.findall(r"    dsg:aboutOutcome \S+ ;\n", body))
        + f"    dsg:basis basis:stated ;\n    dsg:hasEvidence evidence:made-up-{MOVED} .\n"
        for slug, body in claims[:2]
    ]
    ends = [f'claim:{slug} dsg:endedBy plan:2023-24 ; dsg:endNote "Made up."@en .\n' for slug, _ in claims[2:]]
    return revisions + ends


def _text(name: str) -> str:
    return (ROOT / "data" / name).read_text("utf-8")
