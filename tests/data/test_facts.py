"""Nothing of the facts that the data was written from is lost: compared with their machine-readable form.

The facts are kept beside the checkout, not in it; without them these tests are skipped.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

ROOT = Path(__file__).resolve().parents[2]
FACTS = ROOT.parent / "shared" / "domain" / "facts.json"
DSG = Namespace("https://w3id.org/digital-strategy-graph/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
ID = "https://w3id.org/digital-strategy-graph/id/"

pytestmark = pytest.mark.skipif(not FACTS.exists(), reason="the facts are not beside this checkout")


@pytest.fixture(scope="module")
def facts() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(FACTS.read_text("utf-8"))
    return loaded


@pytest.fixture(scope="module")
def data() -> Graph:
    graph = Graph()
    for file in sorted((ROOT / "data").glob("*.ttl")):
        graph.parse(file)
    return graph


def thing(kind: str, slug: str) -> URIRef:
    return URIRef(f"{ID}{kind}/{slug}")


def phrases(data: Graph, node: Any) -> set[str]:
    return {
        str(exact)
        for evidence in data.objects(node, DSG.evidence)
        for selector in data.objects(evidence, OA.hasSelector)
        for exact in data.objects(selector, OA.exact)
    }


def source_codes(data: Graph, node: Any) -> set[str]:
    return {
        str(data.value(source, DCTERMS.identifier))
        for evidence in data.objects(node, DSG.evidence)
        for source in data.objects(evidence, OA.hasSource)
    }


def test_the_matrix_cell_by_cell(facts: dict[str, Any], data: Graph) -> None:
    expected = {
        (item["id"], c["outcome"].removeprefix("o-"), {"explicit": "stated"}.get(c["basis"], c["basis"]), c["phrase"])
        for item in facts["initiatives"]
        for c in item["contributions"]
    }
    found = {
        (
            str(data.value(c, DSG.initiative)).rsplit("/", 1)[1],
            str(data.value(c, DSG.outcome)).rsplit("/", 1)[1],
            str(data.value(c, DSG.basis)).rsplit("/", 1)[1],
            next(iter(phrases(data, c))),
        )
        for c in data.subjects(RDF.type, DSG.Contribution)
    }
    assert len(expected) == 55
    assert found == expected


def test_contributions_run_through_the_parts_that_make_them(facts: dict[str, Any], data: Graph) -> None:
    expected = {
        (item["id"], outcome.removeprefix("o-"), part["id"])
        for item in facts["initiatives"]
        for part in item["parts"]
        for outcome in part["outcomes"]
    }
    found = {
        (
            str(data.value(c, DSG.initiative)).rsplit("/", 1)[1],
            str(data.value(c, DSG.outcome)).rsplit("/", 1)[1],
            str(part).rsplit("/", 1)[1],
        )
        for c, part in data.subject_objects(DSG.viaPart)
    }
    assert found == expected


def test_every_name_and_printed_address_is_kept(facts: dict[str, Any], data: Graph) -> None:
    for item in facts["initiatives"]:
        node = thing("initiative", item["id"])
        assert str(data.value(node, RDFS.label)).replace("’", "'") == item["name"]
        assert {str(a) for a in data.objects(node, DSG.printedAddress)} == {u["url"] for u in item["urls"]}
        for part in item["parts"]:
            assert str(data.value(thing("part", part["id"]), RDFS.label)) == part["name"].split(" (later")[0]


def test_every_theme_link_is_kept(facts: dict[str, Any], data: Graph) -> None:
    expected = {(i["id"], t["theme"], "derived", t["phrase"]) for i in facts["initiatives"] for t in i["theme_derived"]}
    stated = {(i["id"], t, "stated") for i in facts["initiatives"] for t in i["theme_government"]["themes"]}
    found, found_stated = set(), set()
    for c in data.subjects(RDF.type, DSG.ThemeAlignment):
        kind, slug = str(data.value(c, DSG.alignedThing)).removeprefix(ID).split("/")
        if kind != "initiative":
            continue
        theme = str(data.value(c, DSG.alignedTheme)).rsplit("/", 1)[1]
        basis = str(data.value(c, DSG.basis)).rsplit("/", 1)[1]
        if basis == "derived":
            found.add((slug, theme, basis, next(iter(phrases(data, c)))))
        else:
            found_stated.add((slug, theme, basis))
    assert found == expected
    assert found_stated == stated


def test_every_milestone_is_kept_with_its_source(facts: dict[str, Any], data: Graph) -> None:
    for item in facts["initiatives"]:
        kept = {
            str(data.value(m, RDFS.label)): m for m in data.subjects(DSG.milestoneOf, thing("initiative", item["id"]))
        }
        for milestone in item["milestones"]:
            node = kept.get(milestone["label"])
            assert node is not None, f"{item['id']}: {milestone['label']} is lost"
            assert milestone["source"] in source_codes(data, node)
            if milestone["phrase"]:
                assert milestone["phrase"] in phrases(data, node)
            if milestone["date"] and milestone["date"][:4].isdigit():
                assert str(data.value(node, DSG.date)).startswith(milestone["date"])


def test_every_sum_is_kept_with_its_source(facts: dict[str, Any], data: Graph) -> None:
    for item in facts["initiatives"]:
        kept = set()
        for figure in data.subjects(DSG.figureOf, thing("initiative", item["id"])):
            value = data.value(figure, DSG.value)
            for code in source_codes(data, figure):
                kept.add((int(float(str(value))) if value is not None else None, code))
        for sum_ in item["money"]:
            amount = sum_["amount"] if isinstance(sum_["amount"], int) else None
            assert (amount, sum_["source"]) in kept, f"{item['id']}: {sum_['label']} is lost"


def test_every_target_group_phrase_is_kept(facts: dict[str, Any], data: Graph) -> None:
    for item in facts["initiatives"]:
        node = thing("initiative", item["id"])
        claims = [c for c in data.subjects(DSG.initiative, node) if (c, RDF.type, DSG.Targeting) in data]
        kept = set().union(*(phrases(data, c) for c in claims)) if claims else set()
        assert {t["phrase"] for t in item["target_groups"]} <= kept


def test_every_lead_and_partner_is_kept(facts: dict[str, Any], data: Graph) -> None:
    for item in facts["initiatives"]:
        claims = [
            c
            for c in data.subjects(DSG.initiative, thing("initiative", item["id"]))
            if (c, RDF.type, DSG.Responsibility) in data
        ]
        leads = [c for c in claims if data.value(c, DSG.role) == thing("role", "lead")]
        named = item["lead"]["agency"]
        assert len(leads) == (0 if named is None else 2 if " and " in named else 1), item["id"]
        for lead in leads:
            basis = str(data.value(lead, DSG.basis)).rsplit("/", 1)[1]
            assert item["lead"]["confidence"].startswith(basis)
        others = [c for c in claims if c not in leads]
        partners = [a for p in item["partners"] if "unnamed" not in p["agency"] for a in p["agency"].split("; ")]
        extra = 1 if item["id"] == "5g-rollout" else 0  # Radio Spectrum Management, named beside its ministry
        assert len(others) == len(partners) + extra, item["id"]


def test_every_agency_is_kept_with_its_official_names(facts: dict[str, Any], data: Graph) -> None:
    labels = {str(o) for o in data.objects(None, RDFS.label)} | {str(o) for o in data.objects(None, SKOS.altLabel)}
    homepages = {str(o) for o in data.objects(None, FOAF.homepage)}
    for agency in facts["agencies"]:
        if agency["name_mi"] and "not found" not in agency["name_mi"]:
            assert unicodedata.normalize("NFC", agency["name_mi"]) in labels
        if agency["abbreviation"]:
            assert set(agency["abbreviation"].split(" / ")) <= labels
        if agency["website"] and agency["website"].startswith("http"):
            assert agency["website"] in homepages


def test_every_source_is_kept_and_used(facts: dict[str, Any], data: Graph) -> None:
    kept = {str(data.value(s, DCTERMS.identifier)): s for s in data.subjects(RDF.type, DSG.Source)}
    assert set(kept) == {s["id"] for s in facts["sources"]}
    for source in facts["sources"]:
        node = kept[source["id"]]
        assert str(data.value(node, DSG.publisherName)) == unicodedata.normalize("NFC", source["publisher"])
        if source["url"].startswith("http"):
            assert str(data.value(node, FOAF.page)) == source["url"].split(" ")[0]
        assert (None, OA.hasSource, node) in data, f"{source['id']} grounds nothing"


def test_every_outcome_keeps_its_theme_measures_and_goals(facts: dict[str, Any], data: Graph) -> None:
    for outcome in facts["outcomes"]:
        node = thing("outcome", outcome["id"].removeprefix("o-"))
        assert str(data.value(node, RDFS.label)) == outcome["label"]
        themes = {str(data.value(c, DSG.alignedTheme)).rsplit("/", 1)[1] for c in data.subjects(DSG.alignedThing, node)}
        assert themes == {outcome["theme"]}
        claims = list(data.subjects(DSG.outcome, node))
        measures = {str(m).rsplit("/", 1)[1].upper() for c in claims for m in data.objects(c, DSG.measure)}
        goals = {"goal-" + str(g).rsplit("/", 1)[1] for c in claims for g in data.objects(c, DSG.goal)}
        assert measures == set(outcome["measures"])
        assert goals == set(outcome["goals"])


def test_every_relation_and_treaty_link_is_kept(facts: dict[str, Any], data: Graph) -> None:
    ends = {
        (str(data.value(c, DSG.relationFrom)).rsplit("/", 1)[1], str(data.value(c, DSG.relationTo)).rsplit("/", 1)[1])
        for c in data.subjects(RDF.type, DSG.Relation)
    }
    assert ends == {(r["subject"], r["object"].lower()) for r in facts["relations"]}
    treaty = {
        (str(data.value(c, DSG.initiative)).rsplit("/", 1)[1], next(iter(phrases(data, c))))
        for c in data.subjects(RDF.type, DSG.TreatyLink)
    }
    assert treaty == {(t["item"], t["phrase"]) for t in facts["treaty_principle_links"]}


def test_every_quality_point_is_kept_and_concerns_something(facts: dict[str, Any], data: Graph) -> None:
    points = {str(data.value(n, DCTERMS.identifier)) for n in data.subjects(RDF.type, DSG.QualityNote)}
    assert {d["id"] for d in facts["data_quality"]} <= points
    assert len([p for p in points if p.startswith("not-found-")]) == len(facts["not_found"])
    for note in data.subjects(RDF.type, DSG.QualityNote):
        for target in data.objects(note, DSG.concerns):
            assert (target, None, None) in data
        assert (note, DSG.concerns, None) in data


def test_no_unverified_literal_of_a_phrase_is_longer_than_a_phrase(data: Graph) -> None:
    for exact in data.objects(None, OA.exact):
        assert isinstance(exact, Literal)
        assert len(str(exact)) <= 200
