"""The rules of which a part is easy to get wrong, each on a few triples."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad

from strategy_graph.dataset.derivation import derive, read_rules
from tests.shapes.mutable_dataset import iri, triples_of

RULES = Path(__file__).resolve().parents[2] / "ontology" / "rules"


AFFILIATIONS = [RULES / "19-sub-organisation-of.rq", RULES / "22-plain-links.rq"]


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (None, None, True),
        ("2022-09", None, True),
        ("2022-09-14", None, True),
        ("2022", None, True),
        ("2022-10", None, False),
        ("2023", None, False),
        (None, "2023-08", True),
        (None, "2022-09", True),
        (None, "2022-09-01", True),
        (None, "2022", True),
        (None, "2022-08", False),
        (None, "2022-08-31", False),
        (None, "2021", False),
        ("2020", "2022-08", False),
        ("2020", "2023", True),
    ],
)
def test_a_parent_is_one_that_held_when_the_latest_plan_was_published(
    since: str | None, until: str | None, held: bool
) -> None:
    dates = f'dsg:validFrom "{since}"^^edtf:EDTF ; ' if since else ""
    dates += f'dsg:validUntil "{until}"^^edtf:EDTF ; ' if until else ""
    claim = f"""
        plan:2021 a dsg:ActionPlan ; dcterms:issued "2021-03"^^edtf:EDTF .
        plan:2022-23 a dsg:ActionPlan ; dcterms:issued "2022-09"^^edtf:EDTF .
        claim:affiliation a dsg:Affiliation ; {dates}
            dsg:organisation organisation:unit ; dsg:parentOrganisation organisation:ministry ."""
    facts = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples_of(claim)]
    derived = derive(read_rules(AFFILIATIONS), facts).quads
    links = {(quad.subject, quad.object) for quad in derived if quad.predicate == iri("org:subOrganizationOf")}
    assert links == ({(iri("organisation/unit"), iri("organisation/ministry"))} if held else set())
    assert len(derived) == (4 if held else 0)


@pytest.mark.parametrize(("issued", "since", "held"), [("2025-04-10", "2025-04-11", False), ("2025", "2025-04", True)])
def test_the_date_is_compared_as_exactly_as_both_give_it(issued: str, since: str, held: bool) -> None:
    facts = f"""
        plan:2025 a dsg:ActionPlan ; dcterms:issued "{issued}"^^edtf:EDTF .
        claim:affiliation a dsg:Affiliation ; dsg:validFrom "{since}"^^edtf:EDTF ;
            dsg:organisation organisation:unit ; dsg:parentOrganisation organisation:ministry ."""
    quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples_of(facts)]
    assert bool(derive(read_rules(AFFILIATIONS), quads).quads) is held


def test_without_a_plan_only_an_affiliation_without_dates_is_a_link() -> None:
    facts = """
        claim:one a dsg:Affiliation ; dsg:organisation organisation:a ; dsg:parentOrganisation organisation:b .
        claim:two a dsg:Affiliation ; dsg:organisation organisation:c ; dsg:parentOrganisation organisation:b ;
            dsg:validFrom "1990"^^edtf:EDTF ."""
    quads = [Quad(triple.subject, triple.predicate, triple.object) for triple in triples_of(facts)]
    derived = derive(read_rules(AFFILIATIONS), quads).quads
    assert {quad.subject for quad in derived} == {iri("organisation/a"), iri("claim/one")}
