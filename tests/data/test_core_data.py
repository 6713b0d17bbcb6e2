"""The core of the data against a table written by hand; runs everywhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph

from tests.data import extract
from tests.data.core_data import ITEMS, MEASURES, ORGANISATIONS, OUTCOMES, RELATIONS
from tests.data.extract import Records, authored, differences
from tests.data.wrong_edits import WRONG_EDITS, WrongEdit
from tests.queries.matrix import MATRIX


def items(data: Graph) -> Records:
    leads: dict[str, set[tuple[str, str]]] = {slug: set() for slug in extract.initiatives(data)}
    for (item, organisation, role), (basis, _) in extract.responsibilities(data).items():
        if role == "lead":
            leads[item].add((organisation, basis))
    return {slug: (record[0], record[1], leads[slug]) for slug, record in extract.initiatives(data).items()}


FIRST = {(initiative, outcome): phrase for initiative, outcome, _, phrase in MATRIX}


def cells(data: Graph) -> Records:
    """The basis, and the phrase of the table if it is among those quoted, else what is."""
    return {
        key: (basis, FIRST.get(key, "") if FIRST.get(key, "") in phrases else phrases)
        for key, (basis, phrases, _, _) in extract.contributions(data).items()
    }


def measures(data: Graph) -> Records:
    placed = {
        key[0].removeprefix("measure/").upper(): (key[1], key[2])
        for key in extract.theme_alignments(data)
        if key[0].startswith("measure/")
    }
    tracked: dict[str, set[str]] = {code: set() for code in placed}
    for outcome, record in extract.outcomes(data).items():
        for measure in record[3]:
            tracked[measure.upper()].add(outcome)
    return {code: (*placed[code], record[1], tracked[code]) for code, record in extract.measures(data).items()}


def names(data: Graph) -> Records:
    return {slug: record[:2] for slug, record in extract.organisations(data).items()}


def themes_of_outcomes(data: Graph) -> Records:
    placed = extract.theme_alignments(data)
    return {key[0].removeprefix("outcome/"): key[1] for key in placed if key[0].startswith("outcome/")}


COMPARISONS: dict[str, tuple[Records, Callable[[Graph], Records]]] = {
    "initiatives": (ITEMS, items),
    "contributions": ({(i, o): (basis, phrase) for i, o, basis, phrase in MATRIX}, cells),
    "measures": (MEASURES, measures),
    "organisations": (ORGANISATIONS, names),
    "relations": (RELATIONS, extract.relations),
    "outcomes": (OUTCOMES, themes_of_outcomes),
}


@pytest.mark.parametrize("name", COMPARISONS)
def test_the_data_hold_the_core(name: str) -> None:
    table, read = COMPARISONS[name]
    assert differences(table, read(authored())) == []


def test_the_tables_are_whole() -> None:
    assert (len(ITEMS), len(MATRIX), len(MEASURES), len(ORGANISATIONS), len(RELATIONS), len(OUTCOMES)) == (
        *(24, 69, 9, 34, 7),
        12,
    )


@pytest.mark.parametrize(
    "edit", [edit for edit in WRONG_EDITS if edit.of_core], ids=lambda edit: edit.name.replace(" ", "-")
)
def test_a_wrong_edit_of_the_core_would_be_seen(edit: WrongEdit) -> None:
    edited = edit.made_in(authored())
    assert any(differences(table, read(edited)) for table, read in COMPARISONS.values())
