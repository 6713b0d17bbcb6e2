"""The query that the search is built of, against the authored files."""

from __future__ import annotations

from collections import Counter

from rdflib import RDF

from tests.data.extract import DSG, OA, authored, members
from tests.queries.conftest import Ask
from tests.queries.rows import pick


def test_names_and_descriptions(ask: Ask) -> None:
    rows = ask("names-and-descriptions")

    def of(thing: str, kind: str) -> list[tuple[str | None, ...]]:
        return pick([row for row in rows if (row["thing"], row["class"]) == (thing, kind)], "about", "text")

    # By hand.
    assert of("m1", "Measure")[:2] == [
        ("identifier", "M1"),
        ("name", "Everyone is to “feel safe and supported online”"),
    ]
    assert of("dpmc", "Organization")[:3] == [
        ("name", "Department of the Prime Minister and Cabinet"),
        ("name", "Te Tari o te Pirimia me te Komiti Matua"),
        *[row for row in of("dpmc", "Organization") if row[0] == "note"][:1],
    ]
    assert ("other name", "DPMC") in of("dpmc", "Organization")
    assert [about for about, _ in of("digital-boost", "Initiative")] == [
        *("description", "name", "note", "note", "note", "note", "other name")
    ]
    names = {row["thing"]: row["name"] for row in rows}
    assert names["te-puni-kokiri"] == "Ministry of Māori Development"
    assert {row["strategy"] for row in rows if row["class"] == "Initiative"} == {"digital-strategy-for-aotearoa"}


def test_names_and_descriptions_has_all_of_the_authored_files(ask: Ask) -> None:
    data = authored()
    found = Counter((row["class"], row["thing"]) for row in ask("names-and-descriptions"))
    kinds = Counter(kind for kind, _ in found)
    for kind in ("Initiative", "Outcome", "Measure", "Milestone", "Figure", "Source", "InitiativePart"):
        assert kinds[kind] == len(members(data, DSG[kind])), kind
    every = set(members(data, DSG.Source))
    on_sources = [note for note in members(data, DSG.QualityNote) if every & set(data.objects(note, DSG.concerns))]
    assert (kinds["QualityNote"], len(on_sources)) == (len(members(data, DSG.QualityNote)) - 4, 4)
    phrases = {data.value(selector, OA.exact) for selector in data.subjects(RDF.type, OA.TextQuoteSelector)}
    rows = [row for row in ask("names-and-descriptions") if row["about"] == "phrase"]
    assert {row["text"] for row in rows} == {str(phrase) for phrase in phrases}
    assert not [kind for kind, _ in found if str(kind) in {"Claim", "Contribution", "Responsibility"}]
