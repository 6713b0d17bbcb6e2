"""The headings of properties: words that people understand where the label of a property says less."""

from __future__ import annotations

from typing import Final

from strategy_graph.linked_data.names import Name, Names, readable_step
from strategy_graph.linked_data.terms import term
from strategy_graph.linked_data.vocabulary import Vocabulary

_WORDS: Final = {
    "dcterms:conformsTo": "Conforms to",
    "dcterms:created": "Created on",
    "dcterms:creator": "Made by",
    "dcterms:hasPart": "Parts",
    "dcterms:isPartOf": "Part of",
    "dcterms:isReplacedBy": "Replaced by",
    "dcterms:issued": "Issued on",
    "dcterms:license": "Licence",
    "dcterms:modified": "Changed on",
    "dcterms:source": "Sources",
    "dcterms:title": "Title",
    "dsg:hasEvidence": "Evidence",
    "dsg:hasGoal": "Goals",
    "dsg:hasInitiative": "Initiatives",
    "dsg:hasListing": "Listings in plans",
    "dsg:hasMeasure": "Measures",
    "dsg:hasOutcome": "Outcomes",
    "dsg:hasTheme": "Themes",
    "dsg:inPlan": "Listed in plan",
    "dsg:inStrategy": "Part of strategy",
    "dsg:involvesAgency": "Agencies involved",
    "dsg:linkObject": "The link leads to",
    "dsg:linkPredicate": "The link says",
    "dsg:linkSubject": "The link starts from",
    "dsg:order": "Position in its list",
    "dsg:targets": "Target group",
    "dsg:underTheme": "Theme",
    "foaf:homepage": "Home page",
    "foaf:page": "Web pages",
    "oa:exact": "Quoted phrase",
    "oa:hasSelector": "Quotation",
    "oa:hasSource": "Source",
    "org:classification": "Kind of organisation",
    "org:hasSubOrganization": "Organisations within it",
    "org:subOrganizationOf": "Within organisation",
    "owl:disjointWith": "Disjoint with",
    "owl:equivalentClass": "Equivalent class",
    "owl:inverseOf": "Inverse of",
    "owl:versionIRI": "This version",
    "owl:versionInfo": "Version",
    "prov:qualifiedAttribution": "Attributions",
    "prov:wasDerivedFrom": "Derived from",
    "rdfs:comment": "Comments",
    "rdfs:domain": "Domain",
    "rdfs:isDefinedBy": "Defined by",
    "rdfs:range": "Range",
    "rdfs:seeAlso": "See also",
    "rdfs:subClassOf": "Subclass of",
    "rdfs:subPropertyOf": "Subproperty of",
    "sh:select": "Text of the query",
    "schema:keywords": "Keywords",
    "schema:sameAs": "Same as",
    "skos:altLabel": "Other names",
    "skos:broadMatch": "Broader term elsewhere",
    "skos:broader": "Broader",
    "skos:changeNote": "Changes",
    "skos:closeMatch": "Similar term elsewhere",
    "skos:editorialNote": "Notes of the editors",
    "skos:exactMatch": "Same term elsewhere",
    "skos:example": "Examples",
    "skos:hasTopConcept": "First terms",
    "skos:hiddenLabel": "Other spellings",
    "skos:inScheme": "In list",
    "skos:narrower": "Narrower",
    "skos:note": "Notes",
    "skos:prefLabel": "Name",
    "skos:relatedMatch": "Related term elsewhere",
    "skos:scopeNote": "Notes on use",
    "skos:topConceptOf": "First term of",
    "vann:preferredNamespacePrefix": "Preferred prefix",
    "vann:preferredNamespaceUri": "Namespace",
    "xkos:additionalContentNote": "May also include",
    "xkos:coreContentNote": "Core of its meaning",
    "xkos:exclusionNote": "Does not include",
    "xkos:inclusionNote": "Includes",
}
"""By property, what its values are to a thing."""

_WORDS_INVERSE: Final = {
    "dcterms:creator": "Its works",
    "dcterms:source": "Source of",
    "dsg:basis": "Claims on this basis",
    "dsg:bound": "Figures with this bound",
    "dsg:concerns": "Notes on it",
    "dsg:conflictsWith": "In conflict with it",
    "dsg:countsTier": "Figures that count it",
    "dsg:developedBy": "Developed",
    "dsg:edition": "Claims for this edition",
    "dsg:figureOf": "Figures",
    "dsg:governedBy": "Governs",
    "dsg:hasEvidence": "Evidence of",
    "dsg:hasGoal": "Goal of",
    "dsg:hasMeasure": "Measure of",
    "dsg:hasOutcome": "Outcome of",
    "dsg:hasTheme": "Theme of",
    "dsg:holdsIn": "Claims that hold in it",
    "dsg:implements": "Plans",
    "dsg:inSection": "Evidence in it",
    "dsg:inStrategy": "What is part of it",
    "dsg:involvesAgency": "Involved in",
    "dsg:linkObject": "Claims that lead to it",
    "dsg:linkSubject": "Claims that start from it",
    "dsg:listedIn": "Listings",
    "dsg:memberOrganisation": "Member of",
    "dsg:milestoneOf": "Milestones",
    "dsg:noteKind": "Notes of this kind",
    "dsg:ofStrategy": "What it consists of",
    "dsg:organisation": "Claims about the organisation",
    "dsg:origin": "Outcomes of this origin",
    "dsg:parentOrganisation": "Claims that it was the parent",
    "dsg:purpose": "Figures for this purpose",
    "dsg:refersToTreaty": "Referred to by",
    "dsg:relatedTo": "Related to it",
    "dsg:relationKind": "Relations of this kind",
    "dsg:responsibleMinister": "Responsible for",
    "dsg:role": "Claims with this role",
    "dsg:seenAs": "Sources seen in this form",
    "dsg:servesGoal": "Served by",
    "dsg:servicedBy": "Services",
    "dsg:sourceKind": "Sources of this kind",
    "dsg:status": "Milestones with this status",
    "dsg:strength": "Claims of this strength",
    "dsg:targetRole": "Groups in this role",
    "dsg:targets": "Targeted by",
    "dsg:tier": "In this tier",
    "dsg:underTheme": "Under this theme",
    "dsg:viaPart": "Claims by way of it",
    "oa:hasSource": "Evidence from it",
    "org:classification": "Organisations of this kind",
    "prov:wasDerivedFrom": "Derived from it",
    "rdf:type": "Things of this kind",
    "skos:inScheme": "Terms in this list",
    "void:exampleResource": "Example of",
}
"""By property, what those are to a thing whose value it is."""

_PAIRS: Final = (
    ("dcterms:hasPart", "dcterms:isPartOf"),
    ("dcterms:replaces", "dcterms:isReplacedBy"),
    ("org:hasSubOrganization", "org:subOrganizationOf"),
    ("skos:broader", "skos:narrower"),
    ("skos:hasTopConcept", "skos:topConceptOf"),
)
_INVERSES: Final = {
    term(one).value: term(other).value for pair in _PAIRS for one, other in (pair, tuple(reversed(pair)))
}
_TITLES: Final = {term(name).value: words for name, words in _WORDS.items()}
_INVERSE_TITLES: Final = {term(name).value: words for name, words in _WORDS_INVERSE.items()}


def title_of_property(predicate: str, names: Names) -> Name:
    """Return the heading of a property's values."""
    if words := _TITLES.get(predicate):
        return Name(words, "en")
    return _capitalised(names.of(predicate) or Name(readable_step(predicate)))


def inverse_of(predicate: str, vocabulary: Vocabulary) -> str | None:
    """Return the inverse of a property, as the graph or the vocabulary that the property is of says."""
    return vocabulary.inverses.get(predicate) or _INVERSES.get(predicate)


def title_of_inverse(predicate: str, names: Names, vocabulary: Vocabulary) -> Name:
    """Return the heading of those that a property links to a thing."""
    inverse = inverse_of(predicate, vocabulary)
    if inverse and (inverse in _TITLES or names.of(inverse) is not None):
        return title_of_property(inverse, names)
    if words := _INVERSE_TITLES.get(predicate):
        return Name(words, "en")
    name = names.of(predicate) or Name(readable_step(predicate))
    return Name(f"By “{name.text}”", name.language)


def _capitalised(name: Name) -> Name:
    return Name(name.text[:1].upper() + name.text[1:], name.language)
