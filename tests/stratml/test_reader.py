"""StratML documents: what is read, what is listed as having no place, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from strategy_graph.dataset import Content, find_content
from strategy_graph.errors import StrategyGraphError
from strategy_graph.stratml.mapping import HOMES
from strategy_graph.stratml.reader import StratmlReader
from strategy_graph.stratml.xml_tree import DEEPEST, parse_xml
from strategy_graph.workbook.importing import import_file
from strategy_graph.workbook.sheets import BY_TITLE
from strategy_graph.workbook.terms import term

PLAN = """<?xml version="1.0" encoding="UTF-8"?>
<PerformancePlanOrReport xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport" Type="Strategic_Plan">
<Name>Harbour plan</Name><Description>A made plan.</Description>
<StrategicPlanCore>
<Organization><Name>Harbour office</Name><Acronym>HO</Acronym><Identifier>_o</Identifier>
<Stakeholder StakeholderTypeType="Generic_Group"><Name>Boat owners</Name><Description>All.</Description></Stakeholder>
</Organization>
<Vision><Description>A safe harbour</Description></Vision>
<Mission><Description>Keep it open</Description></Mission>
<Value><Name>Openness</Name><Description>We say what we do.</Description></Value>
<Goal><Name>Safe berths</Name><Identifier>_g1</Identifier><SequenceIndicator>1</SequenceIndicator>
<Objective><Name>Fewer accidents</Name><Description>Half as many.</Description>
<PerformanceIndicator PerformanceIndicatorType="Quantitative"><MeasurementDimension>Accidents</MeasurementDimension>
<UnitOfMeasurement>accidents</UnitOfMeasurement><MeasurementInstance>
<TargetResult><NumberOfUnits>9</NumberOfUnits><EndDate>2028-12-31</EndDate></TargetResult>
<TargetResult><NumberOfUnits>5</NumberOfUnits><EndDate>2030-12-31</EndDate></TargetResult>
<ActualResult><NumberOfUnits>11</NumberOfUnits></ActualResult>
</MeasurementInstance></PerformanceIndicator></Objective></Goal>
</StrategicPlanCore>
<AdministrativeInformation><StartDate>2026-01-01</StartDate><EndDate>2030-12-31</EndDate>
<PublicationDate>2025-11-01</PublicationDate><Source>https://harbour.example.org/plan</Source></AdministrativeInformation>
</PerformancePlanOrReport>
"""
ID = "https://harbour.example.org/"


def written(text: str, tmp_path: Path) -> Path:
    path = tmp_path / "plan.xml"
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_800_000_000, 1_800_000_000))
    return path


def imported(text: str, tmp_path: Path) -> tuple[Store, list[str]]:
    reader = StratmlReader()
    import_file(written(text, tmp_path), tmp_path / "plan", reader.read, "stratml", ID)
    store = Store()
    for path in (tmp_path / "plan/data/imported").glob("*.ttl"):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return store, reader.homeless


def values(store: Store, subject: str, predicate: str) -> set[str]:
    quads = store.quads_for_pattern(NamedNode(ID + subject), term(predicate), None)
    return {quad.object.value for quad in quads if isinstance(quad.object, Literal | NamedNode)}


def test_what_is_read(tmp_path: Path) -> None:
    store, _ = imported(PLAN, tmp_path)
    assert values(store, "strategy/harbour-plan", "dsg:vision") == {"A safe harbour"}
    assert values(store, "plan/2026-2030", "dsg:implements") == {ID + "strategy/harbour-plan"}
    assert values(store, "plan/2026-2030", "dcterms:issued") == {"2025-11-01"}
    assert values(store, "goal/g1", "rdfs:label") == {"Safe berths"}
    assert values(store, "outcome/fewer-accidents", "skos:definition") == {"Half as many."}
    assert values(store, "claim/goal-fewer-accidents-g1", "dsg:aboutGoal") == {ID + "goal/g1"}
    assert values(store, "claim/tracking-1-1-1-fewer-accidents", "dsg:aboutMeasure") == {ID + "measure/1-1-1"}
    assert values(store, "measure/1-1-1", "dsg:targetValue") == {"5"}
    assert values(store, "measure/1-1-1", "dsg:targetYear") == {"2030"}
    assert values(store, "focus/openness", "skos:note") == {"We say what we do."}
    assert values(store, "group/boat-owners", "skos:prefLabel") == {"Boat owners"}
    assert values(store, "organisation/harbour-office", "skos:altLabel") == {"HO"}
    assert values(store, "source/stratml", "dsg:seenOn") == {"2027-01-15"}
    assert values(store, "evidence/stratml-goal-1-objective-1", "dsg:locator") == {"//Goal[1]/Objective[1]"}


def test_what_has_no_place_is_listed_with_its_line_and_path(tmp_path: Path) -> None:
    _, homeless = imported(PLAN, tmp_path)
    core = "/PerformancePlanOrReport/StrategicPlanCore[1]"
    indicator = f"{core}/Goal[1]/Objective[1]/PerformanceIndicator[1]"
    instance = f"{indicator}/MeasurementInstance[1]"
    assert homeless == [
        "line 2: /PerformancePlanOrReport: Type=Strategic_Plan",
        f"line 5: {core}/Organization[1]/Identifier[1]: _o",
        f"line 6: {core}/Organization[1]/Stakeholder[1]: StakeholderTypeType=Generic_Group",
        f"line 9: {core}/Mission[1]/Description[1]: Keep it open",
        f"line 13: {indicator}: PerformanceIndicatorType=Quantitative",
        f"line 15: {instance}/TargetResult[1]/NumberOfUnits[1]: 9",
        f"line 15: {instance}/TargetResult[1]/EndDate[1]: 2028-12-31",
        f"line 17: {instance}/ActualResult[1]/NumberOfUnits[1]: 11",
    ]


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://www.stratml.net/PerformancePlanOrReport"'])
def test_any_namespace(namespace: str, tmp_path: Path) -> None:
    text = PLAN.replace(' xmlns="urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"', namespace)
    store, _ = imported(text, tmp_path)
    assert values(store, "goal/g1", "rdfs:label") == {"Safe berths"}


def test_a_prefix_and_the_root_of_part_one(tmp_path: Path) -> None:
    text = """<s:StrategicPlan xmlns:s="http://www.stratml.net" xml:lang="mi">
<s:Name>Mahere</s:Name><s:StrategicPlanCore>
<s:Goal><s:Name>Haumaru</s:Name></s:Goal></s:StrategicPlanCore>
<s:AdministrativeInformation><s:StartDate>2026</s:StartDate></s:AdministrativeInformation></s:StrategicPlan>"""
    store, homeless = imported(text, tmp_path)
    labels = store.quads_for_pattern(NamedNode(ID + "goal/1"), term("rdfs:label"), None)
    assert [quad.object for quad in labels] == [Literal("Haumaru", language="mi")]
    assert homeless == []


def test_what_is_imported_can_be_read_by_the_build(tmp_path: Path) -> None:
    imported(PLAN, tmp_path)
    assert Content(tmp_path / "plan").manifest.base == ID


@pytest.mark.parametrize(
    "doctype", ['<!DOCTYPE p [<!ENTITY a "b">]>', '<!DOCTYPE p SYSTEM "file:///etc/passwd">', "<!DOCTYPE p>"]
)
def test_document_types_and_entities_are_refused(doctype: str, tmp_path: Path) -> None:
    path = written(f"{doctype}<PerformancePlanOrReport/>", tmp_path)
    with pytest.raises(StrategyGraphError, match="it declares a document type or an entity"):
        parse_xml(path)


def test_what_is_not_well_formed_is_placed(tmp_path: Path) -> None:
    path = written("<PerformancePlanOrReport>\n<Name></PerformancePlanOrReport>", tmp_path)
    with pytest.raises(StrategyGraphError, match=r"plan\.xml:2:9: it is not well-formed XML: mismatched tag"):
        parse_xml(path)


def test_another_root_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StrategyGraphError, match="the root element is html"):
        StratmlReader().read(written("<html/>", tmp_path), "en", [])


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StrategyGraphError, match=f"nested more than {DEEPEST} deep"):
        parse_xml(written("<a>" * 101 + "</a>" * 101, tmp_path))


def test_the_mapping_is_that_of_the_alignments() -> None:
    store = Store()
    store.load(path=str(find_content().ontology / "alignments.ttl"), format=RdfFormat.TURTLE)
    for element, home in HOMES.items():
        class_ = term(BY_TITLE[home.sheet].class_name)
        found = {quad.object for quad in store.quads_for_pattern(class_, term("dsg:stratmlElement"), None)}
        assert Literal(element, language="en") in found or Literal(element) in found, element
