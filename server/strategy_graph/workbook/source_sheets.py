"""The sheets of the grounds: sources, their sections, passages, and notes on what is wrong in them; and own lists."""

from __future__ import annotations

from typing import Final

from strategy_graph.workbook.columns import Column, Sheet, Value, choice, reference, text
from strategy_graph.workbook.shared_columns import ISSUED, NOTE, ORDER, OTHER_NAMES, PAGE

_ANYTHING: Final = (
    *("initiative", "part", "organisation", "measure", "outcome", "plan", "source", "theme", "strategy", "goal"),
    *("vision", "focus", "figure", "milestone", "group", "person", "treaty", "claim", "listing", "evidence"),
)

SOURCE_SHEETS: Final[tuple[Sheet, ...]] = (
    Sheet(
        "Sources",
        "source",
        "dsg:Source",
        "The documents that facts are taken from.",
        (
            text("title", "dcterms:title", "The title as printed.", required=True),
            Column("code", "dcterms:identifier", Value.STRING, "Capital letters and digits: PLAN.", True),
            Column("publisher", "dsg:publisherName", Value.STRING, "Who published it."),
            ISSUED,
            text("date as given", "dsg:dateAsGiven", "What it says of its date, if that is no date."),
            choice("kind", "dsg:sourceKind", "source-kind", "Primary or secondary."),
            choice("seen as", "dsg:seenAs", "source-form", "How much of it was read."),
            Column("seen on", "dsg:seenOn", Value.DATE, "When it was last read: 2026-11-27."),
            text("licence as given", "dsg:licenceAsGiven", "The licence that it states."),
            PAGE,
            NOTE,
        ),
        id_from=("code",),
    ),
    Sheet(
        "Sections",
        "section",
        "dsg:Section",
        "The sections of a source that is cited by section. The introduction has the order 0 and may lack a heading.",
        (
            reference("source", "dcterms:isPartOf", "source", "The source that it stands in.", required=True),
            text("heading", "dsg:heading", "The heading as printed."),
            text("name", "rdfs:label", "A name, where there is no heading."),
            ORDER,
            NOTE,
        ),
        id_from=("source", "heading", "name"),
    ),
    Sheet(
        "Evidence",
        "evidence",
        "dsg:Evidence",
        "Passages that facts rest on: a short phrase, a place, or the reason why there is neither.",
        (
            reference("source", "oa:hasSource", "source", "The source.", required=True),
            reference("section", "dsg:inSection", "section", "The section, if the source has sections."),
            Column("phrase", "oa:hasSelector", Value.PHRASE, "A short phrase as printed; language zxx for an address."),
            text("place", "dsg:locator", "Where it stands: page 4, first paragraph."),
            text("no passage", "dsg:passageMissing", "Why there is neither a phrase nor a place."),
            NOTE,
        ),
        id_from=("source", "phrase", "place"),
    ),
    Sheet(
        "Quality notes",
        "note",
        "dsg:QualityNote",
        "What is wrong, unclear or missing in the sources.",
        (
            Column("code", "dcterms:identifier", Value.STRING, "A short code.", True),
            choice("kind", "dsg:noteKind", "note-kind", "What it is."),
            text("text", "dcterms:description", "What was found.", required=True),
            reference(
                "concerns",
                "dsg:concerns",
                _ANYTHING,
                "What it is about.",
                required=True,
                many=True,
            ),
            Column("property", "dsg:aboutProperty", Value.TERM, "The property that is missing: foaf:page.", many=True),
            reference("sources", "dcterms:source", "source", "The sources that show it.", many=True),
            NOTE,
        ),
        id_from=("code",),
    ),
    Sheet(
        "Lists",
        "",
        "skos:Concept",
        "Entries of your own in a controlled list, such as kinds of organisation.",
        (
            choice("list", "skos:inScheme", "", "The list that it belongs to.", required=True),
            text("name", "skos:prefLabel", "The entry.", required=True),
            OTHER_NAMES,
            text("definition", "skos:definition", "What it means."),
            text("scope", "skos:scopeNote", "When to use it."),
            text("example", "skos:example", "An example.", many=True),
            NOTE,
        ),
        kind_column="list",
    ),
)
