"""The order and the headings of a page of a thing."""

from __future__ import annotations

from strategy_graph.linked_data import property_words
from strategy_graph.linked_data.agencies_through_parts import agencies_through_parts
from strategy_graph.linked_data.description import Description
from strategy_graph.linked_data.names import Name, Names
from strategy_graph.linked_data.page import PageBuilder
from strategy_graph.linked_data.page_model import Group, Page
from strategy_graph.linked_data.property_words import title_of_inverse, title_of_property
from strategy_graph.linked_data.vocabulary import Vocabulary
from tests.linked_data.made import BASE, SMALL
from tests.linked_data.test_description import catalogue_of

THING = (
    SMALL
    + """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
initiative:call dsg:displayName "Call"@en ; skos:altLabel "The Call"@en ; dsg:order 3 ; dsg:hasEvidence evidence:e ;
    dsg:leadAgency <https://w3id.org/digital-strategy-graph/id/organisation/o> ;
    prov:wasAttributedTo <https://w3id.org/digital-strategy-graph/id/organisation/o> ;
    prov:qualifiedAttribution claim:c ; dcterms:subject theme:trust ;
    dsg:inPlan <https://w3id.org/digital-strategy-graph/id/plan/p> ;
    dcterms:hasPart <https://w3id.org/digital-strategy-graph/id/part/x> ; dcterms:source source:plan .
<https://w3id.org/digital-strategy-graph/id/part/x> dcterms:isPartOf initiative:call .
<https://w3id.org/digital-strategy-graph/id/plan/p> rdfs:label "Plan 2022-23"@en .
<https://w3id.org/digital-strategy-graph/id/listing/l> dsg:listedInitiative initiative:call ;
    dsg:listedIn <https://w3id.org/digital-strategy-graph/id/plan/p> .
"""
)


def page_of(key: str, turtle: str = THING) -> Page:
    catalogue = catalogue_of(turtle)
    described = catalogue.describe(catalogue.find(key))
    return PageBuilder(catalogue.vocabulary, described.captions, lambda iri: iri).build(described.description)


def titles(groups: list[Group]) -> list[str]:
    return [group.title.text for group in groups]


def test_our_links_come_first_and_evidence_last() -> None:
    main = page_of("id/initiative/call").main
    assert titles(main.links) == ["Lead agency", "Theme", "Parts", "Listed in plan", "Sources"]
    assert titles(main.evidence) == ["Evidence"]
    assert titles(main.all_links)[-1] == "Evidence"


def test_notes_sources_and_listings_can_be_folded() -> None:
    main = page_of("id/initiative/call").main
    assert titles([group for group in main.links if group.further]) == ["Listed in plan", "Sources"]
    assert [group.further for group in main.evidence] == [True]
    assert titles([group for group in main.facts if not group.further]) == ["Other names"]


def test_what_a_claim_rests_on_stands_apart_with_the_whole_text_of_the_notes_on_it() -> None:
    note = (
        "Two codings read the passage differently, and the reason for the choice takes more words than a caption has."
    )
    turtle = (
        THING
        + f"""
@prefix basis: <https://w3id.org/digital-strategy-graph/id/basis/> .
@prefix note: <https://w3id.org/digital-strategy-graph/id/note/> .
claim:c dsg:basis basis:named ; dsg:rationale "It follows."@en ; dcterms:created "2026-11-23" .
note:n a dsg:QualityNote ; dcterms:description "{note}"@en ; dsg:concerns claim:c, initiative:call .
initiative:other dsg:relatedTo claim:c .
"""
    )
    page = page_of("id/claim/c", turtle)
    assert page.rests_on is not None
    assert titles(page.rests_on.facts) == ["Rationale"]
    assert titles(page.rests_on.links) == ["Basis", "Evidence", "Notes on it"]
    assert page.rests_on.links[-1].rows[0].value.text == note
    elsewhere = titles([*page.main.facts, *page.main.all_links, *page.incoming])
    assert "Created on" in elsewhere
    assert not {"Rationale", "Basis", "Evidence", "Notes on it"} & {*elsewhere}
    of_initiative = page_of("id/initiative/call", turtle)
    assert of_initiative.rests_on is None
    assert "Notes on it" in titles(of_initiative.incoming)


def test_an_agency_that_acts_through_a_part_is_said_with_its_grounds() -> None:
    turtle = (
        THING
        + """
@prefix organisation: <https://w3id.org/digital-strategy-graph/id/organisation/> .
@prefix part: <https://w3id.org/digital-strategy-graph/id/part/> .
organisation:p rdfs:label "P"@en . part:x rdfs:label "The part"@en ; dsg:partnerAgency organisation:p ;
    dsg:leadAgency organisation:p .
claim:of-part dsg:linkSubject part:x ; dsg:linkPredicate dsg:partnerAgency ; dsg:linkObject organisation:p ;
    dsg:basis <https://w3id.org/digital-strategy-graph/id/basis/stated> ; dsg:hasEvidence evidence:e .
"""
    )
    catalogue = catalogue_of(turtle)
    whole = catalogue.describe(catalogue.find("id/initiative/call")).description
    asked: list[str] = []

    def builder_of(part: str) -> tuple[PageBuilder, Description]:
        asked.append(part)
        described = catalogue.describe((part,))
        return PageBuilder(catalogue.vocabulary, described.captions, lambda iri: iri), described.description

    through_parts = agencies_through_parts(whole, builder_of)
    assert asked == [BASE + "id/part/x"]
    builder, _ = builder_of(asked[0])
    main = builder.build(whole, through_parts).main
    leads, partners = main.links[:2]
    assert [row.through and row.through.text for row in leads.rows] == [None, "The part"]
    assert [(row.value.text, row.through and row.through.text) for row in partners.rows] == [("P", "The part")]
    assert partners.rows[0].grounds[0].claim is not None and partners.rows[0].grounds[0].passages
    # Without them the page is as it was.
    assert all(row.through is None for group in builder.build(whole).main.links for row in group.rows)


def test_a_link_is_grounded_by_the_claim_that_says_it_from_the_other_end() -> None:
    page = page_of(
        "id/theme/trust",
        THING + "@prefix owl: <http://www.w3.org/2002/07/owl#> . dsg:underTheme owl:inverseOf dsg:themeOf . "
        "theme:trust dsg:themeOf initiative:call .",
    )
    group = next(group for group in page.main.links if (group.predicate.iri or "").endswith("themeOf"))
    assert [ground.claim and ground.claim.iri for row in group.rows for ground in row.grounds] == [BASE + "id/claim/c"]


def test_foreign_links_that_say_the_same_stand_apart() -> None:
    """Attribution repeats the lead agency, the subject the theme, and the claim grounds the theme."""
    main = page_of("id/initiative/call").main
    found = {(group.predicate.iri or "").rpartition("#")[2].rpartition("/")[2] for group in main.repeated}
    assert found == {"wasAttributedTo", "qualifiedAttribution", "subject"}
    assert titles(main.facts) == ["Other names", "Position in its list"]


def test_a_foreign_link_of_its_own_stays() -> None:
    turtle = THING + 'initiative:call dcterms:subject theme:other . theme:other rdfs:label "Other"@en .'
    assert "Subject" in titles(page_of("id/initiative/call", turtle).main.links)


def test_the_name_to_display_is_no_fact_beside_the_name() -> None:
    assert "display name" not in " ".join(titles(page_of("id/initiative/call").main.facts)).lower()
    alone = page_of("id/x/alone", THING + '<https://w3id.org/digital-strategy-graph/id/x/alone> dsg:displayName "A" .')
    assert titles(alone.main.facts) == ["Display name"]


def test_links_that_are_shown_from_one_end_are_not_shown_from_the_other() -> None:
    assert "Parts" not in titles(page_of("id/initiative/call").incoming)
    assert titles(page_of("id/part/x").main.links) == ["Part of"]


def test_a_listing_is_called_by_what_it_lists_and_where() -> None:
    assert page_of("id/listing/l").main.names == [Name("Call in Plan 2022-23")]


def test_headings_start_with_a_capital_letter() -> None:
    names = Names(())
    assert title_of_property("http://www.w3.org/2004/02/skos/core#altLabel", names).text == "Other names"
    assert title_of_property(BASE + "ontology#viaPart", names).text == "Via part"
    assert title_of_inverse(BASE + "ontology#viaThing", names, Vocabulary()).text == "By “via thing”"
    maori = catalogue_of(THING + 'dsg:own rdfs:label "āhuatanga"@mi .').captions.names
    assert title_of_property(BASE + "ontology#own", maori) == Name("Āhuatanga", "mi")


def test_no_two_properties_have_the_same_heading() -> None:
    for words in (property_words._TITLES, property_words._INVERSE_TITLES):
        twice = {title for title in words.values() if list(words.values()).count(title) > 1}
        assert twice <= {"Themes", "Narrower"}, twice
