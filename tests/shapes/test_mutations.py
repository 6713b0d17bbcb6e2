"""Mutation tests of the shapes: each mutation of the real data is a violation at the node that an author would check.

Mutations that affect disjoint sets of nodes are validated in one batch.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from strategy_graph.dataset.validation.report import Finding, Severity
from tests.shapes.mutable_dataset import iri, real_dataset
from tests.shapes.mutation import Mutation
from tests.shapes.mutations import MUTATIONS, batches

pytestmark = pytest.mark.slow(reason="validates the real data once for each mutation")


@cache
def findings_of(number: int) -> tuple[Finding, ...]:
    return real_dataset().validate(*(mutation.change for mutation in batches()[number]))


@cache
def unmutated() -> tuple[Finding, ...]:
    return real_dataset().validate()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name.replace(" ", "-"))
def test_mutation_is_a_violation(mutation: Mutation) -> None:
    number = next(index for index, members in enumerate(batches()) if mutation in members)
    assert not mutation.is_found_in(unmutated()), "the unmutated data has this finding too"
    findings = findings_of(number)
    here = [finding for finding in findings if finding.focus_node == iri(mutation.focus).value]
    assert mutation.is_found_in(findings), f"expected {mutation.shape}, found {here}"


def test_mutations_have_names_of_their_own() -> None:
    assert Counter(mutation.name for mutation in MUTATIONS).most_common(1)[0][1] == 1


def test_the_unmutated_data_has_no_violation() -> None:
    violations = [finding for finding in unmutated() if finding.severity is Severity.VIOLATION]
    assert violations == []
