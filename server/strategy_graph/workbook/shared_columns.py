"""Columns that several sheets share."""

from __future__ import annotations

from typing import Final

from strategy_graph.workbook.columns import Column, Value, choice, reference, text

UNDERTAKINGS: Final = ("initiative", "part")

NAME: Final = text("name", "rdfs:label", "The name, one for each language.", required=True)
PREFERRED_NAME: Final = text("name", "skos:prefLabel", "The name, one for each language.", required=True)
OTHER_NAMES: Final = text("other names", "skos:altLabel", "Other names and abbreviations, one a line.", many=True)
NOTE: Final = text("note", "skos:note", "Anything else, one note a line.", many=True)
PAGE: Final = Column("page", "foaf:page", Value.WEB, "The web address to follow, one a line.", many=True)
ORDER: Final = Column(
    "order", "dsg:order", Value.INTEGER, "The place in its list, from 1; an initiative's in its tier."
)
STRATEGY: Final = reference(
    "strategy", "dsg:ofStrategy", "strategy", "The strategy; may be empty where there is one only.", default=True
)
EVIDENCE: Final = reference(
    "evidence", "dsg:hasEvidence", "evidence", "Rows of the sheet Evidence; or give source and phrase here.", many=True
)

ISSUED: Final = Column("issued", "dcterms:issued", Value.DATE, "Year, month or day, as exact as the source: 2022-09.")
CODE: Final = Column("code", "dcterms:identifier", Value.STRING, "A short code, unique in the sheet.")
DESCRIPTION: Final = text("description", "dcterms:description", "One to three sentences in your own words.")
BOUND: Final = choice("bound", "dsg:bound", "bound", "How the number is meant: exact, at least, …")
EDITION: Final = reference("edition", "dsg:edition", "plan", "The edition that says so, if it is not the first.")

EDITIONS: Final = (
    EDITION,
    reference("ended by", "dsg:endedBy", "plan", "The edition with which it ends."),
    text("why ended", "dsg:endNote", "Why it ends."),
    reference("revises", "prov:wasRevisionOf", "claim", "The claim of an earlier edition that it takes the place of."),
)
"""With which edition of a plan a claim is made, and with which it ends."""

INLINE_PASSAGE: Final = (
    reference("source", "", "source", "The source of the phrase, if there is no evidence; empty with a section."),
    reference("section", "", "section", "The section that the phrase stands in, if the source has sections."),
    Column("phrase", "", Value.PHRASE, "A short phrase of the source, as printed."),
    text("place", "", "Where it stands, if there is no phrase: page 4."),
)
"""One passage, given in the row that rests on it. It becomes a dsg:Evidence of its own."""

GROUNDS: Final = (
    choice(
        "basis",
        "dsg:basis",
        "basis",
        "How the link is known.",
        required=True,
        only=("stated", "named", "derived", "inferred"),
    ),
    choice("strength", "dsg:strength", "strength", "How strong an inference is; with the basis inferred only."),
    text("rationale", "dsg:rationale", "Why the link follows; with the basis derived or inferred."),
    EVIDENCE,
    Column("made on", "dcterms:created", Value.DAY, "When the claim was made, if not with the others."),
    NOTE,
)
"""What each claim has: how it is known, and from what."""
