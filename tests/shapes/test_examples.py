"""Every constraint finds its minimal bad example, and the good examples have no findings."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import SH, BNode, Literal, URIRef

from tests.shapes.examples import FILES, REPRESENTATIVE, read_example
from tests.shapes.mutable_dataset import (
    SHAPE,
    Change,
    all_shapes,
    iri,
    named_shapes,
    shapes_about,
    shapes_around,
    small_dataset,
    triples_of,
)

# The mandatory parameters of SHACL Core's constraint components (SHACL, section 4), and sh:sparql. The parameters
# sh:flags, sh:qualifiedValueShape and sh:ignoredProperties only modify another.
PARAMETERS = {
    *("class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive".split()),
    *("minLength maxLength pattern languageIn uniqueLang equals disjoint lessThan lessThanOrEquals".split()),
    *("not and or xone node qualifiedMinCount qualifiedMaxCount closed hasValue in sparql".split()),
}
OTHER = {
    *("path message severity property name description order group deactivated flags ignoredProperties".split()),
    *("qualifiedValueShape targetClass targetSubjectsOf targetObjectsOf targetNode".split()),
}
SLOW = pytest.mark.slow(reason="validates some 500 examples more")
FURTHER = [pytest.param(file, marks=SLOW) for file in FILES if file not in REPRESENTATIVE]


def constraints() -> set[tuple[URIRef, URIRef]]:
    """Return each named shape with each of its constraint parameters."""
    shapes = all_shapes()
    found: set[tuple[URIRef, URIRef]] = set()
    for shape in named_shapes():
        for predicate in set(shapes.predicates(shape)):
            word = str(predicate).removeprefix(str(SH))
            if word in PARAMETERS and isinstance(predicate, URIRef):
                found.add((shape, predicate))
            else:
                assert word in OTHER or not str(predicate).startswith(str(SH)), f"{shape} uses the unknown sh:{word}"
    return found


def test_the_good_examples_have_no_finding_of_any_severity() -> None:
    assert small_dataset().validate() == ()


@pytest.mark.parametrize("file", [*REPRESENTATIVE, *FURTHER], ids=lambda file: file.stem)
def test_bad_example_is_found(file: Path) -> None:
    example = read_example(file)
    findings = small_dataset().validate(example.change, shapes=shapes_around(example.shape))
    assert example.is_found_in(findings), f"{file.name}: expected {example}, found {findings}"


def test_every_constraint_has_a_bad_example() -> None:
    shown = Counter((example.shape, example.parameter) for example in map(read_example, FILES))
    assert set(shown) - constraints() == set(), "examples of constraints that are no more"
    assert constraints() - set(shown) == set(), "constraints without a bad example"


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-04", "2022-04-01", "2022-04-30"),
        ("2022-12", "2022-12-01", "2022-12-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
        ("2023-33", "2023-01-01", "2023-03-31"),
        ("2023-36", "2023-10-01", "2023-12-31"),
        ("2023-37", "2023-01-01", "2023-04-30"),
        ("2023-38", "2023-05-01", "2023-08-31"),
        ("2023-40", "2023-01-01", "2023-06-30"),
        ("2023-41", "2023-07-01", "2023-12-31"),
        ("2022/2024", "2022-01-01", "2024-12-31"),
        ("2022-03/2024-02", "2022-03-01", "2024-02-29"),
        ("2023-03-30/2024-07-01", "2023-03-30", "2024-07-01"),
        ("2022~/2024?", "2022-01-01", "2024-12-31"),
        ("2022-05%", "2022-05-01", "2022-05-31"),
        ("2022/..", "2022-01-01", "2030-01-31"),
    ],
)
def test_a_date_agrees_with_its_first_and_last_day(value: str, earliest: str, latest: str) -> None:
    milestone = iri("milestone/safer-homes-reviewed")
    dates = f'dsg:date "{value}"^^edtf:EDTF ; dsg:earliest "{earliest}"^^xsd:date ; dsg:latest "{latest}"^^xsd:date'
    change = Change(
        [(milestone, iri(f"dsg:{name}"), None) for name in ("date", "earliest", "latest", "status")],
        triples_of(f"milestone:safer-homes-reviewed {dates} ; dsg:status milestone-status:done ."),
    )
    shapes = shapes_about("dsg:date", "dsg:earliest", "dsg:latest")
    assert small_dataset().validate(change, shapes=shapes) == ()


@pytest.mark.parametrize("tag", ["@et", "@en-NZ", "", "@en"])
@pytest.mark.parametrize(
    ("link", "shape"), [("rdfs:label", "te-reo-letters"), ("skos:altLabel", "te-reo-letters-altLabel")]
)
def test_letters_are_checked_only_in_literals_tagged_as_te_reo(link: str, shape: str, tag: str) -> None:
    change = Change([], triples_of(f'group:households {link} "office"{tag} .'))
    findings = small_dataset().validate(change, shapes=shapes_around(URIRef(SHAPE + shape)))
    assert not [finding for finding in findings if "te-reo-letters" in (finding.shape or "")]


def test_constraints_stand_in_named_shapes() -> None:
    """An anonymous property shape may only be part of a logical constraint: ``constraints`` lists named shapes only."""
    shapes = all_shapes()
    for shape in named_shapes():
        assert not any(isinstance(used, BNode) for used in shapes.objects(shape, SH.property)), shape


def test_every_shape_says_in_english_what_is_wrong_and_what_to_do() -> None:
    shapes = all_shapes()
    for shape in named_shapes():
        holders = [*shapes.objects(shape, SH.sparql)] or [shape]
        for holder in holders:
            messages = list(shapes.objects(holder, SH.message))
            assert len(messages) == 1, f"{shape} has {len(messages)} messages"
            (message,) = messages
            assert isinstance(message, Literal) and message.language == "en", f"{shape}: tag the message @en"
            what, colon, to_do = str(message).partition(": ")
            assert what and colon and to_do.endswith("."), f"{shape}: write what is wrong, a colon, what to do"


def test_every_severity_is_one_of_the_three() -> None:
    shapes = all_shapes()
    assert set(shapes.objects(None, SH.severity)) <= {SH.Violation, SH.Warning, SH.Info}


def test_every_shape_is_reached() -> None:
    for shape in named_shapes():
        shapes_around(shape)


def test_sparql_constraints_keep_to_what_pre_binding_allows() -> None:
    """SHACL, appendix A: no MINUS, VALUES or SERVICE, and $this is projected; other processors may reject the rest."""
    selects = [str(select) for select in all_shapes().objects(None, SH.select)]
    assert selects
    for select in selects:
        assert re.search(r"\b(MINUS|VALUES|SERVICE)\b", select) is None, select
        assert select.strip().startswith("SELECT $this "), select
