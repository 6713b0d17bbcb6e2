"""What the data must hold, counted by hand from the sources."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS

ROOT = Path(__file__).resolve().parents[2]
DSG = Namespace("https://w3id.org/digital-strategy-graph/ontology#")
OA = Namespace("http://www.w3.org/ns/oa#")
ID = "https://w3id.org/digital-strategy-graph/id/"


@pytest.fixture(scope="module")
def data() -> Graph:
    graph = Graph()
    for file in sorted((ROOT / "data").glob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.mark.parametrize(
    ("cls", "count"),
    [
        ("Strategy", 1),
        ("ActionPlan", 1),
        ("Theme", 3),
        ("Goal", 4),
        ("Measure", 9),
        ("Outcome", 22),
        ("Initiative", 24),
        ("InitiativePart", 19),
        ("Contribution", 69),
        ("Relation", 7),
        ("TreatyLink", 3),
        ("Source", 139),
        ("VisionElement", 6),
        ("VisionAlignment", 14),
        ("FocusArea", 4),
        ("QualityNote", 57),
        ("Milestone", 89),
        ("Figure", 45),
    ],
)
def test_counts_by_class(data: Graph, cls: str, count: int) -> None:
    assert len(set(data.subjects(RDF.type, DSG[cls]))) == count


def test_the_counts_in_the_guide_are_those_of_the_data(data: Graph) -> None:
    rows = re.findall(r"^\| `(dsg|org):(\w+)` \| (\d+) \|", (ROOT / "docs/model.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) == 17
    said = {name: int(number) for _, name, number in rows}
    found = {name: len(set(data.subjects(RDF.type, DSG[name]))) for name in said}
    found["Organization"] = len(set(data.subjects(RDF.type, URIRef("http://www.w3.org/ns/org#Organization"))))
    found["Claim"] = len({c for c in data.subjects(DSG.basis) if str(c).startswith(ID + "claim/")})
    assert found == said


def test_tiers_as_the_plan_states_them(data: Graph) -> None:
    tiers = Counter(str(t).removeprefix(ID + "tier/") for t in data.objects(None, DSG.tier))
    assert tiers == {"flagship": 11, "supporting-activity": 9, "looking-ahead": 4}


def test_bases_of_contributions(data: Graph) -> None:
    bases = Counter(
        str(data.value(c, DSG.basis)).removeprefix(ID + "basis/") for c in data.subjects(RDF.type, DSG.Contribution)
    )
    assert bases == {"named": 49, "stated": 1, "inferred": 19}


def test_contributions_rest_on_the_executive_summary_alone_and_the_plan_says_so(data: Graph) -> None:
    contributions = data.subjects(RDF.type, DSG.Contribution)
    passages = {passage for claim in contributions for passage in data.objects(claim, DSG.hasEvidence)}
    assert len(passages) > 20
    assert {data.value(passage, OA.hasSource) for passage in passages} == {URIRef(ID + "source/summary")}
    notes = data.objects(URIRef(ID + "plan/2022-23"), SKOS.note)
    assert any("rest on the executive summary alone" in str(note) for note in notes)


def test_theme_alignments_of_initiatives(data: Graph) -> None:
    bases = Counter(
        str(data.value(c, DSG.basis)).removeprefix(ID + "basis/")
        for c in data.subjects(RDF.type, DSG.ThemeAlignment)
        if str(data.value(c, DSG.alignedThing)).startswith(ID + "initiative/")
    )
    assert bases == {"stated": 3, "inferred": 27}


def test_only_the_looking_ahead_areas_contribute_prospectively(data: Graph) -> None:
    prospective = {data.value(c, DSG.aboutInitiative) for c in data.subjects(DSG.prospective, Literal(True))}
    listings = data.subjects(DSG.tier, URIRef(ID + "tier/looking-ahead"))
    ahead = {data.value(listing, DSG.listedInitiative) for listing in listings}
    assert prospective == ahead


def test_only_m9_has_a_number(data: Graph) -> None:
    assert set(data.subject_objects(DSG.targetValue)) == {(URIRef(ID + "measure/m9"), Literal(10))}
    assert {str(y) for y in data.objects(None, DSG.targetYear)} == {"2032"}


def test_only_stats_nz_has_external_identifiers(data: Graph) -> None:
    assert set(data.subjects(URIRef("https://schema.org/sameAs"), None)) == {URIRef(ID + "organisation/stats-nz")}


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("improving-rural-connectivity-extra-funding-for-rural-connectivity", [2_000_000, 15_000_000, 43_000_000]),
        ("arohia-grant-two-grants-together", [90_000_000, 155_000_000]),
        ("digital-health-transformation-all-of-budget-2022", [10_800_000, 125_000_000, 155_000_000, 320_000_000]),
    ],
)
def test_sums_have_their_parts(data: Graph, whole: str, parts: list[int]) -> None:
    found = data.subjects(DCTERMS.isPartOf, URIRef(f"{ID}figure/{whole}"))
    assert sorted(int(str(data.value(part, DSG.value))) for part in found) == parts


def test_every_claim_has_a_passage(data: Graph) -> None:
    claims = {c for c in data.subjects(DSG.basis) if str(c).startswith(ID + "claim/")}
    without = {
        str(claim)
        for claim in claims
        if not any(
            (evidence, OA.hasSelector, None) in data or (evidence, DSG.locator, None) in data
            for evidence in data.objects(claim, DSG.hasEvidence)
        )
    }
    assert without == set()


def test_every_plan_says_what_became_of_it(data: Graph) -> None:
    for status in ("planned", "intended"):
        for milestone in data.subjects(DSG.status, URIRef(f"{ID}milestone-status/{status}")):
            assert (milestone, DSG.fateNote, None) in data or (None, DSG.actualOf, milestone) in data, milestone


@pytest.mark.parametrize("folder", ["data", "ontology", "shapes", "queries"])
def test_every_file_is_nfc_utf8_without_tabs_or_trailing_space(folder: str) -> None:
    for file in sorted((ROOT / folder).rglob("*.*")):
        text = file.read_text("utf-8")
        assert unicodedata.is_normalized("NFC", text), f"{file.name} is not NFC"
        for number, line in enumerate(text.split("\n"), 1):
            assert "\t" not in line, f"{file.name}:{number} has a tab"
            assert line == line.rstrip(" "), f"{file.name}:{number} ends in a space"


# Where a word may stand without its macron: a title kept as printed, and two notes that speak of the spelling.
WITHOUT_MACRON = {
    ("source/os3", "title", "Kaumatua"),
    ("organisation/office-for-seniors", "note", "Kaumatua"),
    ("note/name-variants", "description", "Maori"),
}
# Phrases of sources that print a word without it.
QUOTED_WITHOUT_MACRON = {"Kaumatua", "Arohia"}
BARE = (
    "Maori Kaumatua Arohia Matauranga Wananga Whanau Hapu Manatu Hikina Kokiri Tuhono Kahui Orite Pukenga Nga-Tikanga "
    "Nga-Iwi Matihiko-mo"
)


def test_maori_names_carry_their_macrons_and_tag(data: Graph) -> None:
    names = {str(o) for o in data.objects() if isinstance(o, Literal) and o.language == "mi"}
    for name in ("Mahi Tika", "Te Rautaki Matihiko mō Aotearoa", "Te Tari Kaumātua", "Te Manatū Whakahiato Ora"):
        assert name in names
    bare = re.compile(
        "|".join(rf"(?<![/\w-]){word.replace('-', ' ')}(?![/\w-])" for word in BARE.split()), re.IGNORECASE
    )
    found = {
        (str(node).removeprefix(ID), re.split("[/#]", str(prop))[-1], word)
        for node, prop, value in data
        if isinstance(value, Literal) and not str(value).startswith("http")
        for word in bare.findall(str(value))
        if prop != OA.exact
    }
    assert found == WITHOUT_MACRON
    quoted = {word for phrase in data.objects(None, OA.exact) for word in bare.findall(str(phrase))}
    assert quoted == QUOTED_WITHOUT_MACRON


def test_a_claim_that_no_source_makes_says_why(data: Graph) -> None:
    ours = [
        claim
        for word in ("derived", "inferred")
        for claim in data.subjects(DSG.basis, URIRef(f"{ID}basis/{word}"))
        if (claim, RDF.type, DSG.Figure) not in data
    ]
    assert len(ours) > 50
    for claim in ours:
        assert (claim, DSG.rationale, None) in data, claim


def test_a_maori_name_in_an_english_one_is_given_by_itself(data: Graph) -> None:
    programme = URIRef(ID + "milestone/cyber-security-strategy-cyber-skills-aotearoa-pukenga-a-ipurangi-aotearoa")
    assert (programme, SKOS.altLabel, Literal("Pūkenga ā-Ipurangi Aotearoa", lang="mi")) in data
