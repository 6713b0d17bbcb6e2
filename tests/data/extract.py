"""What the data say, one record a thing: what a table worked out elsewhere is compared with.

A record holds all that is known of its thing, so that two names exchanged are as wrong as one name lost.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

ROOT = Path(__file__).resolve().parents[2]
DSG = Namespace("https://w3id.org/digital-strategy-graph/ontology#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
SCHEMA = Namespace("https://schema.org/")
ID = "https://w3id.org/digital-strategy-graph/id/"

Records = dict[Any, Any]


@cache
def authored() -> Graph:
    """The data as authored; not to be changed."""
    graph = Graph()
    for file in sorted((ROOT / "data").glob("*.ttl")):
        graph.parse(file)
    return graph


def thing(kind: str, name: str) -> URIRef:
    return URIRef(f"{ID}{kind}/{name}")


def differences(expected: Mapping[Any, Any], found: Mapping[Any, Any]) -> list[str]:
    """One line for each record that is missing, surplus or different."""
    lines = [f"missing: {key} = {expected[key]}" for key in expected if key not in found]
    lines += [f"surplus: {key} = {found[key]}" for key in found if key not in expected]
    lines += [
        f"{key}: {found[key]} and not {expected[key]}"
        for key in expected
        if key in found and found[key] != expected[key]
    ]
    return lines


def short(node: object) -> str | None:
    """The last step of an address."""
    return None if node is None else str(node).rsplit("/", 1)[1]


def text(data: Graph, node: Node, prop: URIRef, language: str | None = None) -> str | None:
    """The one value of a property, in a language if one is named; several are joined, so that none hides."""
    values = [
        str(value)
        for value in data.objects(node, prop)
        if language is None or (isinstance(value, Literal) and value.language == language)
    ]
    return " | ".join(sorted(values)) or None


def sources(data: Graph, node: Node) -> frozenset[str]:
    """The codes of the sources that ground a thing."""
    return frozenset(
        str(data.value(source, DCTERMS.identifier))
        for evidence in data.objects(node, DSG.hasEvidence)
        for source in data.objects(evidence, OA.hasSource)
    )


def phrases(data: Graph, node: Node) -> frozenset[str]:
    """The phrases that ground a thing."""
    return frozenset(
        str(exact)
        for evidence in data.objects(node, DSG.hasEvidence)
        for selector in data.objects(evidence, OA.hasSelector)
        for exact in data.objects(selector, OA.exact)
    )


def places(data: Graph, node: Node, code: str) -> frozenset[str]:
    """Where in one source a thing is grounded, in words."""
    return frozenset(
        str(place)
        for evidence in data.objects(node, DSG.hasEvidence)
        if str(data.value(data.value(evidence, OA.hasSource), DCTERMS.identifier)) == code
        for place in data.objects(evidence, DSG.locator)
    )


def notes(data: Graph, node: Node) -> frozenset[str]:
    return frozenset(str(note) for note in data.objects(node, SKOS.note))


def members(data: Graph, cls: URIRef) -> list[URIRef]:
    return [node for node in data.subjects(RDF.type, cls) if isinstance(node, URIRef)]


def basis(data: Graph, node: Node) -> str | None:
    return short(data.value(node, DSG.basis))


def organisations(data: Graph) -> Records:
    """Slug: English and Māori name, other names, homepage, kind, sources, parents with their times, identifiers."""
    parents: dict[str | None, set[tuple[str | None, str | None, str | None]]] = {}
    for claim in members(data, DSG.Affiliation):
        since, until = (text(data, claim, prop) for prop in (DSG.validFrom, DSG.validUntil))
        key = short(data.value(claim, DSG.organisation))
        parents.setdefault(key, set()).add((short(data.value(claim, DSG.parentOrganisation)), since, until))
    return {
        short(node): (
            text(data, node, RDFS.label, "en"),
            text(data, node, RDFS.label, "mi"),
            frozenset(str(name) for name in data.objects(node, SKOS.altLabel)),
            text(data, node, FOAF.homepage),
            short(data.value(node, ORG.classification)),
            sources(data, node),
            frozenset(parents.get(short(node), ())),
            frozenset(
                (str(data.value(value, SCHEMA.propertyID)), str(data.value(value, SCHEMA.value)))
                for value in data.objects(node, SCHEMA.identifier)
            )
            | frozenset(str(match) for match in data.objects(node, SCHEMA.sameAs)),
        )
        for node in members(data, ORG.Organization)
    }


def responsibilities(data: Graph) -> Records:
    """Item or part and organisation, role: basis and sources."""
    return {
        (
            short(data.value(claim, DSG.aboutInitiative)),
            short(data.value(claim, DSG.organisation)),
            short(data.value(claim, DSG.role)),
        ): (basis(data, claim), sources(data, claim))
        for claim in members(data, DSG.Responsibility)
    }


def initiatives(data: Graph) -> Records:
    """Slug: tier, place, name, other names, printed addresses, what is printed in the place of one."""
    return {
        short(node): (
            short(data.value(listing, DSG.tier)),
            int(str(data.value(listing, DSG.order))),
            text(data, node, RDFS.label),
            frozenset(str(address) for address in data.objects(listing, DSG.printedAddress)),
            text(data, listing, DSG.printedCitation),
        )
        for listing in members(data, DSG.Listing)
        for node in data.objects(listing, DSG.listedInitiative)
    }


def parts(data: Graph) -> Records:
    """Slug: initiative, place, name, page, phrases."""
    return {
        short(node): (
            short(data.value(node, DCTERMS.isPartOf)),
            int(str(data.value(node, DSG.order))),
            text(data, node, RDFS.label),
            text(data, node, FOAF.page),
            phrases(data, node),
        )
        for node in members(data, DSG.InitiativePart)
    }


def contributions(data: Graph) -> Records:
    """Initiative and outcome: basis, phrases, parts, whether prospective."""
    return {
        (short(data.value(claim, DSG.aboutInitiative)), short(data.value(claim, DSG.aboutOutcome))): (
            basis(data, claim),
            phrases(data, claim),
            frozenset(short(part) for part in data.objects(claim, DSG.viaPart)),
            text(data, claim, DSG.prospective) == "true",
        )
        for claim in members(data, DSG.Contribution)
    }


def milestones(data: Graph) -> Records:
    """What it is of and its name: status, date, first and last day, sources."""
    return {
        (short(data.value(node, DSG.milestoneOf)), text(data, node, RDFS.label)): (
            short(data.value(node, DSG.status)),
            *(text(data, node, prop) for prop in (DSG.date, DSG.earliest, DSG.latest)),
            sources(data, node),
        )
        for node in members(data, DSG.Milestone)
    }


def bibliography(data: Graph) -> Records:
    """Code: titles, publisher, date, date in words, kind, licence, page."""
    return {
        str(data.value(node, DCTERMS.identifier)): (
            text(data, node, DCTERMS.title, "en"),
            text(data, node, DCTERMS.title, "mi"),
            text(data, node, DSG.publisherName),
            text(data, node, DCTERMS.issued),
            text(data, node, DSG.dateAsGiven),
            short(data.value(node, DSG.sourceKind)),
            text(data, node, DSG.licenceAsGiven),
            text(data, node, FOAF.page),
        )
        for node in members(data, DSG.Source)
    }


def theme_alignments(data: Graph) -> Records:
    """What is placed, theme and basis: strength, phrases, sources."""
    return {
        (
            str(data.value(claim, DSG.alignedThing)).removeprefix(ID),
            short(data.value(claim, DSG.alignedTheme)),
            basis(data, claim),
        ): (short(data.value(claim, DSG.strength)), phrases(data, claim), sources(data, claim))
        for claim in members(data, DSG.ThemeAlignment)
    }


def goals(data: Graph) -> Records:
    """Code: wording, sources, place in the one source that lists them."""
    return {
        str(data.value(node, DCTERMS.identifier)): (
            text(data, node, RDFS.label),
            sources(data, node),
            places(data, node, "CAP"),
        )
        for node in members(data, DSG.Goal)
    }


def measures(data: Graph) -> Records:
    """Code: place, wording, target year, target, sources, place in the one source that lists them all, notes."""
    return {
        str(data.value(node, DCTERMS.identifier)): (
            int(str(data.value(node, DSG.order))),
            text(data, node, RDFS.label),
            text(data, node, DSG.targetYear),
            tuple(text(data, node, prop) for prop in (DSG.targetValue, DSG.targetUnit)),
            short(data.value(node, DSG.bound)),
            sources(data, node),
            places(data, node, "CAP"),
            notes(data, node),
        )
        for node in members(data, DSG.Measure)
    }


def outcomes(data: Graph) -> Records:
    """Slug: place, wording, origin, measures, goals, notes."""
    return {
        short(node): (
            int(str(data.value(node, DSG.order))),
            text(data, node, RDFS.label),
            short(data.value(node, DSG.origin)),
            frozenset(
                short(m) for c in data.subjects(DSG.aboutOutcome, node) for m in data.objects(c, DSG.aboutMeasure)
            ),
            frozenset(short(g) for c in data.subjects(DSG.aboutOutcome, node) for g in data.objects(c, DSG.aboutGoal)),
            notes(data, node),
        )
        for node in members(data, DSG.Outcome)
    }


def relations(data: Graph) -> Records:
    """Both ends: kind, basis, sources."""
    return {
        (short(data.value(claim, DSG.relationFrom)), short(data.value(claim, DSG.relationTo))): (
            short(data.value(claim, DSG.relationKind)),
            basis(data, claim),
            sources(data, claim),
        )
        for claim in members(data, DSG.Relation)
    }


def treaty_links(data: Graph) -> Records:
    """Initiative and treaty: basis and phrases."""
    return {
        (short(data.value(claim, DSG.aboutInitiative)), short(data.value(claim, DSG.aboutTreaty))): (
            basis(data, claim),
            phrases(data, claim),
        )
        for claim in members(data, DSG.TreatyLink)
    }


def target_groups(data: Graph) -> Records:
    """Initiative and group: phrases."""
    return {
        (
            short(data.value(claim, DSG.aboutInitiative)),
            text(data, data.value(claim, DSG.aboutTargetGroup) or RDF.nil, SKOS.prefLabel),
        ): phrases(data, claim)
        for claim in members(data, DSG.Targeting)
    }


def governance(data: Graph) -> Records:
    """What is governed, holder, role: basis and sources."""
    return {
        (
            short(data.value(claim, DSG.governed)),
            short(data.value(claim, DSG.organisation) or data.value(claim, DSG.person)),
            short(data.value(claim, DSG.role)),
        ): (basis(data, claim), sources(data, claim))
        for claim in members(data, DSG.GovernanceRole)
    }


def figures(data: Graph) -> Records:
    """What it is of, its name: value or range, bound, currency or unit, purpose, year, span, sources."""
    return {
        (short(data.value(node, DSG.figureOf)), text(data, node, RDFS.label)): (
            *(text(data, node, prop) for prop in (DSG.value, DSG.minimumValue, DSG.maximumValue)),
            short(data.value(node, DSG.bound)),
            text(data, node, DSG.currency) or text(data, node, DSG.unit),
            short(data.value(node, DSG.purpose)),
            text(data, node, DSG.year),
            text(data, node, DSG.period),
            sources(data, node),
        )
        for node in members(data, DSG.Figure)
    }


def themes(data: Graph) -> Records:
    """Slug: place, names, other names."""
    return {
        short(node): (
            int(str(data.value(node, DSG.order))),
            text(data, node, SKOS.prefLabel, "mi"),
            text(data, node, SKOS.prefLabel, "en"),
            frozenset(str(name) for name in data.objects(node, SKOS.altLabel)),
        )
        for node in members(data, DSG.Theme)
    }


def listed(data: Graph, cls: URIRef, label: URIRef) -> Records:
    """Place: name and sources, of the things of a class that stand in one list."""
    return {
        int(str(data.value(node, DSG.order))): (text(data, node, label), sources(data, node))
        for node in members(data, cls)
    }
