"""The sheets of who takes part."""

from __future__ import annotations

from typing import Final

from strategy_graph.workbook.columns import Column, Sheet, Value, choice, reference, text
from strategy_graph.workbook.shared_columns import EVIDENCE, NAME, NOTE, OTHER_NAMES, PAGE

ORGANISATION_SHEETS: Final[tuple[Sheet, ...]] = (
    Sheet(
        "Organisations",
        "organisation",
        "org:Organization",
        "Agencies, boards, companies. Each needs a responsibility, a governance role or an affiliation.",
        (
            NAME,
            OTHER_NAMES,
            choice("kind", "org:classification", "organisation-kind", "What it is."),
            Column("home page", "foaf:homepage", Value.WEB, "Its web address."),
            Column(
                "identifiers", "schema:identifier", Value.IDENTIFIER, "REGISTER: value, such as ROR: 04x…", many=True
            ),
            Column("same as", "schema:sameAs", Value.WEB, "The same thing in Wikidata or ROR.", many=True),
            Column("matches", "skos:exactMatch", Value.WEB, "The same concept elsewhere.", many=True),
            EVIDENCE,
            NOTE,
        ),
    ),
    Sheet(
        "Authors",
        "agent",
        "prov:Agent",
        "Who makes the claims of this content.",
        (NAME, PAGE, NOTE),
    ),
    Sheet(
        "Datasets",
        "dataset",
        "void:Dataset",
        "What is published; its id is its whole address. Every claim has its author and its date.",
        (
            reference("author", "dcterms:creator", "agent", "Who makes the claims."),
            Column("made on", "dcterms:created", Value.DAY, "Since when."),
            NOTE,
        ),
        id_from=("author",),
    ),
    Sheet(
        "People",
        "person",
        "foaf:Person",
        "Persons with a governance role.",
        (
            NAME,
            Column("plain name", "foaf:name", Value.STRING, "The name without a language."),
            text("office", "dsg:officeHeld", "The office held at the time."),
            EVIDENCE,
            NOTE,
        ),
    ),
)
